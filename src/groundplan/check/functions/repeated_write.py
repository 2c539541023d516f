"""Calls to third parties that are repeated although the first may have worked, with nothing that tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.lines import entry

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
    items = [item for item in items if _moves_money(item, facts)]
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


def _moves_money(item: Item, facts: Facts) -> bool:
    """Whether a call with which money moves is repeated, by its path or by what the line says is done."""
    if not item.node.retries:
        return False
    line = entry(item.span, facts.lines)
    return _PATHS.search(" ".join(item.node.operations)) is not None or (
        _DEEDS.search(line) is not None and not _READS.search(line)
    )


_PATHS = regex.compile(r"POST /\S*(?:charge|payment|transfer|order|refund|capture|payout|invoice|결제)", re.IGNORECASE)
_DEEDS = regex.compile(
    r"\b(?:charges?|refunds?|payouts?|captures?|card payments?|takes? payments?|payments|debits?)\b"
    r"|(?:결제|환불|송금|이체|출금) ?(?:승인|처리|요청|취소|및|과|와|,|·)|승인과 환불",
    re.IGNORECASE,
)
_READS = regex.compile(
    r"\b(?:reads?|GET|look-?ups?|quer(?:y|ies)|status|only (?:for )?network)\b|조회|검증만", re.IGNORECASE
)


_BELOW = 4
"""Lines below a name that may be about it."""
