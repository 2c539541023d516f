"""Tables in Python: columns, constraints and indexes, in models and in migrations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.scaffold.python.text import attr, literal
from groundplan.scaffold.python.types import column_type, default, migration_type

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Check, Field, ForeignKey, Index, IndexColumn, Resource, Type

DELETED = "deleted_at"
"""The column that rows have which stay when they are deleted, whatever its property is called."""
_NOW = frozenset({"now", "now()", "current_timestamp", "today"})


def table_arguments(resource: Resource) -> list[str]:
    """The constraints and indexes of a model."""
    return [
        *(_unique(one) for one in resource.indexes if one.unique and not one.alive),
        *(check for one in resource.checks if (check := _check(one, resource))),
        *(f"sa.Index({_index(one)})" for one in resource.indexes if one.alive or not one.unique),
    ]


def column_arguments(field: Field) -> list[str]:
    """What a model's mapped_column is called with."""
    return [
        *([f'"{field.column}"'] if attr(field.column) != field.column else []),
        _column_type(field),
        *([_foreign_key(field.foreign_key)] if field.foreign_key else []),
        *(["primary_key=True"] if field.primary_key else []),
        # The type of a JSON value has None in it, which would make every such column nullable.
        *([f"nullable={field.nullable}"] if field.type.base == "json" else []),
        *_generated(field),
        *([f'info={{"property": {literal(field.property)}}}'] if field.property != field.column else []),
    ]


def _column_type(field: Field) -> str:
    # SQLite numbers rows by itself only in a key that is called INTEGER.
    variant = '.with_variant(sa.Integer(), "sqlite")' if _is_counted(field) else ""
    return column_type(field.type) + variant


def _is_counted(field: Field) -> bool:
    return field.generation == "increment" and field.type.base == "bigint"


def _generated(field: Field) -> list[str]:
    now = clock(field.type)
    if field.generation == "updated":
        return [f"default={now}", f"onupdate={now}"]
    made = {"uuid7": "uuid7", "created": now}.get(field.generation)
    if made or field.default is None:
        return [f"default={made}"] if made else []
    return [f"default={now if is_now(field) else default(field.default, field.type)}"]


def clock(type_: Type) -> str:
    """What gives a column of that type the time that it is."""
    return "today" if type_.base == "date" else "utcnow"


def is_now(field: Field) -> bool:
    """Whether the default of a column is the time at which its row is made."""
    return field.type.base in ("datetime", "date") and (field.default or "").lower() in _NOW


def _foreign_key(key: ForeignKey, *, cyclic: bool = True) -> str:
    ondelete = f', ondelete="{key.on_delete.upper()}"'
    alter = ", use_alter=True" if key.cyclic and cyclic else ""
    return f'sa.ForeignKey("{key.table}.{key.key}", name="{key.name}"{ondelete}{alter})'


def _unique(index: Index) -> str:
    columns = ", ".join(f'"{one.column}"' for one in index.columns)
    return f'sa.UniqueConstraint({columns}, name="{index.name}")'


def _index(index: Index) -> str:
    return ", ".join([f'"{index.name}"', *(_index_column(one) for one in index.columns), *_among_alive(index)])


def _among_alive(index: Index) -> list[str]:
    """What makes an index unique among the rows that are not deleted; constraints know no condition."""
    alive = f'sa.text("{DELETED} IS NULL")'
    return ["unique=True", f"sqlite_where={alive}", f"postgresql_where={alive}"] if index.alive else []


def _index_column(column: IndexColumn) -> str:
    return f'sa.text("{column.column} DESC")' if column.descending else f'"{column.column}"'


def _check(check: Check, resource: Resource) -> str:
    """A check constraint; none for a decimal bound other than 0, since SQLite stores decimals scaled."""
    kind = resource.field(check.column).type
    column = f'sa.column("{check.column}")'
    if check.operator == "in":
        return f'sa.CheckConstraint({column}.in_([{", ".join(map(literal, check.values))}]), name="{check.name}")'
    if kind.base == "decimal" and float(check.value) != 0:
        return ""
    value = "0" if kind.base == "decimal" else check.value
    return f'sa.CheckConstraint({column} {check.operator} {value}, name="{check.name}")'


def stores(blueprint: Blueprint, base: str) -> bool:
    """Whether some table has a column of the type."""
    return any(field.type.base == base for one in blueprint.resources for field in one.fields)


def migration_columns(resource: Resource) -> list[str]:
    """The columns and constraints of a table in a migration; cyclic foreign keys come later."""
    keys = ", ".join(f'"{column}"' for column in resource.primary_key)
    return [
        *(_migration_column(one) for one in resource.fields),
        f'sa.PrimaryKeyConstraint({keys}, name="pk_{resource.table}")',
        *(_migration_key(one) for one in resource.foreign_keys if not one.cyclic),
        *(_unique(one) for one in resource.indexes if one.unique and not one.alive),
        *(check for one in resource.checks if (check := _check(one, resource))),
    ]


def _migration_column(field: Field) -> str:
    nullable = "True" if field.nullable and not field.primary_key else "False"
    variant = '.with_variant(sa.Integer(), "sqlite")' if _is_counted(field) else ""
    return f'sa.Column("{field.column}", {migration_type(field.type)}{variant}, nullable={nullable})'


def _migration_key(key: ForeignKey) -> str:
    target = f'["{key.column}"], ["{key.table}.{key.key}"]'
    return f'sa.ForeignKeyConstraint({target}, name="{key.name}", ondelete="{key.on_delete.upper()}")'


def migration_indexes(resource: Resource) -> list[str]:
    """What op.create_index is called with, for each index of a table."""
    found = []
    for one in resource.indexes:
        if one.alive or not one.unique:
            columns = ", ".join(_index_column(column) for column in one.columns)
            found.append(", ".join([f'"{one.name}", "{resource.table}", [{columns}]', *_among_alive(one)]))
    return found


def cyclic_keys(blueprint: Blueprint) -> list[tuple[str, ForeignKey]]:
    """The foreign keys that are added once all tables exist, each with its table."""
    return [(one.table, key) for one in blueprint.resources for key in one.foreign_keys if key.cyclic]
