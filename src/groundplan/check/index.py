"""Where words stand in a text of many lines: each is looked for in the whole of it, not in one line after the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Protocol, TypeVar

from groundplan import regex
from groundplan.wordlist import LARGE, Wordlist, of_lines

if TYPE_CHECKING:
    import re

MARKS = dict.fromkeys(map(ord, '.,;:!?()[]{}<>"`*/|'), " ")
"""What stands between words."""
_ODD = "\u0130\u0131\u017f"
_MANY = 64
"""So many lines are searched as one text."""


class _Text(Protocol):
    @property
    def text(self) -> str: ...


Told = TypeVar("Told", bound=_Text)


class Index:
    """The words of some lines, in lower case, and the lines that they stand in; `around` are those of their file."""

    def __init__(self, lines: Sequence[str], around: tuple[str, ...] = ()) -> None:
        self._lines, self._around = lines, around
        low = [line.lower() for line in lines]
        self._text = "\n".join(low)
        self._starts = list(accumulate((len(line) + 1 for line in low), initial=0))

    def __len__(self) -> int:
        return len(self._starts) - 1

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the lines."""
        return frozenset(self._text.translate(MARKS).split())

    @cached_property
    def foreign(self) -> frozenset[int]:
        """The numbers of the lines that are not all in ASCII."""
        return frozenset(number for number, line in enumerate(self._lines) if not line.isascii())

    def having(self, pieces: Iterable[str]) -> set[int]:
        """The numbers of the lines, from 0, that have one of the pieces of text."""
        return {line for piece in pieces for line in self._having(piece)}

    def found(self, pattern: re.Pattern[str]) -> set[str]:
        """All that a pattern for text in lower case finds."""
        return set(pattern.findall(self._text))

    def fitting(self, pattern: str, flags: int = 0) -> list[int]:
        """The numbers of the lines in which a pattern of ours finds something."""
        search = regex.compile(pattern, flags).search
        ways = () if self._is_odd else regex.needles(pattern, flags)
        times, pieces = min(((self._times(way), way) for way in ways), default=(len(self), ()))
        if 2 * times > len(self):
            return [number for number, line in enumerate(self._lines) if search(line)]
        return [number for number in sorted(self.having(pieces)) if search(self._lines[number])]

    def _times(self, pieces: tuple[str, ...]) -> int:
        """How often one of these stands there."""
        known = self._list
        return sum(self._text.count(piece) for piece in pieces if known is None or known.may_have(piece))

    @cached_property
    def _is_odd(self) -> bool:
        """Whether letters stand there that are no other letters in lower case, and match some."""
        return any(letter in line for letter in _ODD for line in self._lines if not line.isascii())

    def all_words(self) -> list[str]:
        """The words of the lines, each as often as it stands there."""
        return self._text.translate(MARKS).split()

    @cached_property
    def _list(self) -> Wordlist | None:
        return of_lines(self._around) if self._around and len(self._text) >= LARGE else None

    def _having(self, piece: str) -> Iterator[int]:
        if self._list is not None and not self._list.may_have(piece):
            return
        at = self._text.find(piece)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self._text.find(piece, self._starts[line + 1])


@lru_cache(16)
def of_texts(texts: tuple[str, ...]) -> Index:
    """Of the texts of some nodes: several rules look through the same."""
    return Index(texts, texts)


def telling(nodes: Iterable[Told], pattern: str, flags: int = 0) -> list[Told]:
    """Those of some nodes in whose text a pattern of ours finds something."""
    some = tuple(nodes)
    return [some[number] for number in fitting(tuple([one.text for one in some]), pattern, flags)]


def having(texts: tuple[str, ...], pieces: Iterable[str]) -> list[int]:
    """The numbers of the texts that have one of the pieces, which are in lower case."""
    if len(texts) >= _MANY:
        return sorted(of_texts(texts).having(pieces))
    return [number for number, text in enumerate(texts) if regex.has(text.lower(), pieces)]


def fitting(texts: tuple[str, ...], pattern: str, flags: int = 0) -> list[int]:
    """The numbers of the texts in which a pattern of ours finds something."""
    if len(texts) >= _MANY:
        return of_texts(texts).fitting(pattern, flags)
    search = regex.compile(pattern, flags).search
    return [number for number, text in enumerate(texts) if search(text)]
