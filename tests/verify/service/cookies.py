"""The same service for people in browsers: opaque sessions that a cookie proves, and no forged requests."""

from __future__ import annotations

import hashlib
import secrets
import time
from dataclasses import replace
from http.cookies import SimpleCookie
from typing import Any, ClassVar

from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from tests.verify.service.blueprint import blueprint
from tests.verify.service.endpoints import SIGNED_IN, operation
from tests.verify.service.http import Request, Response
from tests.verify.service.problems import Problem
from tests.verify.service.service import ORIGIN, Service
from tests.verify.service.store import Row

COOKIE, TOKEN = "session", "csrf_token"
LIMIT = 3


def with_sessions() -> Blueprint:
    """The Blueprint with sessions where it had tokens."""
    plan = blueprint()
    auth = replace(
        plan.auth, scheme="session", issues="session", refresh="", session_limit=LIMIT, session_cookie=COOKIE,
        csrf_cookie=TOKEN, logout_everywhere="logoutEverywhere",
    )  # fmt: skip
    kept = tuple(_with_cookies(one) for one in plan.operations if one.kind != "refresh")
    ended = operation("logoutEverywhere", "logout_all", "DELETE", "/auth/sessions", 204, access=SIGNED_IN)
    return replace(plan, auth=auth, operations=(*kept, ended))


def _with_cookies(one: Operation) -> Operation:
    return replace(one, success=replace(one.success, schema="User")) if one.kind == "login" else one


def with_credentials(headers: dict[str, str]) -> dict[str, str]:
    """The headers of an answer, which lets the origins that may call send their cookies too."""
    allowed = "Access-Control-Allow-Origin" in headers
    return headers | ({"Access-Control-Allow-Credentials": "true"} if allowed else {})


class CookieService(Service):
    """Sessions in memory: the user and the last use of each secret. A method a promise, for a mutant to break."""

    idle_seconds = 1800
    plan = staticmethod(with_sessions)

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.live: dict[str, tuple[str, float]] = {}

    def secret(self, request: Request) -> str:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
        return found.value if found else ""

    def signed_in(self, request: Request) -> Row:
        secret = self.secret(request)
        user, seen = self.live.get(secret, ("", 0.0))
        row = self.store.find("users", "id", user)
        if row is None or self.is_idle(seen):
            raise Problem(401)
        if request.method != "GET" and not self.is_proven(request, secret):
            raise Problem(403)
        self.live[secret] = (user, time.monotonic())
        return row

    def is_idle(self, seen: float) -> bool:
        return time.monotonic() - seen > self.idle_seconds

    def is_proven(self, request: Request, secret: str) -> bool:
        return self.is_own(request) or self.is_token(request.headers.get("x-csrf-token", ""), secret)

    def is_own(self, request: Request) -> bool:
        return request.headers.get("origin", "") in (ORIGIN, f"http://{request.headers.get('host')}")

    def is_token(self, given: str, secret: str) -> bool:
        return given == self.token(secret)

    def token(self, secret: str) -> str:
        return hashlib.sha256(f"csrf {secret}".encode()).hexdigest()

    def run_login(self, operation: Operation, *rest: Any) -> Response:
        body, request = rest[3:5]
        self.check_login_origin(request)
        user = self.store.find("users", "email", body["email"].lower())
        if user is None or user["password"] != body["password"]:
            raise self.refusal(user)
        self.live.pop(self.secret(request), None)
        secret = self.new_secret(request)
        self.live[secret] = (user["id"], time.monotonic())
        self.keep_newest(user["id"])
        return Response(
            200, self.shown(self.blueprint.schema(operation.success.schema), user), {}, self.cookies(secret)
        )

    def check_login_origin(self, request: Request) -> None:
        if "origin" in request.headers and not self.is_own(request):
            raise Problem(403)

    def new_secret(self, _request: Request) -> str:
        return secrets.token_urlsafe(24)

    def keep_newest(self, user: str) -> None:
        for secret in self.held(user)[:-LIMIT]:
            self.end(secret)

    def held(self, user: str) -> list[str]:
        return [secret for secret, (holder, _) in self.live.items() if holder == user]

    def end(self, secret: str) -> None:
        self.live.pop(secret, None)

    def cookies(self, secret: str) -> tuple[str, ...]:
        return (
            f"{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax",
            f"{TOKEN}={self.token(secret)}; Path=/; SameSite=Lax",
        )

    def run_logout(self, _: Operation, *rest: Any) -> Response:
        self.end(self.secret(rest[4]))
        return Response(204)

    def run_logout_all(self, _: Operation, caller: Row, *__: Any) -> Response:
        for secret in self.held(caller["id"]):
            self.end(secret)
        return Response(204)

    def common_headers(self, request: Request) -> dict[str, str]:
        return with_credentials(super().common_headers(request))


class SoonIdle(CookieService):
    """One whose sessions end soon enough to be waited for."""

    idle_seconds = 3
    options: ClassVar[dict[str, Any]] = {"session_idle": 3}
