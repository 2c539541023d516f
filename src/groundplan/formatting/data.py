"""The data model of the canonical SPEC: a table a entity, its indexes and dependencies, and the relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.formatting.facts import rows
from groundplan.spec.canonical.data import ENTITY, named
from groundplan.spec.canonical.forms import TYPED, word
from groundplan.spec.canonical.sentences import KEPT
from groundplan.spec.canonical.words import constraint_words, member_words, type_words
from groundplan.spec.outline import section_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.spec.model import Entity, Field, Index, Relation, Spec


def entities(spec: Spec, language: str) -> list[str]:
    """Every entity, then the relations."""
    lines: list[str] = []
    for one in spec.entities:
        lines += ["", f"### {_title(one, language)}", "", *_entity(one, language)]
    if spec.relations:
        lines += ["", f"### {word('section.relations', language)}", ""]
        lines += [f"- {_relation(one, language)}" for one in spec.relations]
    return lines


def _title(entity: Entity, language: str) -> str:
    label = f" ({entity.label})" if entity.label else ""
    plain = named(entity.name + label) == (entity.name, entity.label) and not section_kind(entity.name + label)
    name = entity.name if plain else entity.name + ENTITY
    return name + label + (f" {word('inferred', language)}" if entity.origin == "inferred" else "")


def _entity(entity: Entity, language: str) -> list[str]:
    lines = []
    if entity.description:
        lines += [f"\\{entity.description}" if KEPT.match(entity.description) else entity.description, ""]
    lines += field_table(entity.fields, language)
    if entity.indexes:
        lines += [f"{word('line.indexes', language)}:", *(f"- {_index(one, language)}" for one in entity.indexes), ""]
    for dependency in entity.dependencies:
        said = f"{', '.join(dependency.determinant)} -> {', '.join(dependency.dependent)}"
        lines += [f"{word('line.dependency', language)}: {said}", ""]
    return lines


def field_table(fields: Iterable[Field], language: str) -> list[str]:
    """The table of the fields of an entity or of a body."""
    found = []
    for one in fields:
        mark = word("inferred", language) if one.origin == "inferred" else ""
        note = f"{one.description} {mark}".strip()
        found.append([one.name, type_words(one.type), ", ".join(constraint_words(one, language)), note])
    return rows(TYPED, found, language)


def _index(index: Index, language: str) -> str:
    columns = ", ".join(f"{one.field} desc" if one.descending else one.field for one in index.columns)
    return f"{word('constraint.unique', language)} ({columns})" if index.unique else f"({columns})"


def _relation(one: Relation, language: str) -> str:
    through = f" through {one.through}" if one.through else ""
    members = ", ".join(member_words(field, language) for field in one.fields)
    deleted = f" on delete {one.on_delete}" if one.on_delete else ""
    mark = f" {word('inferred', language)}" if one.origin == "inferred" else ""
    return f"{one.source} {one.cardinality} {one.target}{through}{f' ({members})' if members else ''}{deleted}{mark}"
