"""Days that no calendar has, in the front matter and in the history: 2026-02-29."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.entries import entries
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "meta_field"
WORDS = ("value",)
OPTIONS = ("pattern",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`pattern` is what such a day looks like."""
    impossible = regex.compile(options["pattern"]).search
    seen: set[str] = set()
    for item in items:
        value = str(item.node.value)
        if impossible(value):
            yield item, facts.place(item.span, value), {"value": value}, ()
        if item.span.path not in seen:
            seen.add(item.span.path)
            for one in entries(item.span.path, facts):
                if impossible(one.day):
                    yield item, facts.place(one.span, one.day), {"value": one.day}, ()
