"""How wide text is on a terminal, and how to show text of strangers on one without letting it act.

Width follows Unicode Standard Annex 11: wide and fullwidth take two columns, combining and format characters none.
"""

from __future__ import annotations

from functools import lru_cache

_TAB = "    "
_UNSAFE = "\ufffd"
# Marks that turn the direction of text: a SPEC could make a line look other than it is (CVE-2021-42574).
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def shown(text: str) -> str:
    """`text` with tabs as four spaces, and control and direction characters as a replacement mark."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_char, text))


@lru_cache(8192)
def _char(char: str) -> str:
    if char == "\t":
        return _TAB
    return _UNSAFE if char in _BIDI or ord(char) < 32 or 127 <= ord(char) < 160 else char


def width(text: str) -> int:
    """The columns that `shown(text)` takes."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_columns, shown(text)))


@lru_cache(8192)
def _columns(char: str) -> int:
    from unicodedata import category, combining, east_asian_width

    if combining(char) or category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1
