"""The same service for programs that exchange a client id and a secret for an access token (RFC 6749, section 4.4)."""

from __future__ import annotations

import binascii
import secrets
import time
from base64 import b64decode
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, unquote_plus

from groundplan.plan.contract import bodies
from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify import tokens
from tests.verify.service.accounts import KEY, signature
from tests.verify.service.blueprint import BASE
from tests.verify.service.endpoints import PUBLIC, operation
from tests.verify.service.http import Request, Response
from tests.verify.service.keys import SCOPES, KeyService, with_keys
from tests.verify.service.problems import Problem
from tests.verify.service.store import Row

PLACE = "/oauth/token"
SECONDS = 600
FORM = "application/x-www-form-urlencoded"
OURS = {"grant_type", "scope", "client_id", "client_secret"}


def with_clients() -> Blueprint:
    """The Blueprint where a key may be exchanged for a token too."""
    plan = with_keys()
    granted, asked, refusal = bodies.granted_schema(), bodies.grant_schema(), bodies.refusal_schema()
    token = operation(
        "createToken", "token", "POST", PLACE, 200, granted.name.pascal, access=PUBLIC, request=asked.name.pascal,
        media_type=FORM, limit="login",
    )  # fmt: skip
    keys = plan.auth.keys and replace(plan.auth.keys, token=token.id, token_seconds=SECONDS)
    return replace(
        plan,
        auth=replace(plan.auth, keys=keys),
        schemas=(*plan.schemas, granted, asked, refusal),
        operations=(*plan.operations, token),
    )


class RefusedError(Exception):
    """A refusal as OAuth 2.0 tells it."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error = error


class ClientService(KeyService):
    """A method a promise, for a mutant to break."""

    plan = staticmethod(with_clients)

    def handle(self, request: Request, headers: dict[str, str]) -> Response:
        if (request.method, request.path) != ("POST", BASE + PLACE):
            return super().handle(request, headers)
        self.count("login", headers)
        try:
            return self.exchanged(request)
        except RefusedError as refused:
            unknown = refused.error == "invalid_client"
            body = {"error": refused.error, "error_description": "Refused."}
            return Response(401 if unknown else 400, body, {"WWW-Authenticate": "Basic"} if unknown else {})

    def exchanged(self, request: Request) -> Response:
        fields = self.form(request)
        self.check_grant(fields)
        row = self.client(*self.proof(request, fields))
        scope = self.narrowed(row, fields.get("scope", ""))
        body = {"access_token": self.token_of(row, scope), "token_type": "Bearer", "expires_in": SECONDS}
        return Response(200, {**body, "scope": scope}, self.unkept())

    def unkept(self) -> dict[str, str]:
        return {"Cache-Control": "no-store"}

    def form(self, request: Request) -> dict[str, str]:
        self.check_query(request)
        self.check_form(request)
        pairs = parse_qsl(request.content.decode())
        if len(dict(pairs)) != len(pairs):
            raise RefusedError("invalid_request")
        return dict(pairs)

    def check_query(self, request: Request) -> None:
        if OURS & set(request.query):
            raise RefusedError("invalid_request")

    def check_form(self, request: Request) -> None:
        if request.headers.get("content-type") != FORM:
            raise RefusedError("invalid_request")

    def check_grant(self, fields: dict[str, str]) -> None:
        if fields.get("grant_type") != "client_credentials":
            raise RefusedError("unsupported_grant_type")

    def proof(self, request: Request, fields: dict[str, str]) -> tuple[str, str]:
        given = request.headers.get("authorization", "")
        if given and "client_secret" in fields:
            self.two_ways()
        if not given:
            return fields.get("client_id", ""), fields.get("client_secret", "")
        return self.basic(given)

    def two_ways(self) -> None:
        raise RefusedError("invalid_request")

    def basic(self, given: str) -> tuple[str, str]:
        try:
            name, _, secret = b64decode(given.partition(" ")[2]).decode().partition(":")
        except (ValueError, binascii.Error):
            raise RefusedError("invalid_client") from None
        return unquote_plus(name), unquote_plus(secret)

    def client(self, name: str, secret: str) -> Row:
        row = self.key_of(secret)
        if row is None or row["prefix"] != name:
            self.unknown(name)
            raise RefusedError("invalid_client")
        return row

    def unknown(self, name: str) -> None:
        """Whether the client is there or the secret is wrong, it is told the same, after the same time."""

    def narrowed(self, row: Row, asked: str) -> str:
        most = SCOPES.index(row["scope"])
        wanted = asked.split() or [row["scope"]]
        if any(one not in SCOPES or SCOPES.index(one) > most for one in wanted):
            raise RefusedError("invalid_scope")
        return wanted[-1]

    def token_of(self, row: Row, scope: str) -> str:
        now = int(time.time())
        claims = {"sub": row["owner_id"], "client_id": row["prefix"], "scope": scope, "iat": now, "exp": now + SECONDS}
        return tokens.encode({"alg": "HS256", "typ": "at+jwt"}, {**claims, "jti": secrets.token_hex(8)}, KEY)

    def signed_in(self, request: Request) -> Row:
        token = request.headers.get("authorization", "").partition(" ")[2]
        parts = tokens.decode(token)
        if parts is None or parts[0].get("typ") != "at+jwt":
            return super().signed_in(request)
        header, claims = parts
        row = self.client_of(claims)
        owner = self.store.find("users", "id", row["owner_id"]) if row else None
        if not self.is_ours(token, header) or row is None or owner is None:
            raise Problem(401)
        self.check_scope(claims["scope"], request)
        self.check_person(request)
        return {**owner, "until": row["expires_at"]}

    def client_of(self, claims: dict[str, Any]) -> Row | None:
        return self.store.find("api_keys", "prefix", claims.get("client_id"))

    def is_ours(self, token: str, header: dict[str, Any]) -> bool:
        return header.get("alg") == "HS256" and signature(token, KEY) == token.rpartition(".")[2]
