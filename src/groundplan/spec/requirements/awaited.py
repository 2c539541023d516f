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

_WORDS = ("answer", "respond", "repl", "응답", "답이", "답하")


@cache
def unanswered() -> re.Pattern[str]:
    """`IF it does not answer within 3 s`."""
    return regex.compile(
        r"\b(?:not|never) (?:answer|respond|reply)\w* (?:with)?in\b|no (?:answer|response|reply) (?:with)?in\b"
        r"|(?:응답|답)(?:하지 (?:않|못)|이 없)",
        re.IGNORECASE,
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
        if not any(word in low for word in _WORDS) or not unanswered().search(low):
            continue
        told = [one for one in durations(low) if _waited().match(low[one.end :]) or low[: one.start].endswith("in ")]
        meant = [one for name, one in names if name and name in low[: told[0].start]] if len(told) == 1 else []
        if len(meant) == 1:
            yield meant[0], told[0].seconds, requirement
