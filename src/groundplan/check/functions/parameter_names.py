"""One path parameter under two names: `/shops/{id}` and `/shops/{shopId}/items`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ("name", "usual")
OPTIONS = ()

Place = tuple[str, str]
"""The shape of the path before a parameter, and a name in it."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Names that differ from the one that most paths have in the same place; the first of those is the cause."""
    first: dict[Place, Item] = {}
    counts: Counter[Place] = Counter()
    for item in items:
        for place in _parameters(item.node.path):
            first.setdefault(place, item)
            counts[place] += 1
    usual: dict[str, str] = {}
    for shape, name in first:
        if shape not in usual or counts[shape, name] > counts[shape, usual[shape]]:
            usual[shape] = name
    for (shape, name), item in first.items():
        if name != usual[shape]:
            words = {"name": name, "usual": usual[shape]}
            yield item, facts.place(item.span, name), words, (first[shape, usual[shape]].span,)


@lru_cache(8192)
def _parameters(path: str) -> tuple[Place, ...]:
    found: list[Place] = []
    before, _, rest = path.partition("{")
    while rest:
        name, _, behind = rest.partition("}")
        found.append((before, name))
        literal, _, rest = behind.partition("{")
        before = f"{before}{{}}{literal}"
    return tuple(found)
