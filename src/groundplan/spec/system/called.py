"""How a third party is called, as a text beside its name says: where, how long, how often, with what."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.draft import place
from groundplan.spec.model import Integration
from groundplan.spec.text.durations import seconds
from groundplan.spec.text.paths import mentions, normalised
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.document import Text


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "url": regex.compile(r"https?://[^\s,;)`]+"),
        "timeout": regex.compile(
            r"(?:timeout|타임아웃|제한 시간)[^\d]{0,6}(\d{1,6}(?:\.\d{1,3})?[ ]?(?:ms|s|sec|seconds?|초|분|min))",
            re.IGNORECASE,
        ),
        "retries": regex.compile(
            r"(?:retry|retries|재시도)[^\d,;.]{0,24}(\d{1,4})"
            r"|(?<!\d)(\d{1,4})[ ]?(?:retries|retry\b|회 재시도|번 재시도)",
            re.IGNORECASE,
        ),
        "once": regex.compile(
            r"\b(?:no|without) retr(?:y|ies)\b|\b(?:retry|retries):? (?:none|never|no|not retried)\b"
            r"|재시도:? ?(?:없|안 ?함|하지 ?않|미적용)",
            re.IGNORECASE,
        ),
        "webhook": regex.compile(r"(?:webhook|웹훅)[^/]{0,24}(/[\w/{}.:-]+)", re.IGNORECASE),
        "signature": regex.compile(
            r"(?<!no )(?<!not )(?<!without )(?<!without a )(?:HMAC[- ]?SHA-?\d+|Ed25519|RSA-SHA\d+|signature|서명)"
            r"(?! ?(?:확인|검증)?(?:은|는|이|을|를)? ?(?:없|하지 않|생략|선택))"
            r"(?! (?:check )?(?:is |are )?(?:optional|not|skipped))",
            re.IGNORECASE,
        ),
        "auth": regex.compile(r"(?:API[- ]key|API 키|bearer|OAuth ?2?(?:\.0)?|basic auth|mTLS)[^,;]*", re.IGNORECASE),
    }


def integration(name: str, text: str, line: Text, path: str) -> Integration:
    """The third party of a name with what a text says of how it is called."""
    patterns = _patterns()
    url, timeout = patterns["url"].search(text), patterns["timeout"].search(text)
    retries, webhook = patterns["retries"].search(text), patterns["webhook"].search(text)
    once = patterns["once"].search(text)
    auth, signature = patterns["auth"].search(text), patterns["signature"].search(text)
    incoming = normalised(webhook.group(1))[0] if webhook else ""
    calls = [f"{method} {one.path}" for one in mentions(text) for method in one.methods]
    return Integration(
        name,
        place(path, line),
        url.group().rstrip(".") if url else "",
        tuple(call for call in calls if not (incoming and call.endswith(" " + (webhook.group(1) if webhook else "")))),
        seconds(timeout.group(1)) if timeout else None,
        int(next(group for group in retries.groups() if group)) if retries else 0 if once else None,
        bare(auth.group()).strip() if auth else "",
        incoming,
        signature.group() if signature and incoming else "",
    )


@cache
def _bracket() -> re.Pattern[str]:
    return regex.compile(r"[`*]*(?:을|를|로|으로)? ?\(([^()]{8,200})\)")


def in_bracket(name: str, line: Text, end: int, path: str) -> Integration | None:
    """``Postmark (`POST https://...`, timeout 4 s, 3 retries)``: what stands behind a name in a sentence."""
    found = _bracket().match(line.text, end) if "(" in line.text[end : end + 6] else None
    told = integration(name, found[1], line, path) if found else None
    return told if told and (told.url or told.timeout_seconds is not None) else None
