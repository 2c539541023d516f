"""Writes: what is sent is stored, what is not sent stays, what is deleted is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.verify import subjects
from groundplan.verify.client import Reply
from groundplan.verify.contract import is_utc
from groundplan.verify.model import Skip, skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check
from groundplan.verify.values import same

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation, Property
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Field
    from groundplan.verify.actors import Actor
    from groundplan.verify.world import Row

_CREATES = subjects.of_kind("create")
_UPDATES = subjects.of_kind("update")


@check("writes.stored", over=_CREATES)
def stored(probe: Probe) -> None:
    """What create was sent is in its answer, and in what is read afterwards."""
    operation = probe.operation
    plan = probe.world.prepare(operation, probe.cast.anybody(), full=True)
    reply = probe.send(operation, plan.path, plan.maker, body=plan.body)
    if not probe.status(reply, operation.success.status):
        return
    _compare(probe, operation, plan.body, reply)
    row = probe.world.remember(plan, reply)
    if read := _read(probe, row):
        _compare(probe, operation, plan.body, read)


def _compare(probe: Probe, operation: Operation, sent: dict[str, Any], reply: Reply) -> None:
    shown = probe.blueprint.schema(operation.success.schema) if operation.success.schema else None
    names = {one.name for one in shown.properties if one.required or one.name in reply.fields} if shown else set()
    for one in probe.blueprint.schema(operation.request).properties:
        if one.name in sent and one.name in names and one.type:
            got = reply.fields.get(one.name)
            told = f"{one.name}: {got!r}"
            probe.claim(same(one.type, sent[one.name], got), reply, "stored", told, field=one.name)


def _read(probe: Probe, row: Row) -> Reply | None:
    """What the API reads of a row, None where it reads none."""
    reader = subjects.reader(probe.blueprint, row.resource)
    if reader is None:
        return None
    # Who makes a row need not be who may read it: visitors order, and the staff read.
    actor = probe.world.caller(reader, row.maker, row)
    reply = probe.send(reader, probe.world.path(reader, row.maker, row=row), actor)
    return reply if probe.status(reply, reader.success.status) else None


def _with_parts(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.kind == "create" and _parts(blueprint, one)]


def _parts(blueprint: Blueprint, operation: Operation) -> list[Property]:
    return [one for one in blueprint.schema(operation.request).properties if one.schema and one.items]


@check("writes.parts", over=_with_parts)
def parts(probe: Probe) -> None:
    """The rows that a create lists are made with it and come back; with one of them refused, nothing is made."""
    operation, blueprint = probe.operation, probe.blueprint
    for part in _parts(blueprint, operation):
        plan = probe.world.prepare(operation, probe.cast.anybody())
        plan.body[part.name] = [probe.world.value(part, operation.resource, plan.maker, plan.rows)[0] for _ in range(2)]
        reply = probe.send(operation, plan.path, plan.maker, body=plan.body)
        if not probe.success(operation, reply):
            continue
        row = probe.world.remember(plan, reply)
        for answer in (reply, _read(probe, row)):
            if answer is not None:
                _compare_parts(probe, part, plan.body[part.name], answer)
        plan.body[part.name].append({})
        probe.error(probe.send(operation, plan.path, plan.maker, body=plan.body), 422)


def _compare_parts(probe: Probe, part: Property, sent: list[dict[str, Any]], reply: Reply) -> None:
    """As many as were sent, each with what was sent: these two are equal, so that their order does not matter."""
    got = reply.fields.get(part.name)
    found = got if isinstance(got, list) else []
    probe.claim(len(found) == len(sent), reply, "stored", f"{part.name}: {got!r}", field=part.name)
    for one in probe.blueprint.schema(part.schema).properties:
        for made, wanted in zip(found, sent, strict=False):
            if one.type and one.name in wanted and one.name in made:
                told = f"{part.name}.{one.name}: {made[one.name]!r}"
                holds = same(one.type, wanted[one.name], made[one.name])
                probe.claim(holds, reply, "stored", told, field=f"{part.name}.{one.name}")


@check("writes.defaults", over=_CREATES)
def defaults(probe: Probe) -> None:
    """What create was not sent has the default of the SPEC."""
    from groundplan.emit.openapi.types import literal

    row = probe.world.fresh(probe.operation.resource, probe.cast.anybody())
    shown = _shown(probe, probe.operation.resource)
    for field in probe.blueprint.resource(probe.operation.resource).fields:
        if field.default is None or field.property in row.sent or field.property not in shown:
            continue
        try:
            expected = literal(field.type, field.default)
        except ValueError:
            continue
        got = row.body.get(field.property)
        probe.claim(same(field.type, expected, got), None, "default", repr(got), field=field.property, value=expected)


def _shown(probe: Probe, resource: str) -> set[str]:
    """What everybody sees who sees a row."""
    fields = probe.blueprint.resource(resource).fields
    return {field.property for field in fields if not field.hidden and field.readers is None}


@check("writes.generated", over=_CREATES)
def generated(probe: Probe) -> None:
    """Ids are UUID version 7, times are RFC 3339 in UTC."""
    row = probe.world.fresh(probe.operation.resource, probe.cast.anybody())
    for field in probe.blueprint.resource(probe.operation.resource).fields:
        got = row.body.get(field.property)
        if field.hidden or (got is None and (field.nullable or field.readers)):
            continue
        if field.generation == "uuid7":
            probe.claim(isinstance(got, str) and got[14:15] == "7", None, "uuid7", repr(got), field=field.property)
        elif field.type.base == "datetime":
            probe.claim(is_utc(got), None, "utc", repr(got), field=field.property)


@check("writes.patch", over=_UPDATES)
def patch(probe: Probe) -> None:
    """PATCH changes what is sent and nothing else."""
    schema = probe.blueprint.schema(probe.operation.request)
    for one in schema.properties:
        field = probe.world.field(probe.operation.resource, one.field)
        if one.type and not (field and field.foreign_key) and not probe.world.is_reserved(schema, one):
            _patch_one(probe, one)


def _patch_one(probe: Probe, one: Property) -> None:
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    if row is None:
        raise skip("no_row")
    value = probe.world.value(one, operation.resource, row.maker, {}, other=True)
    reply = probe.send(operation, path, probe.caller(operation, row), body={one.name: value})
    if _is_stated_conflict(operation, reply) or not probe.status(reply, operation.success.status):
        return
    after = reply.fields
    if one.name in _shown(probe, operation.resource):
        told = f"{one.name}: {after.get(one.name)!r}"
        probe.claim(same(one.type, value, after.get(one.name)), reply, "stored", told, field=one.name)  # type: ignore[arg-type]
    untouched = {key: was for key, was in row.body.items() if key != one.name and not _is_derived(probe, key)}
    for key, was in untouched.items():
        told = f"{key}: {was!r} -> {after.get(key)!r}"
        probe.claim(after.get(key, was) == was, reply, "untouched", told, field=one.name)


def _is_stated_conflict(operation: Operation, reply: Reply) -> bool:
    """A state rule of the SPEC refused the value: that is another check's business."""
    return reply.status == 409 and any(one.status == 409 for one in operation.errors)


def _is_derived(probe: Probe, name: str) -> bool:
    fields = probe.blueprint.resource(probe.operation.resource).fields
    found: Field | None = next((one for one in fields if one.property == name), None)
    return found is None or (found.server and found.generation in ("", "updated"))


@check("writes.patch_empty", over=_UPDATES)
def patch_empty(probe: Probe) -> None:
    """PATCH with nothing changes nothing."""
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    reply = probe.send(operation, path, probe.caller(operation, row), body={})
    if probe.success(operation, reply) and row:
        changed = [key for key, was in row.body.items() if not _is_derived(probe, key) and reply.fields.get(key) != was]
        probe.claim(not changed, reply, "untouched", ", ".join(changed), field="-")


@check("writes.null_clears", over=_UPDATES)
def null_clears(probe: Probe) -> None:
    """null clears a property that may be null."""
    operation = probe.operation
    nullable = [one for one in probe.blueprint.schema(operation.request).properties if one.nullable]
    if not nullable:
        raise skip("nothing_nullable")
    row, path = probe.target(operation, probe.cast.anybody())
    caller = probe.caller(operation, row)
    for one in nullable:
        if not _filled(probe, one, path, row, caller):
            continue
        reply = probe.send(operation, path, caller, body={one.name: None})
        if not _is_stated_conflict(operation, reply) and probe.status(reply, operation.success.status):
            got = reply.fields.get(one.name)
            probe.claim(got is None, reply, "cleared", f"{one.name}: {got!r}", field=one.name)


def _filled(probe: Probe, one: Property, path: str, row: Row | None, caller: Actor | None) -> bool:
    """Give the property a value to clear; False where it cannot have one here."""
    maker = row.maker if row else probe.cast.anybody()
    try:
        value = probe.world.value(one, probe.operation.resource, maker, {})
    except Skip:
        return False
    reply = probe.send(probe.operation, path, caller, body={one.name: value})
    return reply.status == probe.operation.success.status


@check("writes.replace", over=subjects.of_kind("replace"))
def replace(probe: Probe) -> None:
    """PUT replaces: what is left out is back at its default."""
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    maker = row.maker if row else probe.cast.anybody()
    caller = probe.caller(operation, row)
    full = probe.world.body(operation, maker, {}, full=True)
    if not probe.success(operation, probe.send(operation, path, caller, body=full)):
        return
    least = probe.world.body(operation, maker, {})
    reply = probe.send(operation, path, caller, body=least)
    if not probe.success(operation, reply):
        return
    for one in probe.blueprint.schema(operation.request).properties:
        if one.name not in least and one.nullable and one.default is None:
            got = reply.fields.get(one.name)
            probe.claim(got is None, reply, "cleared", f"{one.name}: {got!r}", field=one.name)
        elif one.name in least and one.type and not one.hidden:
            told = f"{one.name}: {reply.fields.get(one.name)!r}"
            kept = same(one.type, least[one.name], reply.fields.get(one.name))
            probe.claim(kept, reply, "stored", told, field=one.name)


def _deletes(blueprint: Blueprint) -> list[Operation]:
    found = (*subjects.with_rows(blueprint), *subjects.own_rows(blueprint))
    return [one for one in found if one.kind == "delete"]


@check("writes.deleted", over=_deletes)
def deleted(probe: Probe) -> None:
    """After a delete the row is 404: to read, and to delete again, but not where a new one is made on demand."""
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    caller = probe.caller(operation, row)
    if row is None or not probe.success(operation, probe.send(operation, path, caller)) or operation.on_demand:
        return
    reader = subjects.reader(probe.blueprint, row.resource)
    if reader:
        actor = probe.world.caller(reader, row.maker, row)
        probe.error(probe.send(reader, probe.world.path(reader, row.maker, row=row), actor), 404)
    probe.error(probe.send(operation, path, caller), 404)


@check("writes.linked", over=subjects.of_kind("link"))
def linked(probe: Probe) -> None:
    """Linking twice and unlinking twice end in the same state and are no error of the service."""
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    caller = probe.caller(operation, row)
    maker = row.maker if row else probe.cast.anybody()
    for _ in range(2):
        reply = probe.perform(operation, path, caller, maker)
        probe.status(reply, operation.success.status, 409)
    undo = [one for one in probe.blueprint.operations if one.kind == "unlink" and one.path == operation.path]
    if not undo:
        return
    probe.status(probe.send(undo[0], path, caller), undo[0].success.status)
    probe.status(probe.send(undo[0], path, caller), undo[0].success.status, 404)


@check("writes.profile", over=subjects.of_kind("me_update"))
def profile(probe: Probe) -> None:
    """Changing one's own profile changes what is read of it, and not who one is."""
    operation = probe.operation
    auth = probe.blueprint.auth
    actor = probe.cast.spare()
    properties = probe.blueprint.schema(operation.request).properties
    for one in properties:
        if one.name in (auth.login_property, auth.password_property) or not one.type or one.type.base == "json":
            continue
        try:
            value = probe.world.value(one, auth.account, actor, {}, other=True)
        except Skip:
            continue
        reply = probe.send(operation, probe.cast.path(operation), actor, body={one.name: value})
        if probe.status(reply, operation.success.status):
            told = f"{one.name}: {reply.fields.get(one.name)!r}"
            probe.claim(same(one.type, value, reply.fields.get(one.name)), reply, "stored", told, field=one.name)
            kept = reply.fields.get(auth.login_property, actor.login)
            probe.claim(str(kept).lower() == actor.login.lower(), reply, "untouched", str(kept), field=one.name)
