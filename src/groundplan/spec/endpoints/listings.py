"""What a list may be asked for: the filters, sorts and searched fields that words name."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.spec.model import Endpoint

_LISTS = ("filter", "sort", "search", "order", "query:", "필터", "정렬", "검색", "쿼리:")


@cache
def _clauses() -> tuple[re.Pattern[str], ...]:
    listed = r"((?:`\w+`(?:\s*(?:,|및|와|과|/)\s*)?)+)"
    korean = rf"{listed}(?:으로|로)?\s*(검색|필터|정렬)"
    behind = rf"(검색|필터|정렬|쿼리(?=:))(?:은|는|:)? {listed}"
    verbs = "filter|filtered|filterable|sort|sorted|sortable|search|searchable|order|ordered|query(?=:)"
    another = rf"(?!(?:{verbs})\s*(?:by|on|:))"
    spans = rf"((?:{another}[`*]*[A-Za-z_]\w*[`*]*(?:\s*(?:,|and|or|/|및|와|과)\s*)?)+)"
    english = rf"\b({verbs})\b\s*(?:by|on|:)\s*{spans}"
    return regex.compile(english, re.IGNORECASE), regex.compile(korean), regex.compile(behind)


_VERBS = {"f": "filters", "필": "filters", "so": "sorts", "o": "sorts", "정": "sorts", "se": "search", "검": "search"}


def listing(endpoint: Endpoint, text: str) -> Endpoint:
    """The endpoint with the filters, sorts and searched fields that a sentence names."""
    lower = text.lower()
    asked = regex.findall(r"[?&](\w+)=?", "".join(regex.findall(r"`(\?[^`]*)`", text))) if "`?" in text else ()
    if asked and endpoint.method == "GET":  # `?state=`, `?from=&to=`
        endpoint = listed(endpoint, "filters", tuple(asked))
    if not regex.has(lower, _LISTS):
        return endpoint
    english, korean, behind = _clauses()
    after = [(found[1], found[2]) for pattern in (english, behind) for found in pattern.finditer(text)]
    before = [(found[2], found[1]) for found in korean.finditer(text)] if not behind.search(text) else []
    for verb, words in (*after, *before):
        endpoint = listed(endpoint, _kind(verb), names(words))
    return endpoint


def _kind(verb: str) -> str:
    lower = verb.lower()
    return _VERBS.get(lower[:2]) or _VERBS.get(lower[:1], "filters")


def names(text: str) -> tuple[str, ...]:
    """The names of fields in words, those in spans alone where there are any."""
    if given := regex.findall(r"(?:^|[\s,&?])`?([A-Za-z_]\w*)`?\s?=", text):  # `sort=`latest` | `oldest``
        return tuple(given)
    spans = regex.findall(r"`([A-Za-z_]\w*)`", text)
    words = spans or regex.findall(r"[A-Za-z_]\w*", text)
    return tuple(word for word in words if word.lower() not in ("and", "or", "by", "the"))


def listed(endpoint: Endpoint, kind: str, names: tuple[str, ...]) -> Endpoint:
    """The endpoint with these fields as its `kind`: filters, sorts, or what is searched."""
    if kind == "filters":
        return endpoint._replace(filters=joined(endpoint.filters, names))
    if kind == "sorts":
        return endpoint._replace(sorts=joined(endpoint.sorts, names))
    return endpoint._replace(search=joined(endpoint.search, names))


def joined(before: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """Both in their order, each once."""
    return tuple(dict.fromkeys((*before, *names)))
