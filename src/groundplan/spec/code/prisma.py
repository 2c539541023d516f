"""A schema of Prisma: models with their keys, enums, lengths, defaults and indexes, and the relations between them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.record import NamedTuple
from groundplan.spec.code.enumerations import Choice
from groundplan.spec.draft import place
from groundplan.spec.fields.codetypes import code_type
from groundplan.spec.model import Entity, Field, FieldType, Index, IndexColumn, OnDelete, Relation
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence
    from groundplan.spec.draft import Draft

_ON_DELETES: dict[str, OnDelete] = {
    "Cascade": "cascade",
    "SetNull": "set null",
    "Restrict": "restrict",
    "NoAction": "restrict",
}
_NATIVE = {"Date": "date", "Uuid": "uuid", "Text": "text"}
"""`@db.Date`: types of the database that say more than those of Prisma."""


class _Key(NamedTuple):
    """What `@relation` says of the column that holds the key."""

    target: str
    on_delete: OnDelete | None


class _Schema(NamedTuple):
    models: frozenset[str]
    enums: dict[str, tuple[str, ...]]


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(r"\s*(model|enum)\s+(\w+)\s*\{")


@cache
def _member() -> re.Pattern[str]:
    return regex.compile(r"\s*(\w+)\s+(\w+)(\[\])?(\?)?(?:\s+([^/]*(?:/(?!/)[^/]*)*))?")


@cache
def _relation() -> re.Pattern[str]:
    return regex.compile(r"@relation\((?:.*?\bfields:\s*\[(\w+)\])?(?:.*?\bonDelete:\s*(\w+))?")


@cache
def _default() -> re.Pattern[str]:
    return regex.compile(r"@default\(\s*(\"[^\"]*\"|[\w.-]+(?:\([^()]*\))?)\s*\)")


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The models of a fence, and its relations of many to many."""
    blocks = list(_blocks(fence))
    enums = {name: _values(fence, rows) for kind, name, rows in blocks if kind == "enum"}
    draft.choices += [Choice(name, values) for name, values in enums.items() if values]
    schema = _Schema(frozenset(name for kind, name, _ in blocks if kind == "model"), enums)
    lists: dict[tuple[str, str], Text] = {}
    for kind, name, rows in blocks:
        if kind == "enum" or not rows:
            continue
        where = Text(name, fence.line + rows[0] - 1, fence.lines[rows[0] - 1].index(name) + 1)
        entity = _model(fence, Text(name, where.line, where.column), rows, schema, path)
        if entity.fields:
            draft.schema.add(same_name(name))
            draft.code_entities.append(entity)
        lists |= {(name, target): text for target, text in _lists(fence, rows, schema)}
    for (source, target), text in lists.items():
        if source < target and (target, source) in lists:
            draft.relations.append(Relation(source, target, "N:M", place(path, text), f"{source}To{target}"))


def _blocks(fence: Fence) -> Iterator[tuple[str, str, range]]:
    """Each declaration: its kind, its name and the numbers of the lines inside."""
    number = 0
    while number < len(fence.lines):
        found = _opening().match(fence.lines[number])
        number += 1
        if found:
            first = number
            while number < len(fence.lines) and not fence.lines[number].strip().startswith("}"):
                number += 1
            yield found[1], found[2], range(first, number)


def _values(fence: Fence, rows: range) -> tuple[str, ...]:
    words = [fence.lines[number].split("//")[0].split() for number in rows]
    return tuple(one[0] for one in words if one and not one[0].startswith("@"))


def _lists(fence: Fence, rows: range, schema: _Schema) -> Iterator[tuple[str, Text]]:
    """`authors Author[]`: the models that one has many of, in no column."""
    for number in rows:
        found = _member().match(fence.lines[number])
        if found and found[3] and found[2] in schema.models and "@relation" not in (found[5] or ""):
            yield found[2], Text(found[1], fence.line + number, found.start(1) + 1)


def _model(fence: Fence, name: Text, rows: range, schema: _Schema, path: str) -> Entity:
    members = [(number, one) for number in rows if (one := _member().match(fence.lines[number]))]
    keys: dict[str, _Key] = {}
    for _, one in members:
        link = _relation().search(one[5] or "")
        if link and link[1] and not one[3]:
            keys[link[1]] = _Key(one[2], _ON_DELETES.get(link[2] or ""))
    fields: dict[str, Field] = {}
    for number, one in members:
        elsewhere = one[3] and one[2] not in schema.enums and same_name(one[1]) == same_name(one[2])  # `berths Berth[]`
        if one[2] not in schema.models and not elsewhere and "@relation" not in (one[5] or ""):
            text = Text(one[1], fence.line + number, one.start(1) + 1)
            fields.setdefault(one[1], _field(one, text, keys.get(one[1]), schema, path))
    indexes = [index for number in rows if (index := _index(fence.lines[number], fence.line + number, path))]
    return Entity(name.text, tuple(fields.values()), place(path, name), indexes=tuple(indexes))


def _field(found: re.Match[str], where: Text, key: _Key | None, schema: _Schema, path: str) -> Field:
    flags = found[5] or ""
    kind = _type(found, flags, schema)
    default = _default().search(flags)
    return Field(
        found[1],
        FieldType("ref", target=key.target) if key else kind,
        place(path, where),
        required=not found[4],
        unique="@unique" in flags,
        primary_key="@id" in flags.split(),
        read_only="@updatedAt" in flags,
        nullable=bool(found[4]),
        default=default[1].strip('"') if default else None,
        on_delete=key.on_delete if key else None,
        raw_type=found[2] + (found[3] or "") + (found[4] or ""),
    )


def _type(found: re.Match[str], flags: str, schema: _Schema) -> FieldType:
    if found[2] in schema.enums:
        values = schema.enums[found[2]]
        return FieldType("list", item="enum", values=values) if found[3] else FieldType("enum", values=values)
    native = regex.compile(r"@db\.(\w+)(?:\((\d+)(?:,\s*(\d+))?\))?").search(flags)
    kind, _ = code_type(found[2] + (found[3] or ""))
    if native and native[1] in _NATIVE:
        return FieldType(_NATIVE[native[1]])
    if native and native[2] and kind.base == "string":
        return FieldType("string", length=int(native[2]))
    if native and native[2] and kind.base == "decimal":
        return FieldType("decimal", precision=int(native[2]), scale=int(native[3] or 0))
    if kind.base == "string" and "@default(uuid(" in flags:
        return FieldType("uuid")
    return kind


@cache
def _columns() -> re.Pattern[str]:
    return regex.compile(r"\s*@@(unique|index)\(\s*(?:fields:\s*)?\[([^\]]+)\]")


def _index(line: str, number: int, path: str) -> Index | None:
    """`@@unique([bookId, patronId])`, `@@index([patronId, returnedAt(sort: Desc)])`."""
    found = _columns().match(line)
    if not found:
        return None
    parts = [regex.split(r"\W", one.strip(), maxsplit=1) for one in found[2].split(", ")]
    columns = tuple(IndexColumn(one[0], len(one) > 1 and "Desc" in one[1]) for one in parts if one[0])
    return Index(columns, place(path, Text(line.strip(), number, line.index("@") + 1)), found[1] == "unique")
