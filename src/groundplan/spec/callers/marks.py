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
