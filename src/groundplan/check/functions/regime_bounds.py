"""A regime that is claimed, and a length of time or of passwords that is not what it asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.spec.text.durations import durations

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "claim"
WORDS = ("value", "regime")
OPTIONS = ("fact", "least", "most")

_DAY = 86_400


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`fact`: idle (seconds), password (characters), audit (days); `least` and `most` are what the regime allows."""
    claims = list(items)
    least, most = options.get("least", 0), options.get("most", float("inf"))
    for value, span in _FACTS[options["fact"]](facts) if claims else ():
        if not least <= value <= most:
            yield claims[0], span, {"value": facts.text(span), "regime": claims[0].node.name}, (claims[0].span,)


_Stated = Iterator[tuple[float, "Span"]]


def _idle(facts: Facts) -> _Stated:
    known = [one for auth in facts.spec.auth for one in auth.lifetimes if one.name == "idle"]
    yield from ((one.seconds, one.span) for one in known)
    lines = facts.stated_with(("nothing", "idle", "inactiv", "activity", "움직임", "활동", "조작", "미사용"))
    for line in lines if not known else ():
        found = _ends().search(line.text)
        times = durations(found[0]) if found else []
        if found and len(times) == 1:
            yield times[0].seconds, facts.place(line.span, found[0][times[0].start : times[0].end])


@cache
def _ends() -> re.Pattern[str]:
    """`whoever does nothing for 30 minutes is signed out`, `30분간 활동이 없으면 로그아웃`."""
    rests = r"(?:does nothing|do nothing|idle|inactiv\w*|no activity|without activity)"
    return regex.compile(
        rf"{rests}[^.;|]{{0,60}}(?:sign|log)(?:s|ged|ed)? ?out"
        rf"|(?:sign|log)(?:s|ged|ed)? ?out[^.;|]{{0,40}}{rests}[^.;|]{{0,20}}"
        r"|\d[^.;|]{0,16}(?:움직임|활동|조작)[이을]? ?없[^.;|]{0,20}(?:로그아웃|세션)",
        re.IGNORECASE,
    )


def _password(facts: Facts) -> _Stated:
    one = facts.spec.password
    if one is not None and one.minimum is not None:
        yield one.minimum, facts.place(one.span, str(one.minimum))


def _audit(facts: Facts) -> _Stated:
    """Of a clause that says how long the audit log is kept; what is at hand at once may be less."""
    for line in facts.stated_with(("audit", "감사")):
        for clause in filter(_logs().search, regex.split("[;.,]", _what_it_has().sub("", line.text))):
            times = durations(clause) if _kept().search(clause) and not _at_hand().search(clause) else []
            if len(times) == 1:
                yield times[0].seconds / _DAY, facts.place(line.span, clause[times[0].start : times[0].end])


@cache
def _what_it_has() -> re.Pattern[str]:
    """The commas of `with person, time and object, which is kept for 7 years`."""
    return regex.compile(r",(?= (?:which|that|kept)\b| \w+ and \w+[, ])")


@cache
def _logs() -> re.Pattern[str]:
    return regex.compile(r"\baudit|감사 ?(?:로그|기록|이력)", re.IGNORECASE)


@cache
def _kept() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:kept?|keeps|retain\w*|retention|stored?|held|archived?|deleted|purged|dropped|expires?|discarded"
        r"|rotated? (?:out|away))\b|보관|보존|유지|남[기긴]|삭제|파기|지[우운]",
        re.IGNORECASE,
    )


@cache
def _at_hand() -> re.Pattern[str]:
    return regex.compile(r"\b(?:online|hot|immediately|searchable|at hand|at once)\b|즉시|온라인|조회", re.IGNORECASE)


_FACTS = {"idle": _idle, "password": _password, "audit": _audit}
