"""What a sentence is about: the stems of its words without those that every sentence has."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from groundplan import regex
from groundplan.check.facts import singular

_LETTERS = 5
"""`weigh` and `weight` are one word."""
_SYLLABLES = 2
"""Korean verbs and nouns keep their first two, whatever ending follows."""
_FILLER_WORDS = (
    "the a an of to in on at for and or is are be by with from that this it its each every one any than more most"
    " system service api shall must should will may can able let lets allow allows have has up through"
    " refuse refuses reject rejects accept accepts respond responds return returns maximum max limit limited exceed"
    " row them their they per when if then longer larger greater once time same where 수 한 명 명의 명이 번 때"
)
_FILLER = frozenset(_FILLER_WORDS.split())
_BEGINNINGS = (
    *("시스템", "최대", "이하", "초과", "까지", "해야", "한다", "있", "없", "않", "넘을"),
    *("거부", "반환", "한도", "가질", "가능", "동시", "번에", "사람"),
)


@lru_cache(8192)
def stems(text: str) -> frozenset[str]:
    """The stems of a text in lower case."""
    words = regex.findall(r"[a-z][a-z-]+|[가-힣]+", text)
    kept = (one for one in words if one not in _FILLER and not one.startswith(_BEGINNINGS))
    return frozenset(map(stem, kept))


def stem(word: str) -> str:
    """The beginning of a word, which its other forms share."""
    return singular(word)[:_LETTERS] if word.isascii() else word[:_SYLLABLES]


_ALIKE = 2


def are_alike(one: frozenset[str], two: frozenset[str], fewest: int = _ALIKE) -> bool:
    """Whether the stems of the shorter text, at least so many, all stand in the other."""
    small, large = sorted((one, two), key=len)
    return small <= large and len(small) >= fewest


_SHORTEST = 4


def roots(text: str) -> frozenset[str]:
    """The roots of the words of a text in lower case, alone and two in a row: `checked in` has `checkin`."""
    words = [_root(word) for word in _words().findall(text)]
    return frozenset([*words, *map("".join, pairwise(words))])


def acting(text: str) -> frozenset[str]:
    """The roots of the words of a text in lower case, as sentences bend them: `checks` and `checked` are `check`."""
    return frozenset(_root(singular(word)) for word in _words().findall(text))


def root(name: str) -> str:
    """A name by the roots of its words: `checked_in` and `check-in` are one, and `cancelled` and `cancel`."""
    return "".join(map(_root, _words().findall(name)))


@lru_cache(8192)
def _root(word: str) -> str:
    bare = regex.compile(r"(?:e|ed|ing|y|ied|en)$").sub("", word) if len(word) > _SHORTEST else word
    return bare[:-1] if len(bare) > _SHORTEST and bare[-1] == bare[-2] else bare


@cache
def _words() -> re.Pattern[str]:
    return regex.compile(r"[a-z]+|[^\W\d_a-z]+")
