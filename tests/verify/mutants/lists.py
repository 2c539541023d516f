# ruff: noqa: ARG002 - a mutant ignores what it should have looked at
"""Pagination."""

from __future__ import annotations

from typing import Any

from groundplan.plan.api import Operation
from tests.verify.mutants.table import breaks
from tests.verify.service.problems import Problem
from tests.verify.service.service import Service
from tests.verify.service.store import Row

# Pagination


@breaks("pagination.form", "pagination.complete")
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
