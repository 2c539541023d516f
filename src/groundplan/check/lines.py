"""The lines of a SPEC by the kind of the section that they stand in.

Headings, fences, comments, front matter and silent sections (out of scope, history ...) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.check.index import Index
from groundplan.grammar import vocabulary
from groundplan.memory import Piece, pieces, recalled
from groundplan.record import NamedTuple, new
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.memory import Memory
    from groundplan.spec.model import Section, Spec

_LONGEST = 4_000  # characters: a longer line is no sentence
_FENCES = ("```", "~~~")
_FENCING = "`~ \t"
"""With what the line of a fence begins."""
PAGE = 128
"""Lines of a page: few enough to look through again for one that changed, and as many as keep the pages few."""


class Line(NamedTuple):
    """A line, or a sentence or a cell of one, as written; `kind` is that of the nearest section above that has one."""

    text: str
    span: Span
    kind: str


class Page(Piece[Line]):
    """Lines that follow each other; `behind` is where they leave off: the kind and the fence that go on below.

    `around` are all lines of the file, where they are all of this page.
    """

    around: tuple[str, ...] = ()

    def __init__(self, lines: list[Line], behind: tuple[str, str]) -> None:
        super().__init__(lines)
        self.behind = behind

    @cached_property
    def index(self) -> Index:
        """Where words stand in the lines."""
        return Index([line.text for line in self.things], self.around)


def pages(spec: Spec, lines: dict[str, tuple[str, ...]], memory: Memory | None = None) -> Iterator[Page]:
    """All lines that state something, in the order of the files; those of a file are one page without a memory."""
    for path, own in lines.items():
        size = PAGE if memory else max(len(own), 1)
        kinds: dict[int, list[tuple[int, str]]] = {}
        for number, kind in _kinds([one for one in spec.sections if one.span.path == path]).items():
            kinds.setdefault((number - 1) // size, []).append((number, kind))
        first, before = _behind_front_matter(own), ("", "")
        for at, some in pieces(own, size):
            given = (some[max(first - at, 0) :], max(first, at) + 1, kinds.get(at // size, []), before)
            page = recalled(memory, ("lines", path, at), given, partial(_page, path, *given))
            page.around = () if memory else own
            yield page
            before = page.behind


def _page(path: str, lines: Sequence[str], first: int, changes: list[tuple[int, str]], before: tuple[str, str]) -> Page:
    """The page of some lines of which the first has this number, with the kinds that begin at lines of it."""
    silent, kinds = frozenset(vocabulary("silent")), dict(changes)
    kind, fence = before
    is_silent = kind in silent
    found = []
    for number, line in enumerate(lines, first):
        mark = line.lstrip()[:3] if line[:1] in _FENCING else ""
        if fence or mark in _FENCES:
            fence = "" if fence == mark else fence or mark
        elif number in kinds:
            kind = kinds[number]
            is_silent = kind in silent
        elif line and not is_silent and not line.startswith(("#", "<!--")):
            span = new(Span, (path, number, 1, number, len(line) + 1))
            found.append(new(Line, (line[:_LONGEST], span, kind)))
    return Page(found, (kind, fence))


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


_ENTRY = 12
"""Lines below a heading that are about what it names."""


def entry(span: Span, lines: dict[str, tuple[str, ...]]) -> str:
    """What is said of something where it is declared: its line; of a heading or a bullet, with the bullets below it."""
    own = lines.get(span.path, ())[span.line - 1 : span.line + _ENTRY]
    head = own[0] if own else ""
    depth = len(head) - len(head.lstrip())
    kept = [head]
    for line in own[1:] if head[:1] != "|" else ():
        is_nested = len(line) - len(line.lstrip()) > depth
        if line.startswith("#") or (line.strip() and not head.startswith("#") and not is_nested):
            break
        kept.append(line)
    return "\n".join(kept)


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
