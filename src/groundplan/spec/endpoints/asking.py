"""Labels over tables and fences that say what is sent: `Request body:`, ``Body of `POST /boats`:``."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.spec.text.words import bare, kind_of


def asks(label: str) -> bool:
    """Whether words before a table say that it lists what is sent: `Request body:`, ``Body of `POST /boats`:``."""
    words = bare(label).rstrip(":： ")
    if " /" in words:
        words = _call().sub("", words).strip()
    return len(words) <= MAX_LABEL and (kind_of("details", words) == "request" or _asked().match(words) is not None)


def is_other(label: str) -> bool:
    """Whether words before a table say that it lists what comes back, or what else is sent.

    A sentence that names one header (``Header `Idempotency-Key`, kept for a day.``) is about that alone.
    """
    last = label.rstrip().lower().rpartition(". ")[2]
    if last.endswith(".") and len(last) > MAX_LABEL:
        return False
    return regex.search(_OTHER, _one().sub("", last) if "`" in last else last) is not None


@cache
def _one() -> re.Pattern[str]:
    """``the header `X` ``, ``헤더 `X` ``: one of them by its name."""
    return regex.compile(r"(?:header|cookie|query|헤더|쿠키|쿼리) ?`[^`]*`")


_OTHER = r"respon|return|answer|result|output|error|query|path|header|cookie|응답|반환|결과|오류|쿼리|경로|헤더|쿠키"


MAX_LABEL = 40


@cache
def _call() -> re.Pattern[str]:
    """The call of which a label tells: ``Body of `POST /boats` ``, `` `POST /boats` 요청 본문``."""
    return regex.compile(r"(?: (?:of|for|to))? ?`?(?:POST|PUT|PATCH) /[^\s`]*`?(?:의(?= ))?")


@cache
def _asked() -> re.Pattern[str]:
    return regex.compile(
        r"(?:json )?(?:request|body|bodies|payload|요청|본문)"
        r"(?:[ ]?(?:body|bodies|fields|schema|payload|본문|필드|바디))?(?: \([^()]*\))?"
        r"(?: (?:is|are)(?: as follows)?|[은는] (?:다음|아래)[과와] 같(?:다|습니다|음))?\.?$",
        re.IGNORECASE,
    )
