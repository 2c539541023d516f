"""Parameters of operations: path values, pages, order, filters and search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan import patterns
from groundplan.emit.access import label
from groundplan.emit.openapi.accepts import accepts
from groundplan.emit.openapi.types import NO_NUL, Json, sample_of, schema_of
from groundplan.emit.text import prose
from groundplan.plan.contract.bodies import cursor_length
from groundplan.plan.contract.retries import HEADER
from groundplan.plan.model.data import Type
from groundplan.plan.operations.concurrency import TAGS_LENGTH

if TYPE_CHECKING:
    from groundplan.emit.openapi.context import Context
    from groundplan.plan.model.api import Filter, Listing, Operation, PathParameter, Property, Sort

MAX_OFFSET = 2**31 - 1
_SEARCH_LENGTH = 200
_CSRF_LENGTH = 128
_BASE64 = "^[A-Za-z0-9_-]*$"


def parameters(operation: Operation, context: Context) -> list[Json]:
    """All parameters of the operation, those of the path first."""
    found = [_path(one, context) for one in operation.parameters]
    if context.blueprint.proves_origin(operation) and operation.access.level != "public":
        found.append(_csrf(context))
    found += _conditions(operation, context)
    if operation.retry:
        found.append(_retry(operation, context))
    if operation.listing:
        found += _listing(operation.listing, operation.resource, operation.kind, context)
    return found + [_own(one, context) for one in operation.query]


def _own(one: Property, context: Context) -> Json:
    parameter = _query(one.name, context.words(f"openapi.query_{one.name}"), {})
    kind = one.type or Type(base="string", length=255)
    return parameter | {"required": one.required, "schema": schema_of(kind, context.enums)}


def _conditions(operation: Operation, context: Context) -> list[Json]:
    """If-Match of changes, If-None-Match of reads."""
    if operation.if_match:
        return [_header("If-Match", context.words("openapi.if_match"), required=operation.if_match == "required")]
    if operation.kind == "read" and "ETag" in operation.success.headers:
        return [_header("If-None-Match", context.words("openapi.if_none_match"), required=False)]
    return []


def _retry(operation: Operation, context: Context) -> Json:
    told = context.words("openapi.idempotency_key", hours=str(context.blueprint.retry_hours))
    found = _header(HEADER, told, required=operation.retry == "required")
    return found | {"schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}}


def _header(name: str, description: str, *, required: bool) -> Json:
    schema = {"type": "string", "maxLength": TAGS_LENGTH}
    return {"name": name, "in": "header", "required": required, "description": description, "schema": schema}


def _path(one: PathParameter, context: Context) -> Json:
    resource = context.resources.get(one.resource)
    parameter: Json = {"name": one.name, "in": "path", "required": True}
    if resource:
        name = label(resource, one.resource, context.language)
        parameter["description"] = context.words("openapi.path_parameter", name=prose(name))
    else:
        parameter["description"] = context.words("openapi.path_text", name=prose(one.name))
    schema = schema_of(one.type, context.enums)
    if schema.get("type") == "string" and "format" not in schema:
        schema.setdefault("minLength", 1)
    return parameter | _sampled(one.type, one.name, schema, context)


def _csrf(context: Context) -> Json:
    cookie = f"__Host-{context.blueprint.auth.csrf_cookie}"
    return {
        "name": "X-CSRF-Token",
        "in": "header",
        "required": False,
        "description": context.words("openapi.csrf", cookie=cookie),
        "schema": {"type": "string", "maxLength": _CSRF_LENGTH, "pattern": _BASE64},
    }


def _sampled(kind: Type, name: str, schema: Json, context: Context) -> Json:
    value = sample_of(kind, name, context.enums)
    return {"schema": schema} | ({"example": value} if value is not None and accepts(schema, value) else {})


def _listing(listing: Listing, resource: str, kind: str, context: Context) -> list[Json]:
    found = [_limit(listing, context)]
    if listing.pagination == "offset":
        found.append(_offset(context))
    elif kind != "export":  # a file has no next page
        found.append(_cursor(resource, context))
    if listing.sorts:
        found.append(_sort(listing.sorts, listing.order, context))
    if listing.search:
        found.append(_search(listing.search, context))
    return found + [_filter(one, context) for one in listing.filters]


def _query(name: str, description: str, schema: Json, example: Any = None) -> Json:
    parameter: Json = {"name": name, "in": "query", "required": False, "description": description, "schema": schema}
    return parameter | ({"example": example} if example is not None else {})


def _limit(listing: Listing, context: Context) -> Json:
    schema = {"type": "integer", "minimum": 1, "maximum": listing.max_limit, "default": listing.default_limit}
    return _query("limit", context.words("openapi.limit"), schema, listing.default_limit)


def _offset(context: Context) -> Json:
    schema = {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0}
    return _query("offset", context.words("openapi.offset"), schema, 0)


def _cursor(resource: str, context: Context) -> Json:
    schema = {"type": "string", "maxLength": cursor_length(context.resources[resource]), "pattern": _BASE64}
    return _query("cursor", context.words("openapi.cursor"), schema)


def _sort(sorts: tuple[Sort, ...], order: tuple[Sort, ...], context: Context) -> Json:
    names = [one.name for one in sorts]
    term = f"-?({'|'.join(patterns.escape(name) for name in names)})"
    schema = {"type": "string", "pattern": f"^({term})?(,({term})?)*$"}
    shown = ",".join(f"{'-' if one.descending else ''}{one.name}" for one in order)
    told = context.words("openapi.sort", names=prose(", ".join(names)), order=prose(shown))
    return _query("sort", told, schema, f"-{names[0]}")


def _search(columns: tuple[str, ...], context: Context) -> Json:
    schema = {"type": "string", "maxLength": _SEARCH_LENGTH, "pattern": NO_NUL}
    return _query("q", context.words("openapi.search", names=prose(", ".join(columns))), schema, "text")


def _filter(one: Filter, context: Context) -> Json:
    parameter = _query(one.name, context.words("openapi.filter", name=prose(one.name)), {})
    return parameter | _sampled(one.type, one.name, schema_of(one.type, context.enums), context)
