"""Collections that are named in the singular: `GET /order/{id}`."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ("segment", "plural", "value")
OPTIONS = ("mixed",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """Words with another plural than theirs that name an entity; `/me` and other single things are none.

    With `mixed` only those that stand in the plural in another path.
    """
    mixed = bool(options.get("mixed"))
    for item, segment in facts.kept(_singular, tuple(items), facts.entities, mixed, place=mixed):
        words = {"segment": segment, "value": segment, "plural": _plural(segment)}
        yield item, facts.place(item.span, segment), words, ()


def _singular(items: tuple[Item, ...], entities: Container[str], mixed: bool) -> list[tuple[Item, str]]:
    found = []
    plurals = {one for item in items for one in item.node.path.split("/")} if mixed else None
    for item in items:
        segments = item.node.path.split("/")
        for segment in (
            segments[:-1] if mixed and item.node.method == "POST" and _is_item(segments) else segments
        ):  # `POST /offers/{id}/hold` acts
            key = singular(segment)
            is_single = segment.isascii() and key in entities and key == fold(segment) and _plural(segment) != segment
            if (
                is_single
                and segment is segments[-1]
                and _of_one().search(f"{item.node.summary} {item.node.description}")
            ):
                continue  # `GET /trips/{id}/position`: the latest of them
            if is_single and (plurals is None or _plural(segment) in plurals):
                found.append((item, segment))
    return found


def _is_item(segments: list[str]) -> bool:
    """Whether what comes before the last segment is one row."""
    return len(segments) > 1 and segments[-2].startswith("{")


@cache
def _of_one() -> re.Pattern[str]:
    return regex.compile(r"\b(?:latest|current|newest|last|most recent)\b|최근|최신|현재|마지막", re.IGNORECASE)


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh", "z")) else f"{word}s"
