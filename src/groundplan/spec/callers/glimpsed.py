"""Schemes that passages about something else let see: they count where no sentence says how callers are known.

`| Invalid or expired JWT | 401 |` among errors; `JWT verification middleware` in a glossary; `SHALL create an
authenticated session` where a requirement signs somebody in.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.draft import place
from groundplan.spec.model import AuthScheme, AuthStatement
from groundplan.spec.text.polarity import is_later, is_rejected

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region


@cache
def _carried() -> re.Pattern[str]:
    """A token that is checked or read: of any other it is not said that callers carry it."""
    state = r"(?:valid|invalid|missing|expired|malformed|decoded|verified|유효하지 않은|유효한|만료된|잘못된)"
    act = (
        r"(?:verif\w+|validat\w+|authenticat\w+|middleware|payload|claims?|guard|filter|bearer|검증|인증|미들웨어|필터)"
    )
    return regex.compile(rf"\b{state} (?:\w+ ){{0,2}}JWTs?\b|\bJWTs? (?:tokens? )?{act}\b", re.IGNORECASE)


@cache
def _begun() -> re.Pattern[str]:
    """`SHALL create an authenticated session`, `사용자 세션을 생성`: what a sign-in begins."""
    whose = r"(?:(?:new|valid|secure|authenticated|user|login|active) ){0,2}"
    return regex.compile(
        rf"\b(?:create|establish|issue|start|open)s? (?:an? |the )?{whose}sessions?\b(?! (?:record|entry|row)\b)"
        r"|(?:인증된|사용자|로그인) 세션을? ?(?:생성|발급|시작)",
        re.IGNORECASE,
    )


_SIGNS_IN = ("log", "sign", "credential", "authenticat", "로그인", "인증")
_PLACES = frozenset({"errors", "glossary", "requirements", "acceptance", "api", ""})


def read(region: Region, draft: Draft) -> None:
    """What one region lets see."""
    if region.kind not in _PLACES:
        return
    said = draft.said(region.blocks)
    for line in said.lines if said.has(("jwt", "session", "세션")) else ():
        for scheme, found in _seen(line.text):
            if not (is_rejected(line.text, *found.span()) or is_later(line.text, *found.span())):
                span = place(region.document.path, line, found.start(), found.end() - found.start())
                draft.glimpsed.append(AuthStatement(scheme, span))


def _seen(text: str) -> list[tuple[AuthScheme, re.Match[str]]]:
    shown: list[tuple[AuthScheme, re.Match[str] | None]] = [("jwt", _carried().search(text) if "JWT" in text else None)]
    lower = text.lower()
    if ("session" in lower or "세션" in lower) and any(word in lower for word in _SIGNS_IN):
        shown.append(("session", _begun().search(text)))
    return [(scheme, found) for scheme, found in shown if found]
