"""Answers: every status of an operation with its body, headers and example; the shared ones as components."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from groundplan.emit.openapi import stated
from groundplan.emit.openapi.bodies import error_example, example, reference
from groundplan.emit.openapi.types import Json
from groundplan.emit.text import prose
from groundplan.naming import Name
from groundplan.plan.model.api import Answer

if TYPE_CHECKING:
    from groundplan.emit.openapi.context import Context
    from groundplan.plan.model.api import FileType, Operation

_ERRORS_FROM = 400
_LIMIT_HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
_HEADERS: dict[str, tuple[Json, Any]] = {
    "X-Request-ID": ({"type": "string", "maxLength": 128}, "01890a5d-ac96-774b-bcce-b302099a8057"),
    "RateLimit-Limit": ({"type": "integer", "minimum": 1}, 100),
    "RateLimit-Remaining": ({"type": "integer", "minimum": 0}, 99),
    "RateLimit-Reset": ({"type": "integer", "minimum": 0}, 60),
    "Retry-After": ({"type": "integer", "minimum": 0}, 60),
    "Location": ({"type": "string", "format": "uri-reference"}, "/things/1"),
    "Content-Disposition": ({"type": "string"}, "attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf"),
    "ETag": ({"type": "string"}, '"1"'),
    "Idempotency-Replayed": ({"type": "string", "const": "true"}, "true"),
    "Allow": ({"type": "string"}, "GET, POST"),
    "Set-Cookie": ({"type": "string"}, "__Host-session=opaque; Path=/; HttpOnly; Secure; SameSite=Lax"),
}
_TOLD = (200, 201, 202, 204, 302)
_OWN_HEADERS = {401: ("WWW-Authenticate",), 405: ("Allow",), 429: ("Retry-After",)}
# Any server answers so to a request that it cannot read; an operation that states no 4xx at all still may.
_UNREADABLE = Answer(status=400, code="bad_request")


def responses(operation: Operation, context: Context) -> Json:
    """The `responses` of an operation, by status."""
    errors = operation.errors
    if not any(_ERRORS_FROM <= one.status < 500 for one in errors):
        errors = (*errors, _UNREADABLE)
    found = {one.status: _success(operation, one, context) for one in (operation.success, operation.made) if one}
    if operation.kind == "read" and "ETag" in operation.success.headers:
        found[304] = {"description": context.words("openapi.status_304"), "headers": {"ETag": _header("ETag")}}
    told = {one.status for one in operation.shown}
    for status, group in groupby(sorted(errors, key=lambda one: one.status), key=lambda one: one.status):
        if status not in found:
            found[status] = _error(status, list(group), context, shared=status not in told)
    stated.answers(found, operation, context)
    return {str(status): found[status] for status in sorted(found)}


def _success(operation: Operation, answer: Answer, context: Context) -> Json:
    response: Json = {"description": prose(answer.note) or context.words(_told(answer.status))}
    names = [*answer.headers, "X-Request-ID", *(_LIMIT_HEADERS if operation.limit else ())]
    response["headers"] = {name: _header(name) for name in dict.fromkeys(names) if name in _HEADERS}
    if operation.kind == "download" and operation.file:
        response["content"] = {one.id: _file(one) for one in operation.file.types}
    elif content := _content(answer, context):
        response["content"] = {answer.media_type: content}
    return response


def _file(one: FileType) -> Json:
    return {"schema": {"type": "string", "contentMediaType": one.id}}


def _content(answer: Answer, context: Context) -> Json:
    if answer.schema:
        shown = example(answer.schema, context)
        return {"schema": reference(answer.schema)} | ({} if shown is None else {"example": shown})
    return {} if answer.media_type == "application/json" else {"schema": {"type": "string"}}


def _told(status: int) -> str:
    return f"openapi.status_{status if status in _TOLD else 'other'}"


def _error(status: int, answers: list[Answer], context: Context, *, shared: bool) -> Json:
    notes = list(dict.fromkeys(one.note for one in answers if one.note))
    code = next((one.code for one in answers if one.code), "")
    own = next((context.schemas[one.schema] for one in answers if one.schema in context.schemas), None)
    if own is not None and own.kind == "refusal":
        return _refusal(status, own.name.pascal, code, context)
    if shared and not notes and code in context.errors and context.errors[code].status == status:
        return {"$ref": f"#/components/responses/{_name(code)}"}
    return _error_response(status, code, "; ".join(notes), context)


def _refusal(status: int, schema: str, code: str, context: Context) -> Json:
    """An error that another standard has a form for."""
    names = ["X-Request-ID", *_LIMIT_HEADERS, *_OWN_HEADERS.get(status, ())]
    return {
        "description": context.errors[code].message,
        "headers": {name: _header(name) for name in names},
        "content": {"application/json": {"schema": reference(schema)}},
    }


def _error_response(status: int, code: str, note: str, context: Context) -> Json:
    kind = context.errors.get(code)
    told = prose(note) or (kind.message if kind else context.words("openapi.refused"))
    names = ["X-Request-ID", *_LIMIT_HEADERS, *_OWN_HEADERS.get(status, ())]
    content: Json = {"schema": reference(context.error_name)}
    if kind:
        content["example"] = error_example(code, status, kind.message, context)
    media = "application/problem+json" if context.is_problem else "application/json"
    return {"description": told, "headers": {name: _header(name) for name in names}, "content": {media: content}}


def shared_responses(paths: Json, context: Context) -> Json:
    """`components.responses`: those that an operation refers to, in the order of the error catalogue."""
    used = {
        answer["$ref"].rpartition("/")[2]
        for item in paths.values()
        for operation in item.values()
        if isinstance(operation, dict)
        for answer in operation["responses"].values()
        if "$ref" in answer
    }
    kinds = [kind for kind in context.errors.values() if _name(kind.code) in used]
    return {_name(kind.code): _error_response(kind.status, kind.code, "", context) for kind in kinds}


def shared_headers(context: Context, mentioned: set[str]) -> Json:
    """`components.headers`: those whose reference is one of `mentioned`."""
    found = {}
    challenge: tuple[Json, Any] = ({"type": "string"}, context.blueprint.auth.challenge)
    for name, (schema, shown) in (_HEADERS | {"WWW-Authenticate": challenge}).items():
        if _header(name)["$ref"] in mentioned:
            described = context.words(f"openapi.header_{Name.of(name).snake}")
            found[name] = {"description": described, "schema": schema, "example": shown}
    return found


def _header(name: str) -> Json:
    return {"$ref": f"#/components/headers/{name}"}


def _name(code: str) -> str:
    return Name.of(code).pascal
