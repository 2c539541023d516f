# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Idempotency keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from groundplan.plan.model.api import Operation
from tests.verify.mutants.table import breaks
from tests.verify.service.http import Request, Response
from tests.verify.service.service import Service
from tests.verify.service.store import Row


@breaks("retries.replayed", "retries.race", "retries.reused")
class ForgetsKeys(Service):
    """Each request is done."""

    def once(self, operation: Operation, caller: Row, request: Request, run: Callable[[], Response]) -> Response:
        if "idempotency-key" not in request.headers:
            self.check_key(operation)
        return run()


@breaks("retries.reused")
class LooksAtTheKeyAlone(Service):
    """Another body is answered as the first was."""

    def is_other(self, content: bytes, now: bytes) -> bool:
        return False


@breaks("retries.own")
class SharesKeys(Service):
    """What one caller was answered, another is too."""

    def place_of(self, operation: Operation, caller: Row, key: str) -> tuple[str, ...]:
        return operation.id, key


@breaks("retries.race")
class LooksBeforeItKeeps(Service):
    """Two requests at the same time are both new."""

    def once(self, operation: Operation, caller: Row, request: Request, run: Callable[[], Response]) -> Response:
        def slowly() -> Response:
            time.sleep(0.1)
            return run()

        place = self.place_of(operation, caller, request.headers.get("idempotency-key", ""))
        if place in self.kept:
            return super().once(operation, caller, request, run)
        response = slowly() if "idempotency-key" in request.headers else super().once(operation, caller, request, run)
        self.kept.setdefault(place, (request.content, response))
        return response

    def once_lock(self) -> Any:
        return nullcontext()


@breaks("retries.needed")
class NeedsNoKey(Service):
    """A key may be left out."""

    def check_key(self, operation: Operation) -> None:
        return None
