"""Endpoints ask for a caller, and nothing says by which scheme callers are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ()
OPTIONS = ()
PARTS = ("auth",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """One finding for each endpoint that needs a caller, when the SPEC states no scheme."""
    if facts.spec.auth:
        return
    for item in items:
        access = item.node.access
        if access is not None and access.kind in ("authenticated", "roles"):
            yield item, access.span, {}, ()
