"""API keys."""

from __future__ import annotations

from typing import Any

from groundplan.plan.model.api import Operation
from tests.verify.mutants.table import breaks
from tests.verify.service.http import Request, Response
from tests.verify.service.keys import KeyService
from tests.verify.service.store import Row


@breaks("keys.shown_once")
class ShowsTheKeyAgain(KeyService):
    def renew(self, row: Row) -> str:
        text = super().renew(row)
        row["prefix"] = text
        return text


@breaks("keys.forged")
class LooksAtThePrefixOnly(KeyService):
    def key_of(self, given: str) -> Row | None:
        return self.store.find("api_keys", "prefix", "_".join(given.split("_")[:2]))


@breaks("keys.scope")
class KeysDoEverything(KeyService):
    def check_scope(self, scope: str, request: Request) -> None:
        """Whatever the owner may."""


@breaks("keys.lifetime")
class KeyMakesOneForEver(KeyService):
    def run_create(self, operation: Operation, caller: Row | None, *rest: Any) -> Response:
        return super().run_create(operation, caller and {**caller, "until": None}, *rest)


@breaks("keys.renewal")
class KeyRenewsOneForEver(KeyService):
    def check_renewal(self, caller: Row, row: Row) -> None:
        """Whatever the key of the caller."""


@breaks("keys.people")
class KeyEndsSessions(KeyService):
    def check_person(self, request: Request) -> None:
        """Keys are people."""


@breaks("keys.used")
class ForgetsTheUse(KeyService):
    def use(self, row: Row) -> None:
        """Not written down."""


@breaks("keys.rotated")
class FormerKeyLivesOn(KeyService):
    def run_action(self, operation: Operation, caller: Row | None, row: Row, *rest: Any) -> Response:
        if operation.resource == "ApiKey":
            self.store.tables["api_keys"].append(dict(row, id=self.store.new_id()))
        return super().run_action(operation, caller, row, *rest)


@breaks("keys.revoked")
class RevokedKeyLivesOn(KeyService):
    revoked: dict[str, Row]

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.revoked = {}

    def run_delete(self, operation: Operation, caller: Row | None, row: Row, *rest: Any) -> Response:
        self.revoked[row.get("key_hash", "")] = row
        return super().run_delete(operation, caller, row, *rest)

    def key_of(self, given: str) -> Row | None:
        return super().key_of(given) or self.revoked.get(self.hashed(given))
