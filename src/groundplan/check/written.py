"""The text of a SPEC as written: what stands at a place, and where a text stands."""

from __future__ import annotations

import re
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeVar

from groundplan import regex
from groundplan.memory import Piece, Row, pieces, recalled, row
from groundplan.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from groundplan.memory import Memory
    from groundplan.source import Source

Found = TypeVar("Found")

_NEAR = 2  # lines
_PAGE = 64  # lines that are searched again for one that changed
_LONGEST_LINE = 20_000  # characters in which a word is looked for


class Written:
    """The lines of the files of a SPEC."""

    def __init__(self, source: Source, memory: Memory | None = None) -> None:
        self.memory = memory
        self.lines = {file.path: file.lines for file in source.files}

    @cached_property
    def _written(self) -> Row[str]:
        found: list[Piece[str]] = [
            recalled(self.memory, ("written", path, at), some, partial(Piece, some))
            for path, lines in self.lines.items()
            for at, some in pieces(lines, _PAGE if self.memory else max(len(lines), 1))
        ]
        return row(self.memory, "written", found)

    def written(self, find: Callable[..., Iterable[Found]], *key: Hashable) -> list[Found]:
        """What `find` finds in all lines, whether they state something or not; see `memory.Piece.found`."""
        return self._written.found(find, *key)

    def writes(self, patterns: Iterable[str]) -> bool:
        """Whether any line has one of the patterns, in a fence and in a section that states nothing too."""
        return any(self.written(_has_line, "|".join(patterns)))

    @cached_property
    def has_fences(self) -> bool:
        """Whether anything stands between marks of code."""
        return any(self.written(_has_fence))

    def head(self, span: Span) -> str:
        """The first line of the table that has the line of a span."""
        lines = self.lines.get(span.path, ())
        first = next((at for at in range(span.line - 1, 0, -1) if not lines[at - 1].lstrip().startswith("|")), 0)
        return lines[first] if first < len(lines) else ""

    def text(self, span: Span) -> str:
        """The text of a span within one line, empty for others."""
        lines = self.lines.get(span.path, ())
        if span.line > len(lines) or span.end_line != span.line:
            return ""
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]

    def line(self, span: Span) -> str:
        """The whole line on which a span begins."""
        lines = self.lines.get(span.path, ())
        return lines[span.line - 1] if span.line <= len(lines) else ""

    def place(self, span: Span, text: str) -> Span:
        """The first place of `text` inside `span`, else in its lines, else the whole span."""
        lines = self.lines.get(span.path, ())
        if text and span.line <= len(lines):  # as nearly always
            column = lines[span.line - 1][:_LONGEST_LINE].find(text, span.column - 1)
            if column >= 0:
                return Span(span.path, span.line, column + 1, span.line, column + 1 + len(text))
        for inside in (True, False):
            for path, number, start, line in self._lines(span):
                column = line.find(text, start if inside else 0)
                if text and column >= 0:
                    return Span(path, number, column + 1, number, column + 1 + len(text))
        return span

    def near(self, span: Span, text: str) -> Span:
        """The place of `text` in the lines of `span` or, as of an id in a heading, up to two lines below, or above."""
        found = self.place(span, text)
        if found != span:
            return found
        lines = self.lines.get(span.path, ())
        below = range(span.end_line + 1, min(span.end_line + _NEAR, len(lines)) + 1)
        for number in (*below, *range(max(1, span.line - _NEAR), min(span.line, len(lines) + 1))):
            column = lines[number - 1].find(text)
            if column >= 0:
                return Span(span.path, number, column + 1, number, column + 1 + len(text))
        return span

    def word(self, span: Span, word: str) -> Span | None:
        """The first place of `word` inside `span` as a word of its own; None where it only stands as `code`.

        The whole span where the text of the Spec is not that of the line, as in a statement over two lines.
        """
        quoted = False
        for path, number, start, line in self._lines(span):
            for match in re.finditer(rf"(?<![a-zA-Z]){re.escape(word)}(?![a-zA-Z])", line[start:]):
                column = start + match.start()
                if line.count("`", 0, column) % 2 == 0:
                    return Span(path, number, column + 1, number, column + 1 + len(word))
                quoted = True
        return None if quoted else span

    def _lines(self, span: Span) -> Iterator[tuple[str, int, int, str]]:
        lines = self.lines.get(span.path, ())
        for number in range(span.line, min(max(span.line, span.end_line), len(lines)) + 1):
            yield span.path, number, span.column - 1 if number == span.line else 0, lines[number - 1][:_LONGEST_LINE]


def _has_line(lines: Iterable[str], pattern: str) -> Iterator[bool]:
    wanted = regex.compile(pattern, re.IGNORECASE)
    yield any(wanted.search(line[:_LONGEST_LINE]) for line in lines)


def _has_fence(lines: Iterable[str]) -> Iterator[bool]:
    yield any(line.lstrip().startswith(("```", "~~~")) for line in lines)
