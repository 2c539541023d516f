"""The stored part of a Blueprint: resources, fields, keys, constraints and indexes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from groundplan.naming import Name
from groundplan.plan.model.rights import Access
from groundplan.source import Span

FieldBase = Literal[
    "string", "text", "int", "bigint", "float", "decimal", "bool", "uuid", "date", "datetime", "time",
    "email", "url", "password", "json", "binary", "enum", "list",
]  # fmt: skip
Generation = Literal["", "uuid7", "increment", "created", "updated", "caller", "parent", "version"]
SoftRule = Literal["", "cascade", "set null", "restrict", "keep", "remove"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Type:
    """A resolved type. References are already the type of the key they point to.

    `length` is a maximum and always set for string, email, url, password; `minimum_length` their minimum.
    `precision` and `scale` are set for decimal; `enum` names an Enum of the Blueprint; `item` is the base of lists.
    `minimum` and `maximum` are literals of numbers, inclusive.
    """

    base: FieldBase
    length: int | None = None
    minimum_length: int = 0
    precision: int | None = None
    scale: int | None = None
    enum: str = ""
    item: str = ""
    minimum: str | None = None
    maximum: str | None = None
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enum:
    """A closed set; `members` pairs a safe constant name (UPPER_SNAKE) with each value as the SPEC wrote it."""

    name: Name
    values: tuple[str, ...]
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignKey:
    """`column` refers to `table`.`key`. `cyclic` keys must be added after both tables exist.

    `stated`: the SPEC says what becomes of the row when the other is removed (`on_delete`). `on_soft_delete` is what
    becomes of it when the other is deleted and stays, empty where that cannot be: see `groundplan.plan.data.deletion`.
    """

    name: str
    column: str
    resource: str
    table: str
    key: str
    on_delete: Literal["cascade", "set null", "restrict"] = "restrict"
    stated: bool = False
    on_soft_delete: SoftRule = ""
    cyclic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column and the API property that shows it.

    `property` is the wire name (as the SPEC spells it), `column` the snake_case column, `name` its words.
    A reference `project: -> Project` has property `project`, column `project_id` and a foreign key.
    `required`: a client must send it on create. `nullable`: it may be null. `server`: clients may not send it
    (read-only), `hidden`: it never comes back (write-only). `generation` says how the server fills it.
    `default` is the literal as written, None without one. `relation` is the reference's name in words (project).
    `readers` are who may see it of those who see the row, `writers` who may write it of those who write the row: None
    for all of them. A row is never made without what it needs: of a required field, only later changes are refused.
    """

    name: Name
    property: str
    column: str
    type: Type
    required: bool = False
    nullable: bool = False
    unique: bool = False
    primary_key: bool = False
    server: bool = False
    hidden: bool = False
    readers: Access | None = None
    writers: Access | None = None
    generation: Generation = ""
    default: str | None = None
    foreign_key: ForeignKey | None = None
    relation: Name | None = None
    label: str = ""
    description: str = ""
    inferred: bool = False
    span: Span | None = None


def told(field: Field) -> str:
    """What readers of the contract are told of a field: its name in the SPEC where code has another, and what it is."""
    return ": ".join(text for text in (field.label, field.description) if text)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexColumn:
    """A column of an index."""

    column: str
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """An index or, when `unique`, a unique constraint over `columns`. `reason`: stated, foreign key, list filter ...

    `alive`: only rows that are not deleted count.
    """

    name: str
    columns: tuple[IndexColumn, ...]
    unique: bool = False
    reason: str = ""
    alive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A check constraint: `column` `operator` `value`, or `column` in `values`."""

    name: str
    column: str
    operator: Literal[">=", "<=", "in"]
    value: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of `resource` that are made and shown with the row that their `column` refers to, as its `property`.

    `required`: a create must list at least one. `stated` when the body of the create lists them in the SPEC.
    """

    resource: str
    column: str
    property: str
    required: bool = True
    stated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FileColumns:
    """The columns of a row that keeps a file: what the client called it, its type, its size, where it is stored."""

    name: str
    type: str
    size: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """An entity with its table.

    `kind`: `entity`; `account` (who logs in); `join` (rows of an N:M, with or without attributes); `system`
    (refresh tokens, webhook events: made by us, never exposed). Fields are in the order of the SPEC, key first.
    `key` is the property that paths identify it by, normally the primary key. Unique constraints of one field
    are in `indexes` too.
    """

    name: Name
    kind: Literal["entity", "account", "join", "system"]
    table: str
    fields: tuple[Field, ...]
    label: str = ""
    description: str = ""
    indexes: tuple[Index, ...] = ()
    checks: tuple[Check, ...] = ()
    inferred: bool = False
    span: Span | None = None
    primary_key: tuple[str, ...] = ("id",)
    version: str = ""
    """The column that counts the changes of a row, where the SPEC asks for optimistic locking."""
    deleted: str = ""
    """The column with the time at which a row was deleted; empty where none stays."""
    soft: bool = False
    """Whether a DELETE only sets that time; else it removes the row, and the time is that of a row above."""
    dependencies: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    parts: tuple[Part, ...] = ()
    on_demand: bool = False
    """Whether every account has one row that no operation makes: the first that needs it does."""
    file: FileColumns | None = None
    """Where its rows keep a file, if clients can send one."""

    def field(self, property_or_column: str) -> Field:
        """The field of that property or column. Raises KeyError."""
        for one in self.fields:
            if property_or_column in (one.property, one.column):
                return one
        raise KeyError(property_or_column)

    def refuses_delete(self, key: ForeignKey) -> bool:
        """Whether a row of this resource cannot be deleted while `key` of another refers to it."""
        return (key.on_soft_delete if self.soft else key.on_delete) == "restrict"

    @property
    def foreign_keys(self) -> tuple[ForeignKey, ...]:
        """The foreign keys of the table, in field order."""
        return tuple(one.foreign_key for one in self.fields if one.foreign_key)
