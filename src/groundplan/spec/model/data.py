"""The data model: entities with their fields, how they are related, and the steps of a status."""

from __future__ import annotations

from typing import Literal

from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model.facts import Origin

OnDelete = Literal["cascade", "set null", "restrict"]
Cardinality = Literal["1:1", "1:N", "N:1", "N:M"]


class FieldType(NamedTuple):
    """A field's type.

    `base` is one of string, text, int, bigint, float, decimal, bool, uuid, date, datetime, time, email,
    url, password, json, binary, enum, ref, list, unknown. `length` is the maximum for strings; `precision`
    and `scale` belong to decimals; `values` to enums; `target` (an entity name as written) to references;
    `item` (a base) to lists.
    """

    base: str
    length: int | None = None
    precision: int | None = None
    scale: int | None = None
    values: tuple[str, ...] = ()
    target: str = ""
    item: str = ""


class Field(NamedTuple):
    """A field of an entity, of a join table, or of a request or response body.

    `default` is the literal as written without quotes, None when none is stated. `minimum` and `maximum`
    are numbers as text: lengths for strings, values for numbers. `read_only` fields are set by the server,
    `write_only` fields never come back, `computed` ones are derived and not stored from the body.
    """

    name: str
    type: FieldType
    span: Span
    required: bool = False
    unique: bool = False
    primary_key: bool = False
    indexed: bool = False
    read_only: bool = False
    write_only: bool = False
    nullable: bool = False
    default: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    pattern: str = ""
    on_delete: OnDelete | None = None
    description: str = ""
    origin: Origin = "stated"
    raw_type: str = ""
    computed: bool = False
    example: str | None = None


class IndexColumn(NamedTuple):
    """A column of an index, by field name."""

    field: str
    descending: bool = False


class Index(NamedTuple):
    """A stated index or unique constraint."""

    columns: tuple[IndexColumn, ...]
    span: Span
    unique: bool = False


class Dependency(NamedTuple):
    """A functional dependency: the determinant fields decide the dependent ones."""

    determinant: tuple[str, ...]
    dependent: tuple[str, ...]
    span: Span


class Entity(NamedTuple):
    """A stored or exposed thing. `label` is a second name in the other language, such as 회원 for Member.

    `carrier` is where it stood when keys and references cannot be stated there, so that none is missing: `code` (types
    of a program), `resource` (what an API shows), `altered` (a table that stands elsewhere); empty for all others.
    """

    name: str
    fields: tuple[Field, ...]
    span: Span
    label: str = ""
    indexes: tuple[Index, ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    description: str = ""
    origin: Origin = "stated"
    carrier: Literal["", "code", "resource", "altered"] = ""


class Values(NamedTuple):
    """What the fields of a name may be, as the line at `span` says."""

    name: str
    values: tuple[str, ...]
    span: Span


class Relation(NamedTuple):
    """`source` relates to `target`; `through` names the join entity of an N:M, `fields` its attributes."""

    source: str
    target: str
    cardinality: Cardinality
    span: Span
    through: str = ""
    fields: tuple[Field, ...] = ()
    on_delete: OnDelete | None = None
    origin: Origin = "stated"


class Move(NamedTuple):
    """An allowed step of a status, out of a table, a diagram or a list: from `source` to `target`, as written.

    `source` is `*` for any other value. `about` are the words beside it that say whose status it is; `requirement` is
    the id of the requirement that it stands under. Both are empty for none.
    """

    source: str
    target: str
    span: Span
    about: str = ""
    requirement: str = ""
