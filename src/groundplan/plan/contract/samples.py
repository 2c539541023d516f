"""What a SPEC shows of requests and answers and declares of parameters: values and schemas as JSON, places resolved."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from groundplan.document import Text
from groundplan.naming import Name
from groundplan.plan.data import types
from groundplan.plan.model.api import Declared, Operation, PathParameter, Shown
from groundplan.plan.model.data import Type
from groundplan.plan.words.names import wire
from groundplan.spec.fields import examples
from groundplan.spec.model import Endpoint, Field, Response, Sample

_SCHEMAS: dict[str, dict[str, Any]] = {
    "int": {"type": "integer"},
    "bigint": {"type": "integer"},
    "float": {"type": "number"},
    "bool": {"type": "boolean"},
    "decimal": {},
    "json": {},
    "unknown": {},
    "ref": {},
    "list": {"type": "array", "items": {}},
    "uuid": {"type": "string", "format": "uuid"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "email": {"type": "string", "format": "email"},
    "url": {"type": "string", "format": "uri"},
}
_UNTOLD = frozenset({"accept", "authorization", "content-type"})
"""Headers that OpenAPI tells by other means (3.1.1, section 4.8.12.1)."""
_DEPTH = 30


def told(operation: Operation, endpoint: Endpoint) -> Operation:
    """The operation with what the SPEC says of its parameters and bodies."""
    return replace(operation, declared=declared(endpoint, operation.name, operation.parameters), shown=shown(endpoint))


def shown(endpoint: Endpoint) -> tuple[Shown, ...]:
    """The requests, status 0, and the answers that the SPEC shows."""
    asked = [_shown(0, one, (), many=False) for one in endpoint.samples]
    return (*asked, *(_answer(one) for one in endpoint.responses))


def _answer(one: Response) -> Shown:
    return _shown(one.status, one.sample or Sample(), one.fields, many=one.many)


def _shown(status: int, sample: Sample, fields: tuple[Field, ...], *, many: bool) -> Shown:
    value, is_json = _value(sample)
    media = sample.media or ("application/json" if is_json or not sample.text else "text/plain")
    schema = _stated(sample.schema)
    if schema is None and is_json:
        schema = _inferred(value)
    if schema is None and sample.text:
        schema = {"type": "string"}
    if schema is None and fields:
        schema = _of_fields(fields, many)
    return Shown(
        status=status,
        media_type=media.lower(),
        example=_text(value) if sample.text else "",
        schema="" if schema is None else _text(schema),
        headers=tuple((name, value) for name, value in sample.headers if name.lower() not in _UNTOLD),
    )


def _value(sample: Sample) -> tuple[Any, bool]:
    """The value of an example, and whether it is JSON: JSON as people write it counts, with its comments left out."""
    try:
        found = json.loads(sample.text, parse_constant=_refuse)
        json.dumps(found, allow_nan=False)
        _flat(found)
    except (ValueError, RecursionError):
        lines = [Text(line, at, 1) for at, line in enumerate(sample.text.split("\n"), 1)]
        meant = examples.example(lines) if sample.text[:1] in ("{", "[") else None
        return (sample.text, False) if meant is None else (_meant(meant), True)
    return found, True


def _flat(value: Any, depth: int = 0) -> None:
    """Raises ValueError for a value that nests deeper than anybody reads."""
    if depth > examples.MAX_DEPTH:
        raise ValueError(depth)
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _flat(part, depth + 1)


def _refuse(word: str) -> None:
    raise ValueError(word)


def _meant(value: examples.Value) -> Any:
    """The value of JSON that is not quite JSON."""
    if value.kind == "object":
        return {one.name: _meant(one.value) for one in value.members}
    if value.kind == "list":
        return [_meant(one) for one in value.items]
    words: dict[str, Any] = {"true": True, "false": False, "null": None}
    if value.kind == "nothing":
        return None
    if value.kind == "word":
        return words.get(value.text, value.text)
    try:
        return json.loads(value.text if value.kind == "number" else f'"{value.text}"', parse_constant=_refuse)
    except ValueError:
        return value.text


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).encode(errors="replace").decode()


def _stated(text: str) -> dict[str, Any] | None:
    """A JSON Schema that may stand in an OpenAPI document: one of a dialect of ours that refers to nothing outside."""
    try:
        found = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not all(_is_sound(one) for one in _inner(found, 0)):
        return None
    return {key: value for key, value in found.items() if key not in ("$schema", "id", "$id")}


def _inner(node: Any, depth: int) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for part in parts:
        if depth > _DEPTH:
            yield {"$ref": ""}
        else:
            yield from _inner(part, depth + 1)


def _is_sound(node: dict[str, Any]) -> bool:
    """Older dialects say `required` and `exclusiveMinimum` by a flag."""
    flags = (node.get(name) for name in ("required", "exclusiveMinimum", "exclusiveMaximum"))
    return not isinstance(node.get("$ref"), str) and not any(isinstance(one, bool) for one in flags)


def _inferred(value: Any, depth: int = 0) -> dict[str, Any]:
    """The schema of a value that is only an example: what it holds, and nothing of what must be there."""
    if isinstance(value, dict):
        members = {} if depth > _DEPTH else {name: _inferred(one, depth + 1) for name, one in value.items()}
        return {"type": "object"} | ({"properties": members} if members else {})
    if isinstance(value, list):
        return {"type": "array", "items": _inferred(value[0], depth + 1) if value and depth <= _DEPTH else {}}
    kinds = {bool: "boolean", int: "integer", float: "number", str: "string"}
    return {"type": kinds[type(value)]} if type(value) in kinds else {}


def _of_fields(fields: tuple[Field, ...], many: bool) -> dict[str, Any]:
    members = {one.name: _SCHEMAS.get(one.type.base, {"type": "string"}) for one in fields}
    needed = [one.name for one in fields if one.required]
    one = {"type": "object"} | ({"required": needed} if needed else {}) | {"properties": members}
    return {"type": "array", "items": one} if many else one


def declared(endpoint: Endpoint, owner: Name, path: tuple[PathParameter, ...]) -> tuple[Declared, ...]:
    """Parameters that the SPEC declares or shows: of the path and the query, and the headers of its requests."""
    inside = {one.name for one in path}
    found = [_parameter(one, owner, inside) for one in endpoint.parameters]
    named = {one.name for one in found}
    found += [Declared(name=one, place="query") for one in endpoint.filters if one not in named]
    headers = dict(pair for sample in endpoint.samples for pair in sample.headers if pair[0].lower() not in _UNTOLD)
    return (*found, *(Declared(name=name, place="header", example=value) for name, value in headers.items()))


def _parameter(field: Field, owner: Name, inside: set[str]) -> Declared:
    name = wire(field.name)
    values = field.type.values if field.type.base == "enum" else ()
    known = field.type.base not in ("enum", "ref", "unknown")
    return Declared(
        name=name if name in inside else field.name,
        place="path" if name in inside else "query",
        type=types.resolve(field, owner) if known else Type(base="string", length=types.LENGTHS["string"]),
        values=values,
        required=field.required,
        default=field.default,
        example=field.example,
        description=field.description,
    )
