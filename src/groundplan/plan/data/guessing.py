"""Types of fields that the SPEC gives none, by their names (`rules/types.yaml`): `created_at` is a moment."""

from __future__ import annotations

from functools import cache

from groundplan.naming import Name
from groundplan.plan.words import tables
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model import Entity, Field, FieldType, Spec


class Guess(NamedTuple):
    """The fields of an entity that have their type by their name."""

    entity: str
    span: Span
    fields: tuple[Field, ...]


def with_types(spec: Spec) -> tuple[Spec, tuple[Guess, ...]]:
    """The SPEC where such fields have a type, and which those are. A stated type that is none we know stays unknown."""
    typed = tuple(map(_typed, spec.entities))
    guesses = map(_guess, spec.entities, typed)
    return spec._replace(entities=typed), tuple(one for one in guesses if one.fields)


def _guess(stated: Entity, typed: Entity) -> Guess:
    pairs = zip(stated.fields, typed.fields, strict=True)
    return Guess(stated.name, stated.span, tuple(after for before, after in pairs if after is not before))


def _typed(entity: Entity) -> Entity:
    fields = tuple(_guessed(one) for one in entity.fields)
    return entity if fields == entity.fields else entity._replace(fields=fields)


def _guessed(field: Field) -> Field:
    if field.type.base != "unknown" or field.raw_type or field.primary_key or field.unique:
        return field
    base = guess(field.name)
    return field._replace(type=FieldType(base)) if base else field


@cache
def guess(name: str) -> str:
    """The type of a field by its name, empty where the name says none."""
    words = Name.of(name).words
    for row in tables.type_rows():
        begins = len(words) > 1 and words[0] in row["begins"]
        if begins or words[-1] in row["ends"] or "".join(words) in row["names"]:
            found: str = row["type"]
            return found
    return ""
