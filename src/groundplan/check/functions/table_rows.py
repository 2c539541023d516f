"""Rows of tables that have fewer or more cells than their head."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.lines import PAGE
from groundplan.memory import pieces, recalled
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.memory import Memory

NODE = "spec"
WORDS = ("count", "expected")
OPTIONS = ()
OUTLINED = True

_FENCED = ("`", "~", " ", "\t", ">")
"""How a line without bars may begin that matters here."""
_RULE = r"\|?[\s:|-]*-[\s:|-]*\|?"


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Only rows between bars: a row that lacks the outer ones may mean anything."""
    for item in items:
        for path, lines in facts.lines.items():
            for number, count, expected in _bad_rows(path, lines, facts.memory):
                line = lines[number]
                start = len(line) - len(line.lstrip())
                span = Span(path, number + 1, start + 1, number + 1, len(line.rstrip()) + 1)
                yield item, span, {"count": str(count), "expected": str(expected)}, ()


def _bad_rows(path: str, lines: tuple[str, ...], memory: Memory | None) -> Iterator[tuple[int, int, int]]:
    before: Table = (0, False, "")
    for at, some in pieces(lines, PAGE if memory else max(len(lines), 1)):
        given = (some, before)
        bad, before = recalled(memory, ("rows", path, at), given, partial(_in_page, *given))
        yield from ((at + number, count, expected) for number, count, expected in bad)


Table = tuple[int, bool, str]
"""The cells of the table that goes on below a line, whether a fence does, and the line."""


def _in_page(lines: tuple[str, ...], before: Table) -> tuple[list[tuple[int, int, int]], Table]:
    """Rows with another number of cells than they should have."""
    expected, fenced, above = before
    found = []
    for number, line in enumerate(lines):
        head, above = above.strip(), line
        if "|" not in line and line[:1] not in _FENCED:
            expected = 0
            continue
        kind, bars = _shape(line)
        if kind == "fence":
            fenced = not fenced
        if fenced or kind not in ("row", "rule"):
            expected = 0
        elif expected:
            if bars != expected and _cells(line.strip()) != expected:
                found.append((number, _cells(line.strip()), expected))
        elif kind == "rule":
            expected = _cells(head) if head.startswith("|") and _cells(head) == _cells(line.strip()) else 0
    return found, (expected, fenced, above)


@lru_cache(16_384)
def _shape(line: str) -> tuple[str, int]:
    """Whether a line marks a fence, is a row or the rule below a head; and how many cells its bars make."""
    text = line.strip()
    if text.startswith(("```", "~~~")):
        return "fence", 0
    if not (text.startswith("|") and text.endswith("|") and len(text) > 1):
        return "", 0
    return "rule" if "-" in text and regex.compile(_RULE).fullmatch(text) else "row", text.count("|") - 1


def _cells(row: str) -> int:
    """Cells between unescaped bars; bars inside `code` count only where the row would else be too long."""
    plain = row.replace("\\|", "")
    return regex.compile(r"`[^`]*`").sub("", plain).count("|") - 1
