"""Two answers to a question that has one: two databases, two frameworks, at least one of them demanded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ("of", "rivals")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`of` names a list of facts of the Spec, `rivals` the values of which a service has one.

    Two in one line are a choice or a move from one to the other, and no contradiction.
    """
    rivals = frozenset(options["rivals"])
    stated = [one for one in getattr(facts.spec, options["of"]) if one.value in rivals and one.strength != "not"]
    stated.sort(key=lambda one: (one.span.path, one.span.line))
    for item in items:
        for one in stated[1:]:
            first = stated[0]
            apart = (first.span.path, first.span.line) != (one.span.path, one.span.line)
            if apart and first.value != one.value and "must" in (first.strength, one.strength):
                yield item, one.span, {"one": one.value, "other": first.value}, (first.span,)
