"""What a sentence promises of the service in figures, whatever section it stands in."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from groundplan import regex


@lru_cache(8192)
def is_promise(text: str) -> bool:
    """`95% of the reads answer within 300 ms`, `is available 99.9% of a month`; not what was measured."""
    return ("%" in text or "p" in text) and _promised().search(text) is not None and not _seen().search(text)


@cache
def _promised() -> re.Pattern[str]:
    """How many of the answers come in time, or how much of the time somebody answers: what nobody tells in passing."""
    return regex.compile(
        r"\d ?% of (?:all |the )?(?:[a-z-]+ ){1,4}(?:in|within|under|below) \d|\bp\d{2}\b[^.;]{0,40}\d ?m?s\b"
        r"|\bavailable (?:for |at )?(?:at least )?\d\d(?:\.\d+)? ?%|\d ?% (?:availab|uptime)"
        r"|\d ?%(?:를|을|가|는|은)? [^.;]{0,20}\d ?(?:ms|밀리초|초) ?(?:이내|안)"
        r"|(?:가용성|가동률)[은는이을를]? [^.;]{0,12}\d ?%",
        re.IGNORECASE,
    )


@cache
def _seen() -> re.Pattern[str]:
    """What was measured, and what others promise."""
    return regex.compile(
        r"\b(?:measured|observed|currently|today|was|were|benchmark\w*|used to|their)\b|측정|현재|지금|기존",
        re.IGNORECASE,
    )


def is_none(text: str) -> bool:
    """Whether a sentence says that there is no target."""
    return _none().search(text) is not None


@cache
def _none() -> re.Pattern[str]:
    """`**Performance Goals**: no formal load target; reads take some 90 ms`: what is measured binds nobody."""
    return regex.compile(
        r":[*\s]*(?:no (?:\w+ ){0,3}(?:targets?|goals?|slas?)\b|(?:성능 )?목표(?:는|가)? ?없)", re.IGNORECASE
    )
