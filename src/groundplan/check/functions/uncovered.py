"""Requirements that no scenario names, in a SPEC whose scenarios name most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item

NODE = "requirement"
WORDS = ()
OPTIONS = ()
PARTS = ("scenarios",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where fewer than half are named: then scenarios are examples, and no proof of each."""
    named = {fold(one) for scenario in facts.spec.scenarios for one in scenario.requirements}
    own = [item for item in items if item.node.id]
    open_ = [item for item in own if fold(item.node.id) not in named]
    if 2 * len(open_) <= len(own):
        for item in open_:
            yield item, item.span, {}, ()
