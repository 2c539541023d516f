"""What is taken until one time, and refused from another on: `cancels 48 hours before`, `less than 24 hours before`.

Compared are two requirements that one endpoint fulfils, or that stand one after the other, about the same moment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold
from groundplan.check.functions import Found
from groundplan.check.stems import stem, stems
from groundplan.record import NamedTuple
from groundplan.spec.text.durations import Duration, durations

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint, Requirement

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_ALIKE = 2
"""Words that both sentences have, one of them of what is done and not of by whom or when."""
_BEHIND = 40


class Window(NamedTuple):
    """A requirement with the one time of its condition: what it is counted from, and whether it refuses."""

    name: str
    seconds: float
    shown: str
    moment: frozenset[str]
    side: int
    """1: the time runs from the moment on; -1: it leads to it; 0: either, as in `within 2 days of`."""
    words: frozenset[str]
    refuses: bool
    span: Span


@cache
def _refused() -> re.Pattern[str]:
    return regex.compile(r"\b(?:reject|refus|den(?:y|ies))|(?<![\d.])4\d\d(?!\d)|거부|거절")


_AGE = frozenset({" age"})
"""Of times that are counted from when something was made: `within 15 minutes, ...`, `older than 15 minutes`."""
_COUNTED = r" (?:after|before|of|from|prior to|ahead of|since)\b"
_AFTER = r" (?:after|from|since)\b|.{0,4}(?:지나|지난|뒤|후|경과)"
_BEFORE = r" (?:before|prior to|ahead of)\b|.{0,4}(?:전|남)"
_KOREAN = r"(?:이|가)? ?(?:전|이전|이내|안에|지나|지난|남지|남은|뒤|후|이후|경과|미만)"


@cache
def _timed() -> re.Pattern[str]:
    """A time with what says that something is counted from it or to it."""
    return regex.compile(rf"\d[ -]?(?:[A-Za-z]+(?:{_COUNTED}|,)|[가-힣]{{1,2}}{_KOREAN})")


@cache
def _response() -> re.Pattern[str]:
    """Where the answer begins."""
    return regex.compile(r"\b(?:shall|must)\b|시스템[은이]|[가-힣] 수 있|system must ", re.IGNORECASE)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the refusal; what is taken is the cause."""
    windows: list[Window] = facts.each("requirements", _windows)
    found = list(_pairs(windows, facts)) if any(one.refuses for one in windows) else []
    for item in items:
        for refused, taken in found:
            words = {"one": refused.shown, "other": taken.shown}
            yield item, facts.place(refused.span, refused.shown), words, (facts.place(taken.span, taken.shown),)


def _pairs(windows: list[Window], facts: Facts) -> Iterator[tuple[Window, Window]]:
    served = facts.kept(_served, facts.spec.endpoints)
    named = {one.name: one for one in windows if one.name}
    people = frozenset(map(stem, facts.declared_roles))
    together = [pair for names in served for pair in combinations([named[one] for one in names if one in named], 2)]
    for one, two in dict.fromkeys([*together, *pairwise(windows)]):
        refused, taken = (one, two) if one.refuses else (two, one)
        common, aged = one.words & two.words, one.moment == two.moment == _AGE
        same = len(common) >= (1 if aged else _ALIKE) and bool(common - (one.moment & two.moment) - people)
        alike = one.side * two.side >= 0 and one.moment & two.moment and same
        if refused.refuses and not taken.refuses and refused.seconds != taken.seconds and alike:
            yield refused, taken


def _served(endpoints: tuple[Endpoint, ...]) -> tuple[tuple[str, ...], ...]:
    """The requirements that one endpoint fulfils, where there are several."""
    return tuple(tuple(map(fold, one.requirements)) for one in endpoints if len(one.requirements) > 1)


def _windows(requirements: Iterable[Requirement]) -> Iterator[Window]:
    timed = _timed().search
    for one in [one for one in requirements if timed(one.text)]:
        low = one.text.lower()
        times = durations(low)
        if len(times) == 1 and (moment := _moment(low, times[0])):
            start, end = times[0].start, times[0].end
            refuses = _refused().search(low) is not None
            words = stems(f"{low[:start]} {low[end:]}")
            shown, behind = one.text[start:end].strip(), low[end:]
            side = bool(regex.match(_AFTER, behind)) - bool(regex.match(_BEFORE, behind))
            yield Window(fold(one.id), times[0].seconds, shown, moment, side, words, refuses, one.span)


def _moment(low: str, time: Duration) -> frozenset[str]:
    """What the time is counted from, where it stands in the condition."""
    answer = _response().search(low)
    if answer is None or answer.start() < time.start:
        return frozenset()
    if regex.search(r"\bolder than $", low[: time.start]) or regex.match(r",", low[time.end :]):
        return _AGE
    behind = low[time.end : answer.start()]
    if regex.compile(_KOREAN).match(behind):
        return frozenset(one for one in stems(" ".join(low[: time.start].split()[-2:])) if len(one) > 1)
    counted = regex.compile(_COUNTED).match(behind)
    return stems(behind[:_BEHIND].partition(",")[0]) if counted else frozenset()
