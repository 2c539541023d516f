"""Keys that are sequences and that a path carries: `/orders/{id}` with a number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "field"
WORDS = ()
OPTIONS = ()
PARTS = ("endpoints",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Rows that no path addresses are found by what they belong to, whatever their keys are."""
    addressed = frozenset(facts.each("endpoints", _addressed))
    for item in items:
        if singular(item.owner.name) in addressed:
            yield item, facts.place(item.span, item.node.name), {}, ()


def _addressed(endpoints: Iterable[Endpoint]) -> Iterator[str]:
    steps = (pairwise(one.path.split("/")) for one in endpoints)
    return (singular(name) for path in steps for name, key in path if key.startswith("{"))
