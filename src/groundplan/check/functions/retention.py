"""Duties to protect personal data, where nothing says how long it is kept; logs and backups are another thing."""

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
    r"|\b(?:audit|access) trail|\blog\b|\bback-?ups?\b|백업|\bqueue|\boutbox\b"
    r"|\bcach|\bkeys?\b|\btokens?\b|큐|캐시|아웃박스|(?<![가-힣])키|토큰"
)
_TIME = regex.compile(r"\d+ ?(?:년|개월|일\b|years?|months?|days?)")
_DEADLINE = regex.compile(
    r"\b(?:with)?in \d+ (?:years?|months?|days?) (?:after|of)\b|\d+ ?(?:년|개월|일) ?(?:이내|안에|내에)"
)
"""By when somebody may ask or must answer."""
_KEEPS = ("keep", "kept")
_KEPT = regex.compile(
    r"\bke(?:eps?|pt)\b.*?\b(?:for (?:at (?:most|least) )?\d+ (?:years?|months?|weeks?|days?)"
    r"|until [^,;.]*(?:clos|delet|eras|end|withdraw|leav))"
)
_GOES_ON = regex.compile(r"\s*(?:which|that|kept|stored|held|retained|deleted|purged|are|is|for|then)\b|\s*\d")
_FEW = 2
_PARTS = regex.compile(r"[,;.]|\band\b")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`words` are those of keeping and deleting; they count in a part of a sentence that is not about a log."""
    words = tuple(options["words"])
    said = any(_about_data(line, words) for _, line in facts.prose.lines_with(words))
    kept = said or any(_KEPT.search(part) for _, line in facts.prose.lines_with(_KEEPS) for part in _of_data(line))
    if not kept:
        for item in items:
            yield item, item.span, {}, ()


def _about_data(line: str, words: tuple[str, ...]) -> bool:
    """Of `orders 5 years, access logs 1 year are kept` the first part has the time alone."""
    return any(any(word in part for word in words) or _TIME.search(part) for part in _of_data(line))


def _of_data(line: str) -> Iterator[str]:
    """The parts that are about no log or backup; what goes on without a subject is about what the part before is."""
    apart = False
    for part in _PARTS.split(line):
        goes_on = _GOES_ON.match(part) is not None or len(part.split()) <= _FEW  # `with actor, time and object, kept`
        apart = _LOG.search(part) is not None or (apart and goes_on)
        if not apart:
            yield _DEADLINE.sub("", part)
