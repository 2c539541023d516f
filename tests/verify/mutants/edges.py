# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""CORS, webhooks, custom operations and limits."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from tests.verify.mutants.table import breaks
from tests.verify.service.http import Request, Response
from tests.verify.service.problems import Problem
from tests.verify.service.service import SECRET, Service

# CORS, webhooks, custom operations, limits


@breaks("cors.foreign")
class AnyOrigin(Service):
    def allowed_origin(self, origin: str) -> str:
        return origin


@breaks("cors.configured", "cors.preflight")
class NoOrigin(Service):
    def allowed_origin(self, origin: str) -> str:
        return ""


@breaks("webhook_in.unsigned", "webhook_in.replayed")
class UnsignedWebhooks(Service):
    def check_signature(self, request: Request) -> None:
        pass


@breaks("webhook_in.replayed")
class OldWebhooks(Service):
    def is_old(self, stamp: str) -> bool:
        return False


@breaks("custom.answer")
class SilentStub(Service):
    def run_custom(self, *_: Any) -> Response:
        return Response(200, {})


@breaks("limits.headers")
class NoLimitHeaders(Service):
    def limit_headers(self, limit: int, remaining: int, reset: str) -> dict[str, str]:
        return {}


@breaks("limits.login")
class NoRetryAfter(Service):
    def refusal_headers(self, left: str) -> dict[str, str]:
        return {}


@breaks("webhook_in.signed")
class SignsTheBodyAlone(Service):
    """The time is not signed."""

    def check_signature(self, request: Request) -> None:
        stamp = request.headers.get("x-timestamp", "")
        expected = "sha256=" + hmac.new(SECRET.encode(), request.content, hashlib.sha256).hexdigest()
        if request.headers.get("x-signature") != expected or self.is_old(stamp):
            raise Problem(401)


@breaks("metrics.text")
class MetricsAsJson(Service):
    def metrics(self) -> Any:
        return dict(self.requests)


@breaks("metrics.templates")
class PathsInMetrics(Service):
    def route_label(self, request: Request) -> str:
        return request.path
