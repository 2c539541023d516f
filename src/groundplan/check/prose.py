"""The text of a SPEC that states facts, as one string in lower case, with the way back to files and lines.

What stands in silent sections (out of scope, open questions, history ...) and in comments is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import accumulate
from typing import TYPE_CHECKING

from groundplan.check.lines import PAGE
from groundplan.check.stems import roots
from groundplan.grammar import vocabulary
from groundplan.memory import Piece, pieces, row
from groundplan.source import Span
from groundplan.wordlist import LARGE, Wordlist, of_lines

if TYPE_CHECKING:
    from groundplan.memory import Memory
    from groundplan.spec.model import Section, Spec


class Page(Piece[str]):
    """Some lines that follow each other, in lower case, without those that state nothing."""

    def __init__(self, lines: Sequence[str], first: int, quiet: frozenset[int]) -> None:
        kept = [(number, low) for number, low in _lowered(lines, first) if number not in quiet]
        super().__init__(lines)
        self.numbers = [number for number, _ in kept]
        self.starts = list(accumulate((len(low) + 1 for _, low in kept), initial=0))[:-1]
        self.text = "\n".join(low for _, low in kept)

    @cached_property
    def roots(self) -> dict[str, list[int]]:
        """The lines of each root; see `stems.roots`."""
        found: dict[str, list[int]] = {}
        for number, low in zip(self.numbers, self.text.split("\n"), strict=True):
            for one in roots(low):
                found.setdefault(one, []).append(number)
        return found

    def may_have(self, word: str) -> bool:
        """Whether a large text has the parts of a word at all."""
        return len(self.text) < LARGE or self._list.may_have(word)

    @cached_property
    def _list(self) -> Wordlist:
        return of_lines(tuple(self.things))

    def finds(self, word: str) -> Iterator[int]:
        """The places where a word begins like `word`; an empty one stands nowhere."""
        free = not (word[:1].isascii() and word[:1].isalnum())
        at = self.text.find(word) if word else -1
        while at >= 0:
            before = self.text[at - 1 : at]
            if free or not (before.isascii() and before.isalnum()):
                yield at
            at = self.text.find(word, at + 1)


def _places(page: Page, word: str) -> Iterator[int]:
    return page.finds(word) if page.may_have(word) else iter(())


def _says(page: Page, *words: str) -> Iterator[bool]:
    yield any(page.found(_places, word) for word in words)


def _lines_with(page: Page, *words: str) -> Iterator[tuple[int, str]]:
    found = {page.text.rfind("\n", 0, at) + 1 for word in words for at in page.found(_places, word)}
    for start in sorted(found):
        end = page.text.find("\n", start)
        yield start, page.text[start : end if end >= 0 else len(page.text)]


class Prose:
    """`text` is searched; `span` gives the place of a part of it."""

    def __init__(self, spec: Spec, lines: dict[str, tuple[str, ...]], memory: Memory | None = None) -> None:
        read = [(path, page) for path, own in lines.items() for page in _pages(path, own, spec.sections, memory)]
        self._pages = [page for _, page in read if page.numbers]
        self._paths = [path for path, page in read if page.numbers]
        self._starts = list(accumulate((len(page.text) + 1 for page in self._pages), initial=0))[:-1]
        self._row = row(memory, "prose", self._pages)

    @cached_property
    def text(self) -> str:
        """The whole."""
        return "\n".join(page.text for page in self._pages)

    def says(self, words: Iterable[str]) -> bool:
        """Whether one of these stands in the text, at the beginning of a word; entries are in lower case."""
        return any(page.found(_says, *words)[0] for page in self._pages)

    def find(self, word: str) -> int:
        """The first place where a word begins like `word`, or -1."""
        pages = zip(self._starts, self._pages, strict=True)
        return next((first + at for first, page in pages for at in page.found(_places, word)), -1)

    def lines_with(self, words: Iterable[str]) -> list[tuple[int, str]]:
        """The lines in which a word begins like one of these, each with the place of its beginning, in order."""
        pages = zip(self._starts, self._row.each(_lines_with, *words), strict=True)
        return [(first + start, line) for first, found in pages for start, line in found]

    def places(self, root: str) -> Iterator[tuple[str, int]]:
        """The files and lines that have a root."""
        for path, page in zip(self._paths, self._pages, strict=True):
            for number in page.roots.get(root, ()):
                yield path, number

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`, which is inside one line."""
        number = bisect_right(self._starts, start) - 1
        page, within = self._pages[number], start - self._starts[number]
        index = bisect_right(page.starts, within) - 1
        line, column = page.numbers[index], within - page.starts[index] + 1
        return Span(self._paths[number], line, column, line, column + end - start)

    def line(self, at: int) -> str:
        """The whole line around a place of the text."""
        end = self.text.find("\n", at)
        return self.text[self.text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(self.text)]


def _pages(path: str, lines: tuple[str, ...], sections: Sequence[Section], memory: Memory | None) -> Iterator[Page]:
    quiet = _silent_lines([one for one in sections if one.span.path == path], len(lines))
    if memory is None:
        yield Page(lines, 1, frozenset(quiet))
        return
    for at, some in pieces(lines, PAGE):
        own = frozenset(quiet.intersection(range(at + 1, at + 1 + len(some)))) if quiet else _NONE
        yield memory.recall(("page", path, at), (some, own), partial(Page, some, at + 1, own))


_NONE: frozenset[int] = frozenset()


def _lowered(lines: Sequence[str], first: int) -> Iterator[tuple[int, str]]:
    """Lines in lower case with their numbers, without those that are comments."""
    text = "\n".join(lines)
    if text.isascii():
        yield from ((at, low) for at, low in enumerate(text.lower().split("\n"), first) if not low.startswith("<!--"))
        return
    for number, line in enumerate(lines, first):
        low = line.lower()
        # A letter whose small form is longer would shift every place behind it.
        if not line.startswith("<!--"):
            yield number, low if len(low) == len(line) else line


def _silent_lines(sections: Sequence[Section], last: int) -> set[int]:
    """The lines of silent sections with all that is below them."""
    silent, quiet, level = frozenset(vocabulary("silent")), set[int](), 0
    for section, behind in zip(sections, [*sections[1:], None], strict=False):
        if level and section.level <= level:
            level = 0
        if not level and section.kind in silent:
            level = section.level
        if level:
            quiet.update(range(section.span.line, behind.span.line if behind else last + 1))
    return quiet
