"""How long tokens and sessions live, in sentences of either language."""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.draft import place
from groundplan.spec.model import Lifetime
from groundplan.spec.text.durations import durations

if TYPE_CHECKING:
    from groundplan.document import Text

_IDLE = (
    *("idle", "inactiv", "without activity", "without a request", "without request", "no request", "no activity"),
    *("not used", "not been used", "유휴", "미사용", "without a click", "without any ", "without input", "of silence"),
    *("사용하지 않", "쓰지 않", "이용하지 않", "활동이 없", "아무 활동", "조작이 없", "요청이 없"),
)
_NAMES = (
    ("refresh", ("refresh", "리프레시", "갱신 토큰", "재발급")),
    ("access", ("access", "액세스", "접근 토큰")),
    ("idle", _IDLE),
    ("absolute", ("absolute", "절대", "maximum session", "최대 세션")),
)
_OF = ("짜리", "간 유효한", "동안 유효한", "의 ")
"""Between a length of time and what lives so long: `15분짜리 액세스 토큰`."""
_OTHER_TIMES = ("within", "timeout", "rate", "p50", "p9", "latency", "지연")
"""Words before a length of time that is not how long a token lives."""
_BEFOREHAND = ("전", "before", "earlier", "ahead", "prior")
"""Words behind one that says when something is done: `만료 1분 전`."""
_LOCKED = (
    *("lock", "block", "throttl", "retry", "passed", "wrong", "failed", "attempt"),
    *("잠금", "잠긴", "잠그", "락아웃", "차단", "경과", "재시도", "틀리", "틀린", "실패"),
)
"""Words of its clause where it says how long somebody must wait: `locked for 15 minutes and refresh tokens revoked`."""


@cache
def _waits() -> re.Pattern[str]:
    return regex.compile("|".join(_LOCKED))


def _names_of(lower: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Beside an idle time of a session, what is at most is all of it."""
    is_both = ("session" in lower or "세션" in lower) and any(word in lower for word in _IDLE)
    return (*_NAMES, ("absolute", _ALTOGETHER)) if is_both else _NAMES


_ALTOGETHER = (
    *("at most", "maximum", "in any case", "at the latest", "altogether", "in total", "regardless", "no matter"),
    *("최대", "늦어도", "길어도", "아무리", "활동과 상관없이", "어떤 경우", "무조건", "관계없이", "상관없이"),
)


def lifetimes(line: Text, path: str) -> list[Lifetime]:
    """Each length of time takes the nearest name before it, or the one right behind it, of its own clause first."""
    found: list[Lifetime] = []
    lower = line.text.lower()
    begin, called, lengths = 0, _names_of(lower), durations(line.text)
    for one, behind in zip_longest(lengths, lengths[1:]):
        before, after = (
            lower[begin : one.start],
            lower[one.end : min(one.end + 30, behind.start if behind else len(lower))],
        )
        own = (_clauses().split(before)[-1], _clauses().split(after)[0])  # `20 minutes idle, 8 hours absolute`
        places = (*own, before, after)
        if after.startswith(_OF):
            places = (_beside().split(after)[0], *(places if after[0] == "의" else ()))
        name = next((known for text in places if (known := _nearest(text, called))), "")
        name = "" if name in _TOKENS and not _nearest(own[0], called) and _sessions_own().search(own[0]) else name
        if (
            not _nearest(before, called)
            and not _nearest(own[1], called)
            and _of_jwt().search(before[-_NEAR:] + _MARK + own[1])
        ):
            name = "access"  # the one token of the sentence: a JWT that is good for 10 minutes, and a refresh token
        name = name or ("absolute" if _session_of().search(before) else "")
        is_moment = after.lstrip().startswith(_BEFOREHAND)
        is_wait = any(map(_waits().search, own))
        other = is_moment or is_wait or any(word in before for word in _OTHER_TIMES)
        if name and one.seconds >= 1 and not other:
            span = place(path, line, one.start, one.end - one.start)
            found.append(Lifetime(name, int(one.seconds), span))
        begin = one.end
    return found


_NEAR, _MARK = 120, "#"


@cache
def _of_jwt() -> re.Pattern[str]:
    """`a JWT that is good for` so long, `JWT는` so long `유효하다`; links of mails are other tokens."""
    alive = r"(?:valid|good|lives?|lasts?|living|expires?|lifetime)"
    other = r"(?!.*(?:reset|invit|verif|confirm|magic|link|재설정|초대|확인|링크))"
    return regex.compile(
        rf"^{other}.*\b(?:jwts?|bearer tokens?)\b(?:.*\b{alive}\b[^.;,]{{0,24}}#|.*#[^.;,]{{0,6}}유효)", re.DOTALL
    )


_TOKENS = ("access", "refresh")


@cache
def _sessions_own() -> re.Pattern[str]:
    """A clause about sessions, whatever tokens the sentence before is about."""
    return regex.compile(r"\bsessions?\b|세션")


@cache
def _session_of() -> re.Pattern[str]:
    """`starts a session of` 8 hours."""
    return regex.compile(r"\bsessions? (?:of|for|that lasts?|lasting|lasts?) (?:at most |up to )?$|세션(?:은|을|이)? $")


@cache
def _beside() -> re.Pattern[str]:
    """What ends what a length of time is of: `15분짜리 액세스 토큰과 ...`."""
    return regex.compile(r"[과와,;.](?: |$)")


@cache
def _clauses() -> re.Pattern[str]:
    return regex.compile(r"[,;.·]|\band\b|및|그리고")


def _nearest(text: str, called: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    best, where = "", -1
    for name, words in called:
        at = max(text.rfind(word) for word in words)
        if at > where:
            best, where = name, at
    return best
