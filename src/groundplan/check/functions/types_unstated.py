"""Fields of a request of which nothing says the type: neither they nor the field of that name of an entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity, Field

NODE = "request_field"
WORDS = ()
OPTIONS = ()

_SILENT = frozenset({"unknown", "binary"})
"""Of members of a list of names; of a file its kind is all that there is to say."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Where a body is a list of names, a field of the data model tells. What is kept as a hash is sent as it is."""
    items = list(items)
    typed = facts.kept(_typed, facts.spec.entities) if items else frozenset()
    for item in items:
        named = all(one.type.base in _SILENT for one in item.owner.request)
        name = fold(item.node.name)
        told = (named and (name in typed or name.endswith("token"))) or _has_values(item.node, facts)
        if not told:
            yield item, facts.place(item.span, item.node.name), {}, ()


def _has_values(field: Field, facts: Facts) -> bool:
    """`side` (left, right): a choice of which the values stand in the bracket, as those of an entity do."""
    line = facts.line(field.span)
    at = line.find(field.name, field.span.column - 1)
    found = regex.match(r"`? ?\(([^()]+)\)", line[at + len(field.name) :]) if at >= 0 else None
    words = set(regex.findall(r"[\w-]+", found[1])) if found else set()
    kept = (one for entity in facts.spec.entities for one in entity.fields if one.name == field.name)
    return any(len(words & set(one.type.values)) > 1 for one in kept)


def _typed(entities: tuple[Entity, ...]) -> frozenset[str]:
    names = {fold(one.name) for entity in entities for one in entity.fields if one.type.base != "unknown"}
    return frozenset(names | {name.removesuffix("hash") for name in names})
