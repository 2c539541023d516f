"""Latency targets that hold at no stated load."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "target"
WORDS = ()
OPTIONS = ()

_LOAD = regex.compile(
    r"\b(?:rps|tps|qps)\b|\breq(?:uests?)?(?: ?/ ?| per | a )s(?:ec(?:ond)?)?\b|concurrent|\bload\b|초당|동시|부하",
    re.IGNORECASE,
)
_NEAR = 2  # lines


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A load is that of the target's own line, or stands alone on a line near it: a number of users on a line of its
    own says how many there are, and not how often they ask.
    """
    alone = {(one.span.path, one.span.line) for one in facts.spec.targets if one.metric == "throughput"}
    shared = {(one.span.path, one.span.line) for one in facts.spec.targets if one.metric == "latency"}
    said = {(one.span.path, one.span.line) for one in facts.spec.requirements} if alone else set()
    loaded = {facts.heading_before(*place) for place in alone & shared}
    for item in items:
        path, line = item.span.path, item.span.line
        near = ((path, number) for number in range(line - _NEAR, line + _NEAR + 1))
        if (path, line) in said and (alone - shared or facts.heading_before(path, line) not in loaded):
            continue  # one call of a service whose load is stated, and not told beside others that have their own
        if not _LOAD.search(item.node.text) and not any(one in alone and one not in shared for one in near):
            yield item, item.span, {}, ()
