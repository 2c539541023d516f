"""Days that no calendar has: 2026-02-29, `31 June`, 9월 31일."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.entries import entries
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Page
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "spec"
WORDS = ("value",)
OPTIONS = ("pattern", "spoken", "months", "apart")

_LEAP = 2024
"""What has no year may be of a leap year."""
_LAST_MONTH = 12


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`pattern` is how days are written in front matter and histories, and `spoken` how in sentences and cells.

    Both have a `day`, a `month` and perhaps a `year`; `months` are their names. Lines with `apart` want such a day.
    """
    for item in items:
        written = [(value, span) for _, value, span in item.node.meta.fields]
        written += [(one.day, one.span) for path in facts.lines for one in entries(path, facts) if one.day]
        places = {(span.path, span.line) for _, span in written}
        for text, span in written:
            for value in _impossible(text, options["pattern"], options["months"]):
                yield item, facts.place(span, value), {"value": value}, ()
        said: list[tuple[Span, str]] = facts.said(_said, options["spoken"], options["apart"], tuple(options["months"]))
        for span, value in said:
            if (span.path, span.line) not in places:
                yield item, facts.place(span, value), {"value": value}, ()


def _said(page: Page, spoken: str, apart: str, months: tuple[str, ...]) -> Iterator[tuple[Span, str]]:
    """Only lines with the name of a month, or with figures that look like a day, are read."""
    figures = page.index.found(_figures())
    for line in (page.things[number] for number in sorted(page.index.having((*months, _MONTH, *figures)))):
        if not regex.compile(apart).search(line.text):
            yield from ((line.span, value) for value in _impossible(line.text, spoken, months))


@cache
def _figures() -> re.Pattern[str]:
    return regex.compile(r"\d{4}[-/.]\d\d[-/.]\d\d")


_MONTH = "월"


def _impossible(text: str, pattern: str, months: Sequence[str]) -> list[str]:
    return [found.group() for found in regex.compile(pattern).finditer(text) if not _is_day(found, months)]


def _is_day(found: re.Match[str], months: Sequence[str]) -> bool:
    parts = {key.rstrip("0123456789"): value for key, value in found.groupdict().items() if value}
    name = parts["month"][:3].lower()
    short = [one[:3] for one in months]
    month = short.index(name) + 1 if name in short else int(parts["month"])
    year = int(parts.get("year", _LEAP))
    return 1 <= month <= _LAST_MONTH and year > 0 and 1 <= int(parts["day"]) <= monthrange(year, month)[1]
