"""A sentence about all lists that gives another page than every list does: `lists give 25 rows a page`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_HINTS = ("a page", "per page", "page size", "페이지")
_ALL = ("lists", "list endpoints", "every list", "all list", "collections", "목록", "모든 조회")
_FEWEST = 2


@cache
def _size() -> re.Pattern[str]:
    return regex.compile(
        r"(\d+) (?:[a-z]+ )?(?:a|per) page|page size (?:is |of |at most )*(\d+)"
        r"|페이지(?:당|에|마다| 크기(?:는|가)?)? ?(?:최대 ?)?(\d+) ?(?:건|개|행)"
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Only where all endpoints that say their page give the same one."""
    lines = [(line, number) for line in facts.stated_with(_HINTS) if (number := _number(line))]
    of_endpoints = {(one.span.path, one.span.line) for one in facts.spec.endpoints}
    own = [(line, number) for line, number in lines if (line.span.path, line.span.line) in of_endpoints]
    if len(own) < _FEWEST or len({number for _, number in own}) != 1:
        return
    first, usual = own[0]
    for item in items:
        for line, number in lines:
            low = line.text.lower()
            if number != usual and (line, number) not in own and any(word in low for word in _ALL):
                yield item, facts.place(line.span, number), {"one": number, "other": usual}, (first.span,)


def _number(line: Line) -> str:
    found = _size().search(line.text.lower())
    return next((one for one in found.groups() if one), "") if found else ""
