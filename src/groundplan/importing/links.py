"""Many-to-many relations, by operations that only join two rows: PUT and DELETE of `/tasks/{id}/labels/{label_id}`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.importing.naming import NOWHERE, entity_name
from groundplan.record import NamedTuple
from groundplan.spec.model import Entity, Field, FieldType, Relation
from groundplan.spec.text.words import same_name, singular

if TYPE_CHECKING:
    from groundplan.importing.operations import Call
    from groundplan.importing.schemas import Schemas

_JOINING = re.compile(r"/([\w-]+)/\{[^{}]+\}/([\w-]+)/\{([^{}]+)\}$")


class Links(NamedTuple):
    """The relations, and the entities that only they name."""

    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]


def linked(calls: list[Call], schemas: Schemas) -> Links:
    """The relations of paths that one operation joins and another parts, neither with a body."""
    known = {same_name(one): one for one in schemas.entities.values()}
    methods: dict[str, set[str]] = {}
    for one in calls:
        if one.body is None and not one.entity:
            methods.setdefault(one.path, set()).add(one.method)
    entities: list[Entity] = []
    relations: list[Relation] = []
    for path, used in methods.items():
        found = _JOINING.search(path)
        source = known.get(same_name(found.group(1)), "") if found else ""
        if not found or not source or "DELETE" not in used or not used & {"PUT", "POST"}:
            continue
        target = known.get(same_name(found.group(2)), "")
        if not target:
            target = entity_name(singular(found.group(2)))
            entities.append(_bare(target, _key(path, found.group(3), calls, schemas)))
            known[same_name(target)] = target
        relations.append(Relation(source, target, "N:M", NOWHERE, origin="inferred"))
    return Links(tuple(entities), tuple(relations))


def _bare(name: str, key: FieldType) -> Entity:
    return Entity(name, (Field("id", key, NOWHERE, primary_key=True, origin="inferred"),), NOWHERE, origin="inferred")


def _key(path: str, name: str, calls: list[Call], schemas: Schemas) -> FieldType:
    """The type of a path parameter."""
    for call in calls:
        for value in call.operation["parameters"] if call.path == path else ():
            one, _ = schemas.deref(value, path)
            if one.get("name") == name:
                return schemas.type_of(schemas.shape(one.get("schema"), path), path)[0]
    return FieldType("uuid")
