"""Rows that each may see of his own alone, and a call that shows them to all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.calls import calls_by_entity
from groundplan.check.facts import singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "requirement"
WORDS = ("name", "method", "path", "id")
OPTIONS = ()
PARTS = ("endpoints", "entities")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the call; the requirement is the cause."""
    asked = [(item, found["thing"] or found["korean"]) for item in items for found in _own().finditer(item.node.text)]
    calls = calls_by_entity(facts) if asked else {}
    for item, thing in asked:
        entity = facts.entities.get(singular(thing))
        for one in calls.get(entity.name, ()) if entity else ():
            if entity and one.access and one.access.kind == "public":
                words = {"name": entity.name, "method": one.method, "path": one.path, "id": item.node.id}
                yield item, one.access.span, words, (item.span,)


@cache
def _own() -> re.Pattern[str]:
    """`only their own orders`, `자신의 주문만`."""
    return regex.compile(
        r"\bonly (?:his or her|his|her|their|its) own (?P<thing>[a-z]+)\b"
        r"|(?:자신|본인|자기)의 (?P<korean>[가-힣]{1,12}?)만(?![가-힣])",
        re.IGNORECASE,
    )
