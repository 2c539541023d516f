"""Signing in with the account of another service: `sign in with Google`, `Google/Apple login`, `카카오 로그인`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex

HINTS = ("google", "kakao", "naver", "github", "apple", "facebook", "구글", "카카오", "네이버", "애플", "깃허브")
_NAME = f"(?:{'|'.join(HINTS)})"
_SEVERAL = rf"{_NAME}(?:\s?(?:[/,·&]|\band\b|\bor\b|및)\s?{_NAME}){{0,4}}"
PATTERN = (
    rf"\b(?:sign|log)(?:s|ned|ged|ning|ging)?[- ]?(?:in|up) (?:with|via|using|through) (?:their |an? )?{_NAME}\b"
    rf"|\b{_SEVERAL} (?:social )?(?:login|log-in|sign[- ]?in)\b(?! (?:page|button|screen))"
    rf"|{_SEVERAL} ?(?:소셜 ?)?로그인"
)


def states(lower: str) -> bool:
    """Whether a line is about signing in with such an account."""
    if not any(name in lower for name in HINTS):
        return False
    return "oauth" in lower or _shape().search(lower) is not None


@cache
def _shape() -> re.Pattern[str]:
    return regex.compile(PATTERN)
