"""A webhook that is for all by its endpoint, and signed by its integration."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ("integration",)
OPTIONS = ()


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the endpoint's word for it; the line of the integration is the cause."""
    signed = {one.webhook: one for one in facts.spec.integrations if one.webhook and one.signature}
    for item in items:
        one = signed.get(item.node.path)
        if one is not None:
            yield item, item.node.access.span, {"integration": one.name}, (one.span,)
