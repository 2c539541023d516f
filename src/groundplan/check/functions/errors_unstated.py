"""Writes of which only the success is stated, in a SPEC that states the errors of most."""

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
PARTS = ()

_FAULT, _FEWEST = 400, 2


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of writes with a stated body and a stated success."""
    stated = [item for item in items if item.node.request and any(one.status < _FAULT for one in item.node.responses)]
    silent = [item for item in stated if all(one.status < _FAULT for one in item.node.responses)]
    if len(stated) - len(silent) >= max(_FEWEST, len(silent)):
        for item in silent:
            yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()
