"""Deletions after which the row stays: from outside it is gone, and what it held is free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.verify import subjects
from groundplan.verify.listing import own_list
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.world import Row

_MANY = ("list", "search", "count")


def _soft(blueprint: Blueprint) -> list[Operation]:
    """The deletes of one row that stays; an account that is deleted can ask for nothing any more."""
    return [
        one
        for one in subjects.with_rows(blueprint)
        if one.kind == "delete" and blueprint.resource(one.resource).soft and one.resource != blueprint.auth.account
    ]


def _delete(probe: Probe, row: Row) -> bool:
    operation = probe.operation
    path = probe.world.path(operation, row.maker, row=row)
    return probe.success(operation, probe.send(operation, path, probe.caller(operation, row)))


@check("deletions.unlisted", over=_soft)
def unlisted(probe: Probe) -> None:
    """A deleted row that stays is in no list and no search, and is not counted."""
    name = probe.operation.resource
    many = [one for one in probe.blueprint.operations if one.resource == name and one.kind in _MANY and not one.across]
    if not many:
        raise skip("no_list")
    resource = probe.blueprint.resource(name)
    key = resource.field(resource.primary_key[0])
    for operation in many:
        scope = own_list(probe, operation, 1)
        row = scope.rows[0]
        before = scope.listed.get().fields.get("count")
        if not _delete(probe, row):
            continue
        if operation.kind == "count":
            after = scope.listed.get()
            probe.claim(after.fields.get("count") == (before or 0) - 1, after, "unlisted", resource=name)
        else:
            shown = [str(one.get(key.property)) for one in scope.listed.all()]
            probe.claim(str(row.columns.get(key.column)) not in shown, None, "unlisted", resource=name)


def _freeing(blueprint: Blueprint) -> list[Operation]:
    """Those after which a value that clients send may be used again; a key is never free."""
    return [one for one in _soft(blueprint) if _frees(blueprint, one.resource)]


def _frees(blueprint: Blueprint, name: str) -> bool:
    creates = [one for one in blueprint.operations if one.kind == "create" and one.resource == name and one.request]
    sent = {it.field for one in creates for it in blueprint.schema(one.request).properties if it.required}
    resource = blueprint.resource(name)
    unique = [{column.column for column in one.columns} for one in resource.indexes if one.alive]
    return any(columns & sent for columns in unique) and not sent.intersection(resource.primary_key)


@check("deletions.freed", over=_freeing)
def freed(probe: Probe) -> None:
    """What was unique in a deleted row may be used again."""
    operation = probe.world.creator(probe.operation.resource)
    plan = probe.world.prepare(operation, probe.cast.anybody())
    reply = probe.send(operation, plan.path, plan.maker, body=plan.body)
    if probe.success(operation, reply) and _delete(probe, probe.world.remember(plan, reply)):
        again = probe.send(operation, plan.path, plan.maker, body=plan.body)
        probe.status(again, operation.success.status)


def _referred(blueprint: Blueprint) -> list[Operation]:
    return [one for one in _soft(blueprint) if _referring(blueprint, one.resource)]


def _referring(blueprint: Blueprint, name: str) -> list[Operation]:
    """The creates whose body can refer to a row of `name`."""
    found = []
    for one in blueprint.operations:
        if one.kind == "create" and one.request:
            fields = {it.column: it for it in blueprint.resource(one.resource).fields}
            sent = (fields.get(it.field) for it in blueprint.schema(one.request).properties)
            if any(it and it.foreign_key and it.foreign_key.resource == name for it in sent):
                found.append(one)
    return found


@check("deletions.unreferred", over=_referred)
def unreferred(probe: Probe) -> None:
    """A reference to a deleted row is 422, as one to a row that was never there."""
    name = probe.operation.resource
    for operation in _referring(probe.blueprint, name):
        actor = probe.cast.anybody()
        row = probe.world.fresh(name, actor)
        plan = probe.world.prepare(operation, actor, {name: row})
        if _delete(probe, row):
            probe.error(probe.send(operation, plan.path, plan.maker, body=plan.body), 422)
