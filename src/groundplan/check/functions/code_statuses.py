"""An error code that is answered with one status here and with another there: 409 with `BUSY`, and 400 with `BUSY`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line, Page
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("code", "one", "other")
OPTIONS = ()


_GENERAL = ("400", "404", "500")
"""Of two that are told as often, these say least of what went wrong."""


class Answer(NamedTuple):
    """A code and the one status of its line."""

    code: str
    status: str
    line: Line


@cache
def _code() -> re.Pattern[str]:
    return regex.compile(r"(?<![\w/$])[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+(?![A-Za-z0-9_/=])")


@cache
def _status() -> re.Pattern[str]:
    return regex.compile(r"(?<![\d,.$-])([45]\d\d)(?![\d%]|[,.]\d|-\d| ?(?:ms|건|개|명|원|회|자|초)| (?:[a-z]*s|of)\b)")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the places that are not like most, or like no answer of an endpoint, with one of the others as the cause."""
    of_code: dict[str, list[Answer]] = {}
    for one in facts.said(_answers):
        of_code.setdefault(one.code, []).append(one)
    if not of_code:
        return
    answered = {str(answer.status) for one in facts.spec.endpoints for answer in one.responses}
    for item in items:
        for code, answers in of_code.items():
            counted = Counter(one.status for one in answers)
            usual = max(counted, key=lambda status: (counted[status], status in answered, status not in _GENERAL))
            first = next(one for one in answers if one.status == usual)
            for one in answers:
                if one.status != usual:
                    words = {"code": code, "one": one.status, "other": usual}
                    yield item, facts.place(one.line.span, one.status), words, (first.line.span,)


def _answers(page: Page) -> Iterator[Answer]:
    """Codes of lines with one status: of a line with several nothing says which is whose."""
    for line in page:
        if "_" in line.text and (codes := dict.fromkeys(_code().findall(line.text))):
            statuses = set(_status().findall(line.text))
            yield from (Answer(code, status, line) for code in codes for status in statuses if len(statuses) == 1)
