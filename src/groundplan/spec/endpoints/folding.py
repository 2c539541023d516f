"""Paths of examples folded into their templates: `GET /topics/topic-1` is an instance of `GET /topics/{id}`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.text.paths import shape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.spec.model import Endpoint

MAX_PART = 120


@cache
def _value() -> re.Pattern[str]:
    """What is no name in anybody's API: numbers, UUIDs, dates, hexadecimal words, `topic-1`."""
    return regex.compile(
        r"\d+|[\w-]*\d{4}-\d\d-\d\d[\w-]*|[0-9a-f]{8}-[0-9a-f-]{4,}|(?=[a-f]*\d)[0-9a-f]{12,}|(?=[a-f]*\d[a-f]*\d)(?=\d*[a-f])[0-9a-f]{4,11}|[a-z]+[-_]\d+|(?:non-?existent|does-not-exist)[\w-]*",
        re.IGNORECASE,
    )


@cache
def _instance() -> re.Pattern[str]:
    """What may be a value where a parameter is known to stand: `user_id`, `my-session`, `unknown-key`, `AB12-003`."""
    return regex.compile(
        r"[a-z0-9-]+(?:[._][a-z0-9-]+)+|[a-z]+(?:-[a-z]+)*-?\d{2,}[a-z]*|(?=[a-z-]*\d)(?:[a-z0-9]+-)+\d+"
        r"|(?:my|old|new|some|other|another|test|example|sample|unknown|missing|invalid|valid|existing|any)-[\w-]+"
        r"|unknown|missing|invalid|other",
        re.IGNORECASE,
    )


def folded(found: Iterable[Endpoint], defining: frozenset[str]) -> list[Endpoint]:
    """The endpoints with values in their paths made parameters; `defining` carriers state paths as they are."""
    endpoints = list(found)
    parameters, words = _tree(endpoints, defining)
    return [_fold(one, parameters, words, one.carrier in defining) for one in endpoints]


def completed(endpoints: list[Endpoint], defining: frozenset[str]) -> list[Endpoint]:
    """The endpoints with the ends of another's path made whole: `GET /status/{id}` is `GET /api/v1/relay/status/{id}`.

    Diagrams and tests leave out what all paths begin with; what a table or a list defines is meant as it stands.
    """
    wholes: dict[tuple[str, str], dict[str, str]] = {}
    for one in endpoints:
        plain = shape(one.path)
        if _rooted().match(plain):
            for tail in _tails(plain):
                wholes.setdefault((one.method, tail), {}).setdefault(plain, one.path)
    if not wholes:  # as of most
        return endpoints
    return [_completed(one, wholes.get((one.method, shape(one.path)), {}), defining) for one in endpoints]


def _completed(one: Endpoint, wholes: dict[str, str], defining: frozenset[str]) -> Endpoint:
    lone = one.path.count("/") == 1 and one.path.endswith("}")
    if one.carrier in defining or len(wholes) != 1 or (lone and not _mounted().fullmatch(one.path)):
        return one
    return one._replace(path=next(iter(wholes.values())))


@cache
def _mounted() -> re.Pattern[str]:
    """`/{id}`, `/{boatId}`: no service has its things right below its root; `/{code}` may well be all of a path."""
    return regex.compile(r"/\{(?:\w*_)?id\}|/\{\w*Id\}")


@cache
def _rooted() -> re.Pattern[str]:
    return regex.compile(r"/(?:api|v\d+)/")


def _tails(path: str) -> list[str]:
    """The ends of two or more parts, down to the first parameter: what stands before one cannot be left out.

    Of a collection its one word will do, and of one of its things the parameter, as code that is mounted has it.
    """
    parts = path.split("/")[1:]
    whole = _prefix().match(path)
    ends = ["/" + whole[1]] if whole else []
    ends += ["/" + parts[-1]] if len(parts) > 1 and parts[-1].startswith("{") else []
    last = next((at for at, part in enumerate(parts) if part.startswith("{")), len(parts))
    return [*ends, *("/" + "/".join(parts[at:]) for at in range(1, min(last + 1, len(parts) - 1)))]


@cache
def _prefix() -> re.Pattern[str]:
    """`/api/v1/boats`: before a collection nothing but what all paths begin with."""
    return regex.compile(r"/(?:api/v\d+|api|v\d+)/([a-z][\w-]*)$")


def _tree(endpoints: list[Endpoint], defining: frozenset[str]) -> tuple[dict[str, str], set[str]]:
    """The parameter that is known to stand below a path, and the whole words that are stated there."""
    parameters: dict[str, str] = {}
    words: set[str] = set()
    for one in endpoints:
        prefix = ""
        for part in one.path.split("/")[1:]:
            if part.startswith("{"):
                parameters.setdefault(prefix, part)
            elif one.carrier in defining and "{" in one.path:  # a template: its other words are meant as they are
                words.add(f"{prefix}/{part}")
            prefix = f"{prefix}/{shape(part)}"
    return parameters, words


def _fold(one: Endpoint, parameters: dict[str, str], words: set[str], defines: bool) -> Endpoint:
    prefix, parts = "", []
    for part in one.path.split("/")[1:]:
        kept = _folded_part(part, prefix, parameters, words, defines)
        parts.append(kept)
        prefix = f"{prefix}/{shape(kept)}"
    path = "/" + "/".join(parts)
    return one if path == one.path else one._replace(path=path, carrier="sentence")


def _folded_part(part: str, prefix: str, parameters: dict[str, str], words: set[str], defines: bool) -> str:
    if part.startswith("{") or not part or len(part) > MAX_PART:
        return part
    if f"{prefix}/{part}" in words:
        return part
    if _value().fullmatch(part):
        return parameters.get(prefix, "{id}")
    known = parameters.get(prefix)
    return known if known and not defines and _instance().fullmatch(part) else part
