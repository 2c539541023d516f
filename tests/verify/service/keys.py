"""The same service for programs too: API keys that their owner makes, renews and revokes."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import replace
from typing import Any

from groundplan.naming import Name
from groundplan.plan.model.api import Operation, Property, Schema
from groundplan.plan.model.blueprint import Blueprint, Keys
from groundplan.plan.model.data import Enum, Resource, Type
from groundplan.plan.model.rights import Access, Grant
from tests.verify.service.blueprint import BASE, MOMENT, NAME, PLACES, blueprint, field, key, reference, resource
from tests.verify.service.endpoints import SIGNED_IN, listing, operation
from tests.verify.service.http import Request, Response
from tests.verify.service.problems import Problem
from tests.verify.service.service import Service
from tests.verify.service.store import Row

HEADER = "X-API-Key"
SCOPES = ("read", "write", "manage")
REFUSED = ("logout", "updateMe")
OWNER = Access(level="granted", subject="ApiKey", grants=(Grant(kind="owner", principal="owner_id"),))


def with_keys() -> Blueprint:
    """The Blueprint with API keys beside its tokens."""
    plan = blueprint()
    return replace(
        plan,
        auth=replace(plan.auth, keys=Keys(resource="ApiKey", header=HEADER, prefix="sk_", refused=REFUSED)),
        enums=(*plan.enums, Enum(name=Name.of("KeyScope"), values=SCOPES, members=tuple((one, one) for one in SCOPES))),
        resources=(*plan.resources, _resource()),
        schemas=(*plan.schemas, *_schemas()),
        operations=(*plan.operations, *_operations()),
    )


def _resource() -> Resource:
    return resource(
        "ApiKey",
        "api_keys",
        key(),
        reference("owner", "User", "users", "cascade", server=True, generation="caller"),
        field("name", NAME, required=True),
        field("scope", Type(base="enum", enum="KeyScope"), default="read"),
        field("prefix", NAME, server=True),
        field("key_hash", NAME, server=True, hidden=True),
        field("expires_at", MOMENT, nullable=True),
        field("last_used_at", MOMENT, server=True, nullable=True),
    )


def _schemas() -> tuple[Schema, ...]:
    shown = tuple(
        Property(name=one.property, type=one.type, field=one.column, nullable=one.nullable, required=True)
        for one in _resource().fields
        if not one.hidden
    )
    sent = (
        Property(name="name", type=NAME, field="name", required=True),
        Property(name="scope", type=Type(base="enum", enum="KeyScope"), field="scope", default="read"),
        Property(name="expires_at", type=MOMENT, field="expires_at", nullable=True),
    )
    text = Property(name="key", type=NAME, required=True)
    items = Property(name="items", schema="ApiKey", items=True, required=True)
    kinds = (("ApiKey", "resource", shown), ("ApiKeyCreate", "create", sent), ("NewApiKey", "key", (*shown, text)))
    named = (*kinds, ("ApiKeyPage", "page", (items, *PLACES)))
    return tuple(Schema(name=Name.of(name), kind=kind, resource="ApiKey", properties=of) for name, kind, of in named)


def _operations() -> tuple[Operation, ...]:
    made: dict[str, Any] = {"access": SIGNED_IN, "request": "ApiKeyCreate", "location": "/api-keys/{id}"}
    own: dict[str, Any] = {"resource": "ApiKey", "access": OWNER, "visible": OWNER}
    listed: dict[str, Any] = {"resource": "ApiKey", "access": SIGNED_IN, "rows": OWNER, "listing": listing()}
    return (
        operation("createApiKey", "create", "POST", "/api-keys", 201, "NewApiKey", resource="ApiKey", **made),
        operation("listApiKeys", "list", "GET", "/api-keys", 200, "ApiKeyPage", **listed),
        operation("readApiKey", "read", "GET", "/api-keys/{id}", 200, "ApiKey", **own),
        operation("deleteApiKey", "delete", "DELETE", "/api-keys/{id}", 204, **own),
        operation("rotateApiKey", "action", "POST", "/api-keys/{id}/rotate", 200, "NewApiKey", **own),
    )


class KeyService(Service):
    """Keys by their hash. A method a promise, for a mutant to break."""

    plan = staticmethod(with_keys)

    def allows(self, access: Access, caller: Row | None, row: Row | None) -> bool:
        owners = [one.principal for one in access.grants if one.kind == "owner"]
        owned = caller is not None and row is not None and any(row[one] == caller["id"] for one in owners)
        return owned or super().allows(access, caller, row)

    def signed_in(self, request: Request) -> Row:
        given = request.headers.get(HEADER.lower())
        if given is None:
            return super().signed_in(request)
        row = self.key_of(given)
        owner = self.store.find("users", "id", row["owner_id"]) if row else None
        if row is None or owner is None:
            raise Problem(401)
        self.check_scope(row["scope"], request)
        self.check_person(request)
        self.use(row)
        return {**owner, "until": row["expires_at"]}

    def key_of(self, given: str) -> Row | None:
        return self.store.find("api_keys", "key_hash", self.hashed(given))

    def hashed(self, text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    def check_scope(self, scope: str, request: Request) -> None:
        managing = "/api-keys" in request.path
        needed = "read" if request.method == "GET" else "manage" if managing else "write"
        if SCOPES.index(scope) < SCOPES.index(needed):
            raise Problem(403)

    def check_person(self, request: Request) -> None:
        for one in map(self.blueprint.operation, REFUSED):
            if (one.method, BASE + one.path) == (request.method, request.path):
                raise Problem(403)

    def check_end(self, caller: Row, end: str | None) -> None:
        if caller.get("until") and (end is None or end > caller["until"]):
            raise Problem(403)

    def check_renewal(self, caller: Row, row: Row) -> None:
        self.check_end(caller, row["expires_at"])

    def use(self, row: Row) -> None:
        row["last_used_at"] = self.store.now()

    def renew(self, row: Row) -> str:
        row["prefix"] = "sk_" + secrets.token_hex(6)
        text = f"{row['prefix']}_{secrets.token_urlsafe(32)}"
        row["key_hash"] = self.hashed(text)
        return text

    def run_create(self, operation: Operation, caller: Row | None, row: Row | None, *rest: Any) -> Response:
        if operation.resource != "ApiKey" or caller is None:
            return super().run_create(operation, caller, row, *rest)
        resource = self.blueprint.resource("ApiKey")
        made = {**self.defaults(resource), **self.stored(operation, rest[1]), "owner_id": caller["id"]}
        self.check_end(caller, made["expires_at"])
        text = self.renew(made)
        self.store.insert(resource, made)
        place = self.blueprint.service.base_path + operation.location.replace("{id}", made["id"])
        return Response(201, self.with_key(made, text), {"Location": place})

    def run_action(self, operation: Operation, caller: Row | None, row: Row, *rest: Any) -> Response:
        if operation.resource != "ApiKey":
            return super().run_action(operation, caller, row, *rest)
        self.check_renewal(caller or {}, row)
        return Response(200, self.with_key(row, self.renew(row)))

    def with_key(self, row: Row, text: str) -> dict[str, Any]:
        return {**self.shown(self.blueprint.schema("ApiKey"), row), "key": text}
