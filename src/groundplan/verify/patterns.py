"""A text that matches a regular expression, always the same one for the same seed."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

parser: Any = import_module("re._parser")  # the stubs of the standard library do not speak of them
code: Any = import_module("re._constants")

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_. #@/"
_MORE = 3


def matching(pattern: str, seed: int) -> str | None:
    """A short text that matches `pattern`, None where none was found.

    The walk follows the parse tree of the standard library's `re`; what it does not know (look-around,
    back-references) is left out, and the result is tried against the pattern.
    """
    try:
        tree = parser.parse(pattern)
        text = _Walk(seed).sequence(tree)
        return text if re.search(pattern, text) else None
    except (re.error, RecursionError, OverflowError):
        return None


class _Walk:
    def __init__(self, seed: int) -> None:
        self._seed = seed

    def sequence(self, tree: Any) -> str:
        return "".join(self._one(operator, argument) for operator, argument in tree)

    def _one(self, operator: Any, argument: Any) -> str:
        if operator is code.LITERAL:
            return chr(argument)
        if operator is code.ANY:
            return self._pick(_LETTERS)
        if operator in (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT):
            return self._repeat(*argument)
        if operator is code.SUBPATTERN:
            return self.sequence(argument[-1])
        return self._choice(operator, argument)

    def _choice(self, operator: Any, argument: Any) -> str:
        if operator is code.BRANCH:
            return self.sequence(argument[1][self._next(len(argument[1]))])
        if operator is code.IN:
            return self._pick([char for char in _LETTERS if _in_class(argument, char)] or _first(argument))
        if operator is code.NOT_LITERAL:
            return self._pick(_LETTERS.replace(chr(argument), ""))
        return ""

    def _repeat(self, least: int, most: int, tree: Any) -> str:
        count = least if least else min(int(most), _MORE)
        return "".join(self.sequence(tree) for _ in range(min(count, 1000)))

    def _pick(self, letters: Any) -> str:
        return str(letters[self._next(len(letters))]) if letters else ""

    def _next(self, size: int) -> int:
        self._seed, rest = divmod(self._seed, size)
        # A used-up seed begins again, or every later character would be the first of its class.
        self._seed = self._seed or 0x9E3779B97F4A7C15 + rest
        return rest


def _in_class(items: Any, char: str) -> bool:
    negated = bool(items) and items[0][0] is code.NEGATE
    return any(_holds(operator, argument, char) for operator, argument in items) != negated


def _holds(operator: Any, argument: Any, char: str) -> bool:
    if operator is code.LITERAL:
        return char == chr(argument)
    if operator is code.RANGE:
        return bool(argument[0] <= ord(char) <= argument[1])
    if operator is code.CATEGORY:
        return _in_category(argument, char)
    return False


def _in_category(category: Any, char: str) -> bool:
    if category is code.CATEGORY_DIGIT:
        return char.isdigit()
    if category is code.CATEGORY_WORD:
        return char.isalnum() or char == "_"
    if category is code.CATEGORY_SPACE:
        return char == " "
    return category in (code.CATEGORY_NOT_SPACE, code.CATEGORY_NOT_DIGIT) and char.isalpha()


def _first(items: Any) -> str:
    for operator, argument in items:
        if operator is code.LITERAL:
            return chr(argument)
        if operator is code.RANGE:
            return chr(argument[0])
    return ""
