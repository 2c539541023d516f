# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Client credentials."""

from __future__ import annotations

import time
from typing import Any

from groundplan.verify import tokens
from tests.verify.mutants.table import breaks
from tests.verify.service.accounts import KEY
from tests.verify.service.clients import ClientService, RefusedError
from tests.verify.service.http import Request
from tests.verify.service.store import Row


@breaks("clients.granted")
class CachesKeepTokens(ClientService):
    def unkept(self) -> dict[str, str]:
        return {"Cache-Control": "public, max-age=600"}


@breaks("clients.lifetime")
class TokenOfAPerson(ClientService):
    """It lives as long as that of a person, whatever is stated."""

    def token_of(self, row: Row, scope: str) -> str:
        header, claims = tokens.decode(super().token_of(row, scope)) or ({}, {})
        return tokens.encode(header, {**claims, "exp": claims["iat"] + 86_400}, KEY)


@breaks("clients.header")
class NoBasic(ClientService):
    def basic(self, given: str) -> tuple[str, str]:
        raise RefusedError("invalid_client")


@breaks("clients.unknown")
class LooksAtTheIdOnly(ClientService):
    def client(self, name: str, secret: str) -> Row:
        return self.store.find("api_keys", "prefix", name) or super().client(name, secret)


@breaks("clients.time")
class TakesItsTimeWithKnownClients(ClientService):
    def unknown(self, name: str) -> None:
        time.sleep(0.08 if self.store.find("api_keys", "prefix", name) else 0)


@breaks("clients.one_way")
class SecretInTheQuery(ClientService):
    def check_query(self, request: Request) -> None:
        """Wherever it is."""

    def form(self, request: Request) -> dict[str, str]:
        return {**request.query, **super().form(request)}


@breaks("clients.one_way")
class TwoProofs(ClientService):
    def two_ways(self) -> None:
        """The header wins."""


@breaks("clients.form")
class AnyContent(ClientService):
    def check_form(self, request: Request) -> None:
        """A form, whatever it says that it is."""


@breaks("clients.grant")
class AnyGrant(ClientService):
    def check_grant(self, fields: dict[str, str]) -> None:
        """What is proved is enough."""


@breaks("clients.scope")
class WiderThanItsClient(ClientService):
    def narrowed(self, row: Row, asked: str) -> str:
        return asked.split()[-1] if asked else str(row["scope"])


@breaks("clients.scope")
class AsWideAsItsClient(ClientService):
    def narrowed(self, row: Row, asked: str) -> str:
        super().narrowed(row, asked)
        return str(row["scope"])


@breaks("clients.forged")
class NobodyLooksAtTheSignature(ClientService):
    def is_ours(self, token: str, header: dict[str, Any]) -> bool:
        return True


@breaks("clients.ended")
class TokenOutlivesItsClient(ClientService):
    known: dict[str, Row]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.known = {}

    def client_of(self, claims: dict[str, Any]) -> Row | None:
        row = super().client_of(claims)
        if row is not None:
            self.known[row["prefix"]] = dict(row)
        return row or self.known.get(str(claims.get("client_id")))
