"""Rows of which every caller has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint


def makes_own_rows(blueprint: Blueprint) -> bool:
    """Whether some operation makes the caller's row where there is none, and says so."""
    return any(one.made for one in blueprint.operations)


def has_rows_on_demand(blueprint: Blueprint) -> bool:
    """Whether some operation makes the caller's row where there is none, as if it had always been there."""
    return any(one.on_demand for one in blueprint.operations)
