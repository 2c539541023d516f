# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Versions of rows."""

from __future__ import annotations

import time
from typing import Any

from groundplan.plan.model.api import Operation
from tests.verify.mutants.table import breaks
from tests.verify.service.http import Request, Response
from tests.verify.service.service import Service
from tests.verify.service.store import Row


@breaks("versions.known")
class AlwaysSends(Service):
    def knows(self, request: Request, row: Row) -> bool:
        return False


@breaks("versions.hidden")
class TellsAnybodyThatItIsTheSame(Service):
    def handle(self, request: Request, headers: dict[str, str]) -> Response:
        if "if-none-match" in request.headers:
            operation, parameters = self.route(request)
            row = self.subject(operation, parameters)
            if row and self.knows(request, row):
                return Response(304, None, self.tagged(row))
        return super().handle(request, headers)


@breaks("versions.compared", "versions.race")
class AnyVersion(Service):
    def check_version(self, operation: Operation, row: Row, request: Request) -> None:
        return None


@breaks("versions.compared")
class NeedsNoVersion(Service):
    def check_version(self, operation: Operation, row: Row, request: Request) -> None:
        if request.headers.get("if-match"):
            super().check_version(operation, row, request)


@breaks("versions.race")
class ComparesTooEarly(Service):
    def run_update(self, operation: Operation, caller: Row | None, row: Row, *rest: Any) -> Response:
        self.check_version(operation, row, rest[2])
        time.sleep(0.05)
        return self.stepped(operation, caller, row, self.stored(operation, rest[1]))
