"""The data model: tables with their columns, which are the text of what the diagram draws."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import catalogue
from groundplan.emit.architecture.data import shown_type
from groundplan.report.page.view import ColumnRow, Place, Reference, TableRow

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Field, Resource
    from groundplan.report.page.places import Places


def tables(plan: Blueprint, places: Places, language: str) -> tuple[TableRow, ...]:
    """A row a table, referenced ones first."""
    return tuple(
        TableRow(
            anchor=anchor(one.table),
            name=one.table,
            label=one.label or one.name.title,
            kind=catalogue.text(f"architecture.kind_{one.kind}", language),
            place=places.of(one.span)
            if one.span and not one.inferred
            else Place(catalogue.text("architecture.inferred", language)),
            columns=tuple(_column(field, one, language) for field in one.fields),
        )
        for one in plan.resources
    )


def anchor(table: str) -> str:
    """The anchor of a table; names of tables are snake_case."""
    return f"table-{table}"


def _column(field: Field, resource: Resource, language: str) -> ColumnRow:
    key = field.foreign_key
    primary = field.primary_key or field.column in resource.primary_key
    keys = [word for word, holds in (("PK", primary), ("FK", key is not None), ("UK", field.unique)) if holds]
    notes = [word for word, holds in (("read_only", field.server), ("write_only", field.hidden)) if holds]
    said = [catalogue.text(f"architecture.{word}", language) for word in notes]
    said += [field.description] if field.description else []
    return ColumnRow(
        name=field.column,
        type=shown_type(field.type),
        nullable=field.nullable,
        key=" ".join(keys),
        target=Reference(f"{key.table}.{key.key}", f"#{anchor(key.table)}") if key else None,
        notes=tuple(said),
    )
