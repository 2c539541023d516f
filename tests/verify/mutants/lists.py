# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Pagination and cursors."""

from __future__ import annotations

from typing import Any

from groundplan.plan.model.api import Operation
from tests.verify.mutants.table import breaks
from tests.verify.service.problems import Problem
from tests.verify.service.service import Service
from tests.verify.service.store import Row

# Pagination


@breaks("pagination.form", "pagination.complete", "access.counts")
class TotalOfThePage(Service):
    def total(self, rows: list[Row], page: list[Row]) -> int:
        return len(page)


@breaks("pagination.bad_values")
class ClampsLimits(Service):
    def number(self, query: dict[str, str], name: str, default: int, low: int, high: int) -> int:
        text = query.get(name, "")
        return min(max(int(text), low), high) if text.lstrip("-").isdigit() else default


@breaks("pagination.complete")
class UnstableOrder(Service):
    def sorted(self, operation: Operation, rows: list[Row], query: dict[str, str]) -> list[Row]:
        found = super().sorted(operation, rows, query)
        return found if query.get("sort") or query.get("limit", "3") != "3" else found[::-1]


@breaks("pagination.order")
class IgnoresDescending(Service):
    def sorted(self, operation: Operation, rows: list[Row], query: dict[str, str]) -> list[Row]:
        return super().sorted(operation, rows, {**query, "sort": query.get("sort", "").replace("-", "")})


@breaks("pagination.filters")
class IgnoresFilters(Service):
    def filtered(self, operation: Operation, rows: list[Row], query: dict[str, str]) -> list[Row]:
        super().filtered(operation, rows, query)
        return super().filtered(operation, rows, {"q": query["q"]} if "q" in query else {})


@breaks("pagination.bad_filters")
class AnyFilterValue(Service):
    def wanted(self, one: Any, text: str) -> Any:
        try:
            return super().wanted(one, text)
        except Problem:
            return text


@breaks("pagination.search")
class SearchFindsAll(Service):
    def filtered(self, operation: Operation, rows: list[Row], query: dict[str, str]) -> list[Row]:
        return super().filtered(operation, rows, {key: value for key, value in query.items() if key != "q"})


# Cursors


@breaks("cursors.form")
class CursorAfterTheLast(Service):
    def cursor(self, rows: list[Row], page: list[Row], query: dict[str, str], more: bool) -> str | None:
        return super().cursor(rows, page, query, bool(page))


@breaks("cursors.refused")
class AnyCursor(Service):
    def place(self, rows: list[Row], query: dict[str, str]) -> int:
        try:
            return super().place(rows, query)
        except Problem:
            return 0


@breaks("cursors.refused")
class CursorOfAnyOrder(Service):
    def bound(self, query: dict[str, str]) -> str:
        return ""


@breaks("cursors.stable")
class CursorIsAnOffset(Service):
    def cursor(self, rows: list[Row], page: list[Row], query: dict[str, str], more: bool) -> str | None:
        return self.signed(str(rows.index(page[-1]) + 1), query) if more else None

    def place(self, rows: list[Row], query: dict[str, str]) -> int:
        place = query["cursor"].partition(".")[0]
        if query["cursor"] != self.signed(place, query):
            raise Problem(422, "cursor")
        return int(place)
