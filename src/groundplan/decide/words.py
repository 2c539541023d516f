"""Finding words and phrases in the statements of a SPEC: whole words in Latin script, substrings in Korean.

A hit is passed over when it is negated in its clause ("no websockets", "캐시를 쓰지 않는다").
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.source import Span

_BEFORE = regex.compile(r"\b(?:no|not|never|without|instead of|rather than|neither|nor|non)\b[^.;,:(]{0,24}$")
_AFTER = regex.compile(
    r"^[^.;,(]{0,16}?(?:없이|없다|없음|제외|않|아닌|아니|불필요|금지|미사용|is not|are not|not needed)"
)
_NUMBER = regex.compile(
    r"(\d[\d,]*(?:\.\d+)?|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b)\s*([^\W\d_][^\W\d]*)?"
)
_SPELLED = {
    word: n for n, word in enumerate(["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"], 2)
}


class Hit(NamedTuple):
    """A word that was found, in the statement `text` of `place`."""

    word: str
    place: str
    text: str
    span: Span


class Statement(NamedTuple):
    """One line of a SPEC as rules search it: `folded` is `text` in lower case."""

    place: str
    text: str
    folded: str
    span: Span


class Corpus:
    """All statements of a SPEC, searched as one string so that a word costs one scan."""

    def __init__(self, statements: list[tuple[str, str, Span]]) -> None:
        self.statements = tuple(Statement(place, text, text.casefold(), span) for place, text, span in statements)
        self._text = "\n".join(one.folded for one in self.statements)
        self._starts: list[int] = []
        offset = 0
        for one in self.statements:
            self._starts.append(offset)
            offset += len(one.folded) + 1

    def find(self, words: list[str], places: list[str]) -> Hit | None:
        """The first hit, by the order of the SPEC, of any of the words in any of the places."""
        hits = (hit for word in words for hit in self._hits(word, places))
        first = min(hits, key=lambda hit: hit[0], default=None)
        return first[1] if first else None

    def numbers(self, words: list[str], units: list[str]) -> Iterator[tuple[float, Statement]]:
        """Numbers with one of the units, in statements that hold one of the words (any statement without words)."""
        for one in self.statements:
            if any(unit in one.folded for unit in units) and (not words or any(word in one.folded for word in words)):
                for value in _numbers(one.folded, units):
                    yield value, one

    def _hits(self, word: str, places: list[str]) -> Iterator[tuple[int, Hit]]:
        """The first standing hit of `word` with its offset."""
        start = self._text.find(word)
        while start >= 0:
            one = self.statements[bisect_right(self._starts, start) - 1]
            end = start + len(word)
            if one.place in places and self._stands(start, end) and not self._negated(start, end):
                yield start, Hit(word, one.place, one.text, one.span)
                return
            start = self._text.find(word, end)

    def _stands(self, start: int, end: int) -> bool:
        before = self._text[start - 1] if start else " "
        after = self._text[end] if end < len(self._text) else " "
        return not (_latin(self._text[start]) and _latin(before)) and not (
            _latin(self._text[end - 1]) and _latin(after)
        )

    def _negated(self, start: int, end: int) -> bool:
        line_start = self._text.rfind("\n", 0, start) + 1
        line_end = self._text.find("\n", end)
        before = self._text[max(line_start, start - 40) : start]
        after = self._text[end : min(end + 40, line_end if line_end >= 0 else len(self._text))]
        return bool(_BEFORE.search(before) or _AFTER.match(after))


def fold(name: str) -> str:
    """A name reduced for comparison: lower case, letters and digits only (`Nest.JS` and `nestjs` are one)."""
    return "".join(char for char in name.casefold() if char.isalnum())


def _latin(char: str) -> bool:
    return char == "_" or (char.isascii() and char.isalnum())


def _numbers(text: str, units: list[str]) -> Iterator[float]:
    for found in _NUMBER.finditer(text):
        rest = text[found.end(1) :].lstrip(" -")
        unit = next((unit for unit in units if rest.startswith(unit)), None)
        if unit and not (_latin(unit[-1]) and _latin(rest[len(unit) : len(unit) + 1] or " ")):
            yield float(_SPELLED.get(found[1]) or found[1].replace(",", ""))
