"""HTTP statuses in sentences."""

from __future__ import annotations

from functools import lru_cache

from groundplan import regex

_UNITS = (
    r"ms|milli|sec|s\b|초|%|건|개|명|원|자|rps|users?|req|char|row|minutes?|hours?|days?|weeks?|months?|years?|points?|items?"
    r"|letters?|percent|k[gmb]\b|cm\b|mb\b|eur|usd|krw|분|시간|일|주|년|회|점"
)
_BOUND = r"((?:than|most|least|up to|over|above|below|exceeds?|\d to|\d and|최대|최소) )?"
_STATUS = rf"{_BOUND}([1-5](?<![\d.,/-].)\d\d)(?![.,]?\d|\s*(?:{_UNITS}))"


@lru_cache(8192)
def statuses_in(text: str) -> frozenset[str]:
    """The numbers of a sentence that may be statuses."""
    return frozenset(number for bound, number in regex.compile(_STATUS).findall(text) if not bound)
