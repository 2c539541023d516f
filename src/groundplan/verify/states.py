"""States of rows, reached through the API alone: what guards look at is put as a check needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.verify.model import skip

if TYPE_CHECKING:
    from groundplan.plan.api import Operation
    from groundplan.plan.blueprint import Blueprint
    from groundplan.plan.demands import Condition
    from groundplan.plan.rights import Hop
    from groundplan.verify.world import Row, World


def meet(world: World, blueprint: Blueprint, operation: Operation, row: Row, passed: int = 0) -> None:
    """Bring about what the operation needs of `row`, to which `passed` hops lead. Raises Skip where nothing can."""
    for guard in operation.guards:
        if guard.needed:
            enter(world, blueprint, row, guard.condition, guard.condition.hops[passed:], guard.condition.values[0])


def enter(
    world: World, blueprint: Blueprint, row: Row, condition: Condition, hops: tuple[Hop, ...], value: str
) -> None:
    """Give the row that `hops` lead to this value of the condition's column. Raises Skip where no operation can."""
    reached = _reached(world, row, condition, hops)
    operation = _setter(blueprint, condition.resource, condition.column, value)
    if operation is None:
        raise skip("no_setter", column=condition.column, value=value)
    path = world.path(operation, row.maker, row=reached)
    caller = world.caller(operation, row.maker, reached)
    reply = world.send(operation, caller, path, _body(blueprint, operation, condition, value))
    if reply.status != operation.success.status:
        raise skip("no_setter", column=condition.column, value=value)


def _reached(world: World, row: Row, condition: Condition, hops: tuple[Hop, ...]) -> Row:
    columns = row.columns
    for hop in hops:
        found = world.known.where(hop.table, hop.key, columns.get(hop.column))
        if not found:
            raise skip("no_row")
        columns = found[0]
    return replace(row, resource=condition.resource, columns=columns)


def _setter(blueprint: Blueprint, resource: str, column: str, value: str) -> Operation | None:
    """The update that takes the column, else the action without a body that sets this value."""
    own = [one for one in blueprint.operations if one.resource == resource]
    for one in own:
        if one.kind == "update" and any(sent.field == column for sent in blueprint.schema(one.request).properties):
            return one
    actions = (one for one in own if one.kind == "action" and not one.request)
    return next((one for one in actions if any((e.column, e.value) == (column, value) for e in one.effects)), None)


def _body(blueprint: Blueprint, operation: Operation, condition: Condition, value: str) -> dict[str, object] | None:
    if operation.kind == "action":
        return None
    field = blueprint.resource(condition.resource).field(condition.column)
    return {field.property: value == "true" if field.type.base == "bool" else value}


def others(blueprint: Blueprint, condition: Condition) -> list[str]:
    """The values with which a condition does not hold."""
    field = blueprint.resource(condition.resource).field(condition.column)
    known = ("true", "false") if field.type.base == "bool" else blueprint.enum(field.type.enum).values
    return [one for one in known if one not in condition.values]
