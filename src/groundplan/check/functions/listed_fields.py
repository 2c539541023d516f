"""Fields by which a list is filtered, sorted or searched, and which its rows do not have."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Entity

NODE = "endpoint"
WORDS = ("name", "entity", "known")
OPTIONS = ()

_MOST = 8
_PAGING = frozenset(
    {"limit", "offset", "page", "pagesize", "perpage", "size", "cursor", "sort", "order", "q", "search"}
    | {"from", "to", "since", "until", "before", "after", "start", "end", "date", "startdate", "enddate"}
)
"""What every list may be called with; the ends of a range are of whatever date the rows have."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Names in marks or in a mere list: a sentence may say `by date range`. What begins as a field is known."""
    for item in items:
        entity = _rows(item.node, facts)
        if entity is None or not entity.fields or entity.carrier or entity.origin == "inferred":
            continue
        known, told, near = facts.field_names(entity), facts.block(item.node), _beside(entity, facts)
        for name in dict.fromkeys((*item.node.filters, *item.node.sorts, *item.node.search)):
            if (
                (f"`{name}`" in told or _is_asked(name, told) or _is_listed(name, told))
                and fold(name) not in _PAGING
                and not any(fold(name).startswith(one) for one in known)
                and fold(name) not in facts.known_things
                and fold(name) not in near
            ):
                words = {"name": name, "entity": entity.name, "known": ", ".join(sorted(set(known.values()))[:_MOST])}
                yield item, _place(item, name, facts), words, (entity.span,)


def _beside(entity: Entity, facts: Facts) -> frozenset[str]:
    """The fields of what the rows belong to, by which a list may be narrowed as well."""
    own = singular(entity.name)
    targets = {singular(one.type.target) for one in entity.fields if one.type.base == "ref"}
    pairs = ((singular(one.source), singular(one.target)) for one in facts.spec.relations)
    targets |= {one for pair in pairs if own in pair for one in pair if one != own}
    found = (facts.entities[one] for one in targets if one in facts.entities)
    return frozenset(fold(field.name) for one in found for field in one.fields)


def _place(item: Item, name: str, facts: Facts) -> Span:
    """The name where it stands near, or in the lines below the heading."""
    found = facts.near(item.span, name)
    if found != item.span:
        return found
    lines = (Span(path, line, 1, line, len(text) + 1) for path, line, text in facts.passages(item.node) if name in text)
    return next((facts.place(one, name) for one in lines), found)


@cache
def _list() -> re.Pattern[str]:
    """`- Query: status, due_on`: a key, and nothing but names behind it."""
    return regex.compile(r"^[-*+ ]*[^\W\d][\w ]{1,24}\**: *\**(\w+(?: *, *\w+)*) *$", re.MULTILINE)


def _is_asked(name: str, told: str) -> bool:
    """`?state=`, `?from=&to=` in marks."""
    return "`?" in told and (f"?{name}=" in told or f"&{name}=" in told)


def _is_listed(name: str, told: str) -> bool:
    return ":" in told and any(name in found.replace(" ", "").split(",") for found in _list().findall(told))


def _rows(endpoint: Endpoint, facts: Facts) -> Entity | None:
    last = endpoint.path.rsplit("/", 1)[-1]
    return None if last.startswith("{") else facts.entities.get(singular(last))
