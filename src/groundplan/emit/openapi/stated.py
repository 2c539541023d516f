"""What the SPEC states of parameters, requests and answers, beside what the generated operation serves.

A custom operation is to be written as the SPEC has it, so all of it is the contract. Of any other, what it does not
serve is marked `x-served: false`, and a body of another form than the one that it serves stands under `x-stated`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from groundplan.emit.openapi.accepts import accepts
from groundplan.emit.openapi.bodies import fits
from groundplan.emit.openapi.types import Json, literal, schema_of
from groundplan.emit.text import prose

if TYPE_CHECKING:
    from groundplan.emit.openapi.context import Context
    from groundplan.plan.model.api import Declared, Operation, Shown

UNSERVED: Json = {"x-served": False}


def parameters(served: list[Json], operation: Operation, context: Context) -> list[Json]:
    """The parameters that are served, with the words of the SPEC, and the others that it declares."""
    known = {(one["in"], one["name"].lower()): one for one in served}
    others: dict[tuple[str, str], Json] = {}
    for one in operation.declared:
        place = (one.place, one.name.lower())
        if place in known:
            _explain(known[place], one)
        elif one.place != "path":
            others.setdefault(place, _declared(one, operation, context))
    return [*served, *others.values()]


def _explain(parameter: Json, one: Declared) -> None:
    """The description and the example of the SPEC, where its example can be sent."""
    if one.description:
        parameter["description"] = prose(one.description)
    value = _literal(one, one.example, parameter["schema"])
    if value is not None:
        parameter["example"] = value


def _declared(one: Declared, operation: Operation, context: Context) -> Json:
    written = operation.kind == "custom"
    parameter: Json = {"name": one.name, "in": one.place, "required": one.required and written}
    parameter["description"] = prose(one.description) or context.words("openapi.stated")
    parameter["schema"] = schema = _schema(one, context)
    default, shown = _literal(one, one.default, schema), _literal(one, one.example, schema)
    parameter |= {} if shown is None else {"example": shown}
    schema |= {} if default is None else {"default": default}
    return parameter if written else parameter | UNSERVED


def _schema(one: Declared, context: Context) -> Json:
    if one.values or one.type is None:
        return {"type": "string"} | ({"enum": list(dict.fromkeys(one.values))} if one.values else {})
    return schema_of(one.type, context.enums)


def _literal(one: Declared, text: str | None, schema: Json) -> Any:
    """A value as the schema has it; None where it is none of the schema's."""
    if text is None:
        return None
    try:
        value = literal(one.type, text) if one.type and not one.values else text
    except ValueError:
        value = text
    return next((found for found in (value, text) if accepts(schema, found)), None)


def requests(found: Json, operation: Operation, context: Context) -> None:
    """Adds the requests that the SPEC shows to an operation."""
    own: Json = {}
    for one in operation.shown:
        if one.status or not (one.example or one.schema):
            continue
        content = found["requestBody"]["content"] if operation.request else {}
        if one.media_type in content:
            _beside(content[one.media_type], one, operation.request, context)
        else:
            _add(own, one)
    if own and operation.kind == "custom" and not operation.request:
        found["requestBody"] = {"required": False, "content": own}
    elif own:
        found["x-stated"] = {"requestBody": {"content": own}}


def answers(found: dict[int, Json], operation: Operation, context: Context) -> None:
    """Adds the answers that the SPEC shows to those that are served, by status."""
    written, own = operation.kind == "custom", dict[int, Json]()
    for one in operation.shown:
        if not one.status:
            continue
        fresh = {"description": context.words("openapi.stated")} | ({} if written else UNSERVED)
        response = found.setdefault(one.status, fresh)
        _headers(response, one, written=written)
        content = response.get("content", {})
        if not one.example and not one.schema:
            continue
        if one.media_type in content and one.media_type not in own.get(one.status, {}):
            schema = operation.success.schema if one.status == operation.success.status else ""
            _beside(content[one.media_type], one, schema, context)
            continue
        added = _add(own.setdefault(one.status, {}), one)
        added |= {} if written or "x-served" in response else UNSERVED
        response["content"] = content | {one.media_type: added}


def _headers(response: Json, one: Shown, *, written: bool) -> None:
    headers = response.get("headers", {})
    known = {name.lower() for name in headers}
    for name, value in one.headers:
        if name.lower() not in known:
            headers[name] = {"schema": {"type": "string"}, "example": value} | ({} if written else UNSERVED)
    if headers:
        response["headers"] = headers


def _beside(served: Json, one: Shown, schema: str, context: Context) -> None:
    """The example of the SPEC, if it is one of what is served; else the whole body apart from it."""
    value = json.loads(one.example) if one.example else None
    if value is not None and fits(schema, value, context):
        served["example"] = value
    elif one.example:
        served.setdefault("x-stated", []).append(_body(one))


def _add(content: Json, one: Shown) -> Json:
    """The body in its media type; a second one of that is a further example."""
    body = _body(one)
    known: Json = content.setdefault(one.media_type, body)
    if known is not body and "example" in body:
        shown = known.setdefault("examples", {"1": {"value": known.pop("example")}} if "example" in known else {})
        shown[str(len(shown) + 1)] = {"value": body["example"]}
    return known


def _body(one: Shown) -> Json:
    schema = {"schema": json.loads(one.schema)} if one.schema else {}
    return schema | ({"example": json.loads(one.example)} if one.example else {})


def is_partly_served(found: Json) -> bool:
    """Whether an operation has anything that is marked as not served."""
    marked = [*found.get("parameters", []), *_parts(found["responses"])]
    marked += _parts(found.get("requestBody", {}).get("content", {}))
    for response in _parts(found["responses"]):
        marked += [*_parts(response.get("content", {})), *_parts(response.get("headers", {}))]
    return "x-stated" in found or any("x-served" in one or "x-stated" in one for one in marked)


def _parts(container: Json) -> list[Json]:
    return list(container.values())
