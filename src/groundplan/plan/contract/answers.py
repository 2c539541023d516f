"""Every status that an operation can answer: one rule for the contract, the service and the suite that checks it.

    success  create, register, upload 201 with Location; delete, clear, link, unlink, logout, logout_all 204;
             webhook_in 202; oauth_start 302; custom without a body 204; the rest 200; a stated success status wins, but
             for reads
    400      it takes a body (malformed JSON)
    401      it is not public; login, refresh, token and oauth_callback, for what they are given
    403      access can refuse somebody who may see the row, or there is no row to hide; with cookies, also whatever
             another site could make a browser send, and with API keys whatever changes something
    404      the path has a parameter, or needs a provider that may not be set up
    409      a body fills a unique column, a delete meets a restricting key, oauth_callback makes an account that
             clashes, a requirement refuses (403 and 422 where it says so), or the SPEC states it
    413, 415 it takes a body; token no 415, nor 422: it says as OAuth 2.0 does what is wrong (400)
    422      it takes a body, a query, ETags, or a path parameter that is not text
    429      always, but for the probe, which must not be counted
    501      custom
    503      always: the time limit, or the database is gone

500 is never listed: a fault of ours is no part of the contract.
"""

from __future__ import annotations

from dataclasses import replace

from groundplan.plan.model.api import Answer, Operation, PathParameter, Schema
from groundplan.plan.model.data import Resource
from groundplan.plan.model.proofs import answers_to_cookies, changes
from groundplan.spec.model import Endpoint

_CODES = {
    400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 409: "conflict",
    413: "payload_too_large", 415: "unsupported_media_type", 422: "validation_error", 429: "rate_limited",
    500: "internal_error", 501: "not_implemented", 503: "unavailable",
}  # fmt: skip
_STATUSES = {
    "create": 201, "register": 201, "upload": 201, "delete": 204, "clear": 204, "link": 204, "unlink": 204,
    "logout": 204, "logout_all": 204, "webhook_in": 202, "oauth_start": 302,
}  # fmt: skip
_SERVED = (200, 201, 202, 204)
"""What a service says of a whole answer: 206 is of a range that was asked for (RFC 9110, section 15.3.7)."""
_MAKES = ("create", "register", "upload")
_PROVING = ("login", "refresh", "token", "oauth_callback")
_OF_OAUTH = (400, 401)
_SIGNING = ("login", "logout", "logout_all")
_FILE_HEADERS = ("Content-Disposition",)
_HEADERS = {"oauth_start": ("Location", "Set-Cookie"), "oauth_callback": ("Set-Cookie",)}
_MEDIA = {"export": "text/csv", "download": "application/octet-stream"}
_READS = ("list", "read", "download", "search", "count", "export", "me_read", "health")
_LISTS = ("list", "search", "export", "count")


def success(kind: str, stated: Endpoint | None, schema: str, location: str, *, cookies: bool = False) -> Answer:
    """The success answer; `schema` is its body, left out where the status has none. `cookies`: callers have some."""
    if kind in _HEADERS:
        return Answer(status=_STATUSES.get(kind, 200), schema=schema, headers=_HEADERS[kind])
    default = _STATUSES.get(kind, 200) if kind != "custom" or schema else 204
    said = [one.status for one in stated.responses if 200 <= one.status < 300] if stated else []
    possible = said if kind == "custom" else [one for one in said if one in _SERVED and kind not in _READS]
    found = next(iter(possible), default)
    status = default if kind not in ("custom", "webhook_in") and found == 204 and default != 204 else found
    located = ("Location",) if location and status == 201 else ()
    named = _FILE_HEADERS if kind == "download" else ()
    signing = ("Set-Cookie",) if cookies and kind in _SIGNING else ()
    media = _MEDIA.get(kind, "application/json")
    return Answer(
        status=status, schema="" if status == 204 else schema, headers=(*located, *named, *signing), media_type=media
    )


def errors(
    operation: Operation, stated: Endpoint | None, resource: Resource | None, body: Schema | None,
    kept: frozenset[str], *, cookies: bool = False, scoped: bool = False, refusal: str = "",
) -> tuple[Answer, ...]:  # fmt: skip
    """Every error status, in order, with the notes of the SPEC beside those that it states.

    `body` is what is sent; `kept` are the resources that other rows hold on to by a restricting key; `cookies` says
    that callers are known by one, `scoped` that they may send an API key, which may be for reading only. `refusal` is
    the body in which OAuth 2.0 says why there is no token.
    """
    notes = {one.status: one.note for one in stated.responses if one.status >= 400} if stated else {}
    found = set(_implied(operation))
    found |= {409} if resource and _conflicts(operation, resource, body, kept) else set()
    found |= {403} if (cookies and answers_to_cookies(operation)) or (scoped and changes(operation)) else set()
    found |= {status for status in notes if status in _CODES and _possible(status, operation)}
    return tuple(
        Answer(status=one, code=_CODES[one], note=notes.get(one, ""), schema=refusal if one in _OF_OAUTH else "")
        for one in sorted(found)
    )


def refusing(operation: Operation, notes: dict[int, str]) -> tuple[Answer, ...]:
    """The errors of an operation with those that requirements add, by status and the words of the requirement."""
    known = {one.status: one for one in operation.errors}
    for status, note in notes.items():
        stated = known.get(status, Answer(status=status, code=_CODES[status]))
        known[status] = replace(stated, note="; ".join(dict.fromkeys(one for one in (stated.note, note) if one)))
    return tuple(known[status] for status in sorted(known))


def _possible(status: int, operation: Operation) -> bool:
    """A stated status that the operation cannot answer by its kind is not promised."""
    return status not in (500, 501) and not (status in (401, 403) and operation.access.level == "public")


def _implied(operation: Operation) -> list[int]:
    found = [503]
    if operation.limit:
        found.append(429)
    if operation.request:
        found += [400, 413] if operation.kind == "token" else [400, 413, 415, 422]
    if operation.kind in _LISTS or operation.query or any(_typed(one) for one in operation.parameters):
        found.append(422)
    if operation.access.level != "public" or operation.kind in _PROVING:
        found.append(401)
    if operation.refuses:
        found.append(403)
    if operation.kind == "oauth_callback":
        found.append(409)
    if operation.parameters or operation.kind in _HEADERS or _may_lack(operation):
        found.append(404)
    if operation.kind == "custom":
        found.append(501)
    return found


def _may_lack(operation: Operation) -> bool:
    """Whether the row that the caller has, its own or the one above, may not be there."""
    led = operation.caller_column or any(parent.caller_column for parent in operation.parents)
    return bool(led) and not operation.made and not operation.on_demand


def _typed(parameter: PathParameter) -> bool:
    return parameter.type.base not in ("string", "text", "email", "url")


def _conflicts(operation: Operation, resource: Resource, body: Schema | None, kept: frozenset[str]) -> bool:
    if operation.kind in ("delete", "clear"):
        return resource.name.pascal in kept
    writes = operation.kind in (*_MAKES, "replace", "update", "me_update", "action")
    return writes and body is not None and _fills_unique(operation, resource, body)


def _fills_unique(operation: Operation, resource: Resource, body: Schema) -> bool:
    """Whether what is sent, or on a create what the path or the caller adds, is part of something unique."""
    filled = {one.field for one in body.properties if one.field}
    makes = operation.kind in _MAKES or operation.makes_row
    if makes:
        filled |= {field.column for field in resource.fields if field.generation in ("parent", "caller")}
        filled |= {parent.column for parent in operation.parents}
    unique = [{column.column for column in index.columns} for index in resource.indexes if index.unique]
    keys = [set(resource.primary_key)] if makes else []
    return any(columns & filled for columns in [*unique, *keys])
