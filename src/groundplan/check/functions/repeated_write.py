"""Calls to third parties that are repeated although the first may have worked, with nothing that tells them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "integration"
WORDS = ()
OPTIONS = ()

_TELLING = ("idempoten", "멱등")
_CALLS = regex.compile(
    r"\b(?:outbound|outgoing|retr(?:y|ies|ied)|third part\w+|integrations?|calls?)\b|재시도|외부|연동|호출"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A key that our own callers send is no key of ours; a line about all calls, or about this party, is."""
    items = list(items)
    own = {(one.span.path, one.span.line) for one in facts.spec.endpoints}
    told = [
        (facts.prose.span(start, start + 1), line)
        for start, line in (facts.prose.lines_with(_TELLING) if items else ())
    ]
    said = [(span.path, span.line, line) for span, line in told if (span.path, span.line) not in own]
    for item in items:
        name, first, last = item.node.name.lower(), item.span.line, item.span.end_line + _BELOW
        if not any(
            name in line or _CALLS.search(line) or (path == item.span.path and first <= number <= last)
            for path, number, line in said
        ):
            yield item, item.span, {}, ()


_BELOW = 4
"""Lines below a name that may be about it."""
