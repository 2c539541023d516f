"""Two paths of one method that match the same URL, where neither is the more exact one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ("other",)
OPTIONS = ()
PARTS = ()


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Routers prefer `/users/me` to `/users/{id}`; of `/a/{x}/b` and `/a/c/{y}` none is preferred."""
    groups: dict[tuple[str, int, str], list[tuple[Item, list[str]]]] = {}
    for item in items:
        if item.node.path.count("/") < _SHORTEST:
            continue
        parts = item.node.path.strip("/").split("/")
        # Only a literal at the start and a parameter further on can differ in both directions.
        if any(part.startswith("{") for part in parts):
            groups.setdefault((item.node.method, len(parts), parts[0]), []).append((item, parts))
    for group in groups.values():
        yield from _within(group)


def _within(group: list[tuple[Item, list[str]]]) -> Iterator[Found]:
    seen: dict[tuple[str, ...], tuple[Item, list[str]]] = {}
    for item, parts in group:
        seen.setdefault(tuple("{}" if part.startswith("{") else part for part in parts), (item, parts))
    mixed = [(shape, item) for shape, (item, _) in seen.items() if shape[-1] == "{}" or "{}" in shape[1:-1]]
    for number, (shape, item) in enumerate(mixed[:_MOST]):
        for other_shape, other in mixed[:number]:
            if _match(shape, other_shape):
                words = {"other": f"{other.node.method} {other.node.path}"}
                yield item, item.span, words, (other.span,)
                break


_SHORTEST = 3  # segments: two paths must differ in two, and begin alike
_MOST = 200  # paths of one length under one first segment


def _match(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return all("{}" in pair for pair in pairs) and len({pair.index("{}") for pair in pairs}) == 2
