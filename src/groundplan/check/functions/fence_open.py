"""A fence that nothing closes: all that stands below it in the file is read as code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("count",)
OPTIONS = ()

_FEWEST = 2
"""Lines below it: at the end of a file nothing is lost."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the line that opens it."""
    if not _left_open(facts.written(_marked)):
        return
    found = [one for path, lines in facts.lines.items() if (one := _open(path, lines))]
    for item in items:
        for span, count in found:
            yield item, span, {"count": str(count)}, ()


def _open(path: str, lines: tuple[str, ...]) -> tuple[Span, int] | None:
    """The fence that is open at the end of a file, and the lines with headings or text below it."""
    at = _left_open(lines)
    below = sum(bool(line.strip()) for line in lines[at:])
    if not at or below < _FEWEST or not any(line.startswith("#") for line in lines[at:]):
        return None
    return Span(path, at, 1, at, len(lines[at - 1]) + 1), below


def _marked(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if "```" in line or "~~~" in line)


def _left_open(lines: Iterable[str]) -> int:
    """The number of the line whose fence is open at the end; 0 where none is."""
    mark, at = "", 0
    for number, line in enumerate(lines, 1):
        if "```" not in line and "~~~" not in line:
            continue
        found = regex.match(r"[\s>]*(?:(?:[-*+]|\d+[.)]) +)?(`{3,}|~{3,})\s*([^`]*)$", line)
        if found and not mark:
            mark, at = found[1], number
        elif found and found[1].startswith(mark) and not found[2].strip():
            mark, at = "", 0
    return at
