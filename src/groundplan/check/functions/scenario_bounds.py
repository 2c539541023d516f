"""A scenario that does not reach the bound that it is to prove: a 13th item is refused, and 20 may be in the box.

And one that goes beyond it and succeeds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check import limits
from groundplan.check.facts import fold, singular
from groundplan.check.functions import Found
from groundplan.check.stems import stems
from groundplan.spec.text.durations import seconds
from groundplan.spec.text.identifiers import leading_id
from groundplan.spec.text.numerals import plain

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import PasswordPolicy, Requirement, Scenario, Step

NODE = "scenario"
WORDS = ("one", "other")
OPTIONS = ()

_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh")
_KOREAN_ORDINALS = ("두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열")
_FAULT = r"(?<!\d)4\d\d(?!\d)|refus|reject|거부|거절"
_FAILING = r"(?:fail\w*|wrong|incorrect|invalid)"
_LOCKED = rf"{_FAULT}|lock|block|잠|차단|막"
_DONE = r"(?<!\d)20[0-4](?!\d)"


@cache
def _bound() -> re.Pattern[str]:
    """The most that there may be, and of what."""
    return regex.compile(
        r"(?:at most|up to|no more than|more than|longer than|larger than|above|over|maximum of|limit of|exceeds?)"
        r" (\d+) ([a-z-]+)"
        r"|최대 ?(\d+) ?(시간|개월|[가-힣]|(?:kg|km|mb|gb|cm|mm)(?![a-z]))"
        r"|(\d+) ?(시간|개월|[가-힣])(?:를|을)? ?(?:까지|이하|초과|넘)"
        rf"|\b(?:already (?:has|have)|(?:has|have) already|there are already) (\d+) ([a-z-]+)(?=.*(?:{_FAULT}))"
        rf"|(\d+) ?(건|개|명|권|대|장|팀|벌|좌석)(?:이면|일 ?때|인 ?경우|이 ?되면|이 ?차면)(?=.*(?:{_FAULT}))"
    )


@cache
def _ahead() -> re.Pattern[str]:
    return regex.compile(r"[가-힣]*\s*(?:before|ahead|prior|earlier|in advance|전)")


@cache
def _ordinal() -> re.Pattern[str]:
    return regex.compile(rf"\b({'|'.join(_ORDINALS)}) ([a-z-]+)|({'|'.join(_KOREAN_ORDINALS)}) ?번째 ([가-힣]+)")


@cache
def _more() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:another|one more|a further|an additional)\b|(?:하나|한 ?[가-힣])[를을]? 더|추가로|다른 [가-힣]+[을를에]"
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """With the one requirement of the scenario that bounds what it counts."""
    for item in items:
        scenario = item.node
        of = _requirements(scenario, facts) if scenario.requirements else limits.proved(scenario, facts)
        bounds = [(one, *bound) for one in of if (bound := _most(one.text))]
        if len(bounds) == 1:
            yield from _found(item, *bounds[0])
        yield from _short_password(item, facts.spec.password)
        windows = [(one, window) for one in of if (window := _since(one.text)) and not _failures(one.text)]
        if len(windows) == len(of) == 1:
            yield from _late(item, *windows[0])
        ahead = [(one, found) for one in of if (found := _ahead_of().search(plain(one.text)))]
        if len(ahead) == len(of) == 1:
            yield from _early(item, *ahead[0])
        failures = [(one, *failed) for one in of if (failed := _failures(one.text))]
        if len(failures) == 1:
            yield from _too_few(item, *failures[0])
        if not (bounds or windows or ahead or failures):
            yield from _beside_limit(item, of or limits.proved(scenario, facts))


def _beside_limit(item: Item, of: list[Requirement]) -> Iterator[Found]:
    bounds = [(one, limit) for one in of if (limit := limits.limit(one))]
    for requirement, limit in bounds if len(bounds) == 1 else ():
        for step, shown in limits.missed(item.node, requirement, limit):
            yield item, step.span, {"one": shown, "other": limit[0]}, (requirement.span,)


_UNITS = r"(second|minute|hour|day|week|month)s?"
_KOREAN_UNITS = r"(초|분|시간|일|주|개월)"


@cache
def _until() -> re.Pattern[str]:
    """Until when after something: `within 14 days after delivery`, `수령 후 3일 이내`."""
    return regex.compile(
        rf"\bwithin (\d+) {_UNITS} (?:after|of|from)\b|(?:후|뒤|부터|이후) ?(\d+) ?{_KOREAN_UNITS} ?(?:이내|안에|내에)"
    )


@cache
def _passed() -> re.Pattern[str]:
    """How long ago: `15 days after delivery`, `delivered 15 days ago`, `수령 후 4일이 지난`."""
    return regex.compile(
        rf"(\d+) {_UNITS} (?:after|ago|later|earlier|have passed|old)\b"
        rf"|(\d+) ?{_KOREAN_UNITS}(?:이|가|을|를)? ?(?:지난|지나|지났|뒤|후|경과|전에)"
    )


def _since(text: str) -> int:
    """The seconds after something until which a request is taken; 0 where nothing says."""
    found = _until().search(plain(text))
    return _length(found) if found else 0


def _length(found: re.Match[str]) -> int:
    return int(seconds(_shown(found)) or 0)


def _late(item: Item, requirement: Requirement, limit: int) -> Iterator[Found]:
    """Where what comes in time is refused, or what comes too late is taken."""
    steps = item.node.steps
    then = limits.then(item.node).lower()
    refused, done = regex.compile(_FAULT).search(then), regex.compile(_DONE).search(then)
    passed = [(one, found) for one in steps if one.keyword != "then" and (found := _passed().search(plain(one.text)))]
    if len(passed) == 1 and bool(refused) != bool(done):
        step, found = passed[0]
        after = _length(found)
        if (after <= limit) if refused else (after > limit):
            until = _until().search(plain(requirement.text))
            yield item, step.span, {"one": _shown(found), "other": _shown(until)}, (requirement.span,)


@cache
def _ahead_of() -> re.Pattern[str]:
    """Until when before something: `until 2 hours before the start`, `시작 2시간 전까지`."""
    return regex.compile(
        rf"\b(?:until|up to|at least|no later than) (\d+) {_UNITS}"
        r" (?:before|ahead of|prior to)\b"
        rf"|(\d+) ?{_KOREAN_UNITS} ?(?:이)?전까지"
    )


@cache
def _left() -> re.Pattern[str]:
    """How long before it: `1 hour before the start`, `that starts in 1 hour`, `시작 1시간 전인 예약`."""
    return regex.compile(
        rf"(\d+) {_UNITS} (?:before|ahead of|prior to)\b|(\d+) ?{_KOREAN_UNITS} ?(?:이)?전(?:[인에의, ]|$)"
    )


_KEPT_OUT = rf"{_FAULT}|지 않|수 없|\b(?:not|cannot)\b"
_TAKEN = rf"{_DONE}|된다|됨|바뀐다|생긴다|\b(?:is|are|becomes?) "


def _early(item: Item, requirement: Requirement, until: re.Match[str]) -> Iterator[Found]:
    """Where what comes early enough is refused, or what comes too late before it is taken."""
    then = limits.then(item.node).lower()
    refused = regex.compile(_KEPT_OUT).search(then) is not None
    taken = not refused and regex.compile(_TAKEN).search(then) is not None
    told = [
        (one, found) for one in item.node.steps if one.keyword != "then" for found in _left().finditer(plain(one.text))
    ]
    if len(told) == 1 and (refused or taken):
        step, found = told[0]
        left, limit = _length(found), _length(until)
        if left > limit if refused else left < limit:
            yield item, step.span, {"one": _shown(found), "other": _shown(until)}, (requirement.span,)


def _shown(found: re.Match[str] | None) -> str:
    """The number and its unit, in English or in Korean."""
    if found is None:
        return ""
    return f"{found[1]} {found[2]}{'s' * (found[1] != '1')}" if found[1] else f"{found[3]}{found[4]}"


@cache
def _failed() -> re.Pattern[str]:
    """So many failures: `fails 5 times`, `5 failed sign-ins`, `5회 연속 실패`."""
    return regex.compile(
        rf"{_FAILING}[^.;\d]{{0,24}}\b(\d+) (?:consecutive )?(?:times|attempts)"
        rf"|\b(\d+) (?:\w+ ){{0,2}}{_FAILING}"
        r"|(\d+) ?(?:회|번) ?(?:연속 ?|이상 ?){0,2}(?:으로 )?(?:실패|틀리|틀린)"
        r"|(?:실패|틀리|틀린)[^.;\d]{0,8}(\d+) ?(?:회|번)",
        re.IGNORECASE,
    )


def _failures(text: str) -> tuple[int, str] | None:
    low = plain(text)
    found = list(_failed().finditer(low))
    return (int(next(one for one in found[0].groups() if one)), low) if len(found) == 1 else None


def _too_few(item: Item, requirement: Requirement, limit: int, _: str) -> Iterator[Found]:
    """Where the scenario is refused after fewer failures than the requirement lets pass."""
    steps = item.node.steps
    then = limits.then(item.node).lower()
    before = [(one, failed[0]) for one in steps if one.keyword != "then" and (failed := _failures(one.text))]
    if len(before) == 1 and regex.compile(_LOCKED).search(then):
        step, number = before[0]
        further = sum(_more().search(one.text.lower()) is not None for one in steps)
        if number + further < limit - 1:
            yield item, step.span, {"one": str(number), "other": str(limit)}, (requirement.span,)
        elif (longest := _window(requirement.text)) and _window(step.text) > longest:
            yield item, step.span, {"one": f"{_window(step.text)} s", "other": f"{longest} s"}, (requirement.span,)


@cache
def _password() -> re.Pattern[str]:
    return regex.compile(
        r"\bpasswords? (?:of|with|has|have|is) (?:only )?(\d+) (?:characters|letters)|(\d+)-character password"
        r"|비밀번호(?:가|는|를|로)? ?(\d+) ?(?:글)?자(?!리? ?이상)|(\d+) ?(?:글)?자(?:리|의|인)? ?비밀번호"
    )


def _short_password(item: Item, policy: PasswordPolicy | None) -> Iterator[Found]:
    """Where a password that is shorter than the policy wants is taken."""
    if policy is None or policy.minimum is None:
        return
    steps = item.node.steps
    then = limits.then(item.node).lower()
    if regex.compile(_DONE).search(then) and not regex.compile(_FAULT).search(then):
        told = [(one, found) for one in steps if (found := _password().search(one.text.lower()))]
        for step, found in told:
            number = int(next(one for one in found.groups() if one))
            if number < policy.minimum:
                yield item, step.span, {"one": str(number), "other": str(policy.minimum)}, (policy.span,)


@cache
def _within() -> re.Pattern[str]:
    return regex.compile(r"\b(?:with)?in (\d+) (second|minute|hour)s?\b|(\d+) ?(초|분|시간) ?(?:안에|내에|이내)")


def _window(text: str) -> int:
    """The seconds in which so much happens; 0 where nothing says."""
    found = _within().search(plain(text))
    if not found:
        return 0
    return _length(found)


def _requirements(scenario: Scenario, facts: Facts) -> list[Requirement]:
    """Those with the ids that the scenario names, by their own or their story's."""
    wanted = {fold(one) for one in scenario.requirements}
    own = [one for one in facts.spec.requirements if one.id and fold(one.id) in wanted]
    return own or [one for one in facts.spec.requirements if not one.id and fold(_story(one, facts)) in wanted]


def _story(requirement: Requirement, facts: Facts) -> str:
    """The id of the heading that a requirement stands under."""
    heading = facts.heading_before(requirement.span.path, requirement.span.line)
    return leading_id(heading.title) if heading else ""


def _most(text: str) -> tuple[int, str] | None:
    low = plain(text)
    found = _bound().search(low)
    if found and _ahead().match(low[found.end() :]):
        return None  # the nearer, the later: less of it is what is refused
    if found:
        number, unit = next((found[n], found[n + 1]) for n in (1, 3, 5, 7, 9) if found[n])
        return int(number), unit
    found = _ordinal().search(low)
    if not found:
        return None
    if found[1]:
        return _ORDINALS.index(found[1]) + 1, found[2]
    return _KOREAN_ORDINALS.index(found[3]) + 1, ""


def _found(item: Item, requirement: Requirement, most: int, unit: str) -> Iterator[Found]:
    steps = item.node.steps
    then = limits.then(item.node).lower()
    refused, done = regex.compile(_FAULT).search(then), regex.compile(_DONE).search(then)
    counted = [
        (step, number) for step in steps if step.keyword != "then" for number in _counts(step, unit, requirement)
    ]
    if bool(refused) == bool(done) or not counted:
        return
    step, number = max(counted, key=lambda one: one[1])
    more = any(_more().search(one.text.lower()) for one in steps)
    total = sum(one for _, one in counted)
    added = len(counted) > 1 and any(_adding().search(one.text.lower()) for one in steps)
    reached = total if added and _of_total().search(requirement.text.lower()) else number + more
    fits = refused and added and total > most  # what is there and what comes, where nothing says that it is of both
    if ((refused and reached <= most) or (done and reached > most)) and not fits:
        yield item, step.span, {"one": str(reached), "other": str(most)}, (requirement.span,)


@cache
def _adding() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:tops? up|adds?|added|deposits?|puts?|more|pays? in|loads?)\b|충전|추가|입금|더[ 하]|적립"
    )


@cache
def _of_total() -> re.Pattern[str]:
    """What tells that a bound is of what comes together."""
    return regex.compile(r"\b(?:balance|total|sum|altogether|in all|hold)\b|잔액|합계|총|누적|보유")


_MEASURES = ("kg", "km", "mb", "gb", "cm", "mm")


def _counts(step: Step, unit: str, requirement: Requirement) -> Iterator[int]:
    """Numbers before the unit; in Korean before a counter, in a step that names what the requirement counts."""
    low = plain(step.text)
    if unit in _MEASURES:
        yield from (int(one) for one in re.findall(rf"(\d+) ?{unit}(?![a-z])", low))
    elif unit.isascii() and unit:
        yield from (
            int(one[1]) for one in regex.compile(r"(\d+)[ -](?:[a-z-]+ )?([a-z-]+)").finditer(low) if _is(one, unit)
        )
    elif not stems(low).isdisjoint(stems(requirement.text.lower())):
        yield from (int(one) for one in re.findall(rf"(\d+) ?{unit or '[가-힣]'}", low))


def _is(found: re.Match[str], unit: str) -> bool:
    return singular(found[2]) == singular(unit) or singular(found[0].replace("-", " ").split()[1]) == singular(unit)
