"""Which operations ask for more than knowing who calls."""

from __future__ import annotations

from groundplan.plan.model.api import Operation

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def changes(operation: Operation) -> bool:
    """Whether an operation changes something for somebody who must be known."""
    return operation.access.level in ("authenticated", "granted") and operation.method not in SAFE_METHODS


def answers_to_cookies(operation: Operation) -> bool:
    """Whether an operation changes something for whoever a cookie says is calling, or signs somebody in."""
    return operation.kind == "login" or changes(operation)
