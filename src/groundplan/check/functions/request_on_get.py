"""Bodies of requests that must have none, stated in the SPEC's form or in a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "spec"
WORDS = ("method", "path")
OPTIONS = ()

_SENTENCE = regex.compile(
    r"\b(get|head) (/[^\s`|]*)`?[^\n|]{0,60}?(?:\b(?:request|json|in the|in its|with a) body\b"
    r"|요청 ?본문|본문(?:에|으로))"
)
_BELOW = regex.compile(
    r"\b(?:sent|sends|takes?|passed|passes|given|carries|reads?)\b"
    r"[^.\n|]{0,30}\b(?:as|in|an?|the|its|json|request) body\b"
    r"|(?:요청 ?)?본문(?:에|으로)[^.\n|]{0,24}(?:보낸|보내|담|전달|전송)"
)
_GIVEN = regex.compile(
    r"(?:^|[.|·—–] ?|\) ?)(?:\*\*)?(?:(?:json |request )?body|(?:요청 ?)?(?:본문|바디))(?:\*\*)?: ?[`{]"
    r"|\((?:(?:in the |json |request )?body|(?:요청 ?)?본문)\)"
)
"""``Body: `size` (int)``, `status (body)`: a body in a line that says more."""
_LABEL = regex.compile(r"(?:(?:json )?request )?body|(?:요청 ?)?(?:본문|바디)")
"""What stands over a body that is shown."""
_APART = regex.compile(r"\b(?:no|not|without|never|empty|ignore\w*|response)\b|없|않|응답")


def _lines(endpoint: Endpoint, facts: Facts) -> Iterator[tuple[str, int, str]]:
    """The row or bullet that states an endpoint, and the lines below headings that name it."""
    own = facts.line(endpoint.span) if endpoint.carrier in ("table", "list") else ""
    if regex.has(own, ("ody", "본문", "바디")):
        yield endpoint.span.path, endpoint.span.line, own
    yield from facts.passages(endpoint)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A GET, HEAD or DELETE with fields of a request, and a sentence that gives the first two a body."""
    for item in items:
        for one in facts.spec.endpoints:
            if one.method in ("GET", "HEAD", "DELETE") and one.request:
                yield item, one.request[0].span, {"method": one.method, "path": one.path}, ()
        for one in facts.spec.endpoints:
            told = _lines(one, facts) if one.method in ("GET", "HEAD") and not one.request else ()
            label: Span | None = None
            for path, number, line in told:
                if label and line.startswith("```"):
                    yield item, label, {"method": one.method, "path": one.path}, ()
                words = line.strip(" *_#:-`")
                of_body = bool(words) and _LABEL.fullmatch(words.lower()) is not None
                label = Span(path, number, 1, number, len(line) + 1) if of_body else None if words else label
                found = _BELOW.search(line.lower()) or _GIVEN.search(line.lower())
                if found and not _APART.search(line.lower()) and not _SENTENCE.search(line.lower()):
                    span = Span(path, number, found.start() + 1, number, found.end() + 1)
                    yield item, span, {"method": one.method, "path": one.path}, ()
        for start, line in facts.prose.lines_with(("body", "본문", "요청 본문")):
            found = _SENTENCE.search(line)
            if found and not _APART.search(line):
                span = facts.prose.span(start + found.start(), start + found.end())
                yield item, span, {"method": found[1].upper(), "path": found[2]}, ()
