"""A number of things and the list of them that differ: `there are four roles` before a list of three."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.source import Span
from groundplan.spec.text.numerals import digits

if TYPE_CHECKING:
    import re

    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_HINTS = ("roles", "statuses", "states", "events", "integrations")
_KOREAN_HINTS = ("가지", "개이다", "개다", "개입니다", "종류", "종이다", "종입니다")
_AHEAD = 3
"""A list begins so many lines behind its sentence at most."""
_FEWEST = 2


@cache
def _number() -> re.Pattern[str]:
    return regex.compile(
        rf"\b(\d+) ((?:user )?(?:{'|'.join(_HINTS)}))(?=[:.]|$)"
        r"|(?:역할|상태|엔티티|이벤트|연동|값|종류|권한)(?:은|는|이|가)? *"
        r"(?:(?:다음(?:과 같은|의)?|모두|총) )?(\d+) ?(?:가지|개|종류|종)"
        r"(?=[이입로다.:,을를 ]|$)"
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the sentence, with the list as the other place."""
    for item in items:
        for line in facts.stated_with((*_HINTS, *_KOREAN_HINTS)):
            low = digits(_chinese(line.text.lower()))
            found = _number().search(low)
            listed = _listed(line, low, found.end(), facts) if found else None
            if found and listed and listed[0] >= _FEWEST and listed[0] != int(found[1] or found[3]):
                at = _start(line.text, found.start(1) if found[1] else found.start(3))
                end = found.end(2) if found[2] else found.end()
                span = line.span._replace(column=at + 1, end_column=end + 1)
                words = {"one": line.text[at:end].strip(), "other": str(listed[0])}
                yield item, span, words, (listed[1],)


def _start(text: str, at: int) -> int:
    """Where the word for a number begins that ends at `at`."""
    while at > 0 and not text[at - 1].isspace():
        at -= 1
    return at


def _chinese(text: str) -> str:
    """`세 가지` as `3 가지`."""
    return regex.compile(r"([한두세네]|다섯|여섯|일곱)(?= ?(?:가지|종류|종\b))").sub(
        lambda one: str(_KOREAN[one[1]]).rjust(len(one[1])), text
    )


_KOREAN = {"한": 1, "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7}


@cache
def _between() -> re.Pattern[str]:
    return regex.compile(r", (?:and )?| and | 및 ")


@cache
def _item() -> re.Pattern[str]:
    return regex.compile(r"(?:[-*+]|\d+[.)]) |\s+\S")


def _listed(line: Line, low: str, end: int, facts: Facts) -> tuple[int, Span] | None:
    """How many the list has: in the sentence behind a colon, or the bullets below it."""
    behind = low[end:].lstrip(" 이다입니로.")
    if behind.startswith(":") and behind.strip(": *"):
        parts = [one for one in _between().split(behind.strip(": .*")) if one.strip()]
        return len(parts), line.span
    lines = facts.lines[line.span.path]
    first = line.span.line
    while first < len(lines) and first < line.span.line + _AHEAD and not lines[first].strip():
        first += 1
    if first < len(lines) and lines[first].startswith("|"):
        return _rows(line, lines, first)
    last = first
    while last < len(lines) and _item().match(lines[last]):
        last += 1
    tops = sum(1 for one in lines[first:last] if not one.startswith(" "))
    return (tops, Span(line.span.path, first + 1, 1, first + 1, len(lines[first]) + 1)) if tops else None


def _rows(line: Line, lines: Sequence[str], first: int) -> tuple[int, Span]:
    """How many rows the table has that begins there, without its head and the line below it."""
    last = first
    while last < len(lines) and lines[last].startswith("|"):
        last += 1
    return last - first - 2, Span(line.span.path, first + 1, 1, first + 1, len(lines[first]) + 1)
