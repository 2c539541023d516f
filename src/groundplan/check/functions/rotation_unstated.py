"""Refresh tokens of which no line says that each is good for one use; keys that are rotated are others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "auth"
WORDS = ()
OPTIONS = ("told", "again")

_NAMES = ("refresh", "리프레시", "갱신 토큰")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`told` is a pattern of a line about refresh tokens, `again` one of a line that lets one be used again."""
    items = list(items)
    told, again = regex.compile(options["told"]), regex.compile(options["again"])
    lines = facts.prose.lines_with(_NAMES) if items else []
    open_ = [facts.prose.span(start, start + len(line)) for start, line in lines if again.search(line)]
    if open_ or not any(told.search(line) for _, line in lines):
        for item in items:
            stated = [one.span for one in item.node.lifetimes if one.name == _NAMES[0]]
            yield item, (*open_, *stated, item.span)[0], {}, ()
