"""`paths`: every operation with its words, parameters, body, answers and security."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.emit import access
from groundplan.emit.openapi import stated
from groundplan.emit.openapi.answers import responses
from groundplan.emit.openapi.bodies import example, reference
from groundplan.emit.openapi.parameters import parameters
from groundplan.emit.openapi.types import Json
from groundplan.emit.text import one_line, prose
from groundplan.plan.operations.keys import SCOPES

if TYPE_CHECKING:
    from groundplan.emit.openapi.context import Context
    from groundplan.plan.model.api import Operation

SCHEMES = {
    "jwt": "bearerAuth",
    "oauth2": "bearerAuth",
    "session": "sessionCookie",
    "client_credentials": "clientCredentials",
    "api_key": "apiKey",
    "basic": "basicAuth",
}
SIGNATURE = "webhookSignature"
_OUTSIDE = [{"url": "/"}]


def paths(context: Context) -> Json:
    """All path items, in the order in which the Blueprint first names each path."""
    found: Json = {}
    based = context.blueprint.service.base_path not in ("", "/")
    for operation in context.blueprint.operations:
        item = found.setdefault(operation.path, {})
        if based and not operation.under_base:
            item.setdefault("servers", _OUTSIDE)
        item[operation.method.lower()] = _operation(operation, context)
    return found


def _operation(operation: Operation, context: Context) -> Json:
    found: Json = {
        "operationId": operation.id,
        "summary": one_line(operation.summary) or operation.name.title,
        "description": _description(operation, context),
        "tags": [operation.tag.kebab],
        "security": security(operation, context),
    }
    if given := stated.parameters(parameters(operation, context), operation, context):
        found["parameters"] = given
    if operation.request:
        found["requestBody"] = _request(operation, context)
    stated.requests(found, operation, context)
    found["responses"] = responses(operation, context)
    if stated.is_partly_served(found):
        found["description"] += "\n\n" + context.words("openapi.unserved")
    return found


def _description(operation: Operation, context: Context) -> str:
    who = access.words(operation.access, context.resources, context.language)
    told = [prose(operation.description), context.words("openapi.access", who=prose(who))]
    told += _denials(operation, context)
    if operation.kind == "custom":
        told.append(context.words("openapi.custom"))
    if operation.requirements:
        told.append(context.words("openapi.requirements", ids=prose(", ".join(operation.requirements))))
    return "\n\n".join(text for text in told if text)


def _denials(operation: Operation, context: Context) -> list[str]:
    """What somebody sees who may not: of a list fewer rows, of a row that it does not exist or is not theirs."""
    rows, told = operation.rows, []
    if rows is not None:
        who = access.words(rows, context.resources, context.language)
        told.append(context.words("openapi.rows", who=prose(who)))
    if operation.visible and operation.visible.level == "granted":
        told.append(context.words("openapi.visible" if operation.refuses else "openapi.hidden"))
    return told


def _cookie(context: Context) -> str:
    """The name of the session cookie outside development, where it is Secure (RFC 6265bis, section 4.1.3.2)."""
    return f"__Host-{context.blueprint.auth.session_cookie or 'session'}"


def _request(operation: Operation, context: Context) -> Json:
    content: Json = {"schema": reference(operation.request)}
    if operation.file:
        types = ", ".join(one.id for one in operation.file.types)
        encoding = {operation.file.part: {"contentType": types}}
        return {"required": True, "content": {operation.media_type: content | {"encoding": encoding}}}
    shown = example(operation.request, context)
    return {
        "required": True,
        "content": {operation.media_type: content | ({} if shown is None else {"example": shown})},
    }


def security(operation: Operation, context: Context) -> list[Json]:
    """The `security` of an operation: empty for what is public."""
    if operation.access.level == "public":
        # Who proves nothing is answered too, and sees less.
        return [{}, *_proofs(operation, context)] if operation.partial and operation.method == "GET" else []
    if operation.access.level == "signature":
        return [{SIGNATURE: []}]
    return _proofs(operation, context)


def _proofs(operation: Operation, context: Context) -> list[Json]:
    """What callers may prove who they are with."""
    auth = context.blueprint.auth
    own = SCHEMES["session"] if auth.session_cookie else SCHEMES.get(auth.scheme, "")
    schemes: dict[str, list[str]] = {own: []} if own else {}
    keys = auth.keys if auth.keys and operation.id not in auth.keys.refused else None
    if keys and keys.header:
        schemes[SCHEMES["api_key"]] = []
    if keys and keys.token:
        schemes[SCHEMES["client_credentials"]] = [context.blueprint.key_scope(operation)]
    return [{scheme: scopes} for scheme, scopes in schemes.items()]


def _described(scheme: str, context: Context) -> str:
    auth = context.blueprint.auth
    if scheme != "bearerAuth" or not auth.providers:
        return context.words(f"openapi.security_{scheme}")
    names = ", ".join(one.title for one in auth.providers)
    start = context.blueprint.operation(auth.providers[0].start).path
    return context.words("openapi.security_provided", names=prose(names), path=prose(start))


def _flow(context: Context) -> Json:
    """Where programs get tokens, and how far those may go."""
    keys, service = context.blueprint.auth.keys, context.blueprint.service
    path = context.blueprint.operation(keys.token).path if keys and keys.token else ""
    scopes = {name: context.words(f"openapi.scope_{name}") for name in SCOPES}
    return {"tokenUrl": service.base_path + path, "scopes": scopes}


def security_schemes(context: Context) -> Json:
    """`components.securitySchemes`: those that operations use."""
    used = {name for one in context.blueprint.operations for rule in security(one, context) for name in rule}
    kinds: Json = {
        "bearerAuth": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
        "sessionCookie": {"type": "apiKey", "in": "cookie", "name": _cookie(context)},
        "clientCredentials": {"type": "oauth2", "flows": {"clientCredentials": _flow(context)}},
        "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        "basicAuth": {"type": "http", "scheme": "basic"},
        SIGNATURE: {"type": "apiKey", "in": "header", "name": "X-Signature"},
    }
    return {name: kind | {"description": _described(name, context)} for name, kind in kinds.items() if name in used}
