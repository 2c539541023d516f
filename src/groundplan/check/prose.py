"""The text of a SPEC that states facts, as one string in lower case, with the way back to files and lines.

What stands in silent sections (out of scope, open questions, history ...) and in comments is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from groundplan.check.lexicon import SPACES
from groundplan.grammar import vocabulary
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.spec.model import Section, Spec


class Prose:
    """`text` is searched; `span` gives the place of a part of it."""

    def __init__(self, spec: Spec, lines: dict[str, tuple[str, ...]]) -> None:
        kept = [place for path, own in lines.items() for place in _kept(path, own, spec.sections)]
        self._places = [(path, number) for path, number, _ in kept]
        self._starts: list[int] = []
        size = 0
        for _, _, line in kept:
            self._starts.append(size)
            size += len(line) + 1
        self.text = "\n".join(line for _, _, line in kept)
        self._said: dict[str, int] = {}

    @property
    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line with the place of its beginning."""
        return zip(self._starts, self.text.split("\n"), strict=False)

    @cached_property
    def tokens(self) -> frozenset[str]:
        """All words of the text, without the marks around them."""
        return frozenset(self.text.translate(SPACES).split())

    def says(self, words: Iterable[str]) -> bool:
        """Whether one of these stands in the text, at the beginning of a word; entries are in lower case."""
        return any(self.find(word) >= 0 for word in words)

    def find(self, word: str) -> int:
        """The first place where a word begins like `word`, or -1."""
        if word not in self._said:
            self._said[word] = next(self._finds(word), -1)
        return self._said[word]

    def _finds(self, word: str) -> Iterator[int]:
        free = not (word[0].isascii() and word[0].isalnum())
        at = self.text.find(word)
        while at >= 0:
            before = self.text[at - 1 : at]
            if free or not (before.isascii() and before.isalnum()):
                yield at
            at = self.text.find(word, at + 1)

    def lines_with(self, words: Iterable[str]) -> list[tuple[int, str]]:
        """The lines in which a word begins like one of these, each with the place of its beginning, in order."""
        found = {self.text.rfind("\n", 0, at) + 1 for word in words for at in self._finds(word)}
        return [(start, self.line(start)) for start in sorted(found)]

    def span(self, start: int, end: int) -> Span:
        """The place of `text[start:end]`, which is inside one line."""
        index = bisect_right(self._starts, start) - 1
        path, line = self._places[index]
        column = start - self._starts[index] + 1
        return Span(path, line, column, line, column + end - start)

    def line(self, at: int) -> str:
        """The whole line around a place of the text."""
        end = self.text.find("\n", at)
        return self.text[self.text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(self.text)]


def _kept(path: str, lines: Sequence[str], sections: Sequence[Section]) -> Iterator[tuple[str, int, str]]:
    quiet = _silent_lines([one for one in sections if one.span.path == path], len(lines))
    text = "\n".join(lines)
    if text.isascii():
        for number, low in enumerate(text.lower().split("\n"), 1):
            if number not in quiet and not low.startswith("<!--"):
                yield path, number, low
        return
    for number, line in enumerate(lines, 1):
        low = line.lower()
        # A letter whose small form is longer would shift every place behind it.
        if number not in quiet and not line.startswith("<!--"):
            yield path, number, low if len(low) == len(line) else line


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
