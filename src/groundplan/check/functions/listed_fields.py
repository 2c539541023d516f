"""Fields by which a list is filtered, sorted or searched, and which its rows do not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Entity

NODE = "endpoint"
WORDS = ("name", "entity", "known")
OPTIONS = ()

_MOST = 8
_PAGING = frozenset(
    {"limit", "offset", "page", "pagesize", "perpage", "size", "cursor", "sort", "order", "q", "search"}
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Names in marks only: a sentence may say `by date range`. What begins as a field is known: `price_min`."""
    for item in items:
        entity = _rows(item.node, facts)
        if entity is None or not entity.fields or entity.carrier or entity.origin == "inferred":
            continue
        known, told = facts.field_names(entity), facts.block(item.node)
        for name in dict.fromkeys((*item.node.filters, *item.node.sorts, *item.node.search)):
            if (
                f"`{name}`" in told
                and fold(name) not in _PAGING
                and not any(fold(name).startswith(one) for one in known)
                and fold(name) not in facts.known_things
            ):
                words = {"name": name, "entity": entity.name, "known": ", ".join(sorted(set(known.values()))[:_MOST])}
                yield item, facts.near(item.span, name), words, (entity.span,)


def _rows(endpoint: Endpoint, facts: Facts) -> Entity | None:
    last = endpoint.path.rsplit("/", 1)[-1]
    return None if last.startswith("{") else facts.entities.get(singular(last))
