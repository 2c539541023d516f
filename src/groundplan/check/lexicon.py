"""Word lists (`rules/lexicon/`) searched in the text of nodes.

English words are looked up token by token: one dictionary access a word, no large pattern to compile at start.
Phrases are found as text. Patterns serve Korean, where a stem takes endings; they are compiled when a Korean
text comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Any

from groundplan import regex
from groundplan.check.nodes import Item
from groundplan.record import NamedTuple

_WORD_SHAPE = r"[a-z]+(?:['-][a-z]+)*"
SPACES = dict.fromkeys(map(ord, '.,;:!?()[]{}<>"`*/|'), " ")
# A number with its unit: what makes a vague word measurable.
_MEASURE = (
    r"\d[\d,.]*\s*(?:ms|s|m|h|d|%|x|rps|tps|qps|kb|mb|gb|tb|sec|second|minute|min|hour|day|week|month|year|byte|char|item|"
    r"row|record|request|user|time|attempt|percent|밀리초|초|분|시간|일|주|개월|년|건|개|명|회|번|배|자|바이트|퍼센트|원)"
)
_LONGEST = 20_000  # characters: nobody reads a longer statement, and a hostile one must not cost a square of it
_NEAR = 24  # characters: about four words


class Lexicon(NamedTuple):
    """One list in one language, ready to search.

    `heads` are the first words of phrases, `skip` is a key of `_SKIPS`.
    """

    words: frozenset[str]
    phrases: tuple[str, ...]
    heads: frozenset[str]
    pattern: re.Pattern[str] | None
    skip: Callable[[str, int, int], bool]

    def may_occur(self, words: frozenset[str]) -> bool:
        """Whether a text of these words can have anything of the list."""
        return self.pattern is not None or not (self.heads.isdisjoint(words) and self.words.isdisjoint(words))


def occurring(names: Sequence[str], tokens: frozenset[str]) -> list[str]:
    """The lists of which an English word may stand in a text of these words."""
    return [name for name in names if _lexicon(name, "en").may_occur(tokens)]


def search(names: Sequence[str], items: Iterable[Item], tokens: frozenset[str]) -> Iterator[tuple[Item, str]]:
    """Each item with each listed word of its text, once, as written there; `tokens` are the words of the whole SPEC."""
    english = [(name, "en") for name in occurring(names, tokens)]
    searched = [_lexicon(*one) for one in english]
    words = {word for one in searched for word in (one.words | one.heads) & tokens}
    is_worded = not any(one.pattern for one in searched)
    for item in items:
        text = item.node.text[:_LONGEST]
        is_english = text.isascii()
        if is_english and is_worded and _folded(text)[1].isdisjoint(words):
            continue
        lexicons = english if is_english else [*((name, "ko") for name in names), *english]
        for lexicon in lexicons:
            yield from ((item, word) for word in _words_in(text, *lexicon))


@lru_cache(32_768)
def _words_in(text: str, name: str, language: str) -> tuple[str, ...]:
    lexicon = _lexicon(name, language)
    low, words = _folded(text)
    if not lexicon.may_occur(words):
        return ()
    found: dict[str, None] = {}
    for start, end in _hits(text, low, words, lexicon):
        if not lexicon.skip(low, start, end):
            found[text[start:end]] = None
    return tuple(found)


@lru_cache(16_384)
def _folded(text: str) -> tuple[str, frozenset[str]]:
    """A text in lower case and its words: many lists look at the same statement."""
    low = text.lower()
    return low, frozenset(low.translate(SPACES).split())


def _hits(text: str, low: str, words: frozenset[str], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    if not lexicon.words.isdisjoint(words):
        yield from (match.span() for match in re.finditer(_WORD_SHAPE, low) if match.group() in lexicon.words)
    for phrase in () if lexicon.heads.isdisjoint(words) else lexicon.phrases:
        start = low.find(phrase)
        if start >= 0 and not (low[max(0, start - 1) : start].isalnum() or low[start + len(phrase) :][:1].isalnum()):
            yield start, start + len(phrase)
    if lexicon.pattern is not None:
        yield from (match.span() for match in lexicon.pattern.finditer(text))


@cache
def _lexicon(name: str, language: str) -> Lexicon:
    from groundplan.check.rules import load

    data: dict[str, Any] = load().lexicons[name]
    entry = data[language]
    pattern = regex.compile("|".join(entry["patterns"])) if entry["patterns"] else None
    return Lexicon(
        frozenset(entry["words"]), tuple(entry["phrases"]), _heads(entry["phrases"]), pattern, _SKIPS[data["skip"]]
    )


def _heads(phrases: Iterable[str]) -> frozenset[str]:
    """The first words of phrases: where none of them stands, no phrase does."""
    return frozenset((phrase.translate(SPACES).split() or [phrase])[0] for phrase in phrases)


def _never(low: str, start: int, end: int) -> bool:  # noqa: ARG001 - one signature for all
    return False


def _measured(low: str, start: int, end: int) -> bool:  # noqa: ARG001
    """The sentence of the word gives a number with a unit."""
    first = 0
    for stop in re.finditer(r"[.!?。]\s", low):
        if stop.start() >= end:
            return bool(_measure().search(low, first, stop.start()))
        first = stop.end()
    return bool(_measure().search(low, first))


@cache
def _measure() -> re.Pattern[str]:
    return regex.compile(_MEASURE)  # only when a vague word was found


def _numbered(low: str, start: int, end: int) -> bool:
    """A number stands within about four words."""
    return any(char.isdigit() for char in low[max(0, start - _NEAR) : end + _NEAR])


def _explained(low: str, start: int, end: int) -> bool:
    """Measured, or a mere purpose (`an index for efficient queries`), or told in the list or brackets that follow."""
    told = low.endswith(":") or "(" in low[end : end + _NEAR]
    return told or low[:start].endswith("for ") or _measured(low, start, end)


_SKIPS: dict[str, Callable[[str, int, int], bool]] = {
    "none": _never,
    "measure": _measured,
    "number": _numbered,
    "explained": _explained,
}
