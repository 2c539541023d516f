"""HTTP Basic: as the scheme of callers, and in sentences about who calls us; a third party may ask it of us."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ()
OPTIONS = ("words", "told", "apart")

_OUTSIDE = frozenset({"integrations", "testing", "acceptance", "project_dependencies"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`told` is a pattern of a line with one of `words` that lets callers in so; `apart` of one that says otherwise."""
    spans = [one.span for one in facts.spec.auth if one.scheme == "basic"]
    told, apart = _compiled(options["told"]), _compiled(options["apart"])
    for line in facts.stated_with(options["words"]) if not spans else ():
        found = told.search(line.text) if line.kind not in _OUTSIDE and not apart.search(line.text) else None
        if found and not any(one.name.lower() in line.text.lower() for one in facts.spec.integrations):
            spans.append(facts.place(line.span, found[0]))
    for item in items:
        yield from ((item, span, {}, ()) for span in spans[:1])


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return regex.compile(pattern, re.IGNORECASE)
