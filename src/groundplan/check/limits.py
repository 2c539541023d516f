"""Limits that a scenario stays on the wrong side of: `below 12.5 g/dL` and 12.9, `has 3 bookings` and two.

A scenario that names no requirement is held against the one whose outcome it has, and which speaks of the same.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.check.stems import stems
from groundplan.spec.text.durations import durations, seconds
from groundplan.spec.text.numerals import plain

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.spec.model import Requirement, Scenario, Step

_ALIKE = 2
"""Words that a scenario shares with the requirement that it proves."""
_FAULT = r"(?<![\d.,])4\d\d(?!\d)"
_CODE = r"(?<![\w/])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z0-9_/])"
_STATE = r"(?<![\w/])(?:`([a-z][a-z_]*)`|([a-z][a-z_]+)(?=(?:으로|로|이|가|인)(?:[ .,]|$)))"
"""In marks, or a Latin word in a Korean sentence."""
_SHARE = r"(?<![\d.,])\d+(?:[.,]\d+)? ?(?:%|percent|EUR|USD|GBP|KRW|원)"
"""A fee, or a part of one."""
_KOREAN = r"시간|개월|[초분일주년명개건원점권대회번장]"
_UNIT = rf"(?P<unit>[a-z%°]+(?:/[a-z]+)?|{_KOREAN})"
_NUMBER = r"(?P<number>\d+(?:\.\d+)?)"

_TIMES = "second|minute|hour|day|week|month|year"
_KOREAN_TIMES = "초|분|시간|일|주|개월|년"

Limit = tuple[str, float, str, Callable[[float, float], bool]]
"""As written, the number, its unit, and how a number is to it that meets the condition."""


@cache
def _conditions() -> tuple[tuple[re.Pattern[str], Callable[[float, float], bool]], ...]:
    """What a number is to be for the outcome of a sentence."""
    korean = rf"(?P<number>\d+(?:\.\d+)?) ?{_UNIT}(?:이|가|을|를)? ?"
    held = r"(?:has|have|holds?|with) (?:already )?(?![45]\d\d and\b)"
    return (
        (regex.compile(rf"{held}{_NUMBER} (?P<unit>[a-z-]+)"), operator.ge),
        (regex.compile(rf"{korean}(?:이미 |[가-힣]{{1,4}}고 )*(?:있(?:으면|는|을)|가진|보유한)"), operator.ge),
        (
            regex.compile(rf"\b(?:below|under|(?:less|lower|fewer|shorter|younger) than) {_NUMBER} ?{_UNIT}"),
            operator.lt,
        ),
        (regex.compile(rf"{korean}(?:미만|(?:지나|남|되)지 ?(?:않|못))"), operator.lt),
        (
            regex.compile(
                rf"\b(?:above|over|exceeds|(?:more|higher|greater|heavier|older|longer|larger) than) {_NUMBER} ?{_UNIT}"
            ),
            operator.gt,
        ),
        (regex.compile(rf"{korean}(?:초과|넘으면|넘는)"), operator.gt),
        (
            regex.compile(rf"(?<!before )\b{_NUMBER} (?P<unit>{_TIMES})s? (?:past|after|overdue|old\b|have passed)"),
            operator.ge,
        ),
        (
            regex.compile(rf"{_NUMBER} ?(?P<unit>{_KOREAN_TIMES})(?:이|을)? ?(?:지나면|지났으면|지난|경과하면)"),
            operator.ge,
        ),
    )


@cache
def _if() -> re.Pattern[str]:
    """What makes a limit the condition of an outcome; `at least` and `at most` tell what is to be."""
    return regex.compile(r"\b(?:if|when|whose|while)\b|만약|으면|이면|[는은인한] |않[은으]")


def limit(requirement: Requirement) -> Limit | None:
    """The one number from which on a requirement has its outcome."""
    low = plain(requirement.text)
    if not regex.search(r"\d", low) or not _if().search(low):
        return None
    found = [(one, compare) for shape, compare in _conditions() for one in shape.finditer(low)]
    if len(found) != 1:
        return None
    one, compare = found[0]
    return one[0], float(one["number"]), one["unit"], compare


def missed(scenario: Scenario, requirement: Requirement, bound: Limit) -> Iterator[tuple[Step, str]]:
    """The step whose one number of that unit is on the other side, though the outcome is that of the requirement."""
    _, number, unit, compare = bound
    if not _agree(outcomes(then(scenario)), outcomes(requirement.text)):
        return
    steps = [step for step in scenario.steps if step.keyword != "then"]
    held = [(step, one[0], int(one[1]) - 1) for step in steps if (one := _nth().search(plain(step.text)))]
    if len(held) == 1 and compare is operator.ge and not compare(held[0][2], number):
        yield held[0][:2]
        return
    counted = [(step, *one) for step in steps for one in _measured(step, unit)]
    if len(counted) == 1 and not compare(counted[0][2], number * (_length(unit) or 1)):
        yield counted[0][:2]


@cache
def _nth() -> re.Pattern[str]:
    """Which of a row of things is made: `the 6th booking`, `6번째 예약`; so many less one are there."""
    return regex.compile(r"(?<![\d.])(\d+)(?: ?번째|(?:st|nd|rd|th)\b)")


def _measured(step: Step, unit: str) -> Iterator[tuple[str, float]]:
    """What a step says in a unit, as written and as a number; of times in seconds, whatever their unit."""
    if _length(unit):
        yield from ((step.text[one.start : one.end].strip(), one.seconds) for one in durations(step.text.lower()))
    else:
        yield from ((one[0], float(one[1])) for one in _of_unit(unit).finditer(plain(step.text)))


def _length(unit: str) -> float:
    """The seconds of a unit of time that is written out; 0 of any other: `m` may be metres."""
    return (seconds(f"1 {unit}") or 0) if len(unit) > 1 or not unit.isascii() else 0


def _agree(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether they have an outcome in common; the same code where both name one."""
    codes, others = (frozenset(name for name in some if name[:1].isupper()) for some in (one, other))
    return not (codes.isdisjoint(others) if codes and others else one.isdisjoint(other))


def proved(scenario: Scenario, facts: Facts) -> list[Requirement]:
    """The one requirement that has the outcome of a scenario and speaks of the same."""
    wanted = outcomes(then(scenario))
    if not wanted:
        return []
    words = stems(" ".join(step.text.lower() for step in scenario.steps))
    of: list[tuple[Requirement, frozenset[str], frozenset[str]]] = facts.each("requirements", _with_outcomes)
    alike = [(one, own) for one, own, about in of if _agree(wanted, own) and len(words & about) >= _ALIKE]
    coded = [one for one, own in alike if any(name[:1].isupper() for name in wanted & own)]
    found = coded or [one for one, _ in alike]
    return found if len(found) == 1 else []


def _with_outcomes(
    requirements: Iterable[Requirement],
) -> Iterator[tuple[Requirement, frozenset[str], frozenset[str]]]:
    told = ((one, outcomes(one.text)) for one in requirements)
    return ((one, own, stems(one.text.lower())) for one, own in told if own)


def outcomes(text: str) -> frozenset[str]:
    """The faults that a sentence answers with, the states that it names, and the fees."""
    shares = (found.replace(" ", "") for found in regex.findall(_SHARE, text))
    codes = regex.findall(_CODE, text)
    return frozenset(
        [*regex.findall(_FAULT, text), *codes, *(one or two for one, two in regex.findall(_STATE, text)), *shares]
    )


def then(scenario: Scenario) -> str:
    """What a scenario expects."""
    return " ".join(one.text for one in scenario.steps if one.keyword == "then")


@cache
def _of_unit(unit: str) -> re.Pattern[str]:
    stem = re.escape(unit.removesuffix("s")) + ("s?" if unit.isalpha() and unit.isascii() else "")
    return regex.compile(rf"(?<![\d.])(\d+(?:\.\d+)?)[ -]?(?:{stem})(?![a-z])")
