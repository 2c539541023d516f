"""The address of a client of one's own that CORS does not let in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("origin", "allowed")
OPTIONS = ()

_CLIENT = regex.compile(
    r"\b(?:single-page|spa|front-?end|web (?:app|client)\w*|browser|dashboard|admin (?:app|console))\b"
    r"|프론트|웹 ?(?:앱|클라이언트|화면)|브라우저",
    re.IGNORECASE,
)
_ORIGIN = regex.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,200}[A-Za-z0-9])?(?::\d+)?(?![A-Za-z0-9.:-]{0,200}(?:/\w|[A-Za-z0-9]))"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the client's line; where CORS names origins, and none with a wildcard."""
    allowed = {one.value.rstrip("/") for one in facts.spec.cors if one.value.startswith("http")}
    if not allowed or any("*" in one.value for one in facts.spec.cors):
        return
    places = {(one.span.path, one.span.line) for one in facts.spec.cors}
    for item in items:
        for line in facts.stated_with(("://",)):
            if (line.span.path, line.span.line) in places or not _CLIENT.search(line.text):
                continue
            for found in _ORIGIN.finditer(line.text):
                if found[0] not in allowed:
                    words = {"origin": found[0], "allowed": ", ".join(sorted(allowed))}
                    yield item, facts.place(line.span, found[0]), words, (facts.spec.cors[0].span,)
