"""Paths with an empty segment, or with a slash at the end where others have none, and the other way round never."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ("value",)
OPTIONS = ()
PARTS = ("endpoints",)

_WAY = 3
"""As many paths make a way of writing them; fewer are slips."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Where most paths end with a slash that is the way of the service, as it is of Django."""
    found = [(item, item.node.raw) for item in items if len(item.node.raw) > 1]
    closed = [raw for _, raw in found if raw.endswith("/")]
    is_way = len(closed) * 2 > len(found) and len(closed) >= _WAY
    for item, raw in found:
        if ("//" in raw and "//" in raw.strip("/")) or (raw.endswith("/") and not is_way):
            yield item, facts.place(item.span, raw), {"value": raw}, ()
