"""Tables as migrations of Laravel build them: `Schema::create('boats', ...)` around `$table->string('name')`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.words import same_name

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
_ALSO = {"timestamps": ("created_at", "updated_at"), "softdeletes": ("deleted_at",)}
"""Calls without a name, and the times that they bring along."""


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(r"\s*Schema::create\(\s*['\"](\w+)['\"]")


@cache
def _column() -> re.Pattern[str]:
    return regex.compile(r"\s*\$table->(\w+)\(\s*(?:['\"](\w+)['\"])?([^;]*);")


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The tables that a fence of PHP creates."""
    name, where, fields = "", Text("", 1, 1), list[Field]()
    for number, line in enumerate(fence.lines):
        found = _opening().match(line)
        if found:
            name, fields = found[1], []
            where = Text(name, fence.line + number, found.start(1) + 1)
        elif name and line.strip().startswith("});"):
            if fields:
                draft.code_entities.append(Entity(name, tuple(fields), place(path, where)))
                draft.schema.add(same_name(name))
            name = ""
        elif name:
            fields += _fields(line, Text(line, fence.line + number, 1), path)


def _fields(line: str, where: Text, path: str) -> Iterator[Field]:
    found = _column().match(line)
    call = found[1].lower() if found else ""
    for name in _ALSO.get(call, ()):
        yield Field(name, FieldType("datetime"), place(path, where), nullable=name == "deleted_at")
    name = found[2] or ("id" if call in _KEYS else "") if found else ""
    if found and name and call in _TYPES:
        missing = "->nullable(" in found[3]
        yield Field(
            name, FieldType(_TYPES[call]), place(path, where),
            required=not missing, nullable=missing, unique="->unique(" in found[3], primary_key=call in _KEYS,
            raw_type=found[1],
        )  # fmt: skip
