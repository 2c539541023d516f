"""Mermaid diagrams (https://mermaid.js.org/syntax/entityRelationshipDiagram.html)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.naming import Name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.plan.model.data import Field, ForeignKey, Resource

_KEYS = ("pk", "fk", "uk")


def entity_diagram(resources: Iterable[Resource]) -> tuple[str, ...]:
    """The lines of an `erDiagram`: every table with its columns and keys, every foreign key as a relation."""
    known = tuple(resources)
    lines = ["erDiagram"]
    for resource in known:
        lines += [f"    {_table(resource.table)} {{", *(_column(one) for one in resource.fields), "    }"]
    for resource in known:
        lines += [_relation(resource, one, one.foreign_key) for one in resource.fields if one.foreign_key]
    return tuple(lines)


def _table(name: str) -> str:
    # Quoted, because words such as `title` or `direction` are keywords of mermaid.
    return f'"{Name.of(name).snake}"'


def _column(field: Field) -> str:
    primary = "PK" if field.primary_key else ""
    foreign = "FK" if field.foreign_key else ""
    unique = "UK" if field.unique and not field.primary_key else ""
    keys = ", ".join(key for key in (primary, foreign, unique) if key)
    return f"        {field.type.base} {_attribute(field.column)} {keys}".rstrip()


def _attribute(column: str) -> str:
    name = Name.of(column).snake
    return f"{name}_" if name in _KEYS else name


def _relation(resource: Resource, field: Field, key: ForeignKey) -> str:
    """The referred table at the left: exactly one or, for a nullable key, at most one."""
    one = "|o" if field.nullable else "||"
    many = "o|" if field.unique or resource.primary_key == (field.column,) else "o{"
    return f'    {_table(key.table)} {one}--{many} {_table(resource.table)} : "{Name.of(field.column).snake}"'
