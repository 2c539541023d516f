"""Whose call is it? A `METHOD /path` may be a call to somebody else, or one that the SPEC says is not there."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.spec.text.words import bare

NEAR = 240
"""Characters of a line that tell of a mention."""
_SYSTEM = r"(?:system|service|backend|server|worker|scheduler|job|시스템|서비스|서버|백엔드)"
_CALLER = regex.compile(
    r"client|user|caller|consumer|customer|admin|visitor|member|browser|front-?end|someone|request is"
    r"|사용자|클라이언트|회원|관리자",
    re.IGNORECASE,
)
_SENT = r"(?:calls?|calling|sends?|invokes?|makes?|issues?|forwards?|proxies|polls?|queries)"


@cache
def _outbound() -> re.Pattern[str]:
    """`the system SHALL call`, right before the mention: the service itself is the caller."""
    return regex.compile(
        rf"(?<!of the )(?<!of this )(?<!of our ){_SYSTEM}\b([^.;]{{0,80}}?)\b{_SENT}(?:\s+(?:a|an|the|out to))?$",
        re.IGNORECASE,
    )


@cache
def _other() -> re.Pattern[str]:
    """Between the two, a clause that goes on to the verb: `the system SHALL store it when a gate sends`."""
    return regex.compile(
        r"\b(?:when|whenever|if|while|once|after|until|where|every time|each time|as) [^,]+$", re.IGNORECASE
    )


@cache
def _denied() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Words before and behind a mention that say it is not there (any more)."""
    verbs = "provide|expose|offer|support|implement|include|have|add|define|contain"
    before = (
        rf"(?:\b(?:shall|must|should|will|do|does|did|can|is|are)(?:\s+not|n't)\s+(?:yet\s+|be\s+)?(?:{verbs})\w*\b[^.;,]*"
        r"|\b(?:no|without|except|removed?|removes|dropped|deprecated?|instead of|rather than|no longer)\s+"
        r"(?:an?\s+|the\s+|any\s+|old\s+|existing\s+)*"
        r"|(?:\bnot (?:doing|planned|included|in scope)|\bwon't (?:do|have|build)|\bout of scope|제외|미포함)"
        r"[* ]*[:：][^.;]*"
        r"|^[\W_]*(?:alternatives?(?: (?:considered|rejected|evaluated))?|rejected(?: alternative)?|(?:검토한 )?대안"
        r"|기각(?:한|된)? ?대안)[*_]*\s*[:：][^.;]*"
        r"|^[\W_]*(?:future|later|planned|upcoming|coming soon|not yet|향후|추후|예정)"
        r"(?: \w+)?(?: ?\([^()]*\))?[*_]*\s*[:：][^;]*)$"
    )
    after = (
        r"^[`*\s]*(?:endpoints?|routes?)?[`*\s]*(?:(?:is|are|was|were|has been|have been|will be)\s+)?"
        r"(?:removed\b|deprecated\b|dropped\b|out of scope|no longer|not (?:an?|one) (?:endpoint|route|path|of)\b"
        r"|not (?:yet |be )?"
        r"(?:supported|provided|implemented|exposed|available|included|in scope|part of)\b)"
        r"|^[`*\s]*(?:엔드포인트|API)?\s*(?:은|는|이|가|을|를)?\s*"
        r"(?:제외|폐기|(?:지원|제공|구현|포함)하지 않|만들지 않|범위 (?:외|밖))"
        r"|^[`*]*\s*(?:은|는|이|가)\s[^.,`]{0,30}(?:엔드포인트|라우트|경로|API)(?:이|가)?\s?아니"
        r"|^[`*]*\s*(?:엔드포인트|API)?\s*(?:은|는|이|가)?\s*(?:따로 |별도로 )?없(?:음|다|습니다|고|으며)"
        r"|^[`*]*\s*(?:은|는|을|를)\s*(?:사용|호출|이용)하지 않"
        r"|^[`*]*[^.`]{0,60}(?:추가|구현|개발|제공|지원) ?예정"
        r"|^[`*]*[^.`]{0,40}\b(?:will be|to be) (?:added|implemented|built)"
        r" (?:later|in (?:a|the) (?:later|future|next))\b"
        r"|^[`*]*\s*[—–-]?\s*\((?:future|later|planned|upcoming|coming soon|not yet|향후|추후|예정)\b[^()]{0,40}\)"
        r"|^[`*]*\s*(?:은|는)\s[^.,`]{0,40}(?:`[^`]*`[^.,`]{0,80})?범위 (?:외|밖)"
    )
    return regex.compile(before, re.IGNORECASE), regex.compile(after, re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    """`를 호출한다` with the system as its subject; `on the billing service`."""
    return regex.compile(
        r"^[`*]*(?:(?P<korean>\s*(?:을|를|에|로|으로)?\s*(?:호출|요청|전송)(?:한다|합니다|해야|하여|해서|하고))"
        r"|\s+(?:on|of|at|from|to) (?:the )?(?!this|our|same|public|rest|backend|main)[\w-]+(?:'s)?"
        r" (?:service|API|server)\b)",
        re.IGNORECASE,
    )


def is_foreign(text: str, start: int, end: int) -> bool:
    """Whether what begins at `start` is a call to somebody else: behind a host, or one that the system is to make."""
    before = text[max(0, start - NEAR) : start].rstrip("`*\"' ")
    lower = before.lower()
    if lower.endswith("curl") or regex.search(r"https?://[^\s`]*$", lower):
        return True
    if _waited().search(text[end : end + NEAR]):
        return True
    sender = _sender(before)
    if sender:
        return _is_system(sender)
    behind = _behind().match(text[end : end + NEAR])
    if behind:
        return re.search(_SYSTEM if behind.group("korean") else rf"\b{_SENT}$", before) is not None and not (
            _CALLER.search(before)
        )
    found = _outbound().search(before)
    return found is not None and not _CALLER.search(found.group(1)) and not _other().search(found.group(1))


@cache
def _waited() -> re.Pattern[str]:
    """`POST /Notes, called by the worker, timeout 5 s, 3 retries`: what is tried again calls somebody else."""
    return regex.compile(
        r"^`?,[^.]*(?:\b\d+ retries\b|\bretr(?:y|ies):? \d|재시도 ?\d|\d회 재시도)",
        re.IGNORECASE,
    )


def _sender(before: str) -> str:
    """The party that an arrow right before the mention comes from: `API ->> Bank:`, `사용자 →`."""
    if before[-1:] not in (":", ">", "→"):
        return ""
    found = regex.search(r"([^\s>│|.-][^>→|│]*?)\s*(?:-{1,2}>{1,2}\+?\s*([^:>]*):|[-=]>|→)$", before)
    return found.group(1).strip() if found else ""


def _is_system(name: str) -> bool:
    words = name.lower()
    return regex.search(rf"\bapi\b|api$|svc$|{_SYSTEM}$", words) is not None and not _CALLER.search(words)


INCOMING = ("webhook", "callback", "incoming", "inbound", "웹훅", "콜백", "수신")
"""Words for what third parties call."""


def is_incoming(text: str) -> bool:
    """Whether, among calls to third parties, words are of one that comes from them: `POST /webhooks/payments`."""
    return regex.has(text.lower(), INCOMING)


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(
        r"(?:\bout of scope|\bnot (?:part of|included in|in scope|covered by)\b[^.;:]{0,40}"
        r"|\b(?:is|are) excluded[^.;:]{0,40}"
        r"|\b(?:consider|recommend)(?: (?:adding|using|implementing))?"
        r"|제외(?:된다|한다|됩니다|합니다|됨|함)|(?:포함|제공|지원|다루)하?지 않는다"
        r"|(?:도입|추가|적용)(?:을|를)? ?(?:검토|고려|권장)(?:한다|합니다|할 것)?)\s*(?:\([^()]*\))?\s*[:：]$",
        re.IGNORECASE,
    )


def opens_denial(text: str) -> bool:
    """Whether a sentence says of the list below it that it is not there: `The following are out of scope:`."""
    return text[-1:] in (":", "：") and _opening().search(bare(text)) is not None


def is_denied(text: str, start: int, end: int) -> bool:
    """Whether the SPEC says that there is no such endpoint: `SHALL NOT provide`, `is removed`, struck out."""
    before, after = _denied()
    near = text[max(0, start - NEAR) : start]
    head = near.rstrip("`* ")
    if before.search(head if head == near else head + " "):
        return True
    if after.search(text[end : end + NEAR]):
        return True
    return "~~" in text and text.count("~~", 0, start) % 2 == 1
