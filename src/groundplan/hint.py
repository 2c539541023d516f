"""The nearest of the names that there are, for a word that is none of them."""

from __future__ import annotations

from collections.abc import Sequence


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """` Did you mean "x"?` for the nearest of `known`, or nothing."""
    from difflib import get_close_matches

    names = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), names, n=1)
    return f" Did you mean {names[near[0]]!r}?" if near else ""
