"""Endpoints: each operation answers its stated status, with a body that the emitted schema accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from groundplan.verify import provided, subjects
from groundplan.verify.client import Reply, Request
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check
from groundplan.verify.world import Plan, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundplan.plan.model.api import Operation
    from groundplan.verify.actors import Actor


@check("endpoints.success", over=subjects.plain)
def success(probe: Probe) -> None:
    """A valid request by somebody who may make it succeeds as stated."""
    send = _SENDERS.get(probe.operation.kind, _on_row)
    probe.success(probe.operation, send(probe))


def _on_row(probe: Probe) -> Reply:
    operation = probe.operation
    row, path = probe.target(operation, probe.cast.anybody())
    caller = probe.caller(operation, row)
    return probe.perform(operation, path, caller, row.maker if row else probe.cast.anybody(), full=True)


def _create(probe: Probe) -> Reply:
    return _created(probe)[1]


def _created(probe: Probe) -> tuple[Plan, Reply]:
    plan = probe.world.prepare(probe.operation, probe.cast.anybody(), full=True)
    return plan, probe.send(probe.operation, plan.path, plan.maker, body=plan.body)


def _register(probe: Probe) -> Reply:
    return probe.send(probe.operation, probe.cast.path(probe.operation), body=probe.cast.registration())


def _login(probe: Probe) -> Reply:
    return probe.cast.sign_in(probe.cast.spare())


def _refresh(probe: Probe) -> Reply:
    actor = probe.cast.spare()
    reply = session_call(probe, probe.operation, actor)
    probe.cast.renew(actor, reply)
    return reply


def _logout(probe: Probe) -> Reply:
    actor = probe.cast.spare()
    reply = session_call(probe, probe.operation, actor)
    probe.cast.drop(actor)
    return reply


def session_call(probe: Probe, operation: Operation, actor: Actor, token: str = "") -> Reply:
    """Run refresh or logout with the refresh token of `actor`, or with another."""
    caller = actor if operation.access.level != "public" else None
    path = probe.cast.path(operation)
    if not operation.request:
        return probe.send(operation, path, caller)
    schema = probe.blueprint.schema(operation.request)
    body: dict[str, Any] = {one.name: token or actor.refresh_token for one in schema.properties[:1]}
    return probe.send(operation, path, caller, body=body)


def _me_update(probe: Probe) -> Reply:
    actor = probe.cast.spare()
    auth = probe.blueprint.auth
    body = probe.world.body(probe.operation, actor, {}, full=True)
    kept = {name: value for name, value in body.items() if name not in (auth.login_property, auth.password_property)}
    return probe.send(probe.operation, probe.cast.path(probe.operation), actor, body=kept)


def _clear(probe: Probe) -> Reply:
    operation = probe.operation
    if not operation.parents and operation.rows is None:
        raise skip("destructive")
    actor = probe.cast.anybody() if operation.parents else probe.cast.fresh()
    row, path = probe.target(operation, actor)
    return probe.send(operation, path, probe.caller(operation, row))


def _begin(probe: Probe) -> Reply:
    provider = provided.serving(probe.blueprint, probe.operation, probe.stage.options.provider)
    return provided.begin(probe.stage.client, probe.blueprint, provider)[0]


def _finish(probe: Probe) -> Reply:
    provider = provided.serving(probe.blueprint, probe.operation, probe.stage.options.provider)
    return provided.sign_in(probe.stage.client, probe.blueprint, provider.id, probe.cast.spare().login)


_SENDERS: dict[str, Callable[[Probe], Reply]] = {
    "create": _create,
    "register": _register,
    "login": _login,
    "refresh": _refresh,
    "logout": _logout,
    "logout_all": _logout,
    "me_update": _me_update,
    "clear": _clear,
    "oauth_start": _begin,
    "oauth_callback": _finish,
    "upload": _create,
}


@check("endpoints.location", over=lambda blueprint: [one for one in subjects.plain(blueprint) if one.location])
def location(probe: Probe) -> None:
    """Location of a create leads to the row that was made."""
    plan, reply = _created(probe) if probe.operation.kind != "register" else (None, _register(probe))
    if not probe.status(reply, 201):
        return
    place = reply.headers.get("Location", "")
    if not probe.claim(bool(place), reply, "header_present", "-", name="Location") or plan is None:
        return
    target = urlsplit(urljoin(probe.stage.client.url + plan.path, place)).path

    reader = subjects.reader(probe.blueprint, probe.operation.resource)
    row = probe.world.remember(plan, reply)
    actor = probe.world.caller(reader, plan.maker, row) if reader else plan.maker
    read = probe.deliver(Request(method="GET", path=target, headers=probe.cast.headers(actor)))

    if probe.status(read, 200):
        key = probe.blueprint.resource(probe.operation.resource)
        name = key.field(key.primary_key[0]).property
        probe.claim(read.fields.get(name) == reply.fields.get(name), read, "location", place)


@check("endpoints.unknown_id", over=subjects.with_rows)
def unknown_id(probe: Probe) -> None:
    """An id that names no row is 404."""
    operation = probe.operation
    actor = probe.caller(operation, None)
    named = {
        one.name: probe.values.uuid() if one.type.base == "uuid" else _absent(probe, one.type.base)
        for one in operation.parameters
    }
    path = fill(probe.cast.path(operation), named)
    maker = actor or probe.cast.anybody()
    probe.error(probe.perform(operation, path, actor, maker, full=operation.kind == "update"), 404)


def _absent(probe: Probe, base: str) -> str:
    return "2147483000" if base in ("int", "bigint") else f"no-{probe.values.token()}"
