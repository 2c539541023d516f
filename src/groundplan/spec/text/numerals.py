"""Numbers in words before what they count: `one hour`, `eight characters`, `다섯 건`, `일주일`."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from groundplan import regex

_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fourteen": 14, "fifteen": 15, "twenty": 20, "thirty": 30, "forty-five": 45,
    "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
_KOREAN = {
    "한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10,
    "열두": 12, "열다섯": 15, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50,
}  # fmt: skip
_WHOLE = {"하루": "1일", "이틀": "2일", "사흘": "3일", "나흘": "4일", "일주일": "1주일"}
_COUNTED = "시간|달|주(?!문|제|소)|건|개|번(?!호)|명|권|자(?=[ ,.를을이]|$)|글자|장(?=[을이까 ,.])|대(?=[를까 ,.])|곳"
"""What Korean counts with numbers of its own; minutes and days it counts with those from Chinese."""


@cache
def _word() -> re.Pattern[str]:
    english, korean = ("|".join(sorted(words, key=len, reverse=True)) for words in (_ENGLISH, _KOREAN))
    return regex.compile(
        rf"(?<![\w-])({english})(?=[ -][a-z])|(?<![가-힣])(?:({korean})(?= ?(?:{_COUNTED}))|({'|'.join(_WHOLE)}))",
        re.IGNORECASE,
    )


@lru_cache(8192)
def digits(text: str) -> str:
    """`text` with such numbers as digits, each in its place: the text is as long as before."""
    if text.isascii() and _FIRST.isdisjoint(text.lower().replace("-", " ").split()):
        return text
    return _word().sub(_digits, text)


_FIRST = frozenset(word.partition("-")[0] for word in _ENGLISH)
"""Words with which an English number begins: most sentences have none."""


def _digits(match: re.Match[str]) -> str:
    word = match.group().lower()
    number = _WHOLE.get(word) or str(_ENGLISH.get(word) or _KOREAN[word])
    return number.rjust(len(word))


def plain(text: str) -> str:
    """In small letters and with numbers in digits alone: `five`, `200,000`."""
    low = digits(text.lower())
    return regex.sub(r"(?<=\d),(?=\d{3})", "", low) if "," in low else low


def in_digits(word: str) -> str:
    """The digits of a number that stands alone: `three`, `5,000`; any other word as it is, in small letters."""
    low = word.lower().replace(",", "")
    return str(_ENGLISH.get(low, low))
