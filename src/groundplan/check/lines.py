"""The lines of a SPEC by the kind of the section that they stand in.

Headings, fences, comments, front matter and silent sections (out of scope, history ...) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.record import NamedTuple
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.spec.model import Section, Spec

_LONGEST = 4_000  # characters: a longer line is no sentence
_FENCES = ("```", "~~~")


class Line(NamedTuple):
    """A line, or a sentence or a cell of one, as written; `kind` is that of the nearest section above that has one."""

    text: str
    span: Span
    kind: str


def stated(spec: Spec, lines: dict[str, tuple[str, ...]]) -> tuple[Line, ...]:
    """All lines that state something, in the order of the files."""
    return tuple(line for path, own in lines.items() for line in _of_file(path, own, spec.sections))


def _of_file(path: str, lines: tuple[str, ...], sections: Sequence[Section]) -> Iterator[Line]:
    silent = frozenset(vocabulary("silent"))
    kinds = _kinds([one for one in sections if one.span.path == path])
    kind, fence = "", ""
    first = _behind_front_matter(lines)
    for number, line in enumerate(lines[first:], first + 1):
        mark = line.lstrip()[:3]
        if fence or mark in _FENCES:
            fence = "" if fence == mark else fence or mark
        elif number in kinds:
            kind = kinds[number]
        elif line and kind not in silent and not line.startswith(("#", "<!--")):
            yield Line(line[:_LONGEST], Span(path, number, 1, number, len(line) + 1), kind)


def _behind_front_matter(lines: tuple[str, ...]) -> int:
    if lines[:1] != ("---",):
        return 0
    return next((number for number, line in enumerate(lines[1:], 2) if line == "---"), 0)


def _kinds(sections: list[Section]) -> dict[int, str]:
    """The kind that holds from the line of each heading on."""
    found: dict[int, str] = {}
    above: list[tuple[int, str]] = []
    silent = frozenset(vocabulary("silent"))
    for one in sections:
        while above and above[-1][0] >= one.level:
            above.pop()
        outer = above[-1][1] if above else ""
        above.append((one.level, outer if outer in silent else one.kind or outer))
        found[one.span.line] = above[-1][1]
    return found


@cache
def _ends() -> re.Pattern[str]:
    # one set of letters to begin with: a search passes over all others at once
    return regex.compile(r"[\s;|](?:(?<=[.!?]\s)\s*|(?<=;)\s+|(?<=\|)\s*|(?<=\s)\s*\|\s*)")


def sentences(lines: Iterable[Line]) -> Iterator[Line]:
    """The sentences and cells of lines."""
    for line in lines:
        ends = [(0, 0), *(one.span() for one in _ends().finditer(line.text)), (len(line.text),) * 2]
        for (_, start), (end, _) in pairwise(ends):
            if start < end:
                span = line.span._replace(column=start + 1, end_column=end + 1)
                yield line._replace(text=line.text[start:end], span=span)
