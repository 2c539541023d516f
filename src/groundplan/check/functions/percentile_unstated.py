"""Latency targets that say nothing of which requests, and times that are an average."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.numbers import bounds_of_deeds

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ()
OPTIONS = ("longest",)

_NUMBER = r"(?<![\d.])\d+(?:\.\d+)? ?(?:ms|s|seconds?|milliseconds?|초|밀리초)(?![a-z])"
_AVERAGE = regex.compile(
    rf"\b(?:average|avg|mean|on average)\b[^\n.|]{{0,40}}{_NUMBER}|{_NUMBER}[^\n.|]{{0,24}}\b(?:average|avg|mean)\b"
    rf"|평균[^\n.|]{{0,24}}{_NUMBER}|{_NUMBER}[^\n.|]{{0,8}}평균"
)
_LATENCY = regex.compile(r"latenc|respon[sd]|endpoint|\bapi\b|\bget\b|\bpost\b|requests?\b|응답|조회|지연")
_APART = regex.compile(
    r"\bp ?\d\d|percentile|quer(?:y|ies)\b|transaction|connections?\b|백분위|쿼리|질의|커넥션"
    r"|\b9\d(?:\.\d+)? (?:out )?of (?:every )?100\b"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """What takes `longest` milliseconds is a job with a bound, and no target."""
    targets = [one for one in facts.spec.targets if one.metric == "latency" and not one.percentile]
    targets = [one for one in targets if one.value < options["longest"]]
    bound = bounds_of_deeds(facts.spec) if targets else frozenset()
    targets = [one for one in targets if one not in bound]
    lines = facts.prose.lines_with(("average", "avg", "mean", "평균"))
    seen = {(one.span.path, one.span.line) for one in targets}
    for item in items:
        for one in targets:
            yield item, one.span, {}, ()
        for start, line in lines:
            found = _AVERAGE.search(line)
            if found and _LATENCY.search(line) and not _APART.search(line):
                span = facts.prose.span(start + found.start(), start + found.end())
                if (span.path, span.line) not in seen:
                    yield item, span, {}, ()
