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
OPTIONS = ("told",)

_NAMES = ("refresh", "리프레시", "갱신 토큰")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`told` is a pattern of a line about refresh tokens."""
    items = list(items)
    told = regex.compile(options["told"])
    if items and not any(told.search(line) for _, line in facts.prose.lines_with(_NAMES)):
        yield from ((item, item.span, {}, ()) for item in items)
