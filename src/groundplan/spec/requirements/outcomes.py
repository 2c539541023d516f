"""Outcomes that are promised: what the service does by itself, how long people take, and when somebody is woken."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.spec.text.words import heading


@lru_cache(256)
def is_of(title: str) -> bool:
    """`Success Criteria`, `Measurable Outcomes`: what is said there holds without a `must`."""
    return heading(title)[0].lower() in vocabulary("outcomes")


def hurries(text: str, title: str) -> bool:
    """Whether an outcome is rather about how long people take."""
    return is_of(title) and (not _itself().search(text) or _people().search(text) is not None)


@cache
def _itself() -> re.Pattern[str]:
    """What a service does by itself, in `95 % of exports end within 20 seconds`."""
    return regex.compile(
        r"\d ?%|\b(?:system|service|server|api|endpoints?|jobs?|batch\w*|imports?|exports?|reports?|sync\w*|webhooks?"
        r"|notifications?|e?-?mails?|quer(?:y|ies)|search\w*|results?|respon\w+|requests?|process\w*|uploads?)\b"
        r"|시스템|서비스|서버|작업|배치|알림|메일|검색|결과|응답|요청|처리|적재|동기화",
        re.IGNORECASE,
    )


@cache
def _people() -> re.Pattern[str]:
    """`Visitors can find a berth in under 30 seconds`, `담당자는 30초 안에 찾을 수 있다`."""
    return regex.compile(
        r"\b(?:users?|customers?|visitors?|admin\w*|operators?|managers?|staff|members?|developers?|students?|teachers?)"
        r" (?:can|are able|is able|completes?|finds?)\b"
        r"|(?:사용자|고객|회원|관리자|담당자|운영자|방문자)(?:는|은|가|이) [^.]*수 있",
        re.IGNORECASE,
    )


def wakes(low: str) -> bool:
    """`raises an alert when p99 exceeds 2 s`, `p99가 2초 초과 시 알람을 발생`: when somebody is woken."""
    return regex.has(low, ("alert", "알람", "경보")) and _alarms().search(low) is not None


@cache
def _alarms() -> re.Pattern[str]:
    return regex.compile(
        r"\balert(?:s|ing)?\b[^.]{0,80}\b(?:exceeds?|exceeding|over|above)\b"
        r"|\b(?:exceeds?|exceeding|over|above)\b[^.]{0,80}\balert|(?:초과|넘)[^.]{0,60}(?:알람|경보)|(?:알람|경보)[^.]{0,60}(?:초과|넘)"
    )
