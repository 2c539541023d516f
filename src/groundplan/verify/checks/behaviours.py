"""Behaviours: actions do what is required; guards and ceilings refuse, and what is refused changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.verify import states, subjects
from groundplan.verify.model import Skip, skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.demands import Draw, Effect, Guard, Transition
    from groundplan.verify.client import Reply
    from groundplan.verify.world import Row

MOST_ROWS = 20
TAKEN = 2
_ON_ROWS = ("update", "replace", "delete", "action")


@check("behaviours.action", over=subjects.of_kind("action"))
def action(probe: Probe) -> None:
    """An action answers the row with what it sets: the literals of the SPEC, and what was sent."""
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    maker = row.maker if row else probe.cast.anybody()
    body = probe.world.body(operation, maker, {}) if operation.request else None
    caller = probe.caller(operation, row)
    reply = probe.send(operation, path, caller) if body is None else probe.send(operation, path, caller, body=body)
    if not probe.success(operation, reply):
        return
    for effect in operation.effects:
        _set(probe, reply, effect, body or {})


def _set(probe: Probe, reply: Reply, effect: Effect, body: dict[str, object]) -> None:
    field = probe.blueprint.resource(probe.operation.resource).field(effect.column)
    got = reply.fields.get(field.property)
    if effect.source == "now":
        probe.claim(got is not None, reply, "is_set", repr(got), field=field.property, value="now")
    elif effect.source != "caller" and (effect.source == "literal" or effect.property in body):
        literal: object = effect.value == "true" if field.type.base == "bool" else effect.value
        wanted = literal if effect.source == "literal" else body[effect.property]
        probe.claim(str(got) == str(wanted), reply, "is_set", repr(got), field=field.property, value=wanted)


def _guarded(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.kind in _ON_ROWS and any(not it.moving for it in one.guards)]


@check("behaviours.refused", over=_guarded)
def refused(probe: Probe) -> None:
    """In the state that a requirement names the operation is refused, and the row stays as it was."""
    for guard in probe.operation.guards:
        if not guard.moving:
            _refused(probe, guard)


def _refused(probe: Probe, guard: Guard) -> None:
    operation, condition = probe.operation, guard.condition
    row, path = probe.target(operation, probe.cast.anybody())
    if row is None:
        raise skip("no_row")
    values = states.others(probe.blueprint, condition) if guard.needed else condition.values
    states.enter(probe.world, probe.blueprint, row, condition, condition.hops, values[0])
    before = _read(probe, row)
    reply = probe.perform(operation, path, probe.caller(operation, row), row.maker)
    if probe.error(reply, guard.status) and before is not None:
        after = _read(probe, row)
        probe.claim(after == before, reply, "left_alone", str(after))


def _read(probe: Probe, row: Row) -> dict[str, object] | None:
    """The row as the API shows it, None where it shows no single one."""
    reader = next(
        (one for one in probe.blueprint.operations if one.kind == "read" and one.resource == row.resource), None
    )
    if reader is None:
        return None
    reply = probe.send(reader, probe.world.path(reader, row.maker, row=row), probe.caller(reader, row))
    return reply.fields if reply.status == reader.success.status else None


def _stepping(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.transitions]


@check("behaviours.steps", over=_stepping)
def steps(probe: Probe) -> None:
    """A status takes the steps that are stated; any other is refused, and the row stays as it was."""
    for table in probe.operation.transitions:
        known = _known(probe.blueprint, probe.operation, table.column)
        for target, before in table.moves:
            if _sets(probe, table, target):
                for source in (one for one in known if one in before and one != target):
                    _step(probe, table, target, [source], allowed=True)
                _step(probe, table, target, [one for one in known if one not in (*before, target)], allowed=False)


def _known(blueprint: Blueprint, operation: Operation, column: str) -> tuple[str, ...]:
    return blueprint.enum(blueprint.resource(operation.resource).field(column).type.enum).values


def _sets(probe: Probe, table: Transition, target: str) -> bool:
    """Whether the operation can set this value: an action only its own."""
    fixed = [one.value for one in probe.operation.effects if one.column == table.column and one.source == "literal"]
    return target in fixed if probe.operation.kind == "action" and fixed else True


def _step(probe: Probe, table: Transition, target: str, sources: list[str], *, allowed: bool) -> None:
    """One step to the target, from the nearest of the sources that can be reached; none where none can."""
    operation = probe.operation
    row = probe.world.fresh(operation.resource, probe.cast.anybody())
    try:
        source = states.arrive(probe.world, probe.blueprint, row, table.column, sources)
    except Skip:
        return
    before = _read(probe, row)
    shown = probe.blueprint.resource(operation.resource).field(table.column).property
    body = probe.world.body(operation, row.maker, {}) if operation.request else None
    if body is not None and operation.kind != "action":
        body = {**(body if operation.kind == "replace" else {}), shown: target}
    path, caller = probe.world.path(operation, row.maker, row=row), probe.caller(operation, row)
    reply = probe.send(operation, path, caller) if body is None else probe.send(operation, path, caller, body=body)
    if allowed:
        if probe.success(operation, reply):
            got = reply.fields.get(shown)
            probe.claim(got in (target, None), reply, "is_set", repr(got), field=shown, value=target)
    elif not _guards(operation, source, table.column) and probe.error(reply, table.status) and before is not None:
        after = _read(probe, row)
        probe.claim(after == before, reply, "left_alone", str(after))


def _guards(operation: Operation, source: str, column: str) -> bool:
    """Whether a guard of the same state answers before the step is looked at."""
    return any(one.condition.column == column and source in one.condition.values for one in operation.guards)


def _filling(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.kind in ("create", "link") and one.ceilings]


@check("behaviours.ceiling", over=_filling)
def ceiling(probe: Probe) -> None:
    """One row more than a requirement allows is refused."""
    operation = probe.operation
    limit = min(operation.ceilings, key=lambda one: one.maximum)
    if limit.maximum > MOST_ROWS:
        raise skip("high_ceiling", number=limit.maximum)
    owner = _owner(probe)
    for _ in range(limit.maximum):
        if not probe.status(_one_more(probe, owner), operation.success.status):
            return
    probe.error(_one_more(probe, owner), limit.status)


def _drawing(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.draws]


@check("behaviours.drawn", over=_drawing)
def drawn(probe: Probe) -> None:
    """A create takes what it is asked for from what there is; more is refused, and takes and makes nothing."""
    for draw in probe.operation.draws:
        _drawn(probe, draw)


def _drawn(probe: Probe, draw: Draw) -> None:
    item = probe.world.fresh(draw.stock, probe.cast.anybody())
    shown = probe.blueprint.resource(draw.stock).field(draw.column).property
    before = (_read(probe, item) or {}).get(shown)
    if not isinstance(before, int) or before < TAKEN:
        raise skip("no_read", resource=draw.stock)
    taken = _take(probe, draw, item, TAKEN)
    if not probe.status(taken, probe.operation.success.status):
        return
    left = (_read(probe, item) or {}).get(shown)
    probe.claim(left == before - TAKEN, taken, "drawn", str(left), field=shown, number=TAKEN, left=before - TAKEN)
    made = _total(probe)
    refused = _take(probe, draw, item, before - TAKEN + 1)
    if probe.error(refused, draw.status):
        after = (_read(probe, item) or {}).get(shown)
        probe.claim(after == left, refused, "left_alone", str(after))
        probe.claim(_total(probe) == made, refused, "not_made")


def _take(probe: Probe, draw: Draw, item: Row, number: int) -> Reply:
    """The create, with lines that ask for so many of the item in all: two of them, where rows are listed."""
    operation = probe.operation
    plan = probe.world.prepare(operation, probe.cast.anybody(), {item.resource: item})
    amount = probe.blueprint.resource(draw.lines).field(draw.amount).property
    if not draw.tie:
        plan.body[amount] = number
        return probe.send(operation, plan.path, plan.maker, body=plan.body)
    schemas = (
        (one, probe.blueprint.schema(one.schema))
        for one in probe.blueprint.schema(operation.request).properties
        if one.schema
    )
    part = next(one for one, schema in schemas if schema.resource == draw.lines)
    line = {**plan.body[part.name][0], amount: number - 1}
    plan.body[part.name] = [line, {**line, amount: 1}]
    return probe.send(operation, plan.path, plan.maker, body=plan.body)


def _total(probe: Probe) -> object:
    """How many rows of the operation's own there are, as the API tells; None where it does not."""
    lists = [
        one
        for one in probe.blueprint.operations
        if one.kind == "list" and one.resource == probe.operation.resource and not one.parameters
    ]
    if not lists:
        return None
    return probe.send(lists[0], probe.cast.path(lists[0]), probe.cast.anybody()).fields.get("total")


def _owner(probe: Probe) -> Row:
    """A new row that may have only so many. Raises Skip where the operation does not start from it."""
    operation, limit = probe.operation, probe.operation.ceilings[0]
    starts = operation.resource if operation.link else operation.parents[-1].resource if operation.parents else ""
    if starts != limit.owner or (operation.link and not operation.link.right_parameter):
        raise skip("no_setter", column=limit.column, value=str(limit.maximum))
    owner = probe.world.fresh(starts, probe.cast.anybody())
    states.meet(probe.world, probe.blueprint, operation, owner, 0 if operation.link else 1)
    return owner


def _one_more(probe: Probe, owner: Row) -> Reply:
    """The operation on the same owner again, with something new on the other side."""
    operation, actor = probe.operation, probe.cast.anybody()
    if operation.link is None:
        plan = probe.world.prepare(operation, actor, {owner.resource: owner})
        return probe.send(operation, plan.path, plan.maker, body=plan.body)
    right = probe.world.fresh(operation.link.right_resource, actor)
    path = probe.world.path(operation, actor, {right.resource: right}, owner)
    return probe.send(operation, path, probe.caller(operation, owner))
