"""A sentence says that every endpoint needs a caller, and an endpoint says that it does not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import ACCOUNTS, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ("sentence",)
OPTIONS = ("open",)

_EVERY = (
    r"\b(?:all|every|each) (?:api |rest |http )?(?:endpoints?|apis?|routes?|requests?|calls?)\b[^.\n]{0,40}"
    r"\b(?:require[sd]?|needs?|must (?:be|carry|have|include)|shall (?:be|carry|have))\b[^.\n]{0,40}"
    r"(?:authenticat\w*|sign(?:ed)?[- ]in|log(?:ged)?[- ]in|login|token)"
    r"|모든\s*(?:api|엔드포인트|요청|호출)[^.\n]{0,20}(?:인증|로그인|토큰)[^.\n]{0,20}(?:필요|필수|해야|요구)"
)
_ALL = ("all ", "every ", "each ", "모든")
_ABOUT = r"(?<![0-9A-Za-z])(?:authenticat|sign|log in|logged|login|token)|인증|로그인|토큰"
_EXCEPT = r"except|unless|other than|besides|apart from|unauthenticated|without|제외|외에|외한|빼고|이외|없는|없이"
_SAVE = r"\b(?:except(?: for)?|other than|apart from)\b:? (.+?)(?=\b(?:requires?|needs?|must|shall)\b|[.;]|$)"
_KOREAN_SAVE = r"(?:^|[-*,.] ?)([^,.]+?)(?:[을를]? ?(?:제외|빼고)|[은는]?\s?(?:외에|외한|이외))"
_ENTRY = (
    r"(?:\b(?:registration|register|sign(?:ing)?[- ]?(?:in|up)|log(?:ging)?[- ]?in|login|refresh\w*|token|password"
    r"|reset\w*"
    r"|로그인|회원 ?가입|가입|토큰|갱신|재발급|비밀번호|재설정|찾기|헬스 ?체크|상태 ?확인|및|[과와]|api"
    r"|health|checks?|and|or|the|for|of|endpoints?|auth\w*)\b|`?(?:(?:GET|POST) )?/[^\s`,]*`?|[\s,`*()])+"
)
"""What callers are let in by, with no other call among it: `except registration and sign-in`."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`open` is a pattern for paths that anybody must be able to call: nobody signs in to sign in."""
    public = [item for item in items if item.node.access is not None and item.node.access.kind == "public"]
    cause = _every(facts) if public else None
    if cause is None:
        return
    is_open = regex.compile(options["open"], re.IGNORECASE)
    sentence = facts.line(cause)
    for item in public:
        joins = item.node.method == "POST" and singular(item.node.path.rpartition("/")[2]) in ACCOUNTS
        opens = is_open.search(item.node.path) or _lets_in(item.node)
        if not joins and not opens and item.node.path not in sentence:
            yield item, item.node.access.span, {"sentence": facts.text(cause)}, (cause,)


def _lets_in(endpoint: Endpoint) -> bool:
    """Whether a call says that people sign in with it, whatever its path is called: `POST /sessions`, "Sign in"."""
    return endpoint.method == "POST" and regex.match(_SIGN_IN, endpoint.summary.lower()) is not None


_SIGN_IN = r"\W*(?:(?:sign|log)s?[ -]?(?:in|up)\b|(?:user |account )?(?:login|registration)\b|로그인|회원 ?가입)"


def _every(facts: Facts) -> Span | None:
    """The first sentence about every endpoint that names no exception but what callers are let in by."""
    for start, line in facts.prose.lines_with(_ALL):
        if place := _place(line):
            return facts.prose.span(start + place[0], start + place[1])
    return None


@lru_cache(16_384)
def _place(line: str) -> tuple[int, int] | None:
    found = regex.compile(_EVERY).search(line) if regex.compile(_ABOUT).search(line) else None
    if found is None or not regex.search(_EXCEPT, line):
        return found.span() if found else None
    saved = regex.compile(_SAVE).search(line) or regex.compile(_KOREAN_SAVE).search(line)
    others = regex.compile(_EXCEPT).findall(line)
    named = saved is not None and len(others) == 1 and regex.compile(_ENTRY).fullmatch(saved[1].lower().lstrip("-* "))
    return found.span() if named else None
