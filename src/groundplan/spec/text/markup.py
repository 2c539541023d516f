"""Tables in HTML, and those whose cells tabs part, as tables: so many paste them into documents."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Paragraph, Table, Text
from groundplan.grammar import compact, vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.document import Block

_MOST = 2_000
"""Lines of one table that are looked at."""


def table(blocks: Sequence[Block], at: int) -> tuple[Table, int] | None:
    """The table that begins with the block at `at`, and how many blocks it takes; None where none does."""
    first = blocks[at]
    tabbed = _tabbed(first) if isinstance(first, Paragraph) and "\t" in first.lines[0].text else None
    if tabbed:
        return tabbed, 1
    if not isinstance(first, Paragraph) or not first.lines[0].text.lower().startswith("<table"):
        return None
    lines: list[Text] = []
    for taken, block in enumerate(blocks[at:], 1):
        if not isinstance(block, Paragraph) or len(lines) > _MOST:
            return None
        lines += block.lines
        if "</table>" in block.lines[-1].text.lower():
            found = _read(lines)
            return (found, taken) if found else None
    return None


_FEWEST = 2
"""Heads that mean something, before lines with tabs are a table."""


def _tabbed(block: Paragraph) -> Table | None:
    """Lines whose cells tabs part, below a line of heads."""
    rows = [_parted(line) for line in block.lines]
    known = [one for one in rows[0] if vocabulary("columns").get(compact(one.text))]
    if len(rows) < _FEWEST or len(known) < _FEWEST or not all(1 < len(row) <= len(rows[0]) for row in rows):
        return None
    empty = [row[-1]._replace(text="") for row in rows]
    full = [tuple(row + [blank] * (len(rows[0]) - len(row))) for row, blank in zip(rows, empty, strict=True)]
    return Table(full[0], tuple(full[1:]))


def _parted(line: Text) -> list[Text]:
    found: list[Text] = []
    at = 0
    for words in line.text.split("\t"):
        inset = len(words) - len(words.lstrip())
        found.append(Text(words.strip(), line.line, line.column + at + inset))
        at += len(words) + 1
    return found


def _read(lines: Sequence[Text]) -> Table | None:
    """The rows between the tags; the first is the head where its cells are called so."""
    rows: list[list[Text]] = []
    heads = 0
    for kind, cell in _cells(lines):
        if kind == "tr" or not rows:
            rows.append([])
        if cell is not None:
            rows[-1].append(cell)
            heads += kind == "th" and len(rows) == 1
    full = [tuple(row) for row in rows if row]
    if not full:
        return None
    return Table(full[0], tuple(full[1:])) if heads == len(full[0]) else Table((), tuple(full))


def _cells(lines: Sequence[Text]) -> list[tuple[str, Text | None]]:
    """Each row that begins, and each cell with its words at its place."""
    source = "\n".join(line.text for line in lines)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.text) + 1)
    found: list[tuple[str, Text | None]] = []
    opened: tuple[str, int] | None = None
    for tag in (*_tag().finditer(source), None):
        if opened is not None:
            kind, start = opened
            inner = source[start : tag.start() if tag else len(source)]
            start += len(inner) - len(inner.lstrip())
            row = bisect_right(starts, start) - 1
            words = " ".join(_marks().sub(" ", inner).split())
            found.append((kind, Text(words, lines[row].line, lines[row].column + start - starts[row])))
        opened = None
        name = tag["name"].lower() if tag else ""
        if tag and not tag["end"] and name == "tr":
            found.append(("tr", None))
        elif tag and not tag["end"] and name != "tr":
            opened = (name, tag.end())
    return found


@cache
def _tag() -> re.Pattern[str]:
    return regex.compile(r"<(?P<end>/?)(?P<name>tr|td|th)\b[^<>]{0,300}>", re.IGNORECASE)


@cache
def _marks() -> re.Pattern[str]:
    return regex.compile(r"</?[a-zA-Z][^<>]{0,300}>")
