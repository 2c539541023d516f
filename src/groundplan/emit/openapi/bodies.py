"""`components.schemas`: the bodies of the Blueprint, the error body, and an example of each."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from groundplan.emit import access
from groundplan.emit.openapi.accepts import accepts
from groundplan.emit.openapi.types import JSON_VALUE, Json, answered, json_value, literal, sample_of, schema_of
from groundplan.emit.text import prose

if TYPE_CHECKING:
    from groundplan.emit.openapi.context import Context
    from groundplan.plan.model.api import FileRule, Property, Schema

REQUESTS = frozenset({"create", "replace", "update", "login", "refresh", "register", "event", "request"})
_PAGE_SAMPLES = {"total": 1, "limit": 20, "offset": 0, "next_cursor": None}
_MAX_DEPTH = 4
_BINARY = "application/octet-stream"


def schemas(context: Context) -> Json:
    """The named schemas that operations reach, in the order of the Blueprint, the error body last."""
    used = _used(context)
    found = {name: _body(one, context) for name, one in context.schemas.items() if name in used}
    sent = [context.schemas[name] for name in found if is_request(context.schemas[name], context)]
    kinds = [one.type for schema in sent for one in schema.properties if one.type]
    if any("json" in (kind.base, kind.item) for kind in kinds):
        found[JSON_VALUE] = json_value("object", "array", "string", "number", "boolean", "null")
    return found | _error_schemas(context)


def _used(context: Context) -> set[str]:
    operations = context.blueprint.operations
    waiting = [name for one in operations for name in (one.request, one.success.schema) if name]
    waiting += [name for name, one in context.schemas.items() if one.kind == "refusal"]
    used: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in used and name in context.schemas:
            used.add(name)
            waiting += [one.schema for one in context.schemas[name].properties if one.schema]
    return used


def reference(name: str) -> Json:
    """A reference to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def _body(schema: Schema, context: Context) -> Json:
    body: Json = {"type": "object"}
    if description := _description(schema, context):
        body["description"] = description
    files = _files(schema, context)
    required = [*files, *(one.name for one in schema.properties if one.required)]
    if required:
        body["required"] = required
    body["properties"] = files | {one.name: _property(one, schema, context) for one in schema.properties}
    if is_request(schema, context):
        body["additionalProperties"] = False
    return body


def _files(schema: Schema, context: Context) -> Json:
    """The part of an upload's form that is the file."""
    if schema.kind != "upload":
        return {}
    rules = (one.file for one in context.blueprint.operations if one.request == schema.name.pascal)
    return {rule.part: _file(rule, context) for rule in rules if rule is not None}


def _file(rule: FileRule, context: Context) -> Json:
    types = ", ".join(one.id for one in rule.types)
    words = context.words("openapi.file", types=types)
    if rule.max_bytes:
        words = context.words("openapi.file_limit", types=types, bytes=rule.max_bytes)
    return {"type": "string", "contentMediaType": _BINARY, "description": words}


def is_request(schema: Schema, context: Context) -> bool:
    """Whether clients send it."""
    return schema.kind in REQUESTS or schema.name.pascal in context.requested


def _description(schema: Schema, context: Context) -> str:
    resource = context.resources.get(schema.resource)
    if resource is None:
        return ""
    return prose(resource.description or (resource.label if resource.label != resource.name.pascal else ""))


def _property(one: Property, owner: Schema, context: Context) -> Json:
    schema = _value(one, context)
    # A reference may have neighbours in 3.1, but code generators still lose them.
    if one.type is None:
        return schema
    schema = schema if is_request(owner, context) else answered(schema)
    who = _who(one, owner, context)
    told = [text for text in (prose(one.description), schema.pop("description", ""), who) if text]
    if told:
        schema["description"] = "\n\n".join(told)
    if who:
        schema["x-restricted"] = True
    _set_default(schema, one, owner)
    if is_request(owner, context):
        schema |= {"writeOnly": True} if one.hidden else {}
    elif _is_server_made(one, owner, context):
        schema["readOnly"] = True
    return schema


def _who(one: Property, owner: Schema, context: Context) -> str:
    """Who sees the property of an answer, or may send it, where not everybody does."""
    resource = context.resources.get(owner.resource) if one.field else None
    field = next((found for found in resource.fields if found.column == one.field), None) if resource else None
    sent = is_request(owner, context)
    right = field and (field.writers if sent else field.readers)
    if not right or (sent and one.required):
        return ""
    who = access.words(right, context.resources, context.language)
    return context.words("openapi.sent_by" if sent else "openapi.seen_by", who=prose(who))


def _value(one: Property, context: Context) -> Json:
    if one.schema:
        target = reference(one.schema)
        value: Json = {"type": "array", "items": target} | _bounds(one) if one.items else target
        return {"anyOf": [value, {"type": "null"}]} if one.nullable else value
    if one.type is None:
        return {}
    if one.items:
        return {"type": ["array", "null"] if one.nullable else "array", "items": schema_of(one.type, context.enums)}
    return schema_of(one.type, context.enums, nullable=one.nullable)


def _bounds(one: Property) -> Json:
    """How many items a list has."""
    return ({"minItems": one.least} if one.least else {}) | ({"maxItems": one.most} if one.most else {})


def _set_default(schema: Json, one: Property, owner: Schema) -> None:
    if one.default is None or one.type is None or one.items or owner.kind == "update":
        return
    value = _default(one)
    if value is not None and accepts(schema, value):
        schema["default"] = value


def _is_server_made(one: Property, owner: Schema, context: Context) -> bool:
    resource = context.resources.get(owner.resource)
    if owner.kind != "resource" or resource is None or not one.field:
        return False
    return any(field.server for field in resource.fields if field.column == one.field)


def example(name: str, context: Context, depth: int = 0) -> Any:
    """A value of schema `name` that is valid against it, or None when a required property has none."""
    schema = context.schemas.get(name)
    if schema is None or depth > _MAX_DEPTH:
        return None
    body: Json = {}
    for one in schema.properties:
        if is_request(schema, context) and _who(one, schema, context):
            continue
        value = _sample(one, schema, context, depth)
        if value is None and not one.nullable:
            if one.required:
                return None
            continue
        body[one.name] = value
    return body


def fits(name: str, value: Any, context: Context) -> bool:
    """Whether a value is one of schema `name`, with what must be there and nothing else."""
    schema = context.schemas.get(name)
    if schema is None or not isinstance(value, dict):
        return False
    known = {one.name: one for one in schema.properties}
    missing = [one for one in schema.properties if one.required and one.name not in value]
    return not missing and all(key in known and _fits(known[key], part, context) for key, part in value.items())


def _fits(one: Property, value: Any, context: Context) -> bool:
    if value is None:
        return one.nullable
    if one.items:
        bare = replace(one, items=False)
        return isinstance(value, list) and all(_fits(bare, part, context) for part in value)
    if one.schema:
        return fits(one.schema, value, context)
    return one.type is None or accepts(schema_of(one.type, context.enums), value)


def _sample(one: Property, owner: Schema, context: Context, depth: int) -> Any:
    fixed = _fixed_samples(owner, context)
    if one.name in fixed:
        return fixed[one.name]
    if one.schema:
        inner = example(one.schema, context, depth + 1)
        return ([] if inner is None else [inner]) if one.items else inner
    if one.type is None:
        return {}
    shape = schema_of(one.type, context.enums)
    candidates = (_default(one), sample_of(one.type, one.name, context.enums))
    value = next((found for found in candidates if found is not None and accepts(shape, found)), None)
    return [value] if one.items and value is not None else value


def _fixed_samples(owner: Schema, context: Context) -> Json:
    if owner.kind == "page":
        return _PAGE_SAMPLES
    if owner.kind == "tokens":
        return {"token_type": "bearer", "expires_in": context.blueprint.auth.access_seconds}
    return {}


def _default(one: Property) -> Any:
    try:
        return literal(one.type, one.default) if one.type and one.default is not None else None
    except ValueError:
        return None


def _error_schemas(context: Context) -> Json:
    detail = {
        "type": "object",
        "required": ["field", "code", "message"],
        "properties": {"field": {"type": "string"}, "code": {"type": "string"}, "message": {"type": "string"}},
    }
    codes = [kind.code for kind in context.blueprint.errors]
    body = _problem(context) if context.is_problem else _envelope(codes, context)
    return {context.error_name: body, context.detail_name: detail}


def _envelope(codes: list[str], context: Context) -> Json:
    return {
        "type": "object",
        "description": context.words("openapi.error_body"),
        "required": ["error", "message", "details", "timestamp"],
        "properties": {
            "error": {"type": "string", "enum": codes} if codes else {"type": "string"},
            "message": {"type": "string"},
            "details": {"type": "array", "items": reference(context.detail_name)},
            "timestamp": {"type": "string", "format": "date-time"},
        },
    }


def _problem(context: Context) -> Json:
    """RFC 9457, section 3; `errors` is our extension member."""
    return {
        "type": "object",
        "description": context.words("openapi.problem_body"),
        "required": ["type", "title", "status"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string"},
            "instance": {"type": "string", "format": "uri-reference"},
            "errors": {"type": "array", "items": reference(context.detail_name)},
        },
    }


def error_example(code: str, status: int, message: str, context: Context) -> Json:
    """The error body of one row of the catalogue."""
    details = [{"field": "name", "code": "required", "message": message}] if code == "validation_error" else []
    if context.is_problem:
        problem: Json = {"type": "about:blank", "title": message, "status": status}
        return problem | ({"errors": details} if details else {})
    return {"error": code, "message": message, "details": details, "timestamp": "2026-01-31T09:00:00Z"}
