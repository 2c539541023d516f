"""Endpoints that leave out an error which nearly all others like them state: 404 of a path with an id, 401, 400."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import RELATIVE_ROLES
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ("status",)
OPTIONS = ()
PARTS = ("roles",)

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
    answered = [(item, frozenset(one.status for one in item.node.responses)) for item in items if item.node.responses]
    stated = [(item, statuses) for item, statuses in answered if max(statuses) >= _FAULT]
    for statuses, belongs, fewest in (
        ((401,), _is_protected, _FEWEST),
        ((403,), partial(_refuses, frozenset(one.name for one in facts.spec.roles)), _FEWEST + 1),
        ((404,), _has_id, _FEWEST),
        ((400, 422), _takes_body, _FEWEST),
    ):
        own = [(item, known) for item, known in stated if belongs(item.node)]
        without = [item for item, known in own if known.isdisjoint(statuses)]
        if len(own) - len(without) >= max(fewest, _FEWEST * len(without)):
            for item in without:
                yield item, item.node.responses[-1].span, {"status": str(statuses[0])}, ()


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
