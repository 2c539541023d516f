# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Sessions that a cookie proves."""

from __future__ import annotations

from typing import Any, ClassVar

from groundplan.plan.model.api import Operation
from tests.verify.mutants.table import breaks
from tests.verify.service.cookies import CookieService
from tests.verify.service.http import Request, Response
from tests.verify.service.store import Row


@breaks("sessions.cookie")
class ScriptsReadTheCookie(CookieService):
    def cookies(self, secret: str) -> tuple[str, ...]:
        return tuple(one.replace("; HttpOnly", "") for one in super().cookies(secret))


@breaks("sessions.cookie")
class OtherSitesSendTheCookie(CookieService):
    def cookies(self, secret: str) -> tuple[str, ...]:
        return tuple(one.replace("; SameSite=Lax", "; SameSite=None") for one in super().cookies(secret))


@breaks("sessions.fixation")
class TakesTheIdThatIsBrought(CookieService):
    def new_secret(self, request: Request) -> str:
        return self.secret(request) or super().new_secret(request)


@breaks("sessions.csrf_refused")
class ForeignSitesAct(CookieService):
    def is_proven(self, request: Request, secret: str) -> bool:
        return "origin" in request.headers or super().is_proven(request, secret)


@breaks("sessions.csrf_refused")
class NeedsNoProof(CookieService):
    def is_proven(self, request: Request, secret: str) -> bool:
        unproven = not {"origin", "x-csrf-token"} & set(request.headers)
        return unproven or super().is_proven(request, secret)


@breaks("sessions.csrf_accepted")
class RefusesItsOwnPages(CookieService):
    def is_proven(self, request: Request, secret: str) -> bool:
        return self.is_token(request.headers.get("x-csrf-token", ""), secret)


@breaks("sessions.csrf_foreign_token")
class OneTokenForAll(CookieService):
    def token(self, secret: str) -> str:
        return "everybody"


@breaks("sessions.login_csrf")
class OtherSitesSignIn(CookieService):
    def check_login_origin(self, request: Request) -> None:
        """Whoever asks."""


@breaks("sessions.idle")
class NeverIdle(CookieService):
    options: ClassVar[dict[str, Any]] = {"session_idle": 1}

    def is_idle(self, seen: float) -> bool:
        return False


@breaks("sessions.everywhere")
class EndsOnlyThisSession(CookieService):
    def run_logout_all(self, operation: Operation, caller: Row, *rest: Any) -> Response:
        return self.run_logout(operation, caller, *rest)


@breaks("sessions.limit")
class AnyNumberOfSessions(CookieService):
    def keep_newest(self, user: str) -> None:
        """All of them."""


@breaks("auth.logout")
class CookieOutlivesLogout(CookieService):
    def run_logout(self, operation: Operation, *rest: Any) -> Response:
        return Response(204)


@breaks("cors.configured")
class ScriptsWithoutCredentials(CookieService):
    def common_headers(self, request: Request) -> dict[str, str]:
        headers = super().common_headers(request)
        return {name: value for name, value in headers.items() if not name.endswith("-Credentials")}
