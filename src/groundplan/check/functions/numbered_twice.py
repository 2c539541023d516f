"""Two headings of requirements, or two criteria below one, with one number: `Requirement 6: Pay` and `6: Refund`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Section

NODE = "section"
WORDS = ("title", "number")
OPTIONS = ()


@cache
def _numbered() -> re.Pattern[str]:
    return regex.compile(
        r"[*_]*(requirement|user story|story|요구 ?사항|사용자 스토리)\s+(\d{1,4}(?:\.\d{1,4})*)\s*[:.)—–-]?\s+\S",
        re.IGNORECASE,
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of one level in one file: what two files number is of two lists."""
    items = list(items)
    yield from _headings(items)
    yield from _criteria({item.node: item for item in items}, facts)


def _criteria(headings: dict[Section, Item], facts: Facts) -> Iterator[Found]:
    """Criteria of one heading; where all have one number, markdown counts them."""
    lists: dict[Section, dict[str, list[Span]]] = {}
    for one in facts.spec.requirements:
        heading = facts.heading_before(one.span.path, one.span.line) if regex.match(r"\d+\.\d+$", one.id) else None
        if heading in headings:
            lists.setdefault(heading, {}).setdefault(one.id, []).append(one.span)
    for heading, numbers in lists.items():
        again = [(others[0], number, first) for number, (first, *others) in numbers.items() if others]
        if again and len(numbers) > 1:  # the first tells of those behind it
            span, number, first = min(again)
            yield headings[heading], span, {"number": number}, (first,)


def _headings(items: Iterable[Item]) -> Iterator[Found]:
    first: dict[tuple[str, int, str, str], Span] = {}
    for item in items:
        found = _numbered().match(item.node.title)
        if found is None:
            continue
        span = item.node.span
        key = (span.path, item.node.level, found[1].lower().replace(" ", ""), found[2])
        before = first.setdefault(key, span)
        if before is not span:
            yield item, span, {"number": found[2]}, (before,)
