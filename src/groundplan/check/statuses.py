"""HTTP statuses in sentences."""

from __future__ import annotations

from functools import lru_cache

from groundplan import regex

_UNITS = r"ms|milli|sec|s\b|초|%|건|개|명|원|자|rps|users?|req|char|row"
_STATUS = rf"([1-5](?<![\d.,/-].)\d\d)(?![.,]?\d|\s*(?:{_UNITS}))"


@lru_cache(8192)
def statuses_in(text: str) -> frozenset[str]:
    """The numbers of a sentence that may be statuses."""
    return frozenset(regex.compile(_STATUS).findall(text))
