"""How long a requirement waits for a third party: `IF the bank does not answer within 4 seconds`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.text.durations import durations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.model import Integration, Requirement

_WORDS = (
    "answer",
    "respond",
    "repl",
    "wait",
    "time out",
    "times out",
    "timeout",
    "up after",
    "abort",
    "abandon",
    "응답",
    "답이",
    "답하",
    "타임아웃",
)


@cache
def unanswered() -> re.Pattern[str]:
    """`IF it does not answer within 3 s`."""
    return regex.compile(
        r"\b(?:not|never) (?:answer|respond|reply)\w* (?:with)?in\b|no (?:answer|response|reply) (?:with)?in\b"
        r"|(?:응답|답)(?:하지 (?:않|못)|이 없)",
        re.IGNORECASE,
    )


@cache
def _waits() -> re.Pattern[str]:
    """`waits at most 4 seconds for the bank`, `calls to it time out after 4 s`, `은행 응답을 최대 4초 기다린다`."""
    return regex.compile(
        r"\bwaits? (?:at most|up to|no (?:longer|more) than|for at most)\b"
        r"|\btimes? out after\b|\b(?:given up|gives? up|abandon(?:ed|s)?|aborted|aborts?) after \d"
        r"|\btimeout (?:(?:of|for) [^,.;]{1,40} )?(?:is|shall be|must be) \d"
        r"|응답을 최대 \d[^,.]{0,6} ?(?:만 |까지 |동안 )?기다|\d ?초[가-힣]{0,2} ?(?:뒤|후)?(?:에)? ?타임아웃"
    )


@cache
def _kind() -> re.Pattern[str]:
    """What a name says of its bearer and a sentence may leave out: `Bank API (REST)`, `the bank service`."""
    return regex.compile(r"^(?:the|an?) |(?: (?:api|service|server|system|서비스|시스템|서버))?(?: ?\([^()]*\))?$")


@cache
def _waited() -> re.Pattern[str]:
    """Behind how long in Korean: `4초 안에 응답하지 않으면`, and not `응답하지 않으면 10분 뒤`."""
    return regex.compile(r"^ ?(?:이내|내|안|동안|간)(?:에|까지)? ?(?:\S+ )?(?:응답|답)")


def awaited(
    requirements: list[Requirement], integrations: list[Integration]
) -> Iterator[tuple[Integration, float, Requirement]]:
    """Each third party with the seconds after which a requirement gives it up."""
    if not integrations:
        return
    names = [(_kind().sub("", one.name.lower()).strip(), one) for one in integrations]
    for requirement in requirements:
        low = requirement.text.lower()
        if not any(word in low for word in _WORDS):
            continue
        waits = bool(_waits().search(low))
        if not waits and not unanswered().search(low):
            continue
        told = [
            one
            for one in durations(low)
            if waits or _waited().match(low[one.end :]) or low[: one.start].endswith("in ")
        ]
        within = low if waits else low[: told[0].start] if told else ""
        meant = [one for name, one in names if name and name in within] if len(told) == 1 else []
        if len(meant) == 1:
            yield meant[0], told[0].seconds, requirement
