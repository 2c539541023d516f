"""Texts without a length, in a SPEC that states the length of most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import fold
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Field

NODE = ("field", "request_field")
WORDS = ()
OPTIONS = ()

_FEWEST, _SHARE = 4, 3
"""Of so many texts no more than one in so many is without a length: then it was forgotten, and is no custom."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A request's text has the length of the field of that name, or is one of its values, where an entity has one."""
    every = [one for entity in facts.spec.entities for one in entity.fields]
    fields = [one for one in every if one.type.base == "string"]
    bounded = {fold(one.name) for one in every if _is_bounded(one)}
    texts = [item for item in items if item.node.type.base == "string"]
    silent = [item for item in texts if not _is_bounded(item.node) and fold(item.node.name) not in bounded]
    silent = [item for item in silent if not facts.line(item.span).rstrip().endswith(";")]  # a type of a program
    known = len(fields) - sum(not _is_bounded(one) for one in fields)
    if known >= _FEWEST - 1 and len(silent) * _SHARE <= known:
        for item in silent:
            yield item, facts.place(item.span, item.node.name), {}, ()


def _is_bounded(field: Field) -> bool:
    return bool(field.type.length or field.maximum or field.pattern or field.type.values)
