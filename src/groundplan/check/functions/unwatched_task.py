"""Answers that promise work for later, and nothing to ask how far it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "endpoint"
WORDS = ()
OPTIONS = ()

_ACCEPTED = regex.compile(
    r"\b(?:answers?|returns?|responds?|response|응답|반환)\b[^\n|]{0,16}\b202\b"
    r"|\b202 accepted|(?<!\d)202(?:을|를|로)? ?(?:반환|응답|돌려)",
    re.IGNORECASE,
)
_WATCHED = regex.compile(
    r"\b(?:result|end|progress|state|outcome)\b[^.\n]{0,40}\bget /|\bstatus\b|\bpoll\w*"
    r"|\blocation\b|\bcallback|\bnotif\w*|\bjobs?/|상태|알림|조회|통지",
    re.IGNORECASE,
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where a GET reads one row below the path, or a word says how the end is told."""
    read = {regex.sub(r"\{[^}]*\}", "{}", one.path) for one in facts.spec.endpoints if one.method == "GET"}
    for item in items:
        one = item.node
        told = facts.told(one) if any(answer.status == 202 for answer in one.responses) else facts.block(one)
        accepted = any(answer.status == 202 for answer in one.responses) or _ACCEPTED.search(told)
        path = regex.sub(r"\{[^}]*\}", "{}", one.path)
        near = {f"{path}/{{}}", f"{path}/status"} | (set() if one.method == "GET" else {path})
        if accepted and not near & read and not _WATCHED.search(told):
            yield item, facts.place(one.span, one.raw or one.path), {}, ()
