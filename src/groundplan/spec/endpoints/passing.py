"""Members of bodies that travel and are not kept: repeated passwords, traces, switches, words to the caller."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.grammar import compact


@cache
def _confirms() -> re.Pattern[str]:
    return regex.compile(
        r"(?:.*_)?(?:confirm|repeat|retype|check).*|.+(?:confirm(?:ation|ed)?|check|repeat|again)", re.I
    )


_TRACES = frozenset(
    {"requestid", "correlationid", "traceid", "notify", "sendemail", "sendnotification", "dryrun", "force", "overwrite"}
)
"""What follows a call through the system, and what it is asked to do beside."""


def is_said_again(name: str) -> bool:
    """`passwordConfirm`, `confirm_password`, `비밀번호 확인`, `correlationId`: sent, and not kept."""
    lower = name.lower()
    if compact(name) in _TRACES or ("비밀번호" in name and name.endswith(("확인", "재입력"))):
        return True
    return ("pass" in lower or "pw" in lower) and _confirms().fullmatch(name) is not None


_HANDED_OUT = frozenset({"token", "accesstoken", "refreshtoken", "jwt", "tokentype", "expiresin", "message", "msg"})


def is_handed_out(name: str) -> bool:
    """What a sign-up answers beside who was made: `accessToken`, `message`."""
    return compact(name) in _HANDED_OUT


@cache
def _said() -> re.Pattern[str]:
    return regex.compile(
        r"\bsuccess\w*|\b(?:created|updated|deleted|registered)[.!]?$|성공|완료|(?:되었|했|하였)습니다", re.I
    )


def is_told(text: str) -> bool:
    """`Booking created successfully`: words to the caller."""
    return " " in text and _said().search(text) is not None
