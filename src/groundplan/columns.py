"""How many columns text takes where each character has one or two: on a terminal, in a table, in a line of code.

After Unicode Standard Annex 11: wide and fullwidth take two, combining and format characters none.
"""

from __future__ import annotations

from functools import lru_cache


def columns(text: str) -> int:
    """The columns of a text of one line."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


@lru_cache(8192)
def _columns(char: str) -> int:
    from unicodedata import category, combining, east_asian_width

    if combining(char) or category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1
