"""How long something is good for, against the age from which requirements refuse it.

`an invitation that is good for 7 days` and `IF an invitation is older than 72 hours`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.check.facts import singular
from groundplan.record import NamedTuple
from groundplan.spec.text.durations import Duration, durations

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.source import Span
    from groundplan.spec.model import Requirement


class Age(NamedTuple):
    """Of what, whether it is the age of what is refused, how long, and where."""

    noun: str
    refused: bool
    text: str
    one: Duration
    span: Span


@cache
def _good() -> re.Pattern[str]:
    """Up to the time: `an invitation that is good for `, `links are valid for `, `the voucher expires after `."""
    alive = r"(?:is|are|be|stays?|remains?|shall be|must be) (?:good|valid|usable|open)(?: for)?"
    return regex.compile(
        rf"\b([a-z-]{{3,}}?)s?,? (?:that |which )?(?:{alive}|works? for|lasts?|expires? (?:after|in))"
        r" (?:only |at most |up to )?$"
        r"|(?<![가-힣])([가-힣]{2,8}?)[은는이가의] (?:[가-힣]*[^\s은는이가] ){0,2}$"
    )


@cache
def _old() -> re.Pattern[str]:
    """Up to the time: `IF an invitation is older than `, `초대가 발송된 지 `."""
    return regex.compile(
        r"\b([a-z-]{3,}?)s? (?:is|are|was|were) (?:older than|more than) $"
        r"|(?<![가-힣])([가-힣]{2,8}?)[이가은는] (?:발급|발송|생성|작성|만들)[가-힣]* ?(?:지|후|뒤|이후)? ?$"
    )


@cache
def _passed() -> re.Pattern[str]:
    """Behind the time: `이 지난 초대를`, `이 지나면`."""
    return regex.compile(
        r"(?:이|가|을|를)? ?(?:(?:지난|지나간|넘은|경과한) ([가-힣]{2,8}?)(?=[은는이가을를로의에]|[ ,.]|$)"
        r"|지나|지났|넘|경과)"
    )


def pairs(facts: Facts) -> Iterator[tuple[Age, Age]]:
    """What is refused and what is good, of one noun, with two times."""
    told: list[Age] = facts.each("requirements", _ages)
    for old in (one for one in told if one.refused):
        for good in told:
            if not good.refused and good.noun == old.noun and good.one.seconds != old.one.seconds:
                yield old, good


def _ages(requirements: Iterable[Requirement]) -> Iterator[Age]:
    for one in requirements:
        low = one.text.lower()
        found = durations(low) if regex.has(low, _HINTS) else []
        if len(found) == 1 and (age := _age(low, found[0], one)):
            yield age


_HINTS = (
    *("good", "valid", "usable", "open for", "works for", "work for", "last", "expire", "older than", "more than"),
    *("유효", "지난", "지나", "지났", "넘", "경과"),
)


def _age(low: str, time: Duration, one: Requirement) -> Age | None:
    before, behind = low[: time.start], low[time.end :]
    old, passed = _old().search(before), _passed().match(behind)
    is_old = old and (behind.startswith(" old") or "older" in before[-12:] if old[1] else passed)
    if old and is_old:
        return Age(singular(old[1]) if old[1] else old[2], True, one.text, time, one.span)
    if passed and passed[1]:
        return Age(passed[1], True, one.text, time, one.span)
    good = _good().search(before)
    if good is None or (good[2] and not regex.match(r" ?(?:동안|간)?(?:만)? ?유효", behind)):
        return None
    return Age(singular(good[1]) if good[1] else good[2], False, one.text, time, one.span)
