"""What words of a requirement mean: the same state or act in another form or language, a status field, a change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from groundplan import regex
from groundplan.plan.words import tables
from groundplan.plan.words.tables import fold, letters

_ENDINGS = ("ation", "ment", "ion", "ing", "ed", "es", "al", "s", "e")
_SHORTEST = 3
_PARTICLES = (
    "으로",
    "에서",
    "에게",
    "이나",
    "까지",
    "을",
    "를",
    "과",
    "와",
    "은",
    "는",
    "이",
    "가",
    "의",
    "에",
    "로",
    "나",
)
_HANGUL = regex.compile("[가-힣]")
_SPLIT = regex.compile(r"[\s,]+")


@cache
def stem(word: str) -> str:
    """An English word without its ending: cancel for cancelled, cancelling and cancellation."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return f"{word[:-1]}i" if word.endswith("y") else word


@cache
def distance(one: str, other: str) -> int | None:
    """How far two words for a state or an act are apart: 0 the same, more in another form or language, None for not."""
    first, second = fold(one), fold(other)
    if not first or not second:
        return None
    if first == second:
        return 0
    if first.isascii() and second.isascii() and stem(first) == stem(second):
        return 1
    shared = [meaning for meaning in tables.meanings() if first in meaning and second in meaning]
    return min((2 + abs(meaning.index(first) - meaning.index(second)) for meaning in shared), default=None)


def same(one: str, other: str) -> bool:
    """Whether two words mean the same state or act."""
    return distance(one, other) is not None


def nearest(word: str, values: Sequence[str]) -> str:
    """The one value that a word means; empty where none does, or two equally."""
    found = sorted((apart, value) for value in values if (apart := distance(word, value)) is not None)
    clear = len(found) == 1 or (len(found) > 1 and found[0][0] < found[1][0])
    return found[0][1] if clear else ""


def tokens(text: str) -> list[str]:
    """The words of a phrase, folded; Korean ones without the particle that follows."""
    return [fold(_bare(letters(word))) for word in _SPLIT.split(text) if letters(word)]


def _bare(word: str) -> str:
    if not _HANGUL.search(word) or _known(fold(word)):
        return word
    for particle in _PARTICLES:
        if word.endswith(particle) and len(word) > len(particle):
            return word[: -len(particle)]
    return word


@cache
def _known(word: str) -> bool:
    lists = ("change", "delete", "create", "link", "leave", "filler", "joins", "leaves", "made", "changed", "deleted")
    return any(word in tables.behaviour_words(name) for name in lists) or any(word in one for one in tables.meanings())


def is_one_of(word: str, name: str) -> bool:
    """Whether a folded word is in a list of rules/behaviours.yaml."""
    return word in tables.behaviour_words(name)


def without(words: Iterable[str], name: str) -> list[str]:
    """The words that are not in a list of rules/behaviours.yaml."""
    return [one for one in words if not is_one_of(one, name)]
