"""How many sessions a user may have at once, and whether one call ends them all, in sentences of either language.

Both become settings of the Spec: `auth.session_limit=3`, `auth.logout_everywhere=true`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Fact

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.outline import Region

LIMIT = "auth.session_limit"
EVERYWHERE = "auth.logout_everywhere"

_KINDS = frozenset(
    {"auth", "security", "authorization", "requirements", "constraints", "nonfunctional", "overview", ""}
)
_HINTS = ("session", "out", "세션", "로그인", "로그아웃")
_MOST = 100
"""More at once are a load to bear, not a limit for one user."""
_COUNTS = {"one": 1, "single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "하나": 1, "한": 1, "두": 2, "세": 3}
_NUMBER = r"(?P<count>\d{1,3}(?![\d,])|one|single|two|three|four|five|하나|[한두세](?=\s?[개곳대건회]))"
_AT_ONCE = r"(?:concurrent|simultaneous|parallel|active)"
_AT_MOST = r"at most|up to|no more than|max(?:imum)?(?: of)?"
_USER = r"(?:user|account|member|person|customer)"
_LIMITS = tuple(
    regex.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_NUMBER} (?:{_AT_ONCE} )?(?:login )?sessions? (?:per|for (?:each|every|a)|a) {_USER}\b",
        rf"\b(?:{_AT_MOST}|limit(?:ed)? (?:of|to)|only) {_NUMBER} {_AT_ONCE} (?:login )?sessions?\b",
        rf"\b{_USER}s? (?:\w+ ){{0,2}}(?:{_AT_MOST}|only) {_NUMBER} (?:{_AT_ONCE} )?sessions?\b",
        rf"\b{_AT_ONCE} sessions?(?: per {_USER})?\s*[:=]?\s*(?:at most |max(?:imum)? )?{_NUMBER}\b",
        rf"동시\s?(?:로그인\s?)?(?:세션|로그인)\s?(?:수|은|는|을|를|이)*\s?(?:사용자당|계정당|회원당)?\s?(?:최대)?\s?[:=]?\s?{_NUMBER}"
        r"\s?[개대회건곳]?(?!\s?[명초분])",
        rf"(?:사용자|회원|계정)(?:당|별|마다)(?: 동시)?(?: 최대)?\s?{_NUMBER}\s?(?:개의?)?\s?세션",
        rf"(?:사용자|회원|계정)(?:당|별|마다)(?: 동시)? 세션(?:은|을)?(?: 최대)?\s?{_NUMBER}\s?개",
    )
)
_ONLY_ONE = regex.compile(r"중복 로그인(?:은|을|을 모두)? ?(?:금지|불가|막|차단|허용하지)")
_ALL_OUT = regex.compile(
    r"\b(?:log|sign)(?:s|ged|ed)?[- ]?(?:(?:the|a) \w+ )?out (?:of |from |on )?"
    r"(?:everywhere|all (?:\w+ ){0,2}(?:devices|sessions))\b"
    r"|\b(?:ends?|revokes?|terminates?|invalidates?) all (?:of )?(?:the |their |his |her )?(?:\w+'s )?sessions\b"
    r"|모든 (?:기기|디바이스|장치|세션|곳)(?:에서)? ?(?:로그아웃|(?:을|를|이)? ?(?:종료|만료|폐기|무효))|전체 로그아웃",
    re.IGNORECASE,
)
_OTHERWISE = regex.compile(
    r"\bunlimited\b|\bnot (?:limited|log|sign|end)|\bno limit\b|무제한|제한(?:이|을)? ?(?:없|두지)"
)


@lru_cache(8192)
def _may_speak(text: str) -> bool:
    lower = text.lower()
    return regex.has(lower, _HINTS) and not _OTHERWISE.search(text)


def read(region: Region, draft: Draft) -> None:
    """What the lines of one region say of a user's sessions."""
    if region.kind not in _KINDS and region.own != "api":
        return
    said = draft.said(region.blocks)
    for line in said.lines if said.has(_HINTS) else ():
        if not _may_speak(line.text):
            continue
        if found := _ALL_OUT.search(line.text):
            _note(f"{EVERYWHERE}=true", line, found, region, draft)
        if limit := _limit(line.text):
            _note(f"{LIMIT}={limit[0]}", line, limit[1], region, draft)


def _limit(text: str) -> tuple[int, re.Match[str]] | None:
    if found := _ONLY_ONE.search(text):
        return 1, found
    for pattern in _LIMITS:
        found = pattern.search(text)
        if found is None:
            continue
        count = _COUNTS.get(found["count"].lower()) or int(found["count"])
        if 0 < count <= _MOST:
            return count, found
    return None


def _note(value: str, line: Text, found: re.Match[str], region: Region, draft: Draft) -> None:
    span = place(region.document.path, line, found.start(), found.end() - found.start())
    draft.settings.append(Fact(value, span))
