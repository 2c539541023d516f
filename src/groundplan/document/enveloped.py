"""A document that stands as a whole in a fence: an answer of a chat, saved with the words around it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

_TOP = 12
"""Lines before which the fence opens; above it stands no heading."""
_HEADINGS = 3
"""Fewer headings may be of a sample."""


@cache
def _fence() -> re.Pattern[str]:
    return regex.compile(r"\s{0,3}(`{3,}|~{3,})\s*(\S*)")


def marks(lines: Sequence[str]) -> frozenset[int]:
    """The lines that open and close such a fence; none where less than most of the text stands in one."""
    opening = next((number for number, line in enumerate(lines[:_TOP]) if _opens(line)), -1)
    if opening < 0 or any(line.startswith("#") for line in lines[:opening]):
        return frozenset()
    found = _fence().match(lines[opening])
    end = _end(lines, opening, len(found[1]) if found else 0)
    inside = lines[opening + 1 : end]
    told = sum(line.startswith("#") for line in inside)
    if told < _HEADINGS or 2 * len(inside) < len(lines):
        return frozenset()
    return frozenset({opening, end} - {len(lines)})


def _opens(line: str) -> bool:
    return line.lstrip()[:3] in ("```", "~~~") and line.strip("`~ ").lower() in ("markdown", "md")


def _end(lines: Sequence[str], opening: int, length: int) -> int:
    """Where the fence closes, whatever fences stand in it; behind the last line where it stays open."""
    inner = 0
    for number in range(opening + 1, len(lines)):
        found = _fence().match(lines[number]) if lines[number].lstrip()[:3] in ("```", "~~~") else None
        if found is None:
            continue
        bare, size = not found[2], len(found[1])
        if inner:
            inner = 0 if bare and size >= inner else inner
        elif bare and size >= length:
            return number
        else:
            inner = size
    return len(lines)
