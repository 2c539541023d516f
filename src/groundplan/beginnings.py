r"""With what a match of a pattern may begin, so that a search passes over every other letter at once.

Python's own look at it ends at `\b`, at a lookbehind and at letters of either case, and then tries every place of a
text: for `\b(?:shall|must)\b` ten times as long. Works on what `re._parser` makes of a pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from re import ASCII, IGNORECASE, LOCALE
from typing import Any

Letters = list[tuple[Any, Any]]
"""Single letters, ranges and categories, as inside brackets."""

_FOLDED = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}
"""What else these letters match where case is ignored."""
_MOST = 128
"""Letters of a range that are taken one by one."""
_LITERAL = import_module("re._constants").LITERAL


class _UnknownError(Exception):
    """A match may begin with almost anything."""


def beginnings(parsed: Any, flags: int) -> Letters:
    """Each match begins with one of these; empty where it may be empty or begin with what takes longer to tell."""
    try:
        letters, is_sure = _of_all(list(parsed), flags)
    except _UnknownError:
        return []
    return list(dict.fromkeys(letters)) if is_sure else []


def _of_all(parts: Iterable[tuple[Any, Any]], flags: int) -> tuple[Letters, bool]:
    """Of parts that follow each other; and whether there is always one of these letters."""
    letters: Letters = []
    for operation, argument in parts:
        some, is_sure = _of(str(operation), argument, flags)
        letters += some
        if is_sure:
            return letters, True
    return letters, False


def _of(operation: str, argument: Any, flags: int) -> tuple[Letters, bool]:
    if operation in ("AT", "ASSERT", "ASSERT_NOT"):
        return [], False
    if operation == "LITERAL":
        return list(_cases(argument, flags)), True
    if operation == "IN":
        return [each for kind, one in argument for each in _inside(kind, one, flags)], True
    if operation == "BRANCH":
        ways = [_of_all(way, flags) for way in argument[1]]
        return [one for letters, _ in ways for one in letters], all(is_sure for _, is_sure in ways)
    if operation == "SUBPATTERN":
        _, added, removed, inner = argument
        return _of_all(inner, (flags | added) & ~removed)
    if operation in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        least, _, inner = argument
        letters, is_sure = _of_all(inner, flags)
        return letters, is_sure and least > 0
    raise _UnknownError


def _inside(operation: Any, argument: Any, flags: int) -> Iterator[tuple[Any, Any]]:
    """What a thing in brackets may be."""
    kind = str(operation)
    if kind == "LITERAL":
        yield from _cases(argument, flags)
    elif kind == "RANGE" and argument[1] - argument[0] < _MOST:
        for number in range(argument[0], argument[1] + 1):
            yield from _cases(number, flags)
    elif _is_closed(kind, argument, flags):
        yield operation, argument
    else:
        raise _UnknownError


def _is_closed(kind: str, argument: Any, flags: int) -> bool:
    """Whether a long range or a category has every letter in both cases, where that counts."""
    if kind == "RANGE":
        return not (flags & IGNORECASE and any(map(_has_cases, range(argument[0], argument[1] + 1))))
    return kind == "CATEGORY" and not flags & (ASCII | LOCALE)


def _cases(number: int, flags: int) -> Iterator[tuple[Any, Any]]:
    """A letter, in both cases where that is ignored."""
    yield _LITERAL, number
    if flags & IGNORECASE and _has_cases(number):
        low = chr(number).lower()
        if not low.isascii():
            raise _UnknownError
        yield from ((_LITERAL, ord(other)) for other in (low, low.upper(), *_FOLDED.get(low, "")))


def _has_cases(number: int) -> bool:
    letter = chr(number)
    return letter.upper() != letter.lower()
