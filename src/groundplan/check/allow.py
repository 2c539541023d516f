"""Comments by which an author accepts a finding:

    <!-- groundplan: allow vague-word -- the client insists -->

Beside text it holds for its own line, on a line of its own for the next line with text, and above the first heading
of a file for the whole SPEC. Rules are named by name or code, several with commas.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.record import NamedTuple
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.written import Written
    from groundplan.diagnostics import Diagnostic

Key = tuple[str, str, int]

_WORD = "groundplan:"
_MARK = r"<!--\s*groundplan:\s*allow\s+([\w ,-]+?)\s*(?:--\s[^>]*)?-->"


class Allowance(NamedTuple):
    """`name` as written, the place of the comment, and the line it is for; 0 for the whole SPEC."""

    name: str
    span: Span
    line: int


def allowances(text: Written) -> Iterator[Allowance]:
    """Every name that a comment allows, in the order of the text."""
    for path, lines in text.lines.items() if any(text.written(_speaks)) else ():
        for number, line in enumerate(lines, 1):
            if _WORD in line:
                yield from _in_line(path, lines, number)


def _speaks(lines: Iterable[str]) -> Iterator[bool]:
    yield any(_WORD in line for line in lines)


def _in_line(path: str, lines: tuple[str, ...], number: int) -> Iterator[Allowance]:
    line = lines[number - 1]
    for mark in regex.finditer(_MARK, line):
        alone = not (line[: mark.start()] + line[mark.end() :]).strip()
        span = Span(path, number, mark.start() + 1, number, mark.end() + 1)
        target = _target(lines, number) if alone else number
        for name in mark.group(1).split(","):
            if name.strip():
                yield Allowance(name.strip(), span, target)


def _target(lines: tuple[str, ...], number: int) -> int:
    """The line that a comment on its own line is for."""
    if not any(line.startswith("#") for line in lines[: number - 1]):
        return 0
    return next((after for after in range(number + 1, len(lines) + 1) if lines[after - 1].strip()), number)


def key(one: Allowance) -> Key:
    """What a comment is for: rule, file and line; no file and 0 for the whole SPEC."""
    return one.name.casefold(), one.span.path if one.line else "", one.line


def keys(found: Diagnostic) -> tuple[Key, ...]:
    """What a comment for this finding may be for."""
    span, names = found.primary.span, (found.name, found.code.casefold())
    return tuple((name, path, line) for name in names for path, line in ((span.path, span.line), ("", 0)))
