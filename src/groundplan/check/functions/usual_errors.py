"""Endpoints that leave out an error which nearly all others like them state: 404 of a path with an id, 401, 400."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import RELATIVE_ROLES
from groundplan.check.functions import Found
from groundplan.check.nodes import by_place, place
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ("status",)
OPTIONS = ()
PARTS = ("endpoints", "roles")

_FAULT = 400
_FEWEST = 3
"""So many state it, and so many times as many as do not."""
_WRITES = frozenset({"POST", "PUT", "PATCH"})


@cache
def _own() -> re.Pattern[str]:
    """Paths about the caller: whose id the token has, or whose token it is."""
    return regex.compile(r"refresh|logout|/me(?:/|$)|/self(?:/|$)", re.IGNORECASE)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of those that state errors at all."""
    roles = frozenset(one.name for one in facts.spec.roles)
    kinds: list[list[Stating]] = [[] for _ in _KINDS]
    for number, one in facts.each("endpoints", _stating, given=(roles,)):
        kinds[number].append(one)
    for (statuses, fewest), stated in zip(_KINDS, kinds, strict=True):
        without = [one for found in stated for one in found.without]
        most = sum(one.times for one in stated) - len(without)
        if without and most >= max(fewest, _FEWEST * len(without)):
            own = by_place(items, {one.span for one in without})
            usual = max(statuses, key=lambda status: sum(one.of[status] for one in stated))
            for item in (own[place(one)] for one in without if place(one) in own):
                yield item, item.node.responses[-1].span, {"status": str(usual)}, ()


class Stating(NamedTuple):
    """How many of some endpoints state errors and belong to a kind, which leave out its error, how many have each."""

    times: int
    without: list[Endpoint]
    of: Counter[int]


def _stating(endpoints: Iterable[Endpoint], roles: frozenset[str]) -> Iterator[tuple[int, Stating]]:
    told = [one for one in endpoints if one.responses]
    stated = [(one, known) for one in told if max(known := frozenset(it.status for it in one.responses)) >= _FAULT]
    belongs: tuple[Callable[[Endpoint], bool], ...] = (_is_protected, partial(_refuses, roles), _has_id, _takes_body)
    for number, is_own in enumerate(belongs):
        own = [(one, known) for one, known in stated if is_own(one)]
        of = Counter(status for _, known in own for status in known)
        yield number, Stating(len(own), [one for one, known in own if known.isdisjoint(_KINDS[number][0])], of)


_KINDS = (((401,), _FEWEST), ((403,), _FEWEST + 1), ((404,), _FEWEST), ((400, 422, 413, 415), _FEWEST))
"""The errors of each kind of endpoint, and how many must state one of them; a file is refused by its size or form."""


def _is_protected(endpoint: Endpoint) -> bool:
    return endpoint.access is not None and endpoint.access.kind in ("authenticated", "roles")


def _refuses(roles: frozenset[str], endpoint: Endpoint) -> bool:
    """Whether it is for some roles only; a list of what is one's own refuses nobody, nor does one for each role."""
    access = endpoint.access
    if access is None or access.kind != "roles" or (roles and roles <= frozenset(access.roles)):
        return False
    own = any(one in RELATIVE_ROLES or one.startswith("its ") for one in access.roles)
    return endpoint.method != "GET" or not own


def _has_id(endpoint: Endpoint) -> bool:
    return "{" in endpoint.path and not _own().search(endpoint.path)


def _takes_body(endpoint: Endpoint) -> bool:
    return endpoint.method in _WRITES and bool(endpoint.request) and not _own().search(endpoint.path)
