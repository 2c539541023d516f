"""Resources that JavaScript libraries build by calls: zod and mongoose schemas, drizzle and Sequelize tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Literal

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.fields.codetypes import code_type
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import same_name, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence
    from groundplan.spec.draft import Draft

_CARRIERS: dict[str, Literal["", "code"]] = {"zod": "code", "mongoose": "", "drizzle": "", "sequelize": ""}
"""Schemas of zod cannot state keys; what a database keeps can."""
MAX_DEPTH = 8
"""Of lists in lists."""
HINTS = ("z.object(", "Schema(", "Table(", "equelize.define(")
_MESSAGES = frozenset({"env", "config", "params", "query", "body", "input", "pagination", "id", "filter", "sort"})
"""What a schema of no resource is called."""
_ZOD = {
    "string": "string", "number": "float", "bigint": "bigint", "boolean": "bool", "date": "datetime", "any": "json",
    "unknown": "json", "record": "json", "object": "json", "map": "json", "uuid": "uuid", "email": "email",
    "url": "url", "int": "int",
}  # fmt: skip
_ZOD_FORMS = {"uuid": "uuid", "email": "email", "url": "url", "datetime": "datetime", "int": "int", "date": "date"}
_MONGO = {
    "String": "string", "Number": "float", "Boolean": "bool", "Date": "datetime", "Buffer": "binary",
    "ObjectId": "string", "Mixed": "json", "Map": "json", "Decimal128": "decimal", "UUID": "uuid",
}  # fmt: skip
_DRIZZLE = {
    "serial": "int", "bigserial": "bigint", "smallserial": "int", "integer": "int", "smallint": "int",
    "mediumint": "int", "tinyint": "int", "bigint": "bigint", "int": "int", "text": "text", "varchar": "string",
    "char": "string", "boolean": "bool", "timestamp": "datetime", "datetime": "datetime", "date": "date",
    "time": "time", "uuid": "uuid", "json": "json", "jsonb": "json", "numeric": "decimal", "decimal": "decimal",
    "real": "float", "doubleprecision": "float", "double": "float", "blob": "binary",
}  # fmt: skip


_SEQUELIZE = {"DATE": "datetime", "DATEONLY": "date", "NOW": "datetime", "UUIDV4": "uuid", "TINYINT": "int"}
_NAMED = ("drizzle", "sequelize")
"""Libraries whose call says the name."""


class _Member(NamedTuple):
    """A member of an object literal: its name, what is built for it, and the offset of its name."""

    name: str
    value: str
    start: int


_OPENINGS = {
    "zod": r"\b(?:const|let|var)\s+(\w+)[^=\n]*=\s*z\s*\.\s*object\(\s*\{",
    "mongoose": r"\b(?:const|let|var)\s+(\w+)[^=\n]*=\s*new\s+(?:mongoose\s*\.\s*)?Schema(?:<[^>\n]*>)?\(\s*\{",
    "sequelize": r"\bsequelize\s*\.\s*define\(\s*['\"`](\w+)['\"`]\s*,\s*\{",
    "drizzle": r"\b(?:pg|mysql|sqlite)Table\(\s*['\"`](\w+)['\"`]\s*,\s*\{",
}


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The resources that a fence of JavaScript or TypeScript builds."""
    source = "\n".join(fence.lines)
    if not any(hint in source for hint in HINTS):
        return
    starts = [0]
    for line in fence.lines:
        starts.append(starts[-1] + len(line) + 1)
    code = _Code(source, tuple(starts), fence, path)
    models = regex.compile(r"\bmodel(?:<[^>\n]*>)?\(\s*['\"`](\w+)['\"`]\s*,\s*(\w+)").finditer(source)
    named = {one.group(2): one.group(1) for one in models}
    for library, opening in _OPENINGS.items():
        end = 0
        for found in regex.compile(opening).finditer(source):
            if found.start() < end:
                continue  # within another
            end = _end(source, found.end())
            name = found.group(1) if library in _NAMED else named.get(found.group(1)) or _name(found.group(1))
            fields = tuple(_fields(code, found.end(), end, library)) if name else ()
            if fields:
                where = code.where(found.start(1), len(found.group(1)))
                draft.code_entities.append(Entity(name, fields, place(path, where), carrier=_CARRIERS[library]))
                if library != "zod":
                    draft.schema.add(same_name(name))


class _Code(NamedTuple):
    """The text of a fence as one, and where its lines begin."""

    source: str
    starts: tuple[int, ...]
    fence: Fence
    path: str

    def where(self, offset: int, length: int) -> Text:
        """The place of an offset."""
        row = min(bisect_right(self.starts, offset) - 1, len(self.fence.lines) - 1)
        column = offset - self.starts[row]
        return Text(self.fence.lines[row][column : column + length], self.fence.line + row, column + 1)


def _fields(code: _Code, start: int, end: int, library: str) -> Iterator[Field]:
    """The members between the offsets; a mongoose schema may ask for the times of a row."""
    for one in _members(code.source, start, end):
        made = _BUILT[library](one.value, 0)
        if made:
            span = place(code.path, code.where(one.start, len(one.name)))
            yield made._replace(name=one.name, raw_type=one.value.partition("\n")[0][:80], span=span)
    if library == "mongoose" and regex.compile(r"[^;]{0,80}?timestamps\s*:\s*true").match(code.source, end):
        span = place(code.path, code.where(end, 1))
        for name in ("createdAt", "updatedAt"):
            yield Field(name, FieldType("datetime"), span, required=True, read_only=True)


def _name(variable: str) -> str:
    """What a variable holds: `orderSchema` an Order; empty for a message."""
    bare = regex.compile(r"(?<=\w)(?:[sS]chema|Model|Validator)$").sub("", variable)
    name = bare[:1].upper() + bare[1:]
    word = compact(bare)
    return "" if word in _MESSAGES or word in vocabulary("acts") or is_message(name) else name


def _end(source: str, start: int) -> int:
    """The offset of the bracket that closes the one before `start`, or that of the end."""
    level = 1
    for at, mark in _marks(source, start):
        level += 1 if mark in "([{" else -1 if mark in ")]}" else 0
        if not level:
            return at
    return len(source)


@cache
def _token() -> re.Pattern[str]:
    return regex.compile(
        r"'(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|`[^`\n]*`|//[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|[()\[\]{},]"
    )


def _marks(source: str, start: int) -> Iterator[tuple[int, str]]:
    """Brackets and commas outside quotes and comments."""
    for found in _token().finditer(source, start):
        if len(found.group()) == 1:
            yield found.start(), found.group()


def _members(source: str, start: int, end: int) -> Iterator[_Member]:
    """The members of an object literal."""
    level, begin = 0, start
    for at, mark in _marks(source, start):
        if at >= end:
            break
        level += 1 if mark in "([{" else -1 if mark in ")]}" else 0
        if mark == "," and not level:
            yield from _member(source, begin, at)
            begin = at + 1
    yield from _member(source, begin, end)


def _member(source: str, begin: int, end: int) -> Iterator[_Member]:
    found = regex.compile(r"(?:\s|//[^\n]*\n|/\*(?:[^*]|\*(?!/))*\*/)*['\"]?([A-Za-z_]\w*)['\"]?\s*:\s*").match(
        source, begin, end
    )
    if found:
        yield _Member(found.group(1), source[found.end() : end].strip(), found.start(1))


_NOWHERE = place("", Text("", 1, 1))


def _field(kind: FieldType, *, optional: bool, default: str | None = None) -> Field:
    needed = not optional and default is None
    return Field("", kind, _NOWHERE, required=needed, nullable=optional, default=default)


def _default(value: str) -> str | None:
    """The literal in `.default(x)` or `default: x`; no call and no name."""
    found = regex.compile(r"\bdefault\s*[(:]\s*(?:'([^']*)'|\"([^\"]*)\"|(-?\d+(?:\.\d+)?|true|false)\b)").search(value)
    return next((group for group in found.groups() if group is not None), None) if found else None


def _quoted(value: str) -> tuple[str, ...]:
    return tuple(one or other for one, other in regex.compile(r"'([^']*)'|\"([^\"]*)\"").findall(value))


def _zod(value: str, depth: int) -> Field | None:
    """`z.string().max(80).optional()`."""
    found = regex.compile(r"z\s*\.\s*(?:coerce\s*\.\s*)?(\w+)\s*\(").match(value)
    if not found:
        name = regex.compile(r"([A-Za-z]\w*?)(?:[sS]chema)?\b(?![(.]?\w*\()").match(value)
        return _field(FieldType("json"), optional=".optional(" in value) if name else None
    word = found.group(1)
    optional = any(mark in value for mark in (".optional(", ".nullable(", ".nullish("))
    default = _default(value)
    if word in ("enum", "literal", "union"):
        values = _quoted(value[found.end() : _end(value, found.end())])
        return _field(
            FieldType("enum", values=values) if values else FieldType("string"), optional=optional, default=default
        )
    if word in ("array", "set"):
        inner = _zod(value[found.end() : _end(value, found.end())].strip(), depth + 1) if depth < MAX_DEPTH else None
        return _field(FieldType("list", item=inner.type.base if inner else "unknown"), optional=optional)
    kind = _ZOD.get(word, "json")
    forms = regex.compile(r"\.\s*(\w+)\s*\(").findall(value)
    kind = next((_ZOD_FORMS[one] for one in forms if one in _ZOD_FORMS and kind in ("string", "float")), kind)
    bounds = dict(regex.compile(r"\.\s*(min|max|length)\s*\(\s*(-?\d+(?:\.\d+)?)").findall(value))
    made = _field(FieldType(kind), optional=optional, default=default)
    return made._replace(minimum=bounds.get("min"), maximum=bounds.get("max", bounds.get("length")))


def _mongoose(value: str, depth: int) -> Field | None:
    """`String`, `[String]`, `{ type: Date, required: true }`, `[{ type: ObjectId, ref: 'Tag' }]`."""
    if value.startswith("["):
        inner = _mongoose(value[1:].rsplit("]", 1)[0].strip(), depth + 1) if depth < MAX_DEPTH else None
        return _field(FieldType("list", item=inner.type.base if inner else "json"), optional=True)
    if not value.startswith("{"):
        kind = _mongo_type(value)
        return _field(kind, optional=True) if kind else None
    members = {
        one.partition(":")[0].strip(" '\""): one.partition(":")[2].strip()
        for one, _ in split(value[1:].rsplit("}", 1)[0])
    }
    if "type" not in members:
        return _field(FieldType("json"), optional=True)
    kind = _mongo_type(members["type"]) or FieldType("json")
    target = _quoted(members.get("ref", ""))
    values = _quoted(members.get("enum", ""))
    kind = FieldType("ref", target=target[0]) if target else FieldType("enum", values=values) if values else kind
    needed = members.get("required", "false").lstrip("[ ").startswith("true")
    made = _field(kind, optional=not needed, default=_default(value))
    return made._replace(
        unique=members.get("unique") == "true", indexed=members.get("index") == "true",
        nullable=not needed and made.default is None, required=needed,
    )  # fmt: skip


def _mongo_type(value: str) -> FieldType | None:
    word = value.split(".")[-1].strip(" ,[]")
    if value.startswith("["):
        return FieldType("list", item=_MONGO.get(word, "json"))
    if word in _MONGO:
        return FieldType(_MONGO[word])
    return FieldType("json") if word.isidentifier() else None


def _drizzle(value: str, _: int) -> Field | None:
    """`varchar('email', { length: 255 }).notNull().unique()`."""
    found = regex.compile(r"(\w+)\s*\(").match(value)
    if not found:
        return None
    kind = FieldType(_DRIZZLE.get(found.group(1).lower(), code_type(found.group(1))[0].base))
    if kind.base == "ref":
        kind = FieldType("unknown")
    length = regex.compile(r"length\s*:\s*(\d{1,9})").search(value)
    values = regex.compile(r"enum\s*:\s*\[([^\]]*)\]").search(value)
    mode = regex.compile(r"mode\s*:\s*['\"](timestamp|boolean)").search(value)
    target = regex.compile(r"\.references\(\s*(?:\([^)]*\)[^=]*)?=>\s*(\w+)\s*\.").search(value)
    if length and kind.base == "string":
        kind = kind._replace(length=int(length.group(1)))
    if values:
        kind = FieldType("enum", values=_quoted(values.group(1)))
    if mode:
        kind = FieldType("datetime" if mode.group(1) == "timestamp" else "bool")
    if ".array(" in value:
        kind = FieldType("list", item=kind.base)
    if target:
        kind = FieldType("ref", target=target.group(1))
    primary = ".primaryKey(" in value
    missing = not primary and ".notNull(" not in value
    generated = any(mark in value for mark in (".defaultNow(", ".defaultRandom(", ".$default"))
    return _field(kind, optional=missing, default=_default(value))._replace(
        required=not missing and not generated, primary_key=primary, unique=".unique(" in value,
        read_only=generated and not primary,
    )  # fmt: skip


def _sequelize(value: str, _: int) -> Field | None:
    """`{ type: DataTypes.STRING(200), allowNull: false }`, `DataTypes.DATE`."""
    found = regex.compile(r"(?:\{[^{}]*?\btype\s*:\s*)?(?:\w+\.)?([A-Z][A-Z0-9]{2,})\b(?:\((\d{1,9})\))?").match(value)
    if not found:
        return None
    kind = FieldType(_SEQUELIZE.get(found[1]) or code_type(found[1].lower())[0].base)
    if found[1] == "ENUM":
        kind = FieldType("enum", values=_quoted(value[found.end(1) :].partition(")")[0]))
    if found[2] and kind.base == "string":
        kind = kind._replace(length=int(found[2]))
    target = regex.compile(r"references\s*:\s*\{[^{}]*?\bmodel\s*:\s*['\"`]?(\w+)").search(value)
    primary = regex.compile(r"primaryKey\s*:\s*true").search(value) is not None
    needed = regex.compile(r"allowNull\s*:\s*false").search(value) is not None
    return _field(FieldType("ref", target=target[1]) if target else kind, optional=not (needed or primary))._replace(
        primary_key=primary, unique="unique: true" in value, default=_default(value.replace("defaultValue", "default"))
    )


_BUILT: dict[str, Callable[[str, int], Field | None]] = {
    "zod": _zod, "mongoose": _mongoose, "drizzle": _drizzle, "sequelize": _sequelize,
}  # fmt: skip
