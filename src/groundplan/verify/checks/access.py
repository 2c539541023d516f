"""Access: between two users, between roles, and in lists; the Blueprint says who may, and who may know."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify import subjects
from groundplan.verify.listing import Listed, Scope, own_list
from groundplan.verify.model import Skip, skip
from groundplan.verify.policy import allows
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.verify.actors import Actor
    from groundplan.verify.client import Reply
    from groundplan.verify.world import Row

READABLE = 5


def _guarded(blueprint: Blueprint) -> list[Operation]:
    return list(subjects.guarded(blueprint))


@check("access.owner", over=_guarded)
def owner(probe: Probe) -> None:
    """Who made a row may do with it what the SPEC says, and no more."""
    _try(probe, probe.cast.alice(), probe.cast.alice())


@check("access.stranger", over=_guarded)
def stranger(probe: Probe) -> None:
    """Another user does not get at the row: 404 where he may not know of it, 403 where he may."""
    _try(probe, probe.cast.alice(), probe.cast.bob())


@check("access.admin", over=_guarded)
def admin(probe: Probe) -> None:
    """Who has a role may do what the role says, and no more."""
    other = probe.cast.admin()
    if other is None:
        raise skip("no_admin")
    _try(probe, probe.cast.alice(), other)


def _try(probe: Probe, maker: Actor, actor: Actor) -> None:
    """`actor` runs the operation on a row of `maker`; the answer is what the SPEC says."""
    operation = probe.operation
    row, path = probe.target(operation, maker)
    reply = _run(probe, path, row, actor)
    if probe.may(operation, actor, row):
        allowed = operation.success.status
        probe.claim(reply.status in (allowed, 409), reply, "allowed", status=allowed)
    elif probe.may_know(operation, actor, row):
        probe.error(reply, 403)
    else:
        probe.error(reply, 404)
        _still_there(probe, row)


def _run(probe: Probe, path: str, row: Row | None, actor: Actor) -> Reply:
    operation = probe.operation
    if not operation.request:
        return probe.send(operation, path, actor)
    given = {row.resource: row} if row and operation.key is None else {}
    return probe.send(operation, path, actor, body=probe.world.body(operation, row.maker if row else actor, given))


def _still_there(probe: Probe, row: Row | None) -> None:
    """A refused delete deleted nothing."""
    readers = [one for one in probe.blueprint.operations if one.kind == "read" and row and one.resource == row.resource]
    reader = next((one for one in readers if row and probe.may(one, row.maker, row)), None)
    if probe.operation.kind == "delete" and reader and row:
        probe.status(probe.send(reader, probe.world.path(reader, row.maker, row=row), row.maker), 200)


@check("access.own_row", over=subjects.own_rows)
def own_row(probe: Probe) -> None:
    """A path that names no row leads to the caller's: who has none finds none or a new one, never another's."""
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.alice())
    other = probe.newcomer(operation)
    reply = probe.perform(operation, path, other, other)
    if operation.on_demand:
        probe.success(operation, reply)
    elif operation.made is None:
        probe.error(reply, 404)
    elif probe.may(operation, other, None):
        probe.status(reply, operation.made.status)
    else:
        probe.error(reply, 403)
    readers = [one for one in subjects.own_rows(probe.blueprint) if one.kind == "read" and one.path == operation.path]
    if row and readers:
        after = probe.send(readers[0], path, row.maker)
        if probe.status(after, 200):
            changed = [name for name, was in row.body.items() if after.fields.get(name) != was]
            probe.claim(not changed, after, "untouched", ", ".join(changed), field="-")


def _by_role(blueprint: Blueprint) -> list[Operation]:
    return [
        one
        for one in blueprint.operations
        if one.access.level == "granted"
        and not one.parameters
        and all(grant.kind == "role" for grant in one.access.grants)
    ]


@check("access.role", over=_by_role)
def role(probe: Probe) -> None:
    """An operation that needs a role is 403 for who has another."""
    operation = probe.operation
    alice = probe.cast.alice()
    if allows(operation.access, alice, None, probe.world.known):
        raise skip("has_role", role=alice.role)
    # With a valid body: a service may look at that first, and only the role must forbid it.
    probe.error(probe.perform(operation, probe.cast.path(operation), alice, alice), 403)


def _lists(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.listing and one.kind in ("list", "search")]


@check("access.lists", over=lambda blueprint: [one for one in _lists(blueprint) if one.rows])
def lists(probe: Probe) -> None:
    """A list holds the caller's rows, and none that he may not know of."""
    operation = probe.operation
    scope = own_list(probe, operation, 1)
    row = scope.rows[0]
    for actor in _let_in(probe, scope):
        _has(probe, Listed(probe, operation, scope.path, actor), row, _knows(probe, actor, row))


def _has(probe: Probe, listed: Listed, row: Row, expected: bool) -> None:
    resource = probe.blueprint.resource(row.resource)
    name = resource.field(resource.primary_key[0]).property
    found = [one.get(name) for one in listed.all()]
    there = row.body.get(name) in found
    probe.claim(there == expected, None, "listed" if expected else "not_listed", f"{len(found)}")


def _counts(blueprint: Blueprint) -> list[Operation]:
    paged = [one for one in _lists(blueprint) if one.listing and one.listing.pagination == "offset"]
    return [one for one in (*paged, *subjects.of_kind("count")(blueprint)) if one.rows]


@check("access.counts", over=_counts)
def counts(probe: Probe) -> None:
    """A row more is counted for who may know of it, and for nobody else."""
    scope = own_list(probe, probe.operation, 0)
    actors = _let_in(probe, scope)
    before = [_count(probe, scope, actor) for actor in actors]
    row = scope.add()
    for actor, was in zip(actors, before, strict=True):
        told = _count(probe, scope, actor) - was
        expected = int(_knows(probe, actor, row))
        probe.claim(told == expected, None, "counted_more", told, number=expected)


def _count(probe: Probe, scope: Scope, actor: Actor) -> int:
    reply = probe.send(probe.operation, scope.path, actor)
    probe.status(reply, probe.operation.success.status)
    return int(reply.fields.get("count" if probe.operation.kind == "count" else "total", 0))


@check("access.exports", over=lambda blueprint: [one for one in subjects.of_kind("export")(blueprint) if one.rows])
def exports(probe: Probe) -> None:
    """A file holds the caller's rows, and none that he may not know of."""
    scope = own_list(probe, probe.operation, 1)
    row = scope.rows[0]
    key = row.columns[probe.blueprint.resource(row.resource).primary_key[0]]
    for actor in _let_in(probe, scope):
        reply = probe.send(probe.operation, scope.path, actor)
        if probe.success(probe.operation, reply):
            expected = _knows(probe, actor, row)
            probe.claim((str(key) in reply.text) == expected, reply, "listed" if expected else "not_listed")


def _let_in(probe: Probe, scope: Scope) -> list[Actor]:
    """Those of two users who may ask."""
    above = scope.given.get(probe.operation.access.subject)
    users = (probe.cast.alice(), probe.cast.bob())
    return [
        one for one in users if probe.may(probe.operation, one, above) and probe.may_know(probe.operation, one, above)
    ]


def _knows(probe: Probe, actor: Actor, row: Row) -> bool:
    """Whether a row is among those that the operation shows."""
    rule = probe.operation.rows
    return rule is None or allows(rule, actor, row.columns, probe.world.known)


@check("access.list_readable", over=_lists)
def list_readable(probe: Probe) -> None:
    """What a list shows, a read does not refuse."""
    operation = probe.operation
    readers = [one for one in probe.blueprint.operations if one.kind == "read" and one.resource == operation.resource]
    if not readers or readers[0].key is None or len(readers[0].parameters) != 1:
        raise skip("no_read", resource=operation.resource)
    actor = probe.cast.anybody()
    row = probe.subject_row(operation, actor)
    caller = probe.caller(operation, row)
    listed = Listed(probe, operation, probe.world.path(operation, actor), caller)
    _foreign_rows(probe, {one.resource: probe.world.row(one.resource, actor) for one in operation.parents[-1:]})
    page = listed.get(("limit", READABLE))
    if not probe.status(page, 200):
        return
    last = page.fields.get("total", 0) - READABLE
    # What was made last by somebody else stands at one of the two ends in most orders.
    items = page.items + (listed.get(("limit", READABLE), ("offset", last)).items if last > READABLE else [])
    for item in items:
        _read(probe, readers[0], item, caller)


def _foreign_rows(probe: Probe, given: dict[str, Row]) -> None:
    """A row of somebody else, and one where the list looks, if they may make one there."""
    for above in ({}, given) if given else ({},):
        with suppress(Skip):
            probe.world.fresh(probe.operation.resource, probe.cast.bob(), above)


def _read(probe: Probe, reader: Operation, item: dict[str, Any], actor: Actor | None) -> None:
    key = reader.key
    if key is None:
        return
    field = probe.blueprint.resource(reader.resource).field(key.column)
    path = probe.cast.path(reader).replace("{" + key.name + "}", str(item.get(field.property)))
    probe.status(probe.send(reader, path, actor), 200)
