"""Numbers that bind: latency, throughput, load and availability targets, rate limits, CORS origins."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan.document import Table, Text
from groundplan.spec import tables
from groundplan.spec.draft import Draft, place
from groundplan.spec.durations import seconds
from groundplan.spec.model import Fact, RateLimit, Target
from groundplan.spec.requirements import is_normative
from groundplan.spec.stack import lines
from groundplan.spec.words import bare

if TYPE_CHECKING:
    from groundplan.spec.outline import Region

_ANSWER_MS = 10_000
_OWN = frozenset({"performance", "nonfunctional", "constraints"})
_LIMITED = _OWN | {"rate_limits", "security", "requirements", "api"}
_NOT_TARGETS = ("timeout", "타임아웃", "expir", "만료", "lifetime", "ttl", "coverage", "커버리지", "retention",
                "보관", "보존", "interval", "access token", "refresh token", "유휴", "idle",
                "cache", "캐시", "retry", "재시도", "debounce", "폴링")  # fmt: skip


def read(region: Region, draft: Draft) -> None:
    """The measures of one region."""
    path = region.document.path
    if region.kind in _LIMITED:
        for block in region.blocks:
            if isinstance(block, Table):
                _limit_table(block, path, draft)
    for line in lines(region.blocks):
        if not any(letter.isdigit() for letter in line.text) and "CORS" not in line.text:
            continue
        limited = region.kind in _LIMITED and _limits(line, path, draft)
        if not limited and (region.kind in _OWN or (region.kind == "requirements" and is_normative(line.text))):
            _targets(line, path, draft, _ANSWER_MS if region.kind == "requirements" else math.inf)
        _cors(line, path, draft)


@cache
def _latency() -> tuple[re.Pattern[str], ...]:
    number = rf"{_NUMBER}[ ]?(ms|milliseconds?|밀리초|s|secs?|seconds?|초)(?![A-Za-z])"
    return (
        re.compile(rf"(?:<=?|≤|under|within|below|less than|at most|up to|no more than|in)[ ]?{number}", re.IGNORECASE),
        re.compile(
            rf"{number}[ ]?(?:or less|or faster|이내|이하|미만|안에|내에|at (?:the )?(?:p\d|\d+))", re.IGNORECASE
        ),
        re.compile(rf"(?:p\d{{2}}\w*|응답 ?시간|latency|response time)[^\d]{{0,12}}{number}", re.IGNORECASE),
    )


@cache
def _percentile() -> re.Pattern[str]:
    return re.compile(r"\b[pP](\d{2,3})\b|(\d{2})(?:th)? percentile|(\d{2})(?:백분위|퍼센타일|%ile)")


_NUMBER = r"(?<![\d,.])(\d[\d,]{0,14}(?:\.\d{1,6})?)"
_WHOLE = r"(?<![\d,])(\d[\d,]{0,14})"
"""Bounded, and only where a number begins: a line of digits must not cost its square."""
_THINGS = "tasks|rows|records|users|orders|items|documents|entries|products|messages"
_FIXED = (
    ("throughput", rf"{_NUMBER}[ ]?(?:rps|tps|qps|req(?:uests?)?[ ]?(?:/|per|a)[ ]?s(?:ec(?:ond)?)?\b)"),
    ("throughput", rf"초당[ ]?{_WHOLE}[ ]?(?:건|회|개|요청)"),
    ("concurrency", rf"{_WHOLE}[ ]?(?:\+ )?concurrent|concurrent (?:users?|connections?)[^\d]{{0,8}}{_WHOLE}"),
    ("concurrency", rf"동시[ ]?(?:사용자|접속(?:자)?|연결)?[^\d]{{0,6}}{_WHOLE}[ ]?(?:명|개|건)?"),
    ("availability", r"(\d{2,3}(?:\.\d{1,6})?)[ ]?%[ ]?(?:availability|uptime|가용|이상 가용)"),
    ("availability", r"(?:availability|uptime|가용성|가동률|SLA)[^\d%]{0,12}(\d{2,3}(?:\.\d{1,6})?)[ ]?%"),
    ("error_rate", r"(?:error rate|오류율|에러율)[^\d]{0,12}(\d{1,3}(?:\.\d{1,6})?)[ ]?%"),
    ("volume", rf"{_WHOLE}[ ]?(?:{_THINGS})\b(?= (?:in|per|over|within|a) )"),
    ("volume", rf"{_WHOLE}[ ]?(?:만 건|만건|레코드|행)"),
)  # fmt: skip


@cache
def _fixed() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((metric, re.compile(pattern, re.IGNORECASE)) for metric, pattern in _FIXED)


def _targets(line: Text, path: str, draft: Draft, most: float) -> None:
    """Targets of a line; in a requirement, what may take longer than `most` milliseconds is a deadline, no latency."""
    text = bare(line.text)
    excluded = any(word in text.lower() for word in _NOT_TARGETS)
    span = place(path, line)
    scope = _scope(text)
    for pattern in _latency():
        found = pattern.search(text)
        if found:
            factor = 1 if found.group(2).lower().startswith(("ms", "milli", "밀")) else 1000
            value = float(found.group(1).replace(",", "")) * factor
            if value > most or (excluded and factor > 1):
                break
            draft.targets.append(Target("latency", value, span, _percent(text), scope, text))
            break
    for metric, fixed in _fixed():
        found = None if excluded else fixed.search(text)
        if found:
            number = next(group for group in found.groups() if group)
            draft.targets.append(Target(metric, float(number.replace(",", "")), span, 0, scope, text))


def _percent(text: str) -> int:
    found = _percentile().search(text)
    return int(next(group for group in found.groups() if group)) if found else 0


def _scope(text: str) -> str:
    head, colon, _ = text.partition(":")
    if colon and len(head) <= 60:
        return head.strip()
    found = re.match(r"([\w ]*(?:API|엔드포인트|endpoints?|조회|요청))", text)
    return found.group(1).strip() if found else ""


@cache
def _rate() -> tuple[re.Pattern[str], ...]:
    unit = r"(s|sec|second|m|min|minute|h|hour|day|초|분|시간|일)"
    return (
        re.compile(
            rf"{_WHOLE}[ ]?(?:requests?|calls?|req|tries|attempts|회|개 요청|요청|건)?"
            rf"[ ]?(?:/|per|a|an|every)[ ]?(\d{{1,4}}[ ]?)?{unit}s?\b",
            re.IGNORECASE,
        ),
        re.compile(rf"(초|분|시간|일)당[ ]?(?:최대[ ]?)?{_WHOLE}[ ]?(?:개|회|건|번)?(?:의)?[ ]?(?:요청)?"),
    )


_SECONDS = {"s": 1, "sec": 1, "second": 1, "초": 1, "m": 60, "min": 60, "minute": 60, "분": 60, "h": 3600, "hour": 3600,
            "시간": 3600, "day": 86400, "일": 86400}  # fmt: skip
_RATE_WORDS = ("limit", "rate", "throttl", "제한", "ip", "per user", "per client", "당", "login", "quota")


def _limits(line: Text, path: str, draft: Draft) -> bool:
    """Rate limits of a line, a part for each clause; False when it states none."""
    lower = line.text.lower()
    if not any(word in lower for word in _RATE_WORDS) or "초당" in line.text or "rps" in lower:
        return False
    before = len(draft.rate_limits)
    offset = 0
    head = line.text.split(":")[0] if ":" in line.text[:40] else ""
    for part in line.text.split(";"):
        limit = _limit(bare(part), head)
        if limit:
            words = part.strip()
            span = place(path, line, offset + part.find(words), len(words))
            draft.rate_limits.append(RateLimit(*limit[:3], span, limit[3]))
        offset += len(part) + 1
    return len(draft.rate_limits) > before


def _limit(text: str, head: str) -> tuple[int, int, str, str] | None:
    english, korean = _rate()
    found = english.search(text)
    if found and _is_rate(text, found, head):
        count = int(found.group(2) or 1)
        return int(found.group(1).replace(",", "")), count * _SECONDS[found.group(3).lower()], _key(text), _what(text)
    found = korean.search(text)
    if found:
        return int(found.group(2).replace(",", "")), _SECONDS[found.group(1)], _key(text), _what(text)
    return None


def _is_rate(text: str, found: re.Match[str], head: str) -> bool:
    lower = (text + " " + head).lower()
    words = found.group().lower()
    return (
        "limit" in lower
        or "제한" in lower
        or any(word in words for word in ("request", "call", "req", "요청", "회", "attempt", "tries"))
    )


def _key(text: str) -> str:
    lower = text.lower()
    if "api key" in lower or "키당" in lower:
        return "api key"
    if (
        "per user" in lower
        or "사용자당" in lower
        or "per account" in lower
        or "토큰당" in lower
        or "per token" in lower
    ):
        return "user"
    return "ip"


def _what(text: str) -> str:
    lower = text.lower()
    if "login" in lower or "로그인" in text or "sign-in" in lower or "sign in" in lower:
        return "login"
    found = re.search(r"(/[\w/{}:-]+)", text)
    return (
        found.group(1)
        if found and not re.match(r"/(?:s|sec|second|m|min|minute|h|hour|day)s?\b", found.group(1))
        else ""
    )


def _limit_table(table: Table, path: str, draft: Draft) -> None:
    found = tables.columns(table)
    if "limit" not in found:
        return
    for row in table.rows:
        cell = tables.cell(row, found, "limit")
        window = tables.cell(row, found, "window")
        number = re.search(r"\d[\d,]{0,9}", cell.text) if cell else None
        if cell is None or number is None:
            continue
        length = (seconds(window.text) if window else None) or (_limit(cell.text, "limit") or (0, 60, "", ""))[1]
        scope = bare(row[0].text) if row[0] is not cell else ""
        limit = RateLimit(int(number.group().replace(",", "")), int(length), _key(cell.text), place(path, cell), scope)
        draft.rate_limits.append(limit)


def _cors(line: Text, path: str, draft: Draft) -> None:
    if "CORS" not in line.text and "교차 출처" not in line.text:
        return
    for found in re.finditer(r"https?://[\w.*-]+(?::\d+)?", line.text):
        draft.cors.append(Fact(found.group(), place(path, line, found.start(), found.end() - found.start())))
