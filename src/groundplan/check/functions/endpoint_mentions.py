"""Requirements that call an endpoint which the API section does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "requirement"
WORDS = ("call", "nearest")
OPTIONS = ()
PARTS = ("endpoints", "integrations")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where the sentences are where most endpoints are declared."""
    endpoints = facts.spec.endpoints
    declared = [one for one in endpoints if one.carrier in ("table", "list", "heading", "crud", "fence")]
    hooks = {one.webhook for one in facts.spec.integrations}
    loose = [one for one in endpoints if one.carrier == "sentence" and one.path not in hooks]
    if not loose or len(declared) < 2 * len(loose):
        return
    at = {(item.span.path, line): item for item in items for line in range(item.span.line, item.span.end_line + 1)}
    for one in loose:
        item = at.get((one.span.path, one.span.line))
        if item is not None:
            call = f"{one.method} {one.path}"
            words = {"call": call, "nearest": _nearest(one, declared, facts), "id": item.node.id}
            yield item, facts.place(one.span, one.raw or one.path), words, ()


def _nearest(one: Endpoint, declared: list[Endpoint], facts: Facts) -> str:
    return facts.nearest(f"{one.method} {one.path}", [f"{other.method} {other.path}" for other in declared])
