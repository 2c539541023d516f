"""Writes of which only the success is stated, in a SPEC that states the errors of most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ()
OPTIONS = ()
PARTS = ()

_FAULT, _FEWEST = 400, 2


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of writes with a stated body and a stated success, and of the odd one of all."""
    items = tuple(items)
    stated = [item for item in items if item.node.request and any(one.status < _FAULT for one in item.node.responses)]
    silent = [item for item in stated if all(one.status < _FAULT for one in item.node.responses)]
    if len(stated) - len(silent) < max(_FEWEST, len(silent)):
        silent = []
    silent += [item for item in _odd(items) if item not in silent]
    for item in silent:
        yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()


def _odd(items: tuple[Item, ...]) -> list[Item]:
    """The few that can fail and say nothing of it, where nearly all others do: they ask who calls, or for one row."""
    told = [item for item in items if item.node.responses]
    silent = [item for item in told if all(one.status < _FAULT for one in item.node.responses)]
    own = [item for item in silent if "{" in item.node.path or _asks_who(item.node)]
    return own if len(told) - len(silent) >= max(_MANY, _MANY * len(silent)) else []


_MANY = 5
"""So many state how they fail, and so many times as many as do not."""


def _asks_who(endpoint: Endpoint) -> bool:
    return endpoint.access is not None and endpoint.access.kind in ("authenticated", "roles")
