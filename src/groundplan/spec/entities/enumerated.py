"""Tables that a sentence lists by their names: `tables (users, orders, items)`, `users, orders, items 테이블`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex

_LISTS = ("tables", "entities", "collections", "테이블", "엔티티", "엔터티", "컬렉션")
_TABLES = "(?:테이블|엔티티|엔터티|컬렉션)"
_LIST = r"(?:`?[a-z]\w*`?(?:, |/| ?· ?)){2,}`?[a-z]\w*`?"
"""Three names at least, in small letters."""


def names(text: str, low: str) -> list[str]:
    """The names in a sentence, `low` in lower case; none where it is about dropping them."""
    if not regex.has(low, _LISTS) or _dropped().search(text):
        return []
    found = _tables().search(text)
    return regex.findall(r"\w+", next(filter(None, found.groups()))) if found else []


@cache
def _tables() -> re.Pattern[str]:
    return regex.compile(
        rf"(?:\b(?:tables|entities|collections)|{_TABLES}들?)\s*\(({_LIST})\)"
        rf"|(?<![A-Za-z\d_`(,.-] )(?<![\w`(,.-])({_LIST}) {_TABLES}(?!에서|의)"
        r"|(?:\b(?:tables|entities|collections)(?: (?:(?:shall|must) )?(?:exist|are created|are defined|be created))?"
        rf"|(?<![A-Za-z\d_`*][ `*]){_TABLES}들?)[*_]*: ({_LIST.replace('[a-z]', '[A-Za-z]')})(?=[.;]|$)"
    )


@cache
def _dropped() -> re.Pattern[str]:
    return regex.compile(r"\b(?:drops?|removes?|deletes?|renames?|legacy)\b|삭제|제거|폐기", re.IGNORECASE)
