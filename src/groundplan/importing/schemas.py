"""Schemas of an OpenAPI document: references resolved, types of fields, and which of them are entities."""

from __future__ import annotations

import re
from typing import Any

from groundplan.importing.model import Note
from groundplan.importing.naming import NOWHERE, entity_name, plain_line
from groundplan.record import NamedTuple
from groundplan.spec.model import Field, FieldType

Json = dict[str, Any]

_FORMATS = {
    "uuid": "uuid", "email": "email", "idn-email": "email", "uri": "url", "url": "url", "date": "date",
    "date-time": "datetime", "time": "time", "password": "password", "binary": "binary", "byte": "binary",
}  # fmt: skip
_KEYS = ("id", "uuid", "slug", "key")
_NOT_SAID = ("oneOf", "anyOf", "not", "discriminator", "patternProperties", "if")
_ANY_TEXT = r"^[^\x00]*$"
_LONG = 255
"""A text of more characters is a `text`."""
_INT32 = (-(2**31), 2**31 - 1)
_DECIMAL = re.compile(r"^\^(?:-\?)?\[0-9\]\{1,(\d{1,2})\}(?:\(\\\.\[0-9\]\{1,(\d{1,2})\}\)\?)?\$$")
"""A decimal number as text, with at most so many digits before and behind its point."""


class Shape(NamedTuple):
    """A schema without its reference: `name` is what it was referred to by."""

    schema: Json
    name: str = ""
    nullable: bool = False


class Schemas:
    """The schemas of one document; `notes` collects what a field cannot say."""

    def __init__(self, document: Json) -> None:
        self.document = document
        self.notes: list[Note] = []
        self.entities: dict[str, str] = {}

    def note(self, where: str, key: str, detail: str = "") -> None:
        """Something that the SPEC does not say, once."""
        one = Note(where, key, detail)
        if one not in self.notes:
            self.notes.append(one)

    def target(self, reference: object) -> Any:
        """What a local reference points to; None for any other."""
        if not isinstance(reference, str) or not reference.startswith("#/"):
            return None
        value: Any = self.document
        for part in reference[2:].split("/"):
            key = part.replace("~1", "/").replace("~0", "~").replace("%7B", "{").replace("%7D", "}")
            value = value.get(key) if isinstance(value, dict) else None
        return value

    def deref(self, value: Any, where: str) -> tuple[Json, str]:
        """An object and the last name that it was referred to by, whatever chain of references leads to it."""
        name = ""
        for _ in range(20):
            if not isinstance(value, dict):
                return {}, name
            reference = value.get("$ref")
            if reference is None:
                return value, name
            name = str(reference).rpartition("/")[2]
            found = self.target(reference)
            if found is None:
                self.note(where, "reference", str(reference))
                return {}, name
            value = found
        self.note(where, "reference", name)
        return {}, name

    def shape(self, value: Any, where: str, depth: int = 0) -> Shape:
        """A schema with its references followed, `null` taken out of its alternatives, and `allOf` joined."""
        schema, name = self.deref(value, where)
        nullable = schema.get("nullable") is True
        for key in ("oneOf", "anyOf"):
            options = [
                one for one in _list(schema.get(key)) if not (isinstance(one, dict) and one.get("type") == "null")
            ]
            if len(options) == 1 and depth < 20:
                inner = self.shape(options[0], where, depth + 1)
                return inner._replace(nullable=True)
        if isinstance(schema.get("allOf"), list) and depth < 20:
            schema = self._joined(schema, where, depth)
        kinds = schema.get("type")
        if isinstance(kinds, list):
            real = [kind for kind in kinds if kind != "null"]
            nullable = nullable or len(real) < len(kinds)
            schema = {**schema, "type": real[0] if real else "null"}
        return Shape(schema, name, nullable)

    def _joined(self, schema: Json, where: str, depth: int) -> Json:
        joined: Json = {"type": "object"} | {key: value for key, value in schema.items() if key != "allOf"}
        properties: Json = dict(members(joined.get("properties")))
        required = [*_list(joined.get("required"))]
        for one in schema["allOf"]:
            part = self.shape(one, where, depth + 1).schema
            properties |= members(part.get("properties"))
            required += _list(part.get("required"))
            joined = {**part, **joined}
        return joined | {"properties": properties, "required": required}

    def is_entity(self, schema: Json, name: str) -> bool:
        """An object with a key of its own."""
        known = {one.lower().replace("_", "") for one in members(schema.get("properties"))}
        own = name.lower().replace("_", "") + "id"
        return bool(known & {*_KEYS, own})

    def fields(self, schema: Json, where: str) -> tuple[Field, ...]:
        """The fields of an object schema."""
        required = {str(one) for one in _list(schema.get("required"))}
        return tuple(
            self.field(name, value, f"{where}/{name}", required=name in required)
            for name, value in members(schema.get("properties")).items()
        )

    def field(self, name: str, value: Any, where: str, *, required: bool) -> Field:
        """One property as a field."""
        shape = self.shape(value, where)
        schema = shape.schema
        for key in _NOT_SAID:
            if key in schema:
                self.note(where, "keyword", key)
        kind, limits = self.type_of(shape, where)
        if kind.base == "string" and "mail" in name.lower() and "@" in limits.get("pattern", ""):
            kind, limits = FieldType("email"), {}
        default = schema.get("default")
        return Field(
            name, kind, NOWHERE,
            required=required and not shape.nullable,
            read_only=schema.get("readOnly") is True,
            write_only=schema.get("writeOnly") is True or kind.base == "password",
            nullable=shape.nullable,
            default=_literal(default),
            minimum=limits.get("minimum"), maximum=limits.get("maximum"), pattern=limits.get("pattern", ""),
            description=plain_line(str(schema.get("description", ""))),
            origin="inferred" if kind.base == "decimal" and schema.get("type") == "string" else "stated",
        )  # fmt: skip

    def type_of(self, shape: Shape, where: str) -> tuple[FieldType, dict[str, str]]:
        """The type of a field, and what limits its values."""
        schema, name = shape.schema, shape.name
        values = [one for one in _list(schema.get("enum")) if isinstance(one, str | int) and not isinstance(one, bool)]
        if values:
            return FieldType("enum", values=tuple(str(one) for one in values)), {}
        kind = schema.get("type")
        if kind == "array":
            return self._list_of(schema, where), {}
        if name in self.entities:
            return FieldType("ref", target=self.entities[name]), {}
        if kind == "object" or "properties" in schema:
            if members(schema.get("properties")):
                self.note(where, "nested")
            return FieldType("json"), {}
        if kind == "string":
            return _text(schema)
        if kind in ("integer", "number"):
            return _number(schema, str(kind))
        return FieldType("bool" if kind == "boolean" else "json"), {}

    def _list_of(self, schema: Json, where: str) -> FieldType:
        inner, _ = self.type_of(self.shape(schema.get("items"), where), where)
        if inner.base == "ref":
            return FieldType("list", item="ref", target=inner.target)
        return FieldType("list", item=inner.base, values=inner.values)

    def entity_of(self, name: str) -> str:
        """The entity that schemas of that name are; empty for others."""
        return self.entities.get(name, "")

    def declare(self, name: str) -> None:
        """Makes the named schema an entity."""
        self.entities.setdefault(name, entity_name(name))


def _text(schema: Json) -> tuple[FieldType, dict[str, str]]:
    base = _FORMATS.get(str(schema.get("format", "")), "string")
    pattern = str(schema.get("pattern", ""))
    found = _DECIMAL.match(pattern)
    if found and "maxLength" not in schema:
        scale = int(found.group(2) or 0)
        limits = {} if "-?" in pattern else {"minimum": "0"}
        return FieldType("decimal", precision=int(found.group(1)) + scale, scale=scale), limits
    limits = {"minimum": str(schema["minLength"])} if isinstance(schema.get("minLength"), int) else {}
    if pattern and pattern != _ANY_TEXT and "\n" not in pattern:
        limits["pattern"] = pattern
    length = schema.get("maxLength")
    if not isinstance(length, int) or isinstance(length, bool) or length < 1:
        return FieldType(base), limits
    if base == "string" and length <= _LONG:
        return FieldType(base, length=length), limits
    return FieldType("text" if base == "string" else base), limits | {"maximum": str(length)}


def _number(schema: Json, kind: str) -> tuple[FieldType, dict[str, str]]:
    base = "float" if kind == "number" else "bigint" if schema.get("format") == "int64" else "int"
    step = schema.get("multipleOf")
    if kind == "number" and isinstance(step, float) and 0 < step < 1:
        base = "decimal"
    limits = {}
    for key, bound in zip(("minimum", "maximum"), _INT32, strict=True):
        value = schema.get(key)
        if isinstance(value, int | float) and not isinstance(value, bool) and value != bound:
            limits[key] = f"{value}"
    return FieldType(base), limits


def _literal(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, str | int | float) and "\n" not in str(value) else None


def members(value: Any) -> Json:
    """An object, or an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
