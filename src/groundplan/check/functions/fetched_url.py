"""Addresses that callers give and the service opens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Entity, Field

NODE = "spec"
WORDS = ("found",)
OPTIONS = ()

_FETCH = r"\b(?:fetch|download|retriev|crawl|scrap)\w*|가져온|가져와|내려받|다운로드|불러온"
_FETCHED = regex.compile(
    rf"{_FETCH}|서버(?:가|에서)[^.|]{{0,20}}(?:호출|요청|접속)|(?:주소|url)(?:를|을|로) ?(?:호출|요청|접속)"
    rf"|\b(?:import|call|post|load)s?\b[^.]{{0,20}}\b(?:from|to) (?:it|this|that)\b",
    re.IGNORECASE,
)
_SENTENCE = regex.compile(
    rf"(?:{_FETCH})[^.\n|]{{0,60}}\b(?:url|link|address) (?:that|which|given|sent|of the (?:user|caller|request))"
    rf"|\b(?:given|supplied|submitted|posted) url\b[^.\n|]{{0,40}}(?:{_FETCH})"
    rf"|(?:{_FETCH})[^.\n|]{{0,40}}\b(?:given|supplied|submitted|posted) url\b"
    r"|(?:입력|제출|보낸|받은)(?:한)? ?(?:url|주소|링크)[^.\n|]{0,30}(?:가져|내려받|다운로드|불러)"
)
_CLIENT = regex.compile(r"\b(?:client|browser|user|app)s? (?:\w+ )?(?:fetch|download|load)", re.IGNORECASE)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """URL fields whose line says that they are fetched, and sentences that say it of a URL that somebody gave."""
    for item in items:
        seen = set()
        for field in (*facts.each("entities", _addresses), *facts.each("endpoints", _requested)):
            line = facts.line(field.span)
            if _FETCHED.search(line) and not _CLIENT.search(line):
                seen.add((field.span.path, field.span.line))
                yield item, facts.place(field.span, field.name), {"found": field.name}, ()
        for start, line in facts.prose.lines_with(("url", "link", "링크", "주소")):
            found = _SENTENCE.search(line)
            span = facts.prose.span(start + found.start(), start + found.end()) if found else None
            if found and span and (span.path, span.line) not in seen and not _CLIENT.search(line):
                yield item, span, {"found": found.group()}, ()


def _addresses(owners: Iterable[Entity]) -> Iterator[Field]:
    return (field for one in owners for field in one.fields if field.type.base == "url")


def _requested(endpoints: Iterable[Endpoint]) -> Iterator[Field]:
    fields = (field for one in endpoints for field in one.request or ())
    return (one for one in fields if one.type.base == "url" or (one.type.base == "string" and _NAMED(one.name)))


_NAMED = regex.compile(r"(?:^|_)(?:ur[il]|link|callback|webhook)$|[a-z]Ur[il]$").search
