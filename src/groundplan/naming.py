"""Names: one sequence of words, spelled the way each place wants it.

Every identifier in generated code comes from here, so nothing a SPEC says can be more than letters, digits
and separators by the time it reaches a template.
"""

from __future__ import annotations

import re
from functools import cache

from groundplan.english import english
from groundplan.record import NamedTuple

_MAX_LENGTH = 56  # PostgreSQL cuts identifiers at 63 bytes; constraint prefixes need room
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[a-z]+|[0-9]+")


class Name(NamedTuple):
    """A name as lower-case ASCII words; at least one, the first beginning with a letter."""

    words: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Name:
        """The name in `text`, whatever its spelling; Korean words are in English where we know them, other scripts and
        words are transliterated, nothing gives `item`.
        """
        return _split(text)

    @property
    def snake(self) -> str:
        """order_item."""
        return "_".join(self.words)

    @property
    def kebab(self) -> str:
        """order-item."""
        return "-".join(self.words)

    @property
    def pascal(self) -> str:
        """OrderItem."""
        return "".join(word.capitalize() for word in self.words)

    @property
    def camel(self) -> str:
        """orderItem."""
        pascal = self.pascal
        return pascal[0].lower() + pascal[1:]

    @property
    def title(self) -> str:
        """Order item."""
        return " ".join(self.words).capitalize()

    @property
    def human(self) -> str:
        """order item."""
        return " ".join(self.words)

    @property
    def plural(self) -> Name:
        """order items."""
        import inflection

        return Name((*self.words[:-1], inflection.pluralize(self.words[-1])))

    @property
    def singular(self) -> Name:
        """order item."""
        import inflection

        return Name((*self.words[:-1], inflection.singularize(self.words[-1])))

    def __add__(self, other: object) -> Name:
        """The words of both; `other` may be a Name or text."""
        return Name(self.words + (other if isinstance(other, Name) else Name.of(str(other))).words)


@cache
def _split(text: str) -> Name:
    ascii_text = text if text.isascii() else _transliterate(english(text))
    words = [word.lower() for word in _WORD.findall(ascii_text)]
    words = _shorten(_join_digits(words))
    if not words:
        return Name(("item",))
    if not words[0][0].isalpha():
        words[0] = "n" + words[0]
    return Name(tuple(words))


def _transliterate(text: str) -> str:
    from text_unidecode import unidecode

    return str(unidecode(text))


def _join_digits(words: list[str]) -> list[str]:
    """`line1` stays one word: a number belongs to the word before it."""
    joined: list[str] = []
    for word in words:
        if joined and word.isdigit():
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _shorten(words: list[str]) -> list[str]:
    kept: list[str] = []
    room = _MAX_LENGTH
    for word in words:
        if room <= 0:
            break
        kept.append(word[:room])
        room -= len(word) + 1
    return kept
