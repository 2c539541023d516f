"""States of rows, reached through the API alone: what guards look at is put as a check needs it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.verify.model import skip

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.demands import Condition
    from groundplan.plan.model.rights import Hop
    from groundplan.verify.world import Row, World

    Step = tuple[Operation, str]


def meet(world: World, blueprint: Blueprint, operation: Operation, row: Row, passed: int = 0) -> None:
    """Bring about what the operation needs of `row`, to which `passed` hops lead. Raises Skip where nothing can."""
    for guard in operation.guards:
        if guard.needed:
            enter(world, blueprint, row, guard.condition, guard.condition.hops[passed:], guard.condition.values[0])
    for table in operation.transitions if operation.kind == "action" else ():
        was = row.columns.get(table.column)
        targets = [one.value for one in operation.effects if one.column == table.column and one.source == "literal"]
        before = [sources for value, sources in table.moves if value in targets]
        if before and was not in (*targets, *before[0]):
            arrive(world, blueprint, row, table.column, before[0])


def arrive(world: World, blueprint: Blueprint, row: Row, column: str, values: Iterable[str]) -> str:
    """Bring a row to the nearest of some values of its status. Raises Skip where no steps lead to one."""
    was = str(row.columns.get(column))
    ways = {value: way for value in values if (way := _way(blueprint, row.resource, column, was, value)) is not None}
    if not ways:
        raise skip("no_setter", column=column, value=" / ".join(values))
    nearest = min(ways, key=lambda value: len(ways[value]))
    _walk(world, blueprint, row, column, ways[nearest])
    return nearest


def enter(
    world: World, blueprint: Blueprint, row: Row, condition: Condition, hops: tuple[Hop, ...], value: str
) -> None:
    """Give the row that `hops` lead to this value of the condition's column. Raises Skip where no operation can."""
    reached = _reached(world, row, condition, hops)
    was = str(reached.columns.get(condition.column))
    way = _way(blueprint, condition.resource, condition.column, was, value)
    if way is None:
        raise skip("no_setter", column=condition.column, value=value)
    _walk(world, blueprint, reached, condition.column, way)


def _walk(world: World, blueprint: Blueprint, row: Row, column: str, way: list[Step]) -> None:
    for operation, value in way:
        path = world.path(operation, row.maker, row=row)
        caller = world.caller(operation, row.maker, row)
        reply = world.send(operation, caller, path, _body(blueprint, operation, column, value))
        if reply.status != operation.success.status:
            raise skip("no_setter", column=column, value=value)


def _way(blueprint: Blueprint, resource: str, column: str, was: str, value: str) -> list[Step] | None:
    """The fewest operations after which the column has the value, each a step that may be taken; None for none."""
    field = blueprint.resource(resource).field(column)
    values = blueprint.enum(field.type.enum).values if field.type.base == "enum" else (value,)
    ways: dict[str, list[Step]] = {was: []}
    waiting = [was]
    while waiting:
        now = waiting.pop(0)
        for target in values:
            operation = _setter(blueprint, resource, column, now, target)
            if operation is not None and target == value:
                return [*ways[now], (operation, target)]
            if operation is not None and target not in ways:
                ways[target] = [*ways[now], (operation, target)]
                waiting.append(target)
    return [] if was == value else None


def _reached(world: World, row: Row, condition: Condition, hops: tuple[Hop, ...]) -> Row:
    columns = row.columns
    for hop in hops:
        found = world.known.where(hop.table, hop.key, columns.get(hop.column))
        if not found:
            raise skip("no_row")
        columns = found[0]
    return replace(row, resource=condition.resource, columns=columns)


def _setter(blueprint: Blueprint, resource: str, column: str, now: str, value: str) -> Operation | None:
    """The update that takes the column, else the action without a body that sets this value, where it may."""
    own = [one for one in blueprint.operations if one.resource == resource and _may(one, column, now, value)]
    for one in own:
        if one.kind == "update" and any(sent.field == column for sent in blueprint.schema(one.request).properties):
            return one
    actions = (one for one in own if one.kind == "action" and not one.request)
    return next((one for one in actions if any((e.column, e.value) == (column, value) for e in one.effects)), None)


def _may(operation: Operation, column: str, now: str, value: str) -> bool:
    tables = (dict(one.moves) for one in operation.transitions if one.column == column)
    return all(now == value or value not in moves or now in moves[value] for moves in tables)


def _body(blueprint: Blueprint, operation: Operation, column: str, value: str) -> dict[str, object] | None:
    if operation.kind == "action":
        return None
    field = blueprint.resource(operation.resource).field(column)
    return {field.property: value == "true" if field.type.base == "bool" else value}


def others(blueprint: Blueprint, condition: Condition) -> list[str]:
    """The values with which a condition does not hold."""
    field = blueprint.resource(condition.resource).field(condition.column)
    known = ("true", "false") if field.type.base == "bool" else blueprint.enum(field.type.enum).values
    return [one for one in known if one not in condition.values]
