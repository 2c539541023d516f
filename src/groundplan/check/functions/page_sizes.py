"""Pages of another size than is said elsewhere: `lists give 25 rows a page` where every list gives 50.

What is said of all lists is held against other sentences about all, and its most against what one endpoint gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line, Page
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_HINTS = (
    "a page",
    "per page",
    "each page",
    "`limit`",
    "`size`",
    "`page_size`",
    "`per_page`",
    "page size",
    "pages of",
    "page:",
    "list returns",
    "lists return",
    "페이지",
    "목록은",
    "한 화면",
    "개씩",
    "건씩",
)
_LISTS = (
    "lists",
    "a list ",
    "list endpoints",
    "every list",
    "each list",
    "all list",
    "collections",
    "목록",
    "모든 조회",
)
_EVERY = ("모든 목록", "every list", "each list", "all lists")
_OPENING = ("lists take ", "lists are ", "lists accept ", "lists return ", "목록은 ")
_SIZE = ("page size", "페이지 크기")
_FEWEST = 2
"""Sizes that can differ."""


class Size(NamedTuple):
    """How many rows a line says that a page has, how many at most, and of what it speaks."""

    usual: str
    most: str
    line: Line
    is_of_endpoint: bool
    call: str = ""
    """The line of the endpoint."""

    @property
    def is_of_all(self) -> bool:
        """Whether it is said of every list."""
        low = self.line.text.lower()
        if any(word in low for word in _EVERY) or low.lstrip("-* ").startswith(_OPENING):
            return True
        return not self.is_of_endpoint and any(word in low for word in (*_LISTS, *_SIZE))


@cache
def _usual() -> re.Pattern[str]:
    return regex.compile(
        r"(?<!most )(?<!to )\b(\d+) (?:[a-z]+ )?(?:a|per) page|page size (?:is |of )*(\d+)|\bpages of (\d+)\b"
        r"|(?:페이지(?:당|에|마다| 크기(?:는|가)?)?|한 번에|한 화면에) ?(\d+) ?(?:건|개|행)"
        r"|페이지 크기(?:는|가|:)? ?(?:기본(?:값)?(?:은)? ?)?(\d+)(?=[ ,.(]|$)"
        r"|`(?:size|limit|page_size|pagesize|per_page)` ?\((?:기본(?:값)?|defaults?(?: to)?) ?(\d+)"
    )


@cache
def _most() -> re.Pattern[str]:
    return regex.compile(
        r"(?:at most|up to|no more than|max(?:imum)?(?: of| is)?) (\d+)(?= |[.,;)|]|$)|최대 ?(\d+) ?(?:건|개|행|(?=\)))"
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A finding at the place that is not like the first."""
    sizes = _sizes(facts)
    found = list(_pairs(sizes))
    for item in items:
        for one, number, other, usual in found:
            yield item, facts.place(one.line.span, number), {"one": number, "other": usual}, (other.line.span,)


def _sizes(facts: Facts) -> list[Size]:
    told = facts.said(_told)
    if len(told) < _FEWEST and not any(usual and most and int(usual) > int(most) for usual, most, _ in told):
        return []
    blocks = {(one.span.path, one.span.line) for one in facts.spec.endpoints}
    heads = sorted({(one.span.path, one.span.line) for one in facts.spec.sections} | blocks)
    found = []
    for usual, most, line in told:
        place = (line.span.path, line.span.line)
        above = max((one for one in heads if one <= place), default=place)
        head = place if place in blocks else above
        call = facts.lines[head[0]][head[1] - 1].lower() if head in blocks else ""
        found.append(Size(usual, most, line, head in blocks, call))
    return found


def _told(page: Page) -> Iterator[tuple[str, str, Line]]:
    """The usual and the most rows that lines tell of."""
    for line in (page.things[number] for number in sorted(page.index.having(_HINTS))):
        low = line.text.lower()
        usual, most = _number(_usual(), low), _number(_most(), low)
        if usual or most:
            yield usual, most, line


def _number(pattern: re.Pattern[str], low: str) -> str:
    found = pattern.search(low)
    return next((one for one in found.groups() if one), "") if found else ""


def _pairs(sizes: list[Size]) -> Iterator[tuple[Size, str, Size, str]]:
    """The size that differs, its number, that from which it differs, and its number."""
    for one in sizes:  # `pages of 200, at most 100`
        if one.usual and one.most and int(one.usual) > int(one.most):
            yield one, one.usual, one, one.most
    whole = [one for one in sizes if one.is_of_all]
    own = [one for one in sizes if one.is_of_endpoint and not one.is_of_all]
    for one in whole[1:]:
        first = whole[0]
        if one.most and first.most and one.most != first.most:
            yield one, one.most, first, first.most
        elif one.usual and first.usual and one.usual != first.usual:
            yield one, one.usual, first, first.usual
        elif one.most and first.usual and int(first.usual) > int(one.most):
            yield one, one.most, first, first.usual
    is_usual = len(own) >= _FEWEST and len({one.usual or one.most for one in own}) == 1
    told = [one for one in sizes if not one.is_of_endpoint and not one.is_of_all]
    yield from _of_one(own, told)
    yield from _beyond([one for one in told if "pages of" in one.line.text.lower()], whole[:1])
    yield from (_usually if is_usual else _beyond)(own, whole[:1]) if own else ()


def _of_one(own: list[Size], told: list[Size]) -> Iterator[tuple[Size, str, Size, str]]:
    """An endpoint and the sentence that names its rows: `lists samples, at most 50 for each page`."""
    for one in own:
        rows = regex.search(r"/([a-z-]+s)(?![\w{/-])", one.call)
        named = [two for two in told if rows and regex.search(rf"\b{rows[1]}\b", two.line.text.lower())]
        if len(named) == 1 and one.most and named[0].most and one.most != named[0].most:
            yield one, one.most, named[0], named[0].most


def _beyond(own: list[Size], whole: list[Size]) -> Iterator[tuple[Size, str, Size, str]]:
    """Endpoints that give more than any list may."""
    for all_ in whole:
        for one in own:
            largest = one.most or one.usual
            if all_.most and int(largest) > int(all_.most):
                yield one, largest, all_, all_.most


def _usually(own: list[Size], whole: list[Size]) -> Iterator[tuple[Size, str, Size, str]]:
    """What is said of all, where all endpoints that say their page give another one."""
    first = own[0]
    usual = first.usual or first.most
    for one in whole:
        number = one.most or one.usual
        is_enough = one.most and not one.usual and first.usual and int(first.usual) <= int(one.most)
        if usual not in (number, one.usual) and not is_enough:
            yield one, number, first, usual
