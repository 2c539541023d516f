"""The checks, found by importing `checks/`: a check is a function with `@check("area.name")` over it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.probe import Probe

AREAS = (
    "health", "openapi", "headers", "errors", "endpoints", "validation", "writes", "deletions", "conflicts",
    "behaviours", "pagination", "cursors", "versions", "retries", "auth", "provider", "sessions", "keys", "clients",
    "access", "fields", "cors", "webhook_in", "custom", "metrics", "limits", "stop",
)  # fmt: skip
"""The order of a run: what uses up a limit or ends the service comes last. One module each in `checks/`."""

Subjects = Callable[["Blueprint"], Iterable["Operation"]]
Function = Callable[["Probe"], None]


@dataclass(frozen=True, slots=True)
class Check:
    """A check. With `over` it is made once for each operation that `over` gives, without it once for the service."""

    id: str
    function: Function
    over: Subjects | None

    @property
    def area(self) -> str:
        """The area: the module that the check stands in."""
        return self.id.partition(".")[0]


_CHECKS: dict[str, Check] = {}


def check(identifier: str, over: Subjects | None = None) -> Callable[[Function], Function]:
    """Register the decorated function as check `identifier` (`area.name`)."""

    def register(function: Function) -> Function:
        _CHECKS[identifier] = Check(identifier, function, over)
        return function

    return register


@cache
def checks() -> tuple[Check, ...]:
    """All checks: in the order of AREAS, and as they stand in their module."""
    for area in AREAS:
        import_module(f"groundplan.verify.checks.{area}")
    return tuple(sorted(_CHECKS.values(), key=lambda one: AREAS.index(one.area)))
