r"""Pieces of text of which one stands in whatever a pattern finds something in.

Which of many lines have a piece is told by one look through all of them, so that a pattern is asked of few:
`\b(?:must|shall) not\b` only of those with ` not`, or with `must` or `shall` where these are fewer. A text is
compared in lower case.
Works on what `re._parser` makes of a pattern; Google's RE2 knows the same as a prefilter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

_MOST = 48
"""Pieces that are worth looking for."""
_LEAST = 2
"""Letters of a piece that is no part of every other word; a syllable of Korean counts as two."""

_WAYS = 3

Pieces = tuple[str, ...]
"""One of them stands in whatever the pattern finds something in."""


def needles(parsed: Any) -> tuple[Pieces, ...]:
    """Such pieces of a pattern, in the few ways that tell most; none where what it finds may have none of a few."""
    return tuple(tuple(sorted(_shortest(way))) for way in _of_all(parsed, ""))


def _of_all(parts: Iterable[tuple[Any, Any]], run: str) -> list[Pieces]:
    """The best ways of parts that follow each other, the first of them behind the letters of `run`."""
    ways: list[Pieces] = []
    for operation, argument in _flat(parts):
        if operation == "LITERAL" or (operation == "IN" and _is_letter(argument)):
            letter = _lower(argument if operation == "LITERAL" else argument[0][1])
            ways += [(run,)] if not letter else []
            run = run + letter if letter else ""
        elif operation == "ASSERT":
            ways += _of_all(argument[1], "")
        elif operation not in ("AT", "ASSERT_NOT"):
            ways += [(run,), *_inside(operation, argument, run)]
            run = ""
    good = (way for way in dict.fromkeys((*ways, (run,))) if len(way) <= _MOST and _weight(way) >= _LEAST)
    return sorted(good, key=lambda way: (-_weight(way), len(way)))[:_WAYS]


def _inside(operation: str, argument: Any, run: str) -> list[Pieces]:
    """Those of what is repeated, or of one branch or another."""
    if operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _of_all(argument[2], "") if argument[0] > 0 else []
    if operation != "BRANCH":
        return []
    branches = [_of_all(branch, run) for branch in argument[1]]
    if not all(branches):
        return []
    some = ([ways[min(rank, len(ways) - 1)] for ways in branches] for rank in range(_WAYS))
    return [tuple(dict.fromkeys(piece for way in branch for piece in way)) for branch in some]


def _flat(parts: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, Any]]:
    """The parts, those of groups in the place of the groups."""
    for operation, argument in parts:
        if str(operation) in ("SUBPATTERN", "ATOMIC_GROUP"):
            yield from _flat(argument[-1] if str(operation) == "SUBPATTERN" else argument)
        else:
            yield str(operation), argument


def _is_letter(among: list[tuple[Any, Any]]) -> bool:
    """Whether brackets have one letter in both cases: `[Pp]`."""
    letters = {_lower(one) if str(kind) == "LITERAL" else "" for kind, one in among}
    return len(letters) == 1 and "" not in letters


def _lower(number: int) -> str:
    """A letter in lower case; nothing for those whose cases are not one to one."""
    letter = chr(number)
    return letter.lower() if letter.isascii() or letter.lower() == letter.upper() else ""


def _weight(way: Pieces) -> int:
    return min(len(piece) + sum(not letter.isascii() for letter in piece) for piece in way)


def _shortest(pieces: Pieces) -> list[str]:
    """Without those that have another one inside."""
    return [one for one in pieces if not any(other != one and other in one for other in pieces)]
