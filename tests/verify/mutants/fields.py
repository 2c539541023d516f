# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Fields that only some see or write."""

from __future__ import annotations

from typing import Any

from groundplan.plan.model.api import Operation
from tests.verify.mutants.table import breaks
from tests.verify.service.service import Service
from tests.verify.service.store import Row


@breaks("fields.listed")
class LeaksInLists(Service):
    """A read leaves out what a list shows."""

    def seen(self, operation: Operation, caller: Row | None, body: Any) -> Any:
        return body if operation.kind == "list" else super().seen(operation, caller, body)


@breaks("fields.read")
class LeaksInReads(Service):
    def seen(self, operation: Operation, caller: Row | None, body: Any) -> Any:
        return body if operation.kind == "read" else super().seen(operation, caller, body)


@breaks("fields.read", "fields.listed")
class HidesFromAll(Service):
    """What is for some is shown to nobody."""

    def seen_row(self, operation: Operation, caller: Row | None, row: Row) -> Row:
        return super().seen_row(operation, None, row)


@breaks("fields.sorted")
class SortsByAnything(Service):
    """The order of a list tells what its rows leave out."""

    def sorted(self, operation: Operation, rows: list[Row], query: dict[str, str]) -> list[Row]:
        name = query.get("sort", "")
        if name == "budget":
            return sorted(rows, key=lambda row: (row[name] is None, row[name] or 0))
        return super().sorted(operation, rows, query)


@breaks("fields.written")
class TakesAnything(Service):
    """Mass assignment: what a body has is written, whoever sends it."""

    def check_written(self, operation: Operation, caller: Row | None, body: Row) -> None:
        return


@breaks("fields.written")
class TakesNothing(Service):
    def check_written(self, operation: Operation, caller: Row | None, body: Row) -> None:
        super().check_written(operation, None, body)
