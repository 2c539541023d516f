"""Answers with a number that is no HTTP status, in the SPEC's form or in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Response

NODE = "spec"
WORDS = ("value",)
OPTIONS = ("known",)

_WORDS = ("answer", "respond", "return", "response is", "status code", "반환", "응답", "돌려")
_SENTENCE = regex.compile(
    r"\b(?:answers?|responds?|returns?|response is|status code)(?: (?:with|is|of|be|an?|http))* `?([1-9]\d\d)`?"
    r"(?![\w%.,-]*\d)"
    r"(?! ?(?:[a-z]+s\b|ms\b|%))|(?<![\d.,])`?([1-9]\d\d)`?(?:을|를|으로|로)? ?(?:반환|응답|돌려)"
)


_LONG = regex.compile(r"(?<!\d)[45]\d\d[`)]?, ?`?(\d{4,5}|\d{2})`?(?=\s*(?:[,.;|)]|$))")
"""`401, 403, 4040`: behind statuses a number of other length."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`known` are the registered statuses."""
    known = frozenset(options["known"])
    for item in items:
        seen = set()
        for one in facts.each("endpoints", _unknown, known):
            span = facts.place(one.span, str(one.status))
            seen.add((span.path, span.line))
            yield item, span, {"value": str(one.status)}, ()
        for one in facts.each("endpoints", _last):
            found = _LONG.search(facts.line(one.span), one.span.column - 1)
            if found and (one.span.path, one.span.line) not in seen:
                yield item, facts.place(one.span, found[1]), {"value": found[1]}, ()
        for start, line in facts.prose.lines_with(_WORDS):
            for found in _SENTENCE.finditer(line):
                group = 1 if found[1] else 2
                span = facts.prose.span(start + found.start(group), start + found.end(group))
                if int(found[group]) not in known and (span.path, span.line) not in seen:
                    yield item, span, {"value": found[group]}, ()


def _last(endpoints: Iterable[Endpoint]) -> Iterator[Response]:
    """The last answer of each endpoint that has two or more: a list of them may go on with a number that is none."""
    return (one.responses[-1] for one in endpoints if len(one.responses) > 1)


def _unknown(endpoints: Iterable[Endpoint], known: frozenset[int]) -> Iterator[Response]:
    return (answer for one in endpoints for answer in one.responses if answer.status not in known)
