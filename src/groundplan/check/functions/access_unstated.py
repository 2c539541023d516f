"""Endpoints that say neither that they are public nor who may call them.

Quiet where the SPEC names no caller at all (another rule says so once), where a role matrix or a membership
requirement covers the resource, and for the operations that make a caller: sign-up, sign-in, refresh, health.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ()
OPTIONS = ("open",)

_RELATION = (
    r"\b(?:own|owns|owned|member(?:ship)?|belongs? to|their|authenticated|signed[- ]in|logged[- ]in)\b"
    r"|본인|자신|소유|구성원|로그인한|인증된"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`open` is a pattern for the paths of operations that anybody may call."""
    silent = [item for item in items if item.node.access is None]
    if not silent or not _names_callers(facts):
        return
    is_open = re.compile(options["open"], re.IGNORECASE)
    covered = _covered(facts)
    for item in silent:
        named = {singular(entity.name) for entity in facts.path_entities(item.node)}
        if covered.isdisjoint(named) and not is_open.search(item.node.path):
            yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()


def _names_callers(facts: Facts) -> bool:
    spec = facts.spec
    schemes = any(one.scheme != "none" for one in spec.auth)
    return bool(schemes or spec.roles or spec.permissions or any(one.access for one in spec.endpoints))


def _covered(facts: Facts) -> set[str]:
    """Entities for which the matrix or a requirement on membership or ownership says who may do what."""
    found = {singular(one.resource) for one in facts.spec.permissions}
    texts = [one.text for one in facts.spec.requirements if re.search(_RELATION, one.text, re.IGNORECASE)]
    words = {singular(word) for text in texts for word in re.findall(r"\w+", text)}
    prose = "\n".join(texts)
    labels = {key for key in facts.entities if not key.isascii() and key in prose}
    return found | {singular(facts.entities[key].name) for key in labels | (words & facts.entities.keys())}
