"""Drafts become resources: columns, who fills them, keys and foreign keys."""

from __future__ import annotations

from dataclasses import replace
from itertools import count

from groundplan.naming import Name
from groundplan.plan.data import types
from groundplan.plan.data.indexes import constraint
from groundplan.plan.model.data import Enum, Field, ForeignKey, Generation, Resource, Type
from groundplan.plan.operations.completion import Draft, Drafts
from groundplan.plan.words import tables
from groundplan.plan.words.names import wire
from groundplan.plan.words.roles import role_field, weakest
from groundplan.record import NamedTuple
from groundplan.spec.model import Field as Stated


class Ownership(NamedTuple):
    """Which references the server fills: `owned` pairs of entity and field name are set to the caller;
    `nested` pairs to the row that the path names.
    """

    owned: frozenset[tuple[str, str]]
    nested: frozenset[tuple[str, str]]


def resources(drafts: Drafts, ownership: Ownership) -> tuple[Resource, ...]:
    """Every draft as a resource, in the order of the drafts; indexes and checks come later."""
    return tuple(_resource(draft, drafts, ownership) for draft in drafts.drafts)


def enums(drafts: Drafts) -> tuple[Enum, ...]:
    """The enums of every draft's fields."""
    found = (types.enum(field, draft.name) for draft in drafts.drafts for field in draft.entity.fields)
    return tuple(one for one in found if one is not None)


def _resource(draft: Draft, drafts: Drafts, ownership: Ownership) -> Resource:
    entity = draft.entity
    fields = columns(draft, drafts, ownership)
    keys = {tables.fold(name) for name in draft.keys}
    primary = tuple(one.column for one in fields if one.primary_key) or tuple(
        one.column for one in fields if tables.fold(one.column) in keys
    )
    return Resource(
        name=draft.name,
        kind=draft.kind,  # type: ignore[arg-type]
        table=draft.table,
        fields=fields,
        label=entity.label,
        description=entity.description,
        inferred=entity.origin == "inferred",
        span=entity.span,
        primary_key=primary,
        dependencies=tuple((one.determinant, one.dependent) for one in entity.dependencies),
    )


def columns(draft: Draft, drafts: Drafts, ownership: Ownership) -> tuple[Field, ...]:
    """The fields of a draft, primary key first. Two spellings of one field are one; other twins get a number."""
    folded: set[str] = set()
    taken: set[str] = set()
    found: list[Field] = []
    for stated in _key_first(draft):
        if tables.fold(stated.name) in folded or is_collection(stated, drafts):
            continue
        folded.add(tables.fold(stated.name))
        field = _field(stated, draft, drafts, ownership)
        if field.column in taken and _is_reference_twice(field, found):
            continue
        found.append(_apart(field, taken, draft.table))
    return tuple(found)


def _is_reference_twice(field: Field, found: list[Field]) -> bool:
    """`user` and `user_id` are one reference; `student` beside a `student_id` that is no key of it is not."""
    other = next((one for one in found if one.column == field.column), None)
    return field.relation is not None and (other is None or other.relation is not None or other.type == field.type)


def is_collection(field: Stated, drafts: Drafts) -> bool:
    """A list of other entities (`items: OrderItem[]`) is a relation, not a column."""
    return field.type.base == "list" and bool(field.type.target) and drafts.find(field.type.target) is not None


def _key_first(draft: Draft) -> list[Stated]:
    return sorted(draft.entity.fields, key=lambda field: field.name not in draft.keys)


def _apart(field: Field, taken: set[str], table: str) -> Field:
    column, property_ = _free(field.column, taken), _free(field.property, taken)
    taken.update((column, property_.lower()))
    if (column, property_) == (field.column, field.property):
        return field
    points = field.foreign_key and replace(field.foreign_key, column=column, name=constraint("fk", table, column))
    return replace(field, column=column, property=property_, name=Name.of(column), foreign_key=points)


def _free(name: str, taken: set[str]) -> str:
    names = (name if number == 1 else f"{name}_{number}" for number in count(1))
    return next(one for one in names if one.lower() not in taken)


def _field(stated: Stated, draft: Draft, drafts: Drafts, ownership: Ownership) -> Field:
    target = drafts.find(stated.type.target) if stated.type.base == "ref" else None
    type_ = _key_type(target, drafts) if target else types.resolve(stated, draft.name)
    generation = _generation(stated, type_, draft, ownership)
    default = types.default(stated, type_) or _join_default(stated, draft)
    is_key = stated.name in draft.keys
    server = bool(generation) or stated.read_only or stated.computed or _is_server_column(stated)
    filled = bool(generation) or default is not None or is_key
    required = (stated.required or is_key) and not server and default is None
    column = _column(stated, target is not None, type_)
    return Field(
        name=Name.of(stated.name),
        property=wire(stated.name),
        column=column,
        type=type_,
        required=required,
        nullable=not filled and (server or stated.nullable or not stated.required),
        unique=stated.unique,
        primary_key=is_key,
        server=server,
        hidden=stated.write_only or type_.base == "password",
        generation=generation,
        default=default,
        foreign_key=_foreign_key(stated, column, draft, target) if target else None,
        relation=_relation(stated) if target else None,
        label=_label(stated),
        description=stated.description,
        inferred=stated.origin == "inferred",
        span=stated.span,
    )


def _label(stated: Stated) -> str:
    return "" if stated.name.isascii() else stated.name


def _column(stated: Stated, is_reference: bool, type_: Type) -> str:
    snake = Name.of(stated.name).snake
    if is_reference and not snake.endswith("_id"):
        return f"{snake}_id"
    if type_.base == "password" and not snake.endswith("hash"):
        return f"{snake}_hash"
    return snake


def _relation(stated: Stated) -> Name:
    name = Name.of(stated.name)
    return Name(name.words[:-1]) if len(name.words) > 1 and name.words[-1] == "id" else name


def _key_type(target: Draft, drafts: Drafts, depth: int = 0) -> Type:
    """The type of the key that a reference points to; a key that is itself a reference is followed."""
    field = next((one for one in target.entity.fields if one.name == target.keys[0]), None)
    if field is None or depth > len(drafts.drafts):
        return Type(base="uuid")
    further = drafts.find(field.type.target) if field.type.base == "ref" else None
    return _key_type(further, drafts, depth + 1) if further else types.resolve(field, target.name)


def _foreign_key(stated: Stated, column: str, draft: Draft, target: Draft) -> ForeignKey:
    key = next((one for one in target.entity.fields if one.name == target.keys[0]), None)
    key_column = Name.of(target.keys[0]).snake if key is None else _key_column(key, target)
    nullable = not stated.required and not stated.primary_key
    on_delete = stated.on_delete or "restrict"
    if on_delete == "set null" and not nullable:
        on_delete = "restrict"
    return ForeignKey(
        name=constraint("fk", draft.table, column),
        column=column,
        resource=target.name.pascal,
        table=target.table,
        key=key_column,
        on_delete=on_delete,
        stated=stated.on_delete is not None,
    )


def _key_column(key: Stated, target: Draft) -> str:
    return _column(key, key.type.base == "ref", types.resolve(key, target.name))


def _generation(stated: Stated, type_: Type, draft: Draft, ownership: Ownership) -> Generation:
    place = (draft.entity.name, stated.name)
    if place in ownership.owned:
        return "caller"
    if place in ownership.nested:
        return "parent"
    if stated.name in draft.keys and len(draft.keys) == 1 and stated.type.base != "ref":
        return {"uuid": "uuid7", "int": "increment", "bigint": "increment"}.get(type_.base, "")  # type: ignore[return-value]
    return _moment(stated, draft) if type_.base in ("datetime", "date") else ""


def _moment(stated: Stated, draft: Draft) -> Generation:
    """`created_at` and `updated_at` are the server's; so is a read-only `ordered_at` and, in a join, `joined_at`."""
    name = tables.fold(stated.name)
    if name in tables.words("updated"):
        return "updated"
    beginnings = tables.words("begun") if stated.read_only else ()
    beginnings += tables.words("tied") + tables.words("begun") if draft.kind == "join" else ()
    past = any(name in (f"{word}at", f"{word}on", word) for word in beginnings)
    now = "now" in (stated.default or "").lower() or "current_timestamp" in (stated.default or "").lower()
    return "created" if name in tables.words("created") or past or now else ""


def _is_server_column(stated: Stated) -> bool:
    return tables.fold(stated.name) in tables.words("server")


def _join_default(stated: Stated, draft: Draft) -> str | None:
    """A role in a join table starts as the weakest one, so that rows can be made without saying it."""
    if draft.kind != "join" or stated.type.base != "enum" or stated.default is not None:
        return None
    called = role_field(draft.entity.fields)
    return weakest(stated.type.values) if called is not None and called.name == stated.name else None
