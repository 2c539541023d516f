"""Rows that a list must not show: what a test stores beside those that it does show, and how one is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.scaffold.python.further_rows import another_of
from groundplan.scaffold.python.operations import variable
from groundplan.scaffold.python.tests import request_path

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint


def hidden_row(operation: Operation, blueprint: Blueprint) -> list[str]:
    """Statements that store one more row where the operation looks, on which the caller has no rights.

    Empty where nothing is hidden, or where the rights of the test's caller reach every row there.
    """
    rows = operation.rows
    if rows is None or blueprint.auth.default_role in rows.roles:
        return []
    ways = [one for one in rows.grants if one.kind != "role"]
    above = operation.parents[-1].column if operation.parents else ""
    shared = any(one.hops and one.hops[0].column == above for one in ways)
    return [] if shared or not ways else another_of(operation, blueprint, "hidden")


def readers(operation: Operation, blueprint: Blueprint) -> list[Operation]:
    """The operation that reads one of the rows, if that is one, refuses some and needs nothing but the row."""
    found = [one for one in blueprint.operations if one.kind == "read" and one.resource == operation.resource]
    alone = len(found) == 1 and len(found[0].parameters) == 1 and found[0].key is not None
    return found if alone and any(rule.level == "granted" for rule in found[0].rules) else []


def read_key(operation: Operation, blueprint: Blueprint) -> str:
    """The property by which the path of a read finds its row."""
    key = operation.key
    return blueprint.resource(operation.resource).field(key.column).property if key else ""


def read_path(operation: Operation, blueprint: Blueprint) -> str:
    """The path of a read, of a row whose key is called `key`."""
    row = f"{{{variable(operation.resource)}."
    whole = request_path(operation, blueprint)
    return whole[: whole.index(row)] + "{key}" + whole[whole.index("}", whole.index(row)) + 1 :]
