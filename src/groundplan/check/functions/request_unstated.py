"""Writing endpoints whose body nobody can know: none is stated and the path names no entity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.column import words_of
from groundplan.check.facts import Facts, path_names, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Requirement, Scenario

NODE = "endpoint"
WORDS = ()
OPTIONS = ("known",)

_BODY = (
    r"(?im)^\W*(?:(?:example |sample |json )?(?:request|body|payload)|query parameters|(?:예시 )?요청)\b[^|\n]{0,40}$"
    r"|multipart|\bupload|업로드|수신"
    r"|\b(?:accept|accepts|takes|receives)\b[^.`\n]{0,40}`\w+`|`\w+`\W{0,3}[을를]\s*받"
    r"|\bwith\b(?: (?:an?|the))?(?: \w+)? ?`?\{\s*[\"\w]|\bvalidates?\b[^.`\n]{0,12}`\w+`"
)


@cache
def _asked() -> re.Pattern[str]:
    """`WHEN creating a role, THE API SHALL validate that the name is provided`: what the body of roles has."""
    return regex.compile(
        r"\b(?:creat|updat|add|register|submit)ing (?:an? |the |new )*([a-z]+)(?: ([a-z]+))?(?=[ ,])"
        r"[^.]*\b(?:validate|require|accept|provide|include|take)"
        r"|(\S+?)(?:을|를) ?(?:생성|등록|수정|추가)할 ?때[^.]*(?:입력|받|필수|검증)",
        re.IGNORECASE,
    )


def _made(some: Iterable[Requirement]) -> Iterator[str]:
    """The things, in the singular, of whose making or changing a sentence says what it asks for."""
    may = (one.text for one in some if "ing " in one.text.lower() or "때" in one.text)
    for found in map(_asked().search, may):
        if found:
            words = [one.lower() for one in found.groups() if one]
            yield from (singular(one) for one in (*words, "".join(words)))


def _with_body(some: Iterable[Requirement]) -> Iterator[frozenset[str]]:
    """The words of each sentence that says what body there is: `WHEN fetching prices, ... accept a request body`."""
    low = (one.text.lower() for one in some)
    return (frozenset(regex.findall(r"\w+", text)) for text in low if "request body" in text or "요청 본문" in text)


def _steps(some: Iterable[Scenario]) -> Iterator[tuple[str, int]]:
    return ((step.span.path, step.span.line) for one in some for step in one.steps)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`known` is a pattern for the paths of operations with a body of their own: sign-in, refresh, webhooks.

    Quiet in a SPEC without a data model, where the cause is elsewhere, and for actions on one row, such as
    `POST /orders/{id}/cancel`, which need none.
    """
    if not facts.entities:
        return
    silent = facts.kept(_silent, tuple(items), facts.known_things, [one.webhook for one in facts.spec.integrations])
    steps = frozenset(facts.each("scenarios", _steps)) if silent else frozenset()  # which name a call in passing
    silent = [item for item in silent if (item.span.path, item.span.line) not in steps]
    bodies: list[frozenset[str]] = facts.each("requirements", _with_body) if silent else []
    silent = [item for item in silent if not any(_last(item.node) <= one for one in bodies)]
    told = frozenset(facts.each("requirements", _made)) if silent else frozenset()
    unknown = [item for item in silent if told.isdisjoint(path_names(item.node)[-2:])]
    known = regex.compile(options["known"], re.IGNORECASE) if unknown else None
    for item in unknown:
        if known is not None and not known.search(item.node.path) and not regex.search(_BODY, facts.block(item.node)):
            yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()


def _silent(items: Iterable[Item], things: frozenset[str], hooks: list[str]) -> list[Item]:
    """Those of which no body is stated and no path tells it."""
    return [
        item
        for item in items
        if item.node.request is None and not item.node.request_entity and not _implied(item.node, things, hooks)
    ]


def _last(endpoint: Endpoint) -> frozenset[str]:
    """The words of the last literal segment of a path; `-` where it has none, which is no word."""
    literals = [part for part in endpoint.path.split("/") if part and not part.startswith("{")]
    return frozenset(literals[-1].lower().replace("_", "-").split("-")) if literals else frozenset("-")


def _implied(endpoint: Endpoint, things: frozenset[str], hooks: list[str]) -> bool:
    segments = [part for part in endpoint.path.split("/") if part]
    literals = [part for part in segments if not part.startswith("{")]
    if not literals or not things.isdisjoint(path_names(endpoint)[-2:]):
        return True
    if not things.isdisjoint(words_of(literals[-1])):
        return True  # `createOrder` names the order
    is_action = len(segments) > 1 and segments[-2].startswith("{") and segments[-1] == literals[-1]
    is_action = is_action or (endpoint.method == "POST" and segments[-1].startswith("{"))
    return is_action or endpoint.path in hooks
