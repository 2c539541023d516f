"""Validation: what breaks a rule of the SPEC is 422, and the answer names the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.verify import subjects
from groundplan.verify.client import Reply
from groundplan.verify.model import Skip, skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check
from groundplan.verify.world import fill

if TYPE_CHECKING:
    from groundplan.plan.model.api import Property

UNPROCESSABLE = 422
_PATCHES = ("update", "me_update")


class _Body:
    """A valid request of the operation, to be spoilt one property at a time."""

    def __init__(self, probe: Probe) -> None:
        operation = probe.operation
        self.probe = probe
        self.schema = probe.blueprint.schema(operation.request)
        if operation.kind == "create":
            plan = probe.world.prepare(operation, probe.cast.anybody())
            self.path, self.valid, self.caller = plan.path, plan.body, plan.maker
            return
        own = operation.resource if operation.caller_column else operation.key and operation.key.resource
        actor = probe.cast.spare() if operation.kind == "me_update" else probe.cast.anybody()
        row = probe.world.row(own, actor) if own else None
        self.path = probe.world.path(operation, actor, row=row)
        self.caller = probe.caller(operation, row) or actor
        self.valid = {} if operation.kind in _PATCHES else probe.world.body(operation, actor, {})
        if operation.kind == "me_update":
            self.caller = actor

    def send(self, body: dict[str, Any]) -> Reply:
        return self.probe.send(self.probe.operation, self.path, self.caller, body=body)

    def refused(self, name: str, body: dict[str, Any]) -> None:
        self.probe.error(self.send(body), UNPROCESSABLE, field=name)

    @property
    def properties(self) -> list[Property]:
        plain = [one for one in self.schema.properties if one.type and not one.schema and not one.items]
        return [one for one in plain if not self.probe.world.is_reserved(self.schema, one)]


@check("validation.missing_required", over=subjects.writing)
def missing_required(probe: Probe) -> None:
    """Leaving out a required property is 422."""
    if probe.operation.kind in _PATCHES:
        raise skip("nothing_required")
    body = _Body(probe)
    required = [one.name for one in body.schema.properties if one.required]
    if not required:
        raise skip("nothing_required")
    for name in required:
        body.refused(name, {key: value for key, value in body.valid.items() if key != name})


@check("validation.null_required", over=subjects.writing)
def null_required(probe: Probe) -> None:
    """null is 422 where a property may not be null, also in a PATCH."""
    body = _Body(probe)
    for one in body.properties:
        if not one.nullable and one.type and one.type.base != "json":
            body.refused(one.name, {**body.valid, one.name: None})


@check("validation.wrong_value", over=subjects.writing)
def wrong_value(probe: Probe) -> None:
    """A value of the wrong type, form, length or range is 422."""
    body = _Body(probe)
    for one in body.properties:
        for wrong in probe.values.wrong(one.type) if one.type else ():
            reply = body.send({**body.valid, one.name: wrong.value})
            shown = repr(wrong.value)[:60]
            told = f"{one.name}={shown} ({wrong.rule}): {reply.short}"
            if probe.claim(reply.status == UNPROCESSABLE, reply, "refused_value", told, field=one.name):
                probe.error(reply, UNPROCESSABLE, field=one.name)


@check("validation.extremes", over=subjects.of_kind("create", "update"))
def extremes(probe: Probe) -> None:
    """Values at the edge of what is allowed are accepted."""
    body = _Body(probe)
    for one in body.properties:
        field = probe.world.field(probe.operation.resource, one.field)
        if one.type is None or (field and field.foreign_key):
            continue
        for value in probe.values.extremes(one.type):
            again = _again(probe, body)
            reply = again.send({**_renewed(probe, again), one.name: value})
            # A state rule may answer 409: it is about the row, not about the value.
            stated = [probe.operation.success.status, *_conflicts(probe)]
            told = f"{one.name}={str(value)[:40]!r}…: {reply.short}"
            probe.claim(reply.status in stated, reply, "accepted_value", told, field=one.name)


def _again(probe: Probe, body: _Body) -> _Body:
    """The request once more: by another caller or under other rows, where two like it may not be."""
    made, world = probe.operation.resource, probe.world
    lone = probe.operation.kind == "create" and (world.is_single(made) or world.stands_once(made))
    return _Body(probe) if lone else body


def _renewed(probe: Probe, body: _Body) -> dict[str, Any]:
    """The valid body with new values, so that unique ones do not clash."""
    operation = probe.operation
    if operation.kind != "create":
        return {}
    fields = {one.name: one for one in body.properties}
    renewed = dict(body.valid)
    for name, one in fields.items():
        field = probe.world.field(operation.resource, one.field)
        if name in renewed and not (field and field.foreign_key):
            renewed[name] = probe.world.value(one, operation.resource, probe.cast.anybody(), {})
    return renewed


def _conflicts(probe: Probe) -> list[int]:
    return [one.status for one in probe.operation.errors if one.status == 409 and probe.operation.kind == "update"]


@check("validation.unknown_property", over=subjects.writing)
def unknown_property(probe: Probe) -> None:
    """A property that the SPEC does not have is 422."""
    body = _Body(probe)
    body.refused("no_such_property", {**body.valid, "no_such_property": 1})


@check("validation.read_only", over=subjects.writing)
def read_only(probe: Probe) -> None:
    """What a row has and the request has not is 422 when a client sends it: what the service fills, or others write."""
    body = _Body(probe)
    name = body.schema.resource or probe.operation.resource
    if not name:
        raise skip("no_read_only")
    known = {one.name for one in body.schema.properties}
    for field in probe.blueprint.resource(name).fields:
        if field.property not in known:
            value = probe.values.valid(field.type)
            body.refused(field.property, {**body.valid, field.property: value})


@check("validation.path_id", over=subjects.with_rows)
def path_id(probe: Probe) -> None:
    """A path value that is no id is 404 or 422."""
    operation = probe.operation
    named = [one for one in operation.parameters if one.type.base in ("uuid", "int", "bigint")]
    if not named:
        raise skip("text_ids")
    actor = probe.caller(operation, None)
    for value in ("not-an-id", "1' OR '1'='1", "\0"):
        path = fill(probe.cast.path(operation), {one.name: value for one in operation.parameters})
        if not operation.request:
            probe.error(probe.send(operation, path, actor), 404, 422)
            continue
        try:
            body = probe.world.body(operation, actor or probe.cast.anybody(), {})
        except Skip:
            body = {}
        probe.error(probe.send(operation, path, actor, body=body), 404, 422)


@check("validation.password_length", over=subjects.of_kind("register"))
def password_length(probe: Probe) -> None:
    """A password of 64 characters is accepted, one below the minimum is refused."""
    auth = probe.blueprint.auth
    body = _Body(probe)
    long = {**probe.cast.registration(), auth.password_property: "Gp-7" * 16}
    probe.status(body.send(long), probe.operation.success.status)
    short = "a" * (auth.password_minimum - 1)
    body.refused(auth.password_property, {**probe.cast.registration(), auth.password_property: short})


@check("validation.no_promotion", over=subjects.of_kind("register"))
def no_promotion(probe: Probe) -> None:
    """Nobody gives himself a role by registering with one."""
    auth = probe.blueprint.auth
    others = [role for role in auth.roles if role != auth.default_role]
    if not auth.role_property or not others:
        raise skip("no_roles")
    body = _Body(probe)
    for role in others:
        reply = body.send({**probe.cast.registration(), auth.role_property: role})
        if reply.status != UNPROCESSABLE:
            got = reply.fields.get(auth.role_property)
            probe.claim(reply.status < 400 and got == auth.default_role, reply, "no_promotion", f"{reply.status} {got}")
        else:
            probe.error(reply, UNPROCESSABLE)
