# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Authentication and access."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

from groundplan.plan.model.api import Operation
from groundplan.plan.model.rights import Access
from groundplan.verify import tokens
from tests.verify.mutants.table import breaks
from tests.verify.service.accounts import Sessions
from tests.verify.service.http import Request, Response
from tests.verify.service.problems import Problem
from tests.verify.service.service import Service
from tests.verify.service.store import Row

# Authentication


@breaks("auth.alg_none")
class AcceptsAlgNone(Sessions):
    def is_signed(self, token: str, header: dict[str, Any]) -> bool:
        return str(header.get("alg")).lower() == "none" or super().is_signed(token, header)


@breaks("auth.forged", "auth.foreign_key")
class IgnoresSignatures(Sessions):
    def is_signed(self, token: str, header: dict[str, Any]) -> bool:
        return header.get("alg") == "HS256"


@breaks("auth.foreign_key")
class GuessableKey(Sessions):
    def keys(self) -> list[str]:
        return [*super().keys(), "secret"]


@breaks("auth.claims")
class NeverExpires(Sessions):
    def is_late(self, claims: dict[str, Any]) -> bool:
        return False


@breaks("auth.claims")
class AnyIssuer(Sessions):
    def is_ours(self, claims: dict[str, Any]) -> bool:
        return "sub" in claims


@breaks("auth.lifetime")
class LivesLonger(Sessions):
    def begin(self, user: str, family: str = "") -> dict[str, Any]:
        return {**super().begin(user, family), "expires_in": 86_400}


@breaks("auth.refresh_is_no_access")
class RefreshOpens(Sessions):
    def read(self, token: str) -> dict[str, Any]:
        if token in self.live:
            return {"sub": self.live[token][0], "sid": self.live[token][1]}
        return super().read(token)


@breaks("auth.rotation", "auth.reuse")
class KeepsRefreshTokens(Sessions):
    def refresh(self, token: str) -> dict[str, Any]:
        user, family = self.live.get(token, ("", ""))
        if not user or family in self.ended:
            raise Problem(401)
        return {**self.begin(user, family), "refresh_token": token}


@breaks("auth.reuse")
class ReuseIsForgiven(Sessions):
    """The used token is refused, its family lives on."""

    def reused(self, family: str) -> None:
        raise Problem(401)


@breaks("auth.logout")
class LogoutForgetsNothing(Sessions):
    def end(self, family: str) -> None:
        if any(family == used for used in self.used.values()):
            super().end(family)


@breaks("auth.wrong_password")
class TellsWhoExists(Service):
    def refusal(self, user: Row | None) -> Problem:
        return Problem(401) if user else Problem(401, "email")


@breaks("auth.wrong_password")
class HashesOnlyForKnownUsers(Service):
    def refusal(self, user: Row | None) -> Problem:
        time.sleep(0.08 if user else 0)
        return Problem(401)


@breaks("auth.malformed")
class MalformedTokenFails(Sessions):
    def read(self, token: str) -> dict[str, Any]:
        try:
            return super().read(token)
        except Problem:
            if tokens.decode(token) is None and "." in token:
                raise ValueError(token) from None
            raise


# Access


@breaks("access.lists", "access.list_readable", "access.counts")
class LeakyList(Service):
    def rows(self, operation: Operation, caller: Row | None, row: Row | None) -> list[Row]:
        if operation.id == "listTeams":
            return list(self.store.tables["teams"])
        return super().rows(operation, caller, row)


@breaks("access.lists", "access.list_readable", "access.counts")
class LeakyBelow(Service):
    """Below a category, anybody finds the notes of every team."""

    def rows(self, operation: Operation, caller: Row | None, row: Row | None) -> list[Row]:
        if operation.id == "listCategoryNotes":
            operation = replace(operation, rows=None)
        return super().rows(operation, caller, row)


@breaks("access.counts")
class LeakyCount(Service):
    def run_count(self, operation: Operation, *rest: Any) -> Response:
        return super().run_count(replace(operation, rows=None), *rest)


@breaks("access.exports")
class LeakyExport(Service):
    def run_export(self, operation: Operation, *rest: Any) -> Response:
        return super().run_export(replace(operation, rows=None), *rest)


@breaks("access.counts")
class TotalOfEverybody(Service):
    """Below a category, the total is that of the notes of every team."""

    def run_list(self, operation: Operation, *rest: Any) -> Response:
        shown = super().run_list(operation, *rest)
        if operation.id != "listCategoryNotes":
            return shown
        return shown._replace(
            body={**shown.body, "total": super().run_count(replace(operation, rows=None), *rest).body["count"]}
        )


@breaks("access.stranger", "access.admin", "access.lists", "access.counts", "access.exports", "versions.hidden")
class AnybodyIsMember(Service):
    def is_member(self, caller: Row, team: str, roles: tuple[str, ...]) -> bool:
        return True


@breaks("access.stranger", "access.admin", "versions.hidden")
class TellsThatItExists(Service):
    def hidden_status(self) -> int:
        return 403


@breaks("access.own_row")
class AnybodysBadge(Service):
    """Who has no badge reads the first that there is."""

    def own_row(self, operation: Operation, caller: Row | None) -> Row | None:
        badges = self.store.tables["badges"]
        if operation.kind == "read" and caller and not any(one["user_id"] == caller["id"] for one in badges):
            return badges[0]
        return super().own_row(operation, caller)


@breaks("access.role", "access.owner", "access.stranger", "fields.read", "fields.listed", "fields.written")
class RolesAreIgnored(Service):
    def allows(self, access: Access, caller: Row | None, row: Row | None) -> bool:
        roles = any(grant.kind == "role" for grant in access.grants)
        return super().allows(access, caller, row) or (roles and caller is not None)


@breaks("auth.no_token")
class OpenDoor(Service):
    """Whoever does not say who he is may read the list of teams."""

    def caller(self, operation: Operation, request: Request) -> Row | None:
        if operation.id == "listTeams" and "authorization" not in request.headers:
            return self.store.tables["users"][0]
        return super().caller(operation, request)
