"""A success among errors: in a list behind `Errors:`, or in the column of a table that is of failures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "spec"
WORDS = ("found",)
OPTIONS = ()

_LISTED = regex.compile(r"^\W*(?:errors?|오류|에러)\W{0,4}:[^.\n|]*?(?<![\d.])2\d\d(?![\d.])", re.IGNORECASE)
_FAULT = 300


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of rows, only where another column says what is answered when all is well."""
    rows = [one for one in facts.spec.endpoints if one.carrier == "table" and len(one.responses) > 1]
    told = [(answer, facts.line(answer.span)) for one in rows for answer in one.responses if answer.status < _FAULT]
    odd = [answer.span for answer, line in told if "|" in line and _is_of_failures(answer.span, facts)]
    lines = facts.prose.lines_with(("errors", "error:", "오류", "에러"))
    listed = [
        facts.prose.span(start + one.start(), start + one.end())
        for start, line in lines
        if (one := _LISTED.search(line))
    ]
    for item in items:
        for span in [*listed, *odd]:
            yield item, span, {"found": facts.text(span)}, ()


def _is_of_failures(span: Span, facts: Facts) -> bool:
    """Whether the head over a cell says that what stands below it are errors."""
    at = facts.line(span)[: span.column - 1].count("|")
    heads = facts.head(span).split("|")
    return at < len(heads) and regex.search(_FAILURES, heads[at].lower()) is not None


_FAILURES = r"\b(?:errors?|fail\w*)\b|실패|오류|에러"
