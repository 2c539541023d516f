"""Types of GraphQL across the fences of a SPEC: which are resources, and which of their members are only a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.grammar import compact

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Entity, Field


def declared(draft: Draft) -> list[Entity]:
    """The resources that code declares. Types of GraphQL without a key are resources where no other is declared."""
    if not draft.graph:
        return draft.code_entities
    found = draft.code_entities or draft.values
    types = {one.name: one for one in found if one.name in draft.graph}
    return [_keyed(one, types) if one.name in types else one for one in found]


def _keyed(one: Entity, types: dict[str, Entity]) -> Entity:
    """Without members that a key says already: `driver: Driver` beside `driverId`, `trips: [Trip]` of its `userId`."""
    own = {compact(field.name) for field in one.fields}
    kept = tuple(field for field in one.fields if not _is_back_reference(field, one, own, types))
    return one._replace(fields=kept) if kept else one


def _is_back_reference(field: Field, owner: Entity, own: set[str], types: dict[str, Entity]) -> bool:
    other = types.get(field.type.target)
    if other is None:
        return False
    if field.type.base == "ref" and compact(field.name) + "id" in own:
        return True
    key = compact(owner.name) + "id"
    return any(compact(one.name) == key or _refers(one, owner) for one in other.fields)


def _refers(field: Field, owner: Entity) -> bool:
    return field.type.base == "ref" and field.type.target == owner.name
