"""Tables as migrations of Laravel build them: `Schema::create('boats', ...)` around `$table->string('name')`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.model import Entity, Field, FieldType, OnDelete
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence
    from groundplan.spec.draft import Draft

_TYPES = {
    "string": "string", "char": "string", "text": "text", "longtext": "text", "integer": "int", "biginteger": "bigint",
    "unsignedinteger": "int", "unsignedbiginteger": "bigint", "tinyinteger": "int", "boolean": "bool",
    "decimal": "decimal", "float": "float", "double": "float", "date": "date", "time": "time", "datetime": "datetime",
    "timestamp": "datetime", "json": "json", "jsonb": "json", "uuid": "uuid", "foreignuuid": "uuid",
    "foreignid": "bigint", "enum": "string", "increments": "int", "bigincrements": "bigint", "id": "bigint",
}  # fmt: skip
_KEYS = frozenset({"id", "increments", "bigincrements"})
_FOREIGN = frozenset({"foreignid", "foreignuuid"})
_ALSO = {"timestamps": ("created_at", "updated_at"), "softdeletes": ("deleted_at",)}
"""Calls without a name, and the times that they bring along."""


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(r"\s*Schema::(create|table)\(\s*['\"](\w+)['\"]")


@cache
def _column() -> re.Pattern[str]:
    return regex.compile(r"\s*\$table->(\w+)\(\s*(?:['\"](\w+)['\"])?([^;]*);")


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The tables that a fence of PHP creates, and the columns that it adds to others."""
    entity: Entity | None = None
    for where in _statements(fence):
        found = _opening().match(where.text)
        if found:
            name = Text(found[2], where.line, found.start(2) + 1)
            entity = Entity(found[2], (), place(path, name), carrier="altered" if found[1] == "table" else "")
        elif entity and where.text.strip().startswith("});"):
            if entity.fields:
                draft.code_entities.append(entity)
                draft.schema.update([] if entity.carrier else [same_name(entity.name)])
            entity = None
        elif entity:
            entity = entity._replace(fields=(*entity.fields, *_fields(where, path)))


def _statements(fence: Fence) -> Iterator[Text]:
    """Each line; one that begins a column with those up to its semicolon, as a list of values may stand in several."""
    begun: Text | None = None
    for number, line in enumerate(fence.lines, fence.line):
        begun = begun._replace(text=f"{begun.text} {line.strip()}") if begun else Text(line, number, 1)
        if begun.text.lstrip().startswith("$table->") and ";" not in line and len(begun.text) < MAX_STATEMENT:
            continue
        yield begun
        begun = None


MAX_STATEMENT = 2_000


def _fields(where: Text, path: str) -> Iterator[Field]:
    found = _column().match(where.text)
    call = found[1].lower() if found else ""
    for name in _ALSO.get(call, ()):
        yield Field(name, FieldType("datetime"), place(path, where), nullable=name == "deleted_at")
    name = found[2] or ("id" if call in _KEYS else "") if found else ""
    if found and name and call in _TYPES:
        missing = "->nullable(" in found[3]
        yield Field(
            name, _type(call, name, found[3]), place(path, where),
            required=not missing, nullable=missing, unique="->unique(" in found[3], primary_key=call in _KEYS,
            default=_default(found[3]), on_delete=_on_delete(call, found[3]), raw_type=found[1],
        )  # fmt: skip


def _type(call: str, name: str, rest: str) -> FieldType:
    """With the sizes and values in the call, and the table that a key points at: by its words, or by its own name."""
    if call == "enum":
        values = tuple(regex.findall(r"['\"]([^'\"]*)['\"]", rest[rest.find("[") + 1 : rest.find("]")]))
        return FieldType("enum", values=values) if values else FieldType("string")
    if call in _FOREIGN and "->constrained(" in rest:
        named = regex.compile(r"->constrained\(\s*['\"](\w+)['\"]").search(rest)
        return FieldType("ref", target=named[1] if named else name.removesuffix("_id"))
    sizes = regex.compile(r",\s*(\d{1,9})(?:\s*,\s*(\d{1,9}))?\s*\)").match(rest)
    if sizes and call == "decimal":
        return FieldType("decimal", precision=int(sizes[1]), scale=int(sizes[2] or 0))
    return FieldType(_TYPES[call], length=int(sizes[1]) if sizes and _TYPES[call] == "string" else None)


def _default(rest: str) -> str | None:
    found = regex.compile(r"->default\(\s*['\"]?([^'\"()]*)['\"]?\s*\)").search(rest)
    return found[1] if found and found[1] != "null" else None


def _on_delete(call: str, rest: str) -> OnDelete | None:
    """What becomes of the row with the one that it points at."""
    if call not in _FOREIGN:
        return None
    found = regex.compile(r"->onDelete\(\s*['\"](cascade|restrict|set null)['\"]").search(rest)
    said = found[1] if found else next((one for mark, one in _ENDS.items() if mark in rest), "")
    return _ON_DELETE.get(said)


_ON_DELETE: dict[str, OnDelete] = {"cascade": "cascade", "restrict": "restrict", "set null": "set null"}
_ENDS = {"cascadeOnDelete(": "cascade", "nullOnDelete(": "set null", "restrictOnDelete(": "restrict"}
