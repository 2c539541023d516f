"""Errors of the service."""

from __future__ import annotations

from typing import Any


class Problem(Exception):  # noqa: N818 - an answer
    def __init__(self, status: int, *fields: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(status)
        self.status, self.fields, self.headers = status, fields, headers or {}

    def details(self) -> list[dict[str, Any]]:
        return [{"field": one, "code": "invalid", "message": "is not acceptable"} for one in self.fields]
