"""The service: it reads the Blueprint and keeps the contract. Each promise is a method, for a mutant to break."""

from __future__ import annotations

import json
import re
import secrets
import time
from collections.abc import Callable
from typing import Any, ClassVar

from jsonschema import Draft202012Validator, FormatChecker

from groundplan.emit.openapi import document
from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.model.rights import Access
from groundplan.verify.contract import format_checker
from tests.verify.service.accounts import Sessions
from tests.verify.service.blueprint import blueprint
from tests.verify.service.http import Request, Response
from tests.verify.service.operations import Operations
from tests.verify.service.problems import Problem
from tests.verify.service.store import Row, Store

CODES = {404: "not_found", 405: "method_not_allowed"}
ORIGIN = "https://app.example.com"
SECRET = "whsec-of-billing"


class Service(Operations):
    """One service with its own rows. `limits` are requests a window (of seconds) by rule."""

    window = 60.0
    plan = staticmethod(blueprint)
    options: ClassVar[dict[str, Any]] = {}
    """What the suite is told of the service."""

    def __init__(self, blueprint: Blueprint, limits: dict[str, int] | None = None) -> None:
        self.blueprint = blueprint
        self.limits = limits or {}
        self.hits: dict[str, int] = {}
        self.requests: dict[str, int] = {}
        self.begun = time.monotonic()
        self.kept: dict[tuple[str, ...], tuple[bytes, Response]] = {}
        self.store = self.make_store()
        self.sessions = self.make_sessions()
        self.document: dict[str, Any] = document(blueprint)
        self.codes = {one.status: one.code for one in blueprint.errors}
        self.formats: FormatChecker = format_checker()

    def make_store(self) -> Store:
        return Store(self.blueprint)

    def make_sessions(self) -> Sessions:
        return Sessions()

    def answer(self, request: Request) -> Response:
        """The answer to any request, with the headers that all of them have."""
        headers: dict[str, str] = {}
        label = self.route_label(request)
        self.requests[label] = self.requests.get(label, 0) + 1
        try:
            response = self.preflight(request) or self.handle(request, headers)
        except Problem as problem:
            response = Response(problem.status, self.error_body(problem), problem.headers)
        except Exception:
            response = Response(500, {"error": "internal_error"})
        return response._replace(headers={**self.common_headers(request), **headers, **response.headers})

    def handle(self, request: Request, headers: dict[str, str]) -> Response:
        if request.path == "/openapi.json":
            return Response(200, self.served_document())
        if request.path == "/metrics":
            return Response(200, self.metrics())
        operation, parameters = self.route(request)
        self.count(operation.limit, headers)
        caller = self.caller(operation, request)
        self.check_ids(operation, parameters)
        row = self.own_row(operation, caller) if operation.caller_column else self.subject(operation, parameters)
        self.check_access(operation, caller, row)
        body = self.body(operation, request)
        self.check_written(operation, caller, body)
        if operation.kind == "webhook_in":
            self.check_signature(request)
        runner = getattr(self, f"run_{operation.kind}")

        def run() -> Response:
            response: Response = runner(operation, caller, row, parameters, body, request)
            return response._replace(body=self.seen(operation, caller, response.body))

        return self.once(operation, caller, request, run) if operation.retry and caller else run()

    # Retries

    def once(self, operation: Operation, caller: Row, request: Request, run: Callable[[], Response]) -> Response:
        key = request.headers.get("idempotency-key")
        if key is None:
            self.check_key(operation)
            return run()
        with self.once_lock():
            place = self.place_of(operation, caller, key)
            if place not in self.kept:
                self.kept[place] = (request.content, run())
            content, response = self.kept[place]
            if self.is_other(content, request.content):
                raise Problem(422, "Idempotency-Key")
            return response

    def once_lock(self) -> Any:
        return self.store.lock

    def place_of(self, operation: Operation, caller: Row, key: str) -> tuple[str, ...]:
        return operation.id, caller["id"], key

    def is_other(self, content: bytes, now: bytes) -> bool:
        return content != now

    def check_key(self, operation: Operation) -> None:
        if operation.retry == "required":
            raise Problem(400)

    def served_document(self) -> Any:
        return self.document

    def metrics(self) -> Any:
        """How many requests there were by route, as Prometheus reads it."""
        lines = [f'requests_total{{route="{route}"}} {count}' for route, count in self.requests.items()]
        return "\n".join(["# TYPE requests_total counter", *lines, ""])

    def route_label(self, request: Request) -> str:
        try:
            return self.route(request)[0].path
        except Problem:
            return "unmatched"

    # Headers

    def common_headers(self, request: Request) -> dict[str, str]:
        headers = {"X-Request-ID": self.request_id(request), **self.security_headers()}
        if origin := self.allowed_origin(request.headers.get("origin", "")):
            headers |= {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
        return headers

    def request_id(self, request: Request) -> str:
        return request.headers.get("x-request-id") or secrets.token_hex(8)

    def security_headers(self) -> dict[str, str]:
        return {"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer"}

    def allowed_origin(self, origin: str) -> str:
        return origin if origin == ORIGIN else ""

    def preflight(self, request: Request) -> Response | None:
        if request.method != "OPTIONS":
            return None
        allowed = {"Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE"}
        return Response(204, None, allowed if self.allowed_origin(request.headers.get("origin", "")) else {})

    def count(self, rule: str, headers: dict[str, str]) -> None:
        """Fixed windows a rule; one client is all there is."""
        if not rule:
            return
        if time.monotonic() - self.begun > self.window:
            self.begun, self.hits = time.monotonic(), {}
        limit = self.limits.get(rule, 10**6)
        self.hits[rule] = self.hits.get(rule, 0) + 1
        left = str(max(1, round(self.window - (time.monotonic() - self.begun))))
        headers |= self.limit_headers(limit, max(0, limit - self.hits[rule]), left)
        if self.hits[rule] > limit:
            raise Problem(429, headers=self.refusal_headers(left))

    def limit_headers(self, limit: int, remaining: int, reset: str) -> dict[str, str]:
        return {"RateLimit-Limit": str(limit), "RateLimit-Remaining": str(remaining), "RateLimit-Reset": reset}

    def refusal_headers(self, left: str) -> dict[str, str]:
        return {"Retry-After": left}

    # Errors

    def error_body(self, problem: Problem) -> Any:
        code = self.codes[problem.status]
        return {"error": code, "message": code, "details": problem.details(), "timestamp": self.store.now()}

    # Routing

    def route(self, request: Request) -> tuple[Operation, dict[str, str]]:
        found = []
        for one in self.blueprint.operations:
            match = re.fullmatch(self.pattern(one), request.path)
            if match:
                found.append((one, match.groupdict()))
        for one, parameters in found:
            if one.method == request.method:
                return one, parameters
        if found:
            raise Problem(405, headers=self.allow_headers([one.method for one, _ in found]))
        raise Problem(404)

    def pattern(self, operation: Operation) -> str:
        base = self.blueprint.service.base_path if operation.under_base else ""
        return base + re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", operation.path)

    def allow_headers(self, methods: list[str]) -> dict[str, str]:
        return {"Allow": ", ".join(sorted(set(methods)))}

    def check_ids(self, operation: Operation, parameters: dict[str, str]) -> None:
        for one in operation.parameters:
            if not self.formats.conforms(parameters[one.name], "uuid"):
                raise Problem(422, one.name)

    # Who

    def caller(self, operation: Operation, request: Request) -> Row | None:
        if operation.access.level not in ("public", "signature"):
            return self.signed_in(request)
        try:
            return self.signed_in(request) if operation.partial else None
        except Problem:
            return None

    def signed_in(self, request: Request) -> Row:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            raise Problem(401)
        user = self.store.find("users", "id", self.sessions.read(token).get("sub"))
        if user is None:
            raise Problem(401)
        return user

    def check_access(self, operation: Operation, caller: Row | None, row: Row | None) -> None:
        if operation.access.level in ("public", "signature") or self.allows(operation.access, caller, row):
            return
        if operation.visible and not self.allows(operation.visible, caller, row):
            raise Problem(self.hidden_status())
        raise Problem(403)

    def hidden_status(self) -> int:
        return 404

    def allows(self, access: Access, caller: Row | None, row: Row | None) -> bool:
        if access.level == "public" or (access.level == "authenticated" and caller):
            return True
        if caller is None:
            return False
        for grant in access.grants:
            if grant.kind == "role" and caller["role"] in grant.roles:
                return True
            if grant.kind == "member" and row and self.is_member(caller, row[grant.hops[0].column], grant.roles):
                return True
        return False

    def is_member(self, caller: Row, team: str, roles: tuple[str, ...]) -> bool:
        return any(
            one["user_id"] == caller["id"] and one["team_id"] == team and (not roles or one["role"] in roles)
            for one in self.store.tables["memberships"]
        )

    # Fields

    def seen(self, operation: Operation, caller: Row | None, body: Any) -> Any:
        """The body without what is not for the caller."""
        if not operation.partial:
            return body
        if "items" in body:
            return {**body, "items": [self.seen_row(operation, caller, one) for one in body["items"]]}
        return self.seen_row(operation, caller, body)

    def seen_row(self, operation: Operation, caller: Row | None, row: Row) -> Row:
        fields = self.blueprint.resource(operation.resource).fields
        hidden = {one.property for one in fields if one.readers and not self.allows(one.readers, caller, None)}
        return {name: value for name, value in row.items() if name not in hidden}

    def check_written(self, operation: Operation, caller: Row | None, body: Row) -> None:
        fields = self.blueprint.resource(operation.resource).fields if operation.resource and body else ()
        for one in fields:
            if one.writers and one.property in body and not self.allows(one.writers, caller, None):
                raise Problem(422, one.property)

    # Bodies

    def body(self, operation: Operation, request: Request) -> Row:
        if not operation.request:
            return {}
        self.check_media(request.headers.get("content-type", ""))
        self.check_size(request.content)
        body: Row = self.parse(request.content)
        self.validate(operation, body)
        return body

    def check_media(self, media: str) -> None:
        if media.partition(";")[0].strip() != "application/json":
            raise Problem(415)

    def check_size(self, content: bytes) -> None:
        if len(content) > self.blueprint.body_limit_bytes:
            raise Problem(413)

    def parse(self, content: bytes) -> Any:
        try:
            return json.loads(content.decode())
        except ValueError:
            raise Problem(400) from None

    def schema(self, operation: Operation) -> dict[str, Any]:
        schema: dict[str, Any] = {
            "$ref": f"#/components/schemas/{operation.request}",
            "components": self.document["components"],
        }
        return schema

    def validate(self, operation: Operation, body: Any) -> None:
        validator = Draft202012Validator(self.schema(operation), format_checker=self.formats)
        fields = {one for fault in validator.iter_errors(body) for one in self.fields_at_fault(fault)}
        if fields:
            raise Problem(422, *sorted(fields))

    def fields_at_fault(self, fault: Any) -> list[str]:
        if fault.absolute_path:
            return [str(fault.absolute_path[0])]
        if fault.validator == "required":
            return [name for name in fault.validator_value if name not in fault.instance]
        if fault.validator == "additionalProperties":
            return [name for name in fault.instance if name not in fault.schema["properties"]]
        return ["body"]
