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
_BODIES = ("ody", "ODY", "본문", "바디")
_APART = regex.compile(r"\b(?:no|not|without|never|empty|ignore\w*|response)\b|없|않|응답")


def _lines(endpoint: Endpoint, facts: Facts) -> Iterator[tuple[str, int, str]]:
    """The row or bullet that states an endpoint, and the lines below headings that name it."""
    own = facts.line(endpoint.span) if endpoint.carrier in ("table", "list") else ""
    if regex.has(own, _BODIES):
        yield endpoint.span.path, endpoint.span.line, own
    yield from facts.passages(endpoint)


def _given(told: Iterable[tuple[str, int, str]]) -> Iterator[Span]:
    """Where lines about one call give it a body: in a line, or in a fence below a label."""
    label: Span | None = None
    for path, number, line in told:
        if label and line.startswith("```"):
            yield label
        if not regex.has(line, _BODIES):
            label = label if not line.strip(" *_#:-`") else None
            continue
        low = line.lower()
        of_body = _LABEL.fullmatch(low.strip(" *_#:-`")) is not None
        label = Span(path, number, 1, number, len(line) + 1) if of_body else None
        found = _BELOW.search(low) or _GIVEN.search(low)
        if found and not _APART.search(low) and not _SENTENCE.search(low):
            yield Span(path, number, found.start() + 1, number, found.end() + 1)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """A GET, HEAD or DELETE with fields of a request, and a sentence that gives the first two a body."""
    for item in items:
        for one in facts.spec.endpoints:
            if one.method in ("GET", "HEAD", "DELETE") and one.request:
                yield item, one.request[0].span, {"method": one.method, "path": one.path}, ()
        for one in facts.spec.endpoints:
            told = _lines(one, facts) if one.method in ("GET", "HEAD") and not one.request else ()
            for span in _given(told):
                yield item, span, {"method": one.method, "path": one.path}, ()
        for start, line in facts.prose.lines_with(("body", "본문", "요청 본문")):
            found = _SENTENCE.search(line)
            if found and not _APART.search(line):
                span = facts.prose.span(start + found.start(), start + found.end())
                yield item, span, {"method": found[1].upper(), "path": found[2]}, ()
