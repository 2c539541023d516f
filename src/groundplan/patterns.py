"""Regular expressions that a SPEC states: which ones mean the same everywhere, and a text that matches.

A pattern travels into JSON Schema (ECMA-262), into pydantic (Rust) and into other languages, so only what all of
them read alike is portable: literals, classes, groups, alternatives, greedy quantifiers and anchors. No
look-around, no back-references, and no repetition of what already repeats without end, because a matcher that
backtracks would take exponential time over it.
"""

from __future__ import annotations

import re
from functools import cache

from groundplan.record import NamedTuple

MAX_LENGTH = 300
MAX_REPEAT = 1000
_DEPTH = 8

_CLASSES = {"d": "0", "w": "a", "s": " ", "D": "a", "W": "-", "S": "a"}
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "f": "\f", "v": "\v"}
_SPECIALS = frozenset(r"\^$.*+?()[]{}|/")
_QUANTIFIER = re.compile(r"[*+?]|\{(\d{1,4})(,(\d{1,4})?)?\}")
_SHOWN = "a0A-_ ."
_GROUP = "("


class _Part(NamedTuple):
    """What a piece of a pattern matches at its shortest, and whether it may go on without end.

    `lead` is the literal that each turn of it must begin with, empty where there is none or where the rest of the
    piece could match that character too: `(-[a-z]+)*` is read in one way only, `([a-z]+)*` in many.
    """

    sample: str
    endless: bool = False
    lead: str = ""
    source: str = ""


class _NotPortable(Exception):  # noqa: N818 - leaves this module as a plain None
    pass


@cache
def sample(pattern: str) -> str | None:
    """A short text that `pattern` matches as a whole or in part; None when the pattern is not portable."""
    if not pattern or len(pattern) > MAX_LENGTH or not pattern.isprintable():
        return None
    try:
        reader = _Reader(pattern)
        part = reader.alternatives(0)
        found = re.search(pattern, part.sample, re.ASCII)
    except (_NotPortable, re.error, RecursionError, OverflowError):
        return None
    return part.sample if reader.ended and found else None


def is_portable(pattern: str) -> bool:
    """Whether every language of ours reads `pattern` alike and in linear time."""
    return sample(pattern) is not None


def escape(text: str) -> str:
    """`text` as a literal in a pattern, valid also under the `u` flag of ECMA-262, which `re.escape` is not."""
    return "".join("\\" + one if one in _SPECIALS else one for one in text)


class _Reader:
    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    @property
    def ended(self) -> bool:
        return self._at >= len(self._pattern)

    def alternatives(self, depth: int) -> _Part:
        if depth > _DEPTH:
            raise _NotPortable
        parts = [self._sequence(depth)]
        while self._take("|"):
            parts.append(self._sequence(depth))
        if len(parts) == 1:
            return parts[0]
        return _Part(parts[0].sample, any(part.endless for part in parts))

    def _sequence(self, depth: int) -> _Part:
        parts: list[_Part] = []
        while not self.ended and self._pattern[self._at] not in "|)":
            parts.append(self._quantified(self._atom(depth)))
        lead = parts[0].lead if parts and not any(_matches(part, parts[0].lead) for part in parts[1:]) else ""
        return _Part("".join(part.sample for part in parts), any(part.endless for part in parts), lead)

    def _quantified(self, atom: _Part) -> _Part:
        match = _QUANTIFIER.match(self._pattern, self._at)
        if match is None:
            return atom
        self._at = match.end()
        if self._pattern[self._at : self._at + 1] in ("?", "+", "*", "{"):
            raise _NotPortable
        low, high = _bounds(match)
        repeats = high is None or high > 1
        if (atom.endless and repeats and not atom.lead) or max(low, high or 0) > MAX_REPEAT:
            raise _NotPortable
        return _Part(atom.sample * low, atom.endless or high is None, source=atom.source)

    def _atom(self, depth: int) -> _Part:
        start = self._at
        one = self._next()
        if one == "(":
            return self._group(depth)
        if one in "^$":
            return _Part("")
        if one in "*+?{}]":
            raise _NotPortable
        shown = self._set() if one == "[" else self._escaped("") if one == "\\" else "a" if one == "." else one
        source = self._pattern[start : self._at]
        return _Part(shown, lead=shown if source in (shown, "\\" + shown) else "", source=source)

    def _group(self, depth: int) -> _Part:
        if self._take("?") and not self._take(":"):
            raise _NotPortable
        inside = self.alternatives(depth + 1)
        if not self._take(")"):
            raise _NotPortable
        return inside._replace(source=_GROUP)

    def _escaped(self, also: str) -> str:
        """`also` holds what may be escaped here besides the special characters: ECMA-262 is strict under `u`."""
        one = self._next()
        if one in _CLASSES:
            return _CLASSES[one]
        if one in _CONTROLS:
            return _CONTROLS[one]
        if one not in _SPECIALS and one not in also:
            raise _NotPortable
        return one

    def _set(self) -> str:
        start = self._at - 1
        self._take("^")
        first = self._at
        while (one := self._next()) != "]":
            if one == "\\":
                self._escaped("-")
            elif one in "[&~":
                raise _NotPortable  # nested and combined sets differ between languages
        if self._at == first + 1:
            raise _NotPortable
        members = re.compile(self._pattern[start : self._at])
        found = next((one for one in _candidates(self._pattern[first]) if members.match(one)), None)
        if found is None:
            raise _NotPortable
        return found

    def _next(self) -> str:
        if self.ended:
            raise _NotPortable
        self._at += 1
        return self._pattern[self._at - 1]

    def _take(self, one: str) -> bool:
        if self._pattern.startswith(one, self._at):
            self._at += 1
            return True
        return False


def _matches(part: _Part, character: str) -> bool:
    """Whether the piece could match `character`; of a group that is not asked but assumed."""
    return part.source == _GROUP or bool(character and part.source and re.match(part.source, character))


def _bounds(match: re.Match[str]) -> tuple[int, int | None]:
    text = match[0]
    if text in "*+?":
        return (1 if text == "+" else 0), (1 if text == "?" else None)
    low = int(match[1])
    if match[2] is None:
        return low, low
    return low, (int(match[3]) if match[3] else None)


def _candidates(first: str) -> list[str]:
    return [first, *_SHOWN, *(chr(point) for point in range(0x20, 0x7F)), "가", "é"]
