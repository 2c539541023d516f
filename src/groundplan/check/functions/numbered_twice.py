"""Two headings of requirements with one number: `### Requirement 6: Cancel` and `### Requirement 6: Refund`."""

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

NODE = "section"
WORDS = ("title", "number")
OPTIONS = ()
PARTS = ()
OUTLINED = True


@cache
def _numbered() -> re.Pattern[str]:
    return regex.compile(
        r"[*_]*(requirement|user story|story|요구 ?사항|사용자 스토리)\s+(\d{1,4}(?:\.\d{1,4})*)\s*[:.)—–-]?\s+\S",
        re.IGNORECASE,
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of one level in one file: what two files number is of two lists."""
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
