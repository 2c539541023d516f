"""Lists that are filtered or sorted by a field that no index has, where the SPEC states indexes and a latency."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Entity, Field

NODE = "endpoint"
WORDS = ("name", "entity")
OPTIONS = ()
PARTS = ("entities", "targets")
ALONE = True

_FEW_VALUES = frozenset({"bool", "enum"})
_KEYS = frozenset({"ref", "unknown"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Below one row of another entity its key leaves few rows; a field of few values tells few rows apart."""
    if not any(one.metric == "latency" for one in facts.spec.targets) or not _states_indexes(facts):
        return
    for item in items:
        entity = _rows(item.node, facts)
        for name in dict.fromkeys((*item.node.filters, *item.node.sorts)) if entity else ():
            field = next((one for one in entity.fields if fold(one.name) == fold(name)), None) if entity else None
            if entity and field and not _is_indexed(field, entity):
                yield item, facts.near(item.span, name), {"name": name, "entity": entity.name}, (field.span,)


def _states_indexes(facts: Facts) -> bool:
    return any(entity.indexes or any(one.indexed for one in entity.fields) for entity in facts.spec.entities)


def _rows(endpoint: Endpoint, facts: Facts) -> Entity | None:
    if "{" in endpoint.path or endpoint.method != "GET":
        return None
    entity = facts.entities.get(singular(endpoint.path.rsplit("/", 1)[-1]))
    return entity if entity and entity.origin == "stated" and not entity.carrier else None


def _is_indexed(field: Field, entity: Entity) -> bool:
    if field.type.base in _FEW_VALUES | _KEYS or field.unique or field.primary_key or field.indexed:
        return True
    return any(fold(column.field) == fold(field.name) for index in entity.indexes for column in index.columns)
