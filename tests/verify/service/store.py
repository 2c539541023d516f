"""Rows of the service: by table, with unique values and references kept under one lock."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.model.data import Resource
from tests.verify.service.problems import Problem

Row = dict[str, Any]


class Store:
    """All tables. A method a promise, so that a mutant can break one."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self.tables: dict[str, list[Row]] = {one.table: [] for one in blueprint.resources}
        self.gone: dict[str, list[Row]] = {one.table: [] for one in blueprint.resources}
        self.lock = threading.RLock()
        self._last = 0

    def new_id(self) -> str:
        """UUID version 7 that rises."""
        self._last = max(self._last + 1, time.time_ns() // 1000)
        stamp, rest = divmod(self._last, 1000)
        return str(UUID(int=stamp << 80 | 7 << 76 | rest << 64 | 2 << 62 | secrets.randbits(62)))

    def now(self) -> str:
        return datetime.now(UTC).isoformat().replace("+00:00", "Z")

    def find(self, table: str, column: str, value: Any) -> Row | None:
        return next((row for row in self.tables[table] if value is not None and row.get(column) == value), None)

    def insert(self, resource: Resource, row: Row) -> Row:
        with self.lock:
            self.check_unique(resource, row)
            self.check_references(resource, row)
            self.tables[resource.table].append(row)
        return row

    def change(self, resource: Resource, row: Row, changes: Row) -> Row:
        with self.lock:
            self.check_unique(resource, {**row, **changes}, row)
            self.check_references(resource, changes)
            changes = {**changes, "version": row["version"] + 1} if "version" in row else changes
            row.update(changes)
        return row

    def check_unique(self, resource: Resource, row: Row, itself: Row | None = None) -> None:
        for index in resource.indexes:
            columns = [one.column for one in index.columns]
            for other in self.tables[resource.table]:
                if index.unique and other is not itself and all(other[one] == row[one] for one in columns):
                    raise Problem(409, *self.taken(resource, columns))

    def taken(self, resource: Resource, columns: list[str]) -> list[str]:
        return [resource.field(one).property for one in columns]

    def check_references(self, resource: Resource, row: Row) -> None:
        for key in resource.foreign_keys:
            value = row.get(key.column)
            if value is not None and self.find(key.table, key.key, value) is None:
                raise Problem(422, resource.field(key.column).property)

    def delete(self, resource: Resource, row: Row) -> None:
        with self.lock:
            below = self.below(resource, row)
            if any(rule == "restrict" for _, _, rule, _ in below):
                raise Problem(409)
            self.tables[resource.table].remove(row)
            if resource.soft:
                self.gone[resource.table].append(row)
            for child, other, rule, column in below:
                if rule == "cascade":
                    self.delete(child, other)
                else:
                    other[column] = None

    def below(self, resource: Resource, row: Row) -> list[tuple[Resource, Row, str, str]]:
        """The rows that refer to `row`, each with the rule and the column."""
        return [
            (child, other, key.on_soft_delete if resource.soft else key.on_delete, key.column)
            for child in self.blueprint.resources
            for key in child.foreign_keys
            if key.table == resource.table
            for other in list(self.tables[child.table])
            if other[key.column] == row[key.key]
        ]
