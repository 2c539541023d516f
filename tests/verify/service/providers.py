"""The same service for people whom a provider signs in; the issuer is at hand, and signs in whoever is named."""

from __future__ import annotations

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import replace
from http.cookies import SimpleCookie
from typing import Any, ClassVar
from urllib.parse import urlencode

from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint, Provider
from tests.verify.service.blueprint import BASE, blueprint
from tests.verify.service.cookies import with_credentials
from tests.verify.service.endpoints import PUBLIC, operation
from tests.verify.service.http import Request, Response
from tests.verify.service.problems import Problem
from tests.verify.service.service import Service
from tests.verify.service.store import Row

COOKIE = "sign_in"
AUTHORIZE = "/issuer/authorize"
BEGIN, BACK = "/auth/oidc/login", "/auth/oidc/callback"


def with_providers() -> Blueprint:
    """The Blueprint with a provider where it had registration and passwords."""
    plan = blueprint()
    provider = Provider(
        id="oidc", title="Single sign-on", env="OIDC", issuer="", start="startSignIn", callback="finishSignIn"
    )
    auth = replace(
        plan.auth, scheme="oauth2", providers=(provider,), open_registration=False, register="", login="",
        password_property="",
    )  # fmt: skip
    kept = tuple(one for one in plan.operations if one.kind not in ("register", "login"))
    start = operation("startSignIn", "oauth_start", "GET", BEGIN, 302, access=PUBLIC)
    back = operation("finishSignIn", "oauth_callback", "GET", BACK, 200, "Tokens", access=PUBLIC)
    own = tuple(replace(one, provider="oidc") for one in (start, back))
    return replace(plan, auth=auth, operations=(*kept, *own))


def challenge(verifier: str) -> str:
    return urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class ProviderService(Service):
    """Sign-ins that began, and codes of the issuer. A method a promise, for a mutant to break."""

    plan = staticmethod(with_providers)
    options: ClassVar[dict[str, Any]] = {"provider": "oidc"}
    method = "S256"

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.attempts: dict[str, tuple[str, str]] = {}
        self.given: dict[str, tuple[str, str]] = {}

    def handle(self, request: Request, headers: dict[str, str]) -> Response:
        return self.authorize(request) if request.path == AUTHORIZE else super().handle(request, headers)

    def authorize(self, request: Request) -> Response:
        """What the issuer answers."""
        code = secrets.token_hex(8)
        self.given[code] = (request.query["login_hint"], request.query["code_challenge"])
        answer = urlencode({"state": request.query["state"], "code": code})
        return Response(302, None, {"Location": f"http://{request.headers['host']}{BASE}{BACK}?{answer}"})

    def run_oauth_start(self, _: Operation, *rest: Any) -> Response:
        state, nonce, browser, verifier = (secrets.token_hex(8) for _ in range(4))
        self.attempts[state] = (browser, verifier)
        asked = {"state": state, "nonce": nonce, "code_challenge": challenge(verifier)}
        target = f"http://{rest[4].headers['host']}{AUTHORIZE}?"
        cookie = f"{COOKIE}={browser}; Path=/; HttpOnly; SameSite=Lax"
        query = urlencode(asked | {"code_challenge_method": self.method})
        return Response(302, None, {"Location": target + query}, (cookie,))

    def run_oauth_callback(self, _: Operation, *rest: Any) -> Response:
        request: Request = rest[4]
        state, code = request.query.get("state", ""), request.query.get("code", "")
        browser, verifier = self.attempts.get(state, ("", ""))
        if not browser or not self.is_same(request, browser):
            raise Problem(401)
        login, asked = self.given.get(code, ("", ""))
        self.forget(state, code)
        if not login or not self.fits(verifier, asked):
            raise Problem(401)
        return Response(200, self.sessions.begin(self.person(login)["id"]))

    def is_same(self, request: Request, browser: str) -> bool:
        found = SimpleCookie(request.headers.get("cookie", "")).get(COOKIE)
        return found is not None and found.value == browser

    def fits(self, verifier: str, asked: str) -> bool:
        return challenge(verifier) == asked

    def forget(self, state: str, code: str) -> None:
        self.attempts.pop(state, None)
        self.given.pop(code, None)

    def common_headers(self, request: Request) -> dict[str, str]:
        return with_credentials(super().common_headers(request))

    def person(self, login: str) -> Row:
        known = self.store.find("users", "email", login)
        if known is not None:
            return known
        user = self.blueprint.resource("User")
        row = {**self.defaults(user), "email": login, "password": "", "name": "Somebody", "role": "member"}
        self.store.insert(user, row)
        return row
