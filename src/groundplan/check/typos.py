"""Names that are not known, beside the known one that was meant."""

from __future__ import annotations

from collections.abc import Iterable

_TYPO = 0.8


def nearest(word: str, known: Iterable[object]) -> str:
    """The known word that is most like `word`, or nothing."""
    from difflib import get_close_matches

    low = word.casefold()
    # A typo keeps the length nearly and an end at least.
    names = {name.casefold(): name for name in map(str, known) if abs(len(name) - len(low)) < 3}
    near = get_close_matches(low, [name for name in names if name[:1] == low[:1] or name[-1:] == low[-1:]], n=1)
    return names[near[0]] if near else ""


def is_typo(word: str, near: str) -> bool:
    """Whether a word is a known one with one or two letters otherwise: `Auther`, and not `users` beside `orders`."""
    from difflib import SequenceMatcher

    return bool(near) and SequenceMatcher(None, word.casefold(), near.casefold()).ratio() >= _TYPO
