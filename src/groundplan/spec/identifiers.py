"""Requirement and scenario ids such as REQ-001, REQ-SHOP-001-01, FR-BE-001, NFR-3, AC-01, R-U1."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from groundplan.spec.words import bare


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:[A-Z]{1,8}-)+(?:[A-Z]{0,4}\d+[a-z]?)(?:[-.]\d+[a-z]?)*(?![\w-])")


@cache
def _range() -> re.Pattern[str]:
    return re.compile(r"^\s*(?:~|-|–|to\b|부터)\s*(?:[A-Z-]*\d)")


@lru_cache(4096)
def leading_id(text: str) -> str:
    """The id that a line begins with; empty where it has none, or begins with a range of ids."""
    words = bare(text).lstrip("[(# ")
    if not words[:1].isupper() or "-" not in words[:12]:
        return ""
    found = _pattern().match(words)
    if not found or found.group().startswith(("SPEC-", "UTF-", "ISO-", "RFC-", "SHA-", "HMAC-")):
        return ""
    return "" if _range().match(words[found.end() :]) else found.group()


def ids_in(text: str) -> tuple[str, ...]:
    """Every id of a text, in its order."""
    if "-" not in text:
        return ()
    found = [one.group() for one in _pattern().finditer(text)]
    return tuple(dict.fromkeys(one for one in found if not one.startswith(("SPEC-", "UTF-", "ISO-", "RFC-", "SHA-"))))
