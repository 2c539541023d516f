"""Records whose members stand in round brackets: of Java and C#, and data classes of Kotlin in one line."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.record import NamedTuple
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from groundplan.document import Fence

MAX_LINES = 80


class Record(NamedTuple):
    """The name of a record, its members as they are written, and the number of its last line in the fence."""

    name: Text
    members: tuple[Text, ...]
    last: int


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(
        r"\s*(?:(?:public|internal|sealed|readonly)\s+)*(?P<kind>record(?:\s+(?:class|struct))?|data\s+class)\s+"
        r"(?P<name>[A-Z]\w*)(?:<[^<>]*>)?\s*\("
    )


def record(fence: Fence, number: int) -> Record | None:
    """The record that a line of a fence opens; None where it opens none, or its bracket is not closed nearby."""
    found = _opening().match(fence.lines[number])
    if not found:
        return None
    members: list[Text] = []
    level, start = 1, found.end()
    for at in range(number, min(number + MAX_LINES, len(fence.lines))):
        words = fence.lines[at].split("//")[0]
        end, level = _close(words, start, level)
        inner = words[start:end]
        members += [Text(part, fence.line + at, start + offset + 1) for part, offset in _parts(inner)]
        if level == 0:
            alone = at == number or not found["kind"].startswith("data")  # over lines a class is read like any other
            name = Text(found["name"], fence.line + number, found.start("name") + 1)
            return Record(name, tuple(members), at) if alone else None
        start = 0
    return None


@cache
def _case() -> re.Pattern[str]:
    return regex.compile(r"\)\s*:\s*([A-Z]\w*)")


def is_case(fence: Fence, record: Record) -> bool:
    """Whether a record is a case of a sealed type of the same fence: `data class Done(val id: Long) : Outcome()`.

    Or what the calls of an interface take and give, in which it stands.
    """
    if _is_within(fence, record):
        return True
    found = _case().search(fence.lines[record.last])
    sealed = (f"sealed class {found[1]}", f"sealed interface {found[1]}") if found else ()
    return any(one in line for line in fence.lines for one in sealed)


def _is_within(fence: Fence, record: Record) -> bool:
    number = record.name.line - fence.line
    inside = _depth(fence.lines[number])
    around = (one for one in reversed(fence.lines[:number]) if one.strip() and _depth(one) < inside)
    return regex.compile(r"[\w\s@]*\binterface \w").match(next(around, "")) is not None


def _depth(words: str) -> int:
    return len(words) - len(words.lstrip())


def _close(words: str, start: int, level: int) -> tuple[int, int]:
    """Where the open brackets end in a line, and how many are open behind it."""
    for at in range(start, len(words)):
        level += (words[at] == "(") - (words[at] == ")")
        if level == 0:
            return at, 0
    return len(words), level


def _parts(inner: str) -> list[tuple[str, int]]:
    """Members between commas; the one of `Map<String, Long>` parts nothing."""
    found = split(regex.sub(r"<[^<>]*>", _kept, inner))
    return [(part.replace("; ", ",").replace(";", ","), at) for part, at in found]


def _kept(found: re.Match[str]) -> str:
    return found[0].replace(",", ";")
