"""Addresses without TLS: of third parties, and the one at which the service itself answers."""

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
WORDS = ("name",)
OPTIONS = ("near", "own", "apart")

_PLAIN = "http://"


@cache
def _address() -> re.Pattern[str]:
    return regex.compile(r"(?P<url>http://(?P<host>[\w.-]+\.[a-z]{2,})[^\s`|)]*)")


def _is_own(line: str, facts: Facts) -> bool:
    """Whether the host is one that the SPEC elsewhere calls with TLS, and no page that CORS lets in."""
    found = _address().search(line)
    return (
        found is not None
        and "cors" not in line
        and "origin" not in line
        and facts.prose.find(f"https://{found['host']}") >= 0
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`near` is a pattern of hosts of one's own network, `own` of a line about the service's address."""
    near, own, apart = (regex.compile(options[one]) for one in ("near", "own", "apart"))
    for item in items:
        plain = [one for one in facts.spec.integrations if one.url.startswith(_PLAIN) and not near.search(one.url)]
        for one in plain:
            yield item, facts.place(one.span, one.url), {"name": one.name}, ()
        told = {(one.span.path, one.span.line) for one in plain}
        for start, line in facts.prose.lines_with((_PLAIN,)):
            found = own.search(line) or (_address().search(line) if _is_own(line, facts) else None)
            if found and not near.search(found["url"]) and not apart.search(line):
                span = facts.prose.span(start + found.start("url"), start + found.end("url"))
                if (span.path, span.line) not in told:
                    yield item, span, {"name": facts.text(span)}, ()
