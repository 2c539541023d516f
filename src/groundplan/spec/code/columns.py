"""Tables whose columns stand one a line: migrations of Rails, schemas of Ecto, tables of Exposed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence
    from groundplan.spec.draft import Draft

_FORMS = {"ruby": "rails", "rb": "rails", "elixir": "ecto", "ex": "ecto", "kotlin": "exposed", "kt": "exposed"}
_TYPES = {
    "string": "string", "varchar": "string", "char": "string", "text": "text", "integer": "int", "short": "int",
    "long": "bigint", "bigint": "bigint", "float": "float", "double": "float", "decimal": "decimal", "boolean": "bool",
    "bool": "bool", "datetime": "datetime", "timestamp": "datetime", "naive_datetime": "datetime", "date": "date",
    "utc_datetime": "datetime", "time": "time", "json": "json", "jsonb": "json", "map": "json", "uuid": "uuid",
    "binary_id": "uuid", "binary": "binary", "blob": "binary", "id": "bigint", "enum": "enum", "references": "ref",
    "belongs_to": "ref", "reference": "ref", "optreference": "ref",
}  # fmt: skip
_TIMES = {"rails": ("created_at", "updated_at"), "ecto": ("inserted_at", "updated_at")}


@cache
def _forms() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """How a table opens, and how one of its columns looks."""
    return {
        "rails": (
            regex.compile(r"\s*create_table :?[\"']?(?P<name>\w+)"),
            regex.compile(r"\s*t\.(?P<type>\w+) [:\"'](?P<name>\w+)(?P<rest>.*)"),
        ),
        "ecto": (
            regex.compile(r"\s*(?:schema \"|create table\(:)(?P<name>\w+)"),
            regex.compile(
                r"\s*(?:(?:field|add)[ (]:(?P<name>\w+), (?::|Ecto\.)?(?P<type>\w+)"
                r"|belongs_to :(?P<one>\w+))(?P<rest>.*)"
            ),
        ),
        "exposed": (
            regex.compile(r"\s*object (?P<name>\w+) ?: ?\w*Table\((?:\"(?P<table>\w+)\")?"),
            regex.compile(r"\s*val \w+ ?= ?(?P<type>\w+)\(\"(?P<name>\w+)\"(?P<rest>.*)"),
        ),
    }


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The tables that a fence declares."""
    form = _FORMS[fence.info]
    opening, column = _forms()[form]
    entity: Entity | None = None
    depth = 0
    for number, line in enumerate(fence.lines, fence.line):
        where = Text(line, number, 1)
        found = opening.match(line)
        if found:
            _keep(entity, draft)
            entity = Entity(found.groupdict().get("table") or found["name"], (), place(path, where))
            depth = _depth(line)
        elif entity and line.strip() and _depth(line) <= depth:
            _keep(entity, draft)
            entity = None
        elif entity:
            made = column.match(line)
            key = _primary().search(line) if made is None else None
            if key:
                entity = entity._replace(fields=tuple(_keyed(one, key[1]) for one in entity.fields))
            more = list(_times(where, form, path)) if made is None else [_field(made, where, form, path)]
            entity = entity._replace(fields=(*entity.fields, *(one for one in more if one)))
    _keep(entity, draft)


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())


def _keep(entity: Entity | None, draft: Draft) -> None:
    if entity and entity.fields:
        draft.code_entities.append(entity)
        draft.schema.add(same_name(entity.name))


@cache
def _primary() -> re.Pattern[str]:
    return regex.compile(r"\bPrimaryKey\((\w+)\)")


def _keyed(field: Field, name: str) -> Field:
    return field._replace(primary_key=True) if same_name(field.name) == same_name(name) else field


def _times(where: Text, form: str, path: str) -> Iterator[Field]:
    if where.text.strip().removeprefix("t.").startswith("timestamps"):
        for name in _TIMES.get(form, ()):
            yield Field(name, FieldType("datetime"), place(path, where), required=True, read_only=True)


def _field(found: re.Match[str], where: Text, form: str, path: str) -> Field | None:
    one = found.groupdict().get("one")
    call = (found["type"] or "belongs_to").lower()
    base, rest = _TYPES.get(call, ""), found["rest"]
    if not base:
        return None
    name = found["name"] or one or ""
    pointed = _pointed().search(rest)
    if pointed:
        kind = FieldType("ref", target=pointed["table"])
    elif base == "enum":
        kind = FieldType("enum", values=tuple(regex.findall(r":(\w+)", rest.partition("[")[2].partition("]")[0])))
    elif base == "ref":
        target = regex.match(r"[ ,(]+([A-Z][\w.]*)", rest)
        kind = FieldType("ref", target=target[1].removesuffix(".id").rpartition(".")[2] if target else name)
        name = name if form == "exposed" or (found["name"] and form == "ecto") else f"{name}_id"
    else:
        length = regex.match(r", (\d{1,9})\)", rest)
        kind = FieldType(base, length=int(length[1]) if length and base == "string" else None)
    missing = ".nullable(" in rest or call == "optreference"
    needed = not missing if form == "exposed" else "null: false" in rest
    unique = ".uniqueIndex(" in rest or "unique: true" in rest
    return Field(name, kind, place(path, where), required=needed, nullable=missing, unique=unique, raw_type=call)


@cache
def _pointed() -> re.Pattern[str]:
    """`.references(Owners.id`, `references(:piers`: what a column points at."""
    return regex.compile(r"\breferences[( ]:?(?P<table>\w+)")
