"""Rows that a test stores beside the one that an operation is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.scaffold.python.operations import variable
from groundplan.scaffold.python.tests import arrange, own_row, tied_row
from groundplan.scaffold.python.text import attr

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.rights import Grant


def another_of(operation: Operation, blueprint: Blueprint, name: str) -> list[str]:
    """Statements that store one more row of the operation's own sort, in the same place, with no rights on it."""
    made = own_row(operation, blueprint).partition(" = ")[2]
    return [f"{name} = {made}", *tied_row(operation, blueprint, name)]


def another_row(operation: Operation, blueprint: Blueprint) -> list[str]:
    """Statements that store one more row beside the operation's own, with the same rights on it."""
    row = variable(operation.resource)
    made = own_row(operation, blueprint).removeprefix(f"{row} = ")
    shared = _shared(operation, blueprint)
    if shared:
        return [f"{made[:-1]}, {shared}={row}.{shared})"]
    rights = [line for line in arrange(operation, blueprint) if line.endswith(f", {row})") and "allow(" in line]
    tied = tied_row(operation, blueprint, "another")
    if not rights and not tied:
        return [made]
    return [f"another = {made}", *tied, *(line.replace(f", {row})", ", another)") for line in rights)]


def _shared(operation: Operation, blueprint: Blueprint) -> str:
    """The reference that both rows share, where the rights hang on a row of which the caller has one; else empty."""
    rows = operation.rows if operation.rows and not operation.parents else None
    ways = [one for one in rows.grants if one.kind != "role"] if rows else []
    return attr(ways[0].hops[0].column) if ways and _leads_to_one(ways[0], blueprint) else ""


def _leads_to_one(way: Grant, blueprint: Blueprint) -> bool:
    if way.kind != "owner" or len(way.hops) != 1:
        return False
    above = blueprint.resource(way.hops[0].resource)
    return any(one.unique and [column.column for column in one.columns] == [way.principal] for one in above.indexes)
