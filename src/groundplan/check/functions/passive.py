"""Sentences in the passive of which nobody is said to do it, neither they nor the one before them in the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "requirement"
WORDS = ()
OPTIONS = ("passive", "acting")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`acting` is a pattern for those who do what the other sentences of a line say: `The system shall show`."""
    passive, acting = regex.compile(options["passive"]), regex.compile(options["acting"])
    hits = [item for item in items if passive.search(item.node.text)]
    lines = {(item.span.path, item.span.line) for item in hits}
    told = {
        place
        for one in (facts.spec.requirements if lines else ())
        if (place := (one.span.path, one.span.line)) in lines and acting.search(one.text)
    }
    return ((item, item.span, {}, ()) for item in hits if (item.span.path, item.span.line) not in told)
