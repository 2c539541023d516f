"""Conflicts: what must be unique is, under a race too; references lead somewhere; deletes follow the SPEC."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from groundplan.record import NamedTuple
from groundplan.verify import subjects
from groundplan.verify.model import Skip, skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check
from groundplan.verify.world import Plan

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import ForeignKey, Resource
    from groundplan.verify.client import Reply
    from groundplan.verify.world import Row

RACERS = 8
_MAKERS = ("create", "register")


class _Twin(NamedTuple):
    """The same create twice: `first` and `second` differ in all but the properties in `names`."""

    path: str
    first: dict[str, Any]
    second: dict[str, Any]
    names: tuple[str, ...]
    plan: Plan | None


def _creating_unique(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.kind in _MAKERS and one.request and _unique_sets(blueprint, one)]


def _unique_sets(blueprint: Blueprint, operation: Operation) -> list[tuple[str, ...]]:
    """The columns of each unique constraint that clients can break with this operation."""
    resource = _made(blueprint, operation)
    if resource is None:
        return []
    sent = {one.field for one in blueprint.schema(operation.request).properties}
    given = {parent.column for parent in operation.parents}
    given |= {field.column for field in resource.fields if field.generation in ("caller", "parent")}
    sets = [tuple(column.column for column in index.columns) for index in resource.indexes if index.unique]
    return [columns for columns in sets if set(columns) <= sent | given]


def _made(blueprint: Blueprint, operation: Operation) -> Resource | None:
    name = operation.resource or (blueprint.auth.account if operation.kind == "register" else "")
    return blueprint.resource(name) if name else None


def _twins(probe: Probe) -> list[_Twin]:
    operation = probe.operation
    named = {one.field: one.name for one in probe.blueprint.schema(operation.request).properties}
    found = []
    for columns in _unique_sets(probe.blueprint, operation):
        names = tuple(named[column] for column in columns if column in named)
        found.append(_twin(probe, names))
    return found


def _twin(probe: Probe, names: tuple[str, ...]) -> _Twin:
    operation = probe.operation
    if operation.kind == "register":
        first, second = probe.cast.registration(), probe.cast.registration()
        return _Twin(probe.cast.path(operation), first, _shared(first, second, names), names, None)
    plan = probe.world.prepare(operation, probe.cast.anybody(), full=True)
    other = probe.world.prepare(operation, probe.cast.anybody(), full=True)
    return _Twin(plan.path, plan.body, _shared(plan.body, other.body, names), names, plan)


def _shared(first: dict[str, Any], second: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {**second, **{name: first[name] for name in names if name in first}}


@check("conflicts.unique", over=_creating_unique)
def unique(probe: Probe) -> None:
    """A value that is taken is 409, and the answer names the field."""
    operation = probe.operation
    for twin in _twins(probe):
        caller = twin.plan.maker if twin.plan else None
        first = probe.send(operation, twin.path, caller, body=twin.first)
        if probe.status(first, operation.success.status):
            reply = probe.send(operation, twin.path, caller, body=twin.second)
            if probe.error(reply, 409) and twin.names:
                named = probe.stage.contract.named_fields(reply)
                probe.claim(bool(named & set(twin.names)), reply, "named", field=", ".join(twin.names))


def _updating_unique(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.kind == "update" and _unique_sent(blueprint, one)]


def _unique_sent(blueprint: Blueprint, operation: Operation) -> list[tuple[str, ...]]:
    """Of these the ones that the body itself can break."""
    sent = {one.field for one in blueprint.schema(operation.request).properties}
    return [columns for columns in _unique_sets(blueprint, operation) if sent & set(columns)]


@check("conflicts.unique_update", over=_updating_unique)
def unique_update(probe: Probe) -> None:
    """Changing a value to one that is taken is 409 too, and to its own it is no conflict."""
    operation = probe.operation
    named = {one.field: one.name for one in probe.blueprint.schema(operation.request).properties}
    for columns in _unique_sent(probe.blueprint, operation):
        second, path = probe.target(operation, probe.cast.anybody())
        people = probe.blueprint.resource(operation.resource).kind == "account"
        first, _ = probe.target(operation, probe.cast.spare() if people else probe.cast.anybody())
        names = [named[column] for column in columns if column in named]
        if first is None or second is None or any(name not in first.body for name in names):
            continue
        caller = probe.caller(operation, second)
        taken = {name: first.body[name] for name in names}
        probe.error(probe.send(operation, path, caller, body=taken), 409)
        own = {name: second.body[name] for name in names}
        probe.status(probe.send(operation, path, caller, body=own), operation.success.status)


@check("conflicts.race", over=_creating_unique)
def race(probe: Probe) -> None:
    """Of many clients who want the same unique value at once, one gets it and the rest get 409."""
    operation = probe.operation
    for twin in _twins(probe):
        caller = twin.plan.maker if twin.plan else None
        headers = probe.cast.headers(caller)
        probe.stage.client.pacer.reserve(operation.limit, RACERS)

        def create(_: int, twin: _Twin = twin, headers: Any = headers) -> Any:
            return probe.send(operation, twin.path, None, body=twin.first, headers=headers)

        with ThreadPoolExecutor(RACERS) as pool:
            replies = list(pool.map(create, range(RACERS)))
        won = [one for one in replies if one.status == operation.success.status]
        told = ", ".join(str(one.status) for one in replies)
        probe.claim(len(won) == 1, replies[0], "one_winner", told)
        for reply in replies:
            if reply.status != operation.success.status:
                probe.error(reply, 409)


def _making_own(blueprint: Blueprint) -> list[Operation]:
    return [one for one in subjects.own_rows(blueprint) if one.made]


@check("conflicts.own_race", over=_making_own)
def own_race(probe: Probe) -> None:
    """Of many requests that make the caller's row at once, one makes it; the others replace it or get 409."""
    operation = probe.operation
    plan = probe.world.prepare(operation, probe.newcomer(operation))
    headers = probe.cast.headers(plan.maker)
    probe.stage.client.pacer.reserve(operation.limit, RACERS)

    def put(_: int) -> Reply:
        return probe.send(operation, plan.path, None, body=plan.body, headers=headers)

    with ThreadPoolExecutor(RACERS) as pool:
        replies = list(pool.map(put, range(RACERS)))
    made = operation.made.status if operation.made else 0
    told = ", ".join(str(one.status) for one in replies)
    probe.claim([one.status for one in replies].count(made) == 1, replies[0], "one_winner", told)
    for reply in replies:
        probe.status(reply, made, operation.success.status, 409)


@check("conflicts.foreign_key", over=subjects.writing)
def foreign_key(probe: Probe) -> None:
    """A reference to a row that does not exist is 422."""
    operation = probe.operation
    schema = probe.blueprint.schema(operation.request)
    references = [
        one
        for one in schema.properties
        if (field := probe.world.field(schema.resource or operation.resource, one.field)) and field.foreign_key
    ]
    if not references:
        raise skip("no_reference")
    for one in references:
        if one.type is None:
            continue
        missing = probe.values.uuid() if one.type.base == "uuid" else probe.values.valid(one.type, other=True)
        if operation.kind == "create":
            plan = probe.world.prepare(operation, probe.cast.anybody())
            reply = probe.send(operation, plan.path, plan.maker, body={**plan.body, one.name: missing})
        else:
            row, path = probe.target(operation, probe.cast.anybody())
            body = {} if operation.kind == "update" else probe.world.body(operation, probe.cast.anybody(), {})
            reply = probe.send(operation, path, probe.caller(operation, row), body={**body, one.name: missing})
        probe.error(reply, 422, field=one.name)


def _deleting_referenced(blueprint: Blueprint) -> list[Operation]:
    found = [one for one in blueprint.operations if one.kind == "delete" and one.key and one.key.resource]
    return [one for one in found if _references(blueprint, one.resource)]


def _references(blueprint: Blueprint, resource: str) -> list[tuple[Resource, ForeignKey]]:
    entities = [one for one in blueprint.resources if one.kind == "entity" and one.name.pascal != resource]
    return [(one, key) for one in entities for key in one.foreign_keys if key.resource == resource]


@check("conflicts.on_delete", over=_deleting_referenced)
def on_delete(probe: Probe) -> None:
    """Deleting a row that others refer to does what the SPEC says: refuse, cascade, or set null."""
    reasons = []
    for child, key in _references(probe.blueprint, probe.operation.resource):
        try:
            _delete_above(probe, child.name.pascal, key)
        except Skip as why:
            reasons.append(why)
    if reasons and not probe.claims:
        raise reasons[0]


def _delete_above(probe: Probe, child: str, key: ForeignKey) -> None:
    operation = probe.operation
    parent = probe.world.fresh(operation.resource, probe.cast.anybody())
    below = _child(probe, child, key, parent)
    if str(below.columns.get(key.column)) != str(parent.columns.get(key.key)):
        raise skip("no_child", resource=child)
    path = probe.world.path(operation, parent.maker, row=parent)
    reply = probe.send(operation, path, probe.caller(operation, parent))
    softly = probe.blueprint.resource(operation.resource).soft
    rule = key.on_soft_delete if softly else key.on_delete
    if rule == "restrict":
        probe.error(reply, 409)
    elif probe.status(reply, operation.success.status):
        _after(probe, below, key, rule)


def _child(probe: Probe, child: str, key: ForeignKey, parent: Row) -> Row:
    """A row of `child` that refers to `parent`, also where its create does not require the reference."""
    operation = probe.world.creator(child)
    plan = probe.world.prepare(operation, parent.maker, {parent.resource: parent})
    sent = {one.field: one.name for one in probe.blueprint.schema(operation.request).properties}
    body = {**plan.body, sent[key.column]: parent.columns.get(key.key)} if key.column in sent else plan.body
    reply = probe.send(operation, plan.path, plan.maker, body=body)
    if reply.status != operation.success.status:
        raise skip("cannot_create", resource=child, got=reply.short)
    return probe.world.remember(plan, reply)


def _after(probe: Probe, below: Row, key: ForeignKey, rule: str) -> None:
    readers = [one for one in probe.blueprint.operations if one.kind == "read" and one.resource == below.resource]
    if not readers:
        raise skip("no_read", resource=below.resource)
    reply = probe.send(readers[0], probe.world.path(readers[0], below.maker, row=below), below.maker)
    if rule == "cascade":
        probe.error(reply, 404)
    elif probe.status(reply, 200):
        field = probe.blueprint.resource(below.resource).field(key.column)
        got = reply.fields.get(field.property)
        told = f"{field.property}: {got!r}"
        if rule == "keep":
            probe.claim(str(got) == str(below.columns.get(key.column)), reply, "untouched", told, field="-")
        else:
            probe.claim(got is None, reply, "cleared", told, field=field.property)
