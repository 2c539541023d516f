"""Signs beside an endpoint that say who may call it: `🔓`, `🔐 (본인) / 👑`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex


def found(text: str) -> str:
    """The signs of a text with what stands in brackets behind them; empty where it has none."""
    one = _signs().search(text) if regex.has(text, ("🔓", "🔐", "👑")) else None
    return one[0].strip() if one else ""


@cache
def _signs() -> re.Pattern[str]:
    one = r"[🔓🔐👑]\ufe0f?(?: ?\([^()]{1,20}\))?"
    return regex.compile(rf"{one}(?: ?[/,] ?{one})*")


@cache
def answer() -> re.Pattern[str]:
    """`✅ Yes`, `❌ No`: the word says it."""
    return regex.compile(r"^[✅✓✔❌✗🔒🔓🔐👑]\ufe0f? (?=\w)")


@cache
def signature() -> re.Pattern[str]:
    """`Stripe, by signature (HMAC-SHA256)`: whoever signs."""
    return regex.compile(r"\b(?:by|with) (?:an? |its |the )?(?:hmac )?signature\b|서명(?:으로|을 통해)", re.IGNORECASE)


@cache
def header() -> re.Pattern[str]:
    """`header X-Api-Key: <key>`: what only somebody who is known can send along."""
    return regex.compile(r"(?:[Hh]eader|헤더)[ `*]{1,4}(?:Authorization|X-[\w-]*(?:Key|Token))\b", re.IGNORECASE)


@cache
def guard() -> re.Pattern[str]:
    """`Admin only (requireAdmin)`: the code that sees to it."""
    return regex.compile(r"(?<=[\w가-힣]) ?\(`?(?:(?:require|is|assert|verify|check)[A-Z]\w*|\w*Guard)(?:\(\))?`?\)$")


def owned(text: str) -> str:
    """Callers of which the first may touch own rows, `Skipper (own), clerk.`; empty where words say anything else."""
    found = _owned().match(text) if "(own" in text or "(본인" in text else None
    return found[1] if found else ""


@cache
def _owned() -> re.Pattern[str]:
    own, more = r"\((?:own|본인)[^()]{0,20}\)", r"(?: ?\([^()]{1,20}\))?"
    name = r"(?:[A-Za-z][\w-]*|[가-힣]+)"
    return regex.compile(rf"[-–—:\s]*({name} ?{own}(?:, {name}{more})+)(?=$|[.;]| [-–—→])")
