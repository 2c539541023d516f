# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Health, the document, headers and errors."""

from __future__ import annotations

import time
from typing import Any

from groundplan.plan.model.api import Operation
from tests.verify.mutants.table import breaks
from tests.verify.service.http import Request, Response
from tests.verify.service.problems import Problem
from tests.verify.service.service import Service

# Health, document, headers


@breaks("health.form")
class HealthWithoutChecks(Service):
    def run_health(self, *_: Any) -> Response:
        return Response(200, {"status": "ok"})


@breaks("openapi.served")
class AnotherDocument(Service):
    def served_document(self) -> Any:
        return {**self.document, "info": {**self.document["info"], "version": "9.9.9"}}


@breaks("headers.request_id_made")
class NoRequestId(Service):
    def request_id(self, request: Request) -> str:
        return request.headers.get("x-request-id", "")


@breaks("headers.request_id_echoed")
class OwnRequestId(Service):
    def request_id(self, request: Request) -> str:
        return str(time.monotonic_ns())


@breaks("headers.security")
class Framed(Service):
    def security_headers(self) -> dict[str, str]:
        return {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


@breaks("headers.no_version")
class Boasting(Service):
    def security_headers(self) -> dict[str, str]:
        return {**super().security_headers(), "Server": "nginx/1.25.3"}


# Errors


@breaks("errors.method_not_allowed")
class NoAllow(Service):
    def allow_headers(self, methods: list[str]) -> dict[str, str]:
        return {}


@breaks("errors.unknown_route")
class PlainNotFound(Service):
    def route(self, request: Request) -> tuple[Operation, dict[str, str]]:
        try:
            return super().route(request)
        except Problem as problem:
            if problem.status == 404:
                raise Unformed(404) from None
            raise


class Unformed(Problem):
    """Answered in another form than the contract's."""


def _unformed(kind: type[Service]) -> type[Service]:
    """Answer Unformed with `{"detail": ...}`, as a framework does on its own."""
    inner = kind.handle

    def handle(self: Service, request: Request, headers: dict[str, str]) -> Response:
        try:
            return inner(self, request, headers)
        except Unformed:
            return Response(404, {"detail": "Not Found"})

    kind.handle = handle  # type: ignore[method-assign]
    return kind


_unformed(PlainNotFound)


@breaks(
    "errors.unknown_route",
    "errors.method_not_allowed",
    "errors.malformed_json",
    "errors.not_an_object",
    "errors.media_type",
    "errors.too_large",
    "endpoints.unknown_id",
    "validation.missing_required",
    "validation.null_required",
    "validation.wrong_value",
    "validation.unknown_property",
    "validation.read_only",
    "validation.path_id",
    "validation.password_length",
    "validation.no_promotion",
    "writes.deleted",
    "conflicts.unique",
    "conflicts.unique_update",
    "conflicts.race",
    "conflicts.foreign_key",
    "conflicts.on_delete",
    "pagination.bad_values",
    "cursors.refused",
    "pagination.bad_filters",
    "auth.no_token",
    "auth.malformed",
    "auth.forged",
    "auth.alg_none",
    "auth.foreign_key",
    "auth.claims",
    "auth.refresh_is_no_access",
    "auth.wrong_password",
    "auth.reuse",
    "auth.logout",
    "access.owner",
    "access.stranger",
    "access.admin",
    "access.role",
    "behaviours.ceiling",
    "behaviours.refused",
    "behaviours.steps",
    "versions.compared",
    "versions.hidden",
    "retries.needed",
    "retries.reused",
    "webhook_in.unsigned",
    "webhook_in.replayed",
    "custom.answer",
    "limits.login",
    "behaviours.drawn",
    "writes.parts",
    "fields.sorted",
    "fields.written",
    "deletions.unreferred",
    "access.own_row",
)
class LocalTimestamps(Service):
    def error_body(self, problem: Problem) -> Any:
        return {**super().error_body(problem), "timestamp": "2026-01-15 10:00:00"}


@breaks("errors.malformed_json")
class MalformedIsUnprocessable(Service):
    def parse(self, content: bytes) -> Any:
        try:
            return super().parse(content)
        except Problem:
            raise Problem(422) from None


@breaks("errors.not_an_object")
class TrustsTheShape(Service):
    def validate(self, operation: Operation, body: Any) -> None:
        if not isinstance(body, dict):
            raise TypeError(body)
        super().validate(operation, body)


@breaks("errors.media_type")
class AnyMedia(Service):
    def check_media(self, media: str) -> None:
        pass


@breaks("errors.too_large")
class AnySize(Service):
    def check_size(self, content: bytes) -> None:
        pass
