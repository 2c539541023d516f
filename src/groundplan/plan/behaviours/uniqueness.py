"""Uniqueness that sentences ask for: of rows that are alike in several fields there is one, and a second is 409.

The constraint is one of the data model, so that two requests at once cannot both pass: it is added to the entity before
anything else is planned, and the requirement is then kept by whatever fills one of the columns.
"""

from __future__ import annotations

from collections.abc import Iterable

from groundplan import regex
from groundplan.plan.behaviours.facts import Addition, Facts, Unique
from groundplan.plan.behaviours.guards import CONFLICT
from groundplan.plan.data.indexes import find
from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Resource
from groundplan.plan.words import meanings
from groundplan.plan.words.names import key
from groundplan.plan.words.reading import Reading, readings
from groundplan.plan.words.tables import fold
from groundplan.spec.model import Entity, Field, Index, IndexColumn, Spec

KIND = "unique"
_BETWEEN = regex.compile(
    r",|같은|동일한|\b(?:and|at|in|for|with|of|by|on|to)\b|(?:와|과|에서|에게|으로|로|에|의)(?:\s|$)|\b및\b"
)
_SAME = regex.compile(r"\b(?:the|an?|same|identical|its|their)\b")
_TIMES = frozenset({"datetime", "date", "time"})
_MAKES = ("create", "register")
_CHANGES = ("update", "replace", "me_update", "action")


def asked(spec: Spec) -> tuple[Unique, ...]:
    """What requirements with an id want to be unique, where every word names a field of one entity."""
    found = []
    for requirement in spec.requirements if spec.entities else ():
        reading = next((one for one in readings(requirement) if one.row["kind"] == KIND), None)
        entity = _entity(spec, reading) if reading and requirement.id else None
        fields = _fields(spec, entity, reading.words["keys"]) if reading and entity else ()
        if entity and fields and int(reading.words.get("status", CONFLICT) if reading else 0) == CONFLICT:
            found.append(Unique(requirement.id, entity.name, fields, requirement.span))
    return tuple(found)


def with_uniqueness(spec: Spec, wanted: Iterable[Unique]) -> Spec:
    """The SPEC with a unique index for each that it does not state."""
    entities = {one.name: one for one in spec.entities}
    for one in wanted:
        entity = entities[one.entity]
        if not any(it.unique and {at.field for at in it.columns} == set(one.fields) for it in entity.indexes):
            index = Index(tuple(IndexColumn(name) for name in one.fields), one.span, unique=True)
            entities[one.entity] = entity._replace(indexes=(*entity.indexes, index))
    return spec._replace(entities=tuple(entities[one.name] for one in spec.entities))


def unique(reading: Reading, facts: Facts) -> list[Addition]:
    """The operations that could make a second such row."""
    one = next((it for it in facts.unique if it.requirement == reading.requirement.id), None)
    thing = facts.thing(one.entity) if one else None
    if one is None or thing is None:
        return []
    columns = [field.column for name in one.fields if (field := find(thing, name)) is not None]
    return [Addition(it.id, kept=(one.requirement,)) for it in facts.operations if _fills(it, thing, columns, facts)]


def _fills(operation: Operation, thing: Resource, columns: list[str], facts: Facts) -> bool:
    """Whether it makes a row, or changes one of the columns."""
    if operation.resource != thing.name.pascal:
        return False
    set_by = {one.column for one in operation.effects}
    changes = any(one in set_by or facts.sends(operation, one) for one in columns)
    return operation.kind in _MAKES or (operation.kind in _CHANGES and changes)


def _entity(spec: Spec, reading: Reading) -> Entity | None:
    phrase = reading.words.get("thing") or reading.words["many"]
    name, label = key(phrase), fold(phrase)
    named = (one for one in spec.entities if key(one.name) == name or (one.label and fold(one.label) == label))
    return next(named, None)


def _fields(spec: Spec, entity: Entity, phrase: str) -> tuple[str, ...]:
    """The field of each part, two or more; none where a part names no field or several, or two parts the same."""
    labels = {one.name: one.label for one in spec.entities}
    parts = [" ".join(part.split()) for part in _BETWEEN.split(_SAME.sub(" ", f"{phrase} ")) if part.strip()]
    named = [[one.name for one in entity.fields if _is_called(one, part, labels)] for part in parts]
    found = [one[0] for one in named if len(one) == 1]
    return tuple(found) if 1 < len(found) == len(named) == len(set(found)) else ()


def _is_called(field: Field, part: str, labels: dict[str, str]) -> bool:
    """By its name or words beside it, by what it refers to, and as `time` where it is the one that callers set."""
    name, target = fold(field.name), field.type.target
    if meanings.is_one_of(fold(part), "when") and field.type.base in _TIMES:
        return not field.read_only and not field.computed and not name.startswith(("created", "updated", "deleted"))
    spelled = {name, fold(field.description)}
    if target:
        spelled |= {name.removesuffix("id"), fold(target), fold(labels.get(target, ""))}
    return any(one in spelled for one in (fold(part), "".join(meanings.tokens(part))) if one)
