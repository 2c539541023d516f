"""Parameters for paging that belong to another style guide than the one that is followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ("value",)
OPTIONS = ("forbid",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`forbid`: the names, in lower case, of a query in the path, of described parameters and of words in marks."""
    forbid = frozenset(options["forbid"])
    for item in items:
        for name in _names(item.node, facts):
            if name.lower() in forbid:
                yield item, facts.near(item.span, name), {"value": name}, ()


def _names(endpoint: Endpoint, facts: Facts) -> Iterable[str]:
    query = endpoint.raw.partition("?")[2]
    told = regex.findall(r"`(\$?\w+)`", facts.block(endpoint)) if endpoint.method == "GET" else []
    return dict.fromkeys([*regex.findall(r"\$?\w+", query), *(one.name for one in endpoint.parameters), *told])
