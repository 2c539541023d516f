"""Calls with which money moves and that a client may send twice; a key that another call asks for is none of theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ()
OPTIONS = ()

_GENERAL = regex.compile(
    r"^(?![^\n]*https?://)[^|\n]*(?:\b(?:all|every|each|any)\b|모든|쓰기|\bpost\b|payment|결제|idempotency-key)",
    re.IGNORECASE,
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where a line outside of what is said of single calls asks for a key."""
    items = list(items)
    lines = facts.prose.lines_with(("idempoten", "멱등")) if items else []
    said = [facts.prose.span(start, start + 1) for start, line in lines if _GENERAL.search(line)]
    own = {place for one in facts.spec.endpoints for place in _lines(one, facts)} if said else set()
    if any((span.path, span.line) not in own for span in said):
        return
    for item in items:
        yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()


def _lines(endpoint: Any, facts: Facts) -> Iterator[tuple[str, int]]:
    """The lines below the heading of one call."""
    yield endpoint.span.path, endpoint.span.line
    yield from ((path, number) for path, number, _ in facts.passages(endpoint))
