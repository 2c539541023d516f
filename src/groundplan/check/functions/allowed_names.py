"""Comments `<!-- groundplan: allow NAME -->` that name no rule. The engine reports those that nothing needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.allow import allowances
from groundplan.check.functions import Found
from groundplan.check.rules import load

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("value", "nearest")
OPTIONS = ()


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """One finding a name, at the name."""
    known = {name for rule in load().rules for name in (rule.name, rule.id.casefold())}
    for item in items:
        for one in allowances(facts):
            if one.name.casefold() not in known:
                yield (
                    item,
                    facts.place(one.span, one.name),
                    {"value": one.name, "nearest": facts.nearest(one.name, sorted(known))},
                    (),
                )
