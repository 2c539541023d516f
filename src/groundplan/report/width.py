"""How wide text is on a terminal, and how to show text of strangers on one without letting it act."""

from __future__ import annotations

from functools import lru_cache

from groundplan.columns import columns

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
    return columns(shown(text))
