"""A row of a list of error codes that says another number than the requirement with that code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item

NODE = "requirement"
WORDS = ("code", "one", "other")
OPTIONS = ()


@cache
def _code() -> re.Pattern[str]:
    return regex.compile(r"(?<![\w/])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z0-9_/])")


@cache
def _counted() -> re.Pattern[str]:
    """A number and what it counts: the two words behind it, or a counter."""
    return regex.compile(r"(?<![\w.,])(\d+)(?: ([a-z]+)(?: ([a-z]+))?| ?([건개명회장대권번자원]))(?![a-z0-9])")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the row; the requirement is the other place."""
    for item in items:
        text = item.node.text
        for code in dict.fromkeys(_code().findall(text)):
            for line in facts.stated_with((code.lower(),)):
                difference = _difference(text, line.text.replace(code, "")) if _is_row(code, line) else None
                if difference:
                    one, other = difference
                    yield item, facts.place(line.span, one), {"code": code, "one": one, "other": other}, (item.span,)


def _is_row(code: str, line: Line) -> bool:
    return line.text[:1] == "|" and line.text.strip("| ").lstrip("`").startswith(code)


def _difference(text: str, row: str) -> tuple[str, str] | None:
    """What the row says, and what the requirement says."""
    for one in _counted().finditer(row.lower()):
        for other in _counted().finditer(text.lower()):
            if one[1] != other[1] and not _things(one).isdisjoint(_things(other)):
                return one[1], other[1]
    return None


def _things(found: re.Match[str]) -> set[str]:
    return {singular(one) for one in found.groups()[1:] if one}
