"""Records whose members stand in round brackets: of Java and C#, and data classes of Kotlin in one line."""

from __future__ import annotations

import re
from functools import cache, cached_property
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


class Cases:
    """Which records of a fence are no things.

    They are cases of a sealed type of it (`data class Done(val id: Long) : Outcome()`) or, within an interface, what
    its calls take and give.
    """

    def __init__(self, fence: Fence) -> None:
        self._fence = fence

    def has(self, record: Record) -> bool:
        """Whether a record is one of them."""
        found = _case().search(self._fence.lines[record.last])
        is_case = found is not None and found[1] in self._sealed
        return is_case or record.name.line - self._fence.line in self._within

    @cached_property
    def _sealed(self) -> frozenset[str]:
        """The sealed types."""
        shape = regex.compile(r"\bsealed (?:class|interface) (\w+)")
        return frozenset(name for line in self._fence.lines for name in shape.findall(line))

    @cached_property
    def _within(self) -> frozenset[int]:
        """The numbers of the lines that stand in an interface: it is the nearest above them that is further left."""
        interface = regex.compile(r"[\w\s@]*\binterface \w")
        inside: list[int] = []
        around: list[tuple[int, bool]] = []
        for number, line in enumerate(self._fence.lines):
            depth = _depth(line)
            while around and line.strip() and around[-1][0] >= depth:
                around.pop()
            if around and around[-1][1]:
                inside.append(number)
            if line.strip():
                around.append((depth, interface.match(line) is not None))
        return frozenset(inside)


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
