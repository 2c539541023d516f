"""Availability that no service reaches: figures above a bound, and sentences that allow no minute without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("stated",)
OPTIONS = ("most", "words", "told", "apart")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`told` is a pattern of a line with one of `words`; one with `apart` is of a deployment or has a figure."""
    stated = [one.span for one in facts.spec.targets if one.metric == "availability" and one.value > options["most"]]
    told, apart = regex.compile(options["told"]), regex.compile(options["apart"])
    for start, line in facts.prose.lines_with(options["words"]):
        found = told.search(line)
        if found and not apart.search(line):
            span = facts.prose.span(start + found.start(), start + found.end())
            if (span.path, span.line) not in {(one.path, one.line) for one in stated}:
                stated.append(span)
    for item in items:
        for span in stated:
            yield item, span, {"stated": facts.text(span)}, ()
