"""Duties to protect personal data, where nothing says how long it is kept; how long a log is kept is another thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "claim"
WORDS = ()
OPTIONS = ("words",)

_LOG = regex.compile(
    r"접속 ?기록|접근 ?기록|감사 ?(?:로그|기록)|\b(?:access|audit|server) (?:logs?|records?)\b|\blogs\b|로그"
)
_TIME = regex.compile(r"\d+ ?(?:년|개월|일\b|years?|months?|days?)")
_DEADLINE = regex.compile(
    r"\b(?:with)?in \d+ (?:years?|months?|days?) (?:after|of)\b|\d+ ?(?:년|개월|일) ?(?:이내|안에|내에)"
)
"""By when somebody may ask or must answer."""
_PARTS = regex.compile(r"[,;.]|\band\b")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`words` are those of keeping and deleting; they count in a part of a sentence that is not about a log."""
    words = tuple(options["words"])
    if not any(_about_data(line, words) for _, line in facts.prose.lines_with(words)):
        for item in items:
            yield item, item.span, {}, ()


def _about_data(line: str, words: tuple[str, ...]) -> bool:
    """Of `orders 5 years, access logs 1 year are kept` the first part has the time alone."""
    parts = [_DEADLINE.sub("", part) for part in _PARTS.split(line) if not _LOG.search(part)]
    return any(any(word in part for word in words) or _TIME.search(part) for part in parts)
