"""Regular expressions of our own, compiled once for all runs.

A SPEC of five entities is linted in less time than Python needs to compile the expressions that read it. Python does
it in two steps: slow code of its own turns a pattern into numbers, fast code in C checks the numbers and keeps them.
The numbers, with what we know of how a match begins and of what it has, stay in the cache (`resources.private_file`),
for one interpreter and one version of ours. Where they cannot be kept, or the interpreter has no such steps,
`re.compile` does all of it.

Only for patterns that stand in our code and tables: what a SPEC or a configuration brings would fill the cache.
"""

from __future__ import annotations

import atexit
import re
from array import array
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from groundplan import resources
from groundplan.shelf import Shelf, add, digest_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_Key = tuple[str, int]
_Ways = tuple[tuple[str, ...], ...]
_Parts = tuple[str, int, int, bytes, int, dict[str, int], _Ways]
"""The pattern and its flags, the flags with those of the pattern, the numbers, how many groups, those with a name, and
the needles.
"""

_NUMBER = "I"
_FORM = "expressions 6"
"""Counts up when the numbers become others."""
_made: dict[_Key, re.Pattern[str]] = {}
_needles: dict[_Key, _Ways] = {}
_added: dict[bytes, _Parts] = {}


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:  # noqa: A001 - as in the module that it stands for
    """As `re.compile`, for a pattern that is ours."""
    key = (pattern, int(flags))
    found = _made.get(key)
    if found is None:
        found = _made[key] = _recalled(key) or _compiled(key)
    return found


def needles(pattern: str, flags: int = 0) -> _Ways:
    """Pieces in lower case, of which one stands in any text that the pattern finds something in, in several ways."""
    compile(pattern, flags)
    return _needles.get((pattern, int(flags)), ())


def search(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """As `re.search`; for what is asked of every line, `compile` once."""
    return compile(pattern, flags).search(text)


def match(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """As `re.match`."""
    return compile(pattern, flags).match(text)


def fullmatch(pattern: str, text: str, flags: int = 0) -> re.Match[str] | None:
    """As `re.fullmatch`."""
    return compile(pattern, flags).fullmatch(text)


def findall(pattern: str, text: str, flags: int = 0) -> list[Any]:
    """As `re.findall`."""
    return compile(pattern, flags).findall(text)


def finditer(pattern: str, text: str, flags: int = 0) -> Iterator[re.Match[str]]:
    """As `re.finditer`."""
    return compile(pattern, flags).finditer(text)


def split(pattern: str, text: str, maxsplit: int = 0, flags: int = 0) -> list[str | Any]:
    """As `re.split`."""
    return compile(pattern, flags).split(text, maxsplit)


def sub(pattern: str, write: str | Callable[[re.Match[str]], str], text: str, flags: int = 0) -> str:
    """As `re.sub`, everywhere in the text."""
    return compile(pattern, flags).sub(write, text)


def has(text: str, pieces: Iterable[str]) -> bool:
    """Whether one of these pieces stands in a text: what tells soonest that a pattern need not be asked."""
    return any(map(text.__contains__, pieces))


def keep() -> None:
    """Write what was compiled in this run into the cache, beside what was there."""
    if _added and (file := _file()) is not None:
        add(file, _added)
        _added.clear()


def _digest(key: _Key) -> bytes:
    return digest_of(f"{key[1]} {key[0]}")


def _recalled(key: _Key) -> re.Pattern[str] | None:
    """The pattern from the cache; None where it is not there, or is not what we wrote."""
    try:
        kept = _kept()
        return _from_parts(key, kept[_digest(key)]) if kept else None
    except (LookupError, ArithmeticError, RuntimeError, TypeError, ValueError):
        return None


def _compiled(key: _Key) -> re.Pattern[str]:
    pattern, flags = key
    try:
        parser, compiler = import_module("re._parser"), import_module("re._compiler")
        parsed = parser.parse(pattern, flags)
        state = parsed.state
        numbers = array(_NUMBER, _code(parsed, flags | state.flags, compiler)).tobytes()
        parts = (
            pattern,
            flags,
            int(flags | state.flags),
            numbers,
            int(state.groups),
            dict(state.groupdict),
            _pieces(parsed),
        )
        found = _from_parts(key, parts)
    except (ImportError, AttributeError, TypeError, OverflowError, RuntimeError):
        return re.compile(pattern, flags)
    if not _added:
        atexit.register(keep)
    _added[_digest(key)] = parts
    return found


def _code(parsed: Any, flags: int, compiler: Any) -> list[int]:
    """The numbers that Python has; where it does not know with what a match begins, with what we know of it."""
    from groundplan.beginnings import beginnings

    code: list[int] = compiler._code(parsed, flags)
    letters = [] if code[_PASSES_OVER] else beginnings(parsed, flags)
    if letters:
        alone = parsed.__class__(parsed.state, [(compiler.IN, letters)])
        alone.width = parsed.getwidth()
        ours: list[int] = []
        compiler._compile_info(ours, alone, flags & ~re.IGNORECASE)
        code[: code[1] + 1] = ours
    return code


def _pieces(parsed: Any) -> _Ways:
    from groundplan.needles import needles

    return needles(parsed)


_PASSES_OVER = 2
"""Where the numbers tell what is known of how a match begins."""


def _from_parts(key: _Key, parts: _Parts) -> re.Pattern[str]:
    """The pattern that `re.compile` would make. Raises LookupError when the parts are another's, RuntimeError when the
    numbers are none of a pattern.
    """
    pattern, given, flags, numbers, groups, names, pieces = parts
    if (pattern, given) != key:
        raise LookupError(key)
    by_number: list[str | None] = [None] * groups
    for name, number in names.items():
        by_number[number] = name
    code = array(_NUMBER, numbers).tolist()
    found: re.Pattern[str] = _engine().compile(pattern, flags, code, groups - 1, names, tuple(by_number))
    if pieces:
        _needles[key] = pieces
    return found


def _engine() -> Any:
    return import_module("_sre")


@cache
def _kept() -> Shelf | None:
    file = _file()
    return Shelf(file) if file else None


def _file() -> Path | None:
    return resources.private_file(f"expressions-{resources.key(_FORM, [])}.bin")
