"""Lengths of time as people write them: `15 min`, `one hour`, `14 days`, `24h`, `24-hour`, `30분`, `for a week`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.record import NamedTuple
from groundplan.spec.text.numerals import digits

_UNITS = {
    "ms": 0.001, "millisecond": 0.001, "밀리초": 0.001,
    "s": 1, "sec": 1, "second": 1, "초": 1,
    "m": 60, "min": 60, "minute": 60, "분": 60,
    "h": 3600, "hr": 3600, "hour": 3600, "시간": 3600,
    "d": 86400, "day": 86400, "일": 86400,
    "w": 604800, "week": 604800, "주": 604800,
    "month": 2592000, "개월": 2592000, "달": 2592000,
    "year": 31536000, "년": 31536000,
}  # fmt: skip


_DIGIT = regex.compile(r"\d")


class Duration(NamedTuple):
    """`seconds` and the offsets of the words in the text."""

    seconds: float
    start: int
    end: int


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(_UNITS, key=len, reverse=True))
    # a search that begins with a digit passes over all else at once; one that looks behind does not
    number = r"(\d(?<![\d.]\d)\d{0,8}(?:\.\d{1,6})?)"
    return regex.compile(rf"{number}[ -]?({words})(?:s|es)?(?![A-Za-z])", re.IGNORECASE)


_UNIT = "(?:second|minute|hour|day|week|month|year)"


@cache
def _article() -> re.Pattern[str]:
    """`for an hour`, `after a week`: one; of `10 times a day` none."""
    return regex.compile(rf"\b(for|after|within|than|every) (an?)(?= {_UNIT}\b)", re.IGNORECASE)


@cache
def _one() -> re.Pattern[str]:
    """What most sentences with an article lack."""
    return regex.compile(rf" an? {_UNIT}", re.IGNORECASE)


def durations(text: str) -> list[Duration]:
    """Every length of time in `text`, in its order."""
    text = digits(text)
    if (" a " in text or " an " in text) and _one().search(text):
        text = _article().sub(lambda one: f"{one[1]} {'1'.rjust(len(one[2]))}", text)
    halves = _halves(text) if "half a" in text or "반" in text else []
    if not _DIGIT.search(text):
        return halves
    found = [
        Duration(float(one.group(1)) * _UNITS[one.group(2).lower()], one.start(), one.end())
        for one in _pattern().finditer(text)
    ]
    return sorted([*halves, *found], key=lambda one: one.start) if halves else found


def _halves(text: str) -> list[Duration]:
    """`half an hour`, `반년`."""
    found = regex.compile(
        r"\bhalf an? (second|minute|hour|day|week|month|year)\b|(?<![가-힣])반 ?(시간|년|달)", re.IGNORECASE
    ).finditer(text)
    return [Duration(_UNITS[(one[1] or one[2]).lower()] / 2, one.start(), one.end()) for one in found]


def seconds(text: str) -> float | None:
    """The first length of time in `text`, in seconds, or None."""
    found = durations(text)
    return found[0].seconds if found else None
