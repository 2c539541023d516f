"""Two lifetimes of one scheme of which one must outlast the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "auth"
WORDS = ("one", "other")
OPTIONS = ("shorter", "longer")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`shorter` and `longer` are names of lifetimes."""
    for item in items:
        stated = {one.name: one for one in reversed(item.node.lifetimes)}
        short, long = stated.get(options["shorter"]), stated.get(options["longer"])
        if short is not None and long is not None and long.seconds <= short.seconds:
            words = {"one": facts.text(long.span), "other": facts.text(short.span)}
            yield item, long.span, words, (short.span,)
