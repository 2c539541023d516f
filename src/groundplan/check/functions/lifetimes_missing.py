"""Lifetimes that a scheme needs and no statement of it gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "auth"
PARTS = ()
WORDS = ()
OPTIONS = ("wanted",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the first statement of the scheme; `wanted` are names of lifetimes."""
    items = list(items)
    stated = {one.name for item in items for one in item.node.lifetimes}
    if items and not stated.issuperset(options["wanted"]):
        yield items[0], items[0].span, {}, ()
