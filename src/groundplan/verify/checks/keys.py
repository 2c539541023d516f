"""API keys: shown once, no good when changed, renewed or revoked, and no further than their scope and their end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from groundplan.verify.checks.auth import entrance
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check
from groundplan.verify.world import fill

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.client import Reply

_FORBIDDEN = 403


def _of_kind(blueprint: Blueprint, kind: str) -> list[Operation]:
    keys = blueprint.auth.keys
    return [one for one in blueprint.operations if keys and one.resource == keys.resource and one.kind == kind]


def _creates(blueprint: Blueprint) -> Iterable[Operation]:
    return _of_kind(blueprint, "create")


def _rotates(blueprint: Blueprint) -> Iterable[Operation]:
    return _of_kind(blueprint, "action")


def _deletes(blueprint: Blueprint) -> Iterable[Operation]:
    return _of_kind(blueprint, "delete")


def _refused(blueprint: Blueprint) -> Iterable[Operation]:
    keys = blueprint.auth.keys
    return [blueprint.operation(one) for one in keys.refused] if keys else []


def secret_of(probe: Probe, made: dict[str, Any]) -> str:
    """The key itself in an answer that shows it, empty where it does not."""
    keys = probe.blueprint.auth.keys
    return str(made.get(keys.shown if keys else "", ""))


def made_key(probe: Probe, scope: str = "read", **more: Any) -> dict[str, Any]:
    """A new key of alice's as it is shown once. Raises Skip where none is made."""
    create = next(iter(_creates(probe.blueprint)), None)
    if create is None:
        raise skip("no_key")
    alice = probe.cast.alice()
    body = {**probe.world.body(create, alice, {}), "scope": scope, **more}
    reply = probe.send(create, probe.cast.path(create), alice, body=body)
    probe.success(create, reply)
    if not secret_of(probe, reply.fields):
        raise skip("no_key")
    return reply.fields


def _opens(probe: Probe, key: str) -> Reply:
    """The answer at a door with a key alone."""
    door = entrance(probe)
    return probe.send(door, probe.cast.path(door), headers=probe.cast.key_headers(key))


def _is_in(probe: Probe, key: str) -> bool:
    """The key opens the door: 403 where it asks for a role."""
    return probe.status(_opens(probe, key), 200, _FORBIDDEN)


def _path(operation: Operation, probe: Probe, made: dict[str, Any]) -> str:
    return fill(probe.cast.path(operation), {one.name: made["id"] for one in operation.parameters})


@check("keys.shown_once", over=_creates)
def shown_once(probe: Probe) -> None:
    """A key is shown when it is made and never again, and it proves who calls."""
    made = made_key(probe)
    _is_in(probe, secret_of(probe, made))
    keys = probe.blueprint.auth.keys
    key = secret_of(probe, made)
    secret = key.removeprefix(str(made.get(keys.identifier if keys else "", "")))
    alice = probe.cast.alice()
    for operation in (*_of_kind(probe.blueprint, "read"), *_of_kind(probe.blueprint, "list")):
        reply = probe.send(operation, _path(operation, probe, made), alice)
        probe.success(operation, reply)
        probe.claim(secret not in reply.text, reply, "key_hidden", "=")


@check("keys.forged", over=_creates)
def forged(probe: Probe) -> None:
    """Another secret behind a known prefix proves nothing."""
    key = secret_of(probe, made_key(probe))
    for wrong in ("", "x", key[:-1], key[:-1] + ("A" if key[-1] != "A" else "B")):
        probe.error(_opens(probe, wrong), 401)


@check("keys.scope", over=_creates)
def scope(probe: Probe) -> None:
    """A key that reads changes nothing, and one that also changes makes no keys."""
    for narrow in ("read", "write"):
        made = made_key(probe, narrow)
        _is_in(probe, secret_of(probe, made))
        headers = probe.cast.key_headers(secret_of(probe, made))
        body = probe.world.body(probe.operation, probe.cast.alice(), {})
        reply = probe.send(probe.operation, probe.cast.path(probe.operation), body=body, headers=headers)
        probe.error(reply, _FORBIDDEN)


def _ending(probe: Probe) -> tuple[dict[str, Any], str]:
    """A key that manages keys for an hour, and a time after that. Raises Skip where keys have no end."""
    create = next(iter(_creates(probe.blueprint)), None)
    sent = probe.blueprint.schema(create.request).properties if create else ()
    if "expires_at" not in {one.name for one in sent}:
        raise skip("no_key")
    now = datetime.now(UTC)
    first, later = ((now + timedelta(hours=hours)).isoformat() for hours in (1, 2))
    return made_key(probe, "manage", expires_at=first), later


@check("keys.lifetime", over=_creates)
def lifetime(probe: Probe) -> None:
    """A key that ends makes none that outlives it."""
    ending, later = _ending(probe)
    _is_in(probe, secret_of(probe, ending))
    for end in (None, later):
        body = probe.world.body(probe.operation, probe.cast.alice(), {}) | {"scope": "read", "expires_at": end}
        path = probe.cast.path(probe.operation)
        probe.error(
            probe.send(probe.operation, path, body=body, headers=probe.cast.key_headers(secret_of(probe, ending))),
            _FORBIDDEN,
        )


@check("keys.renewal", over=_rotates)
def renewal(probe: Probe) -> None:
    """A key that ends renews none that outlives it."""
    ending, _ = _ending(probe)
    path = _path(probe.operation, probe, made_key(probe))
    probe.error(probe.send(probe.operation, path, headers=probe.cast.key_headers(secret_of(probe, ending))), _FORBIDDEN)


@check("keys.people", over=_refused)
def people(probe: Probe) -> None:
    """What ends the sessions of people or changes their accounts, no key does."""
    key = secret_of(probe, made_key(probe, "manage"))
    _is_in(probe, key)
    body: dict[str, Any] | None = {} if probe.operation.request else None
    reply = probe.send(
        probe.operation, probe.cast.path(probe.operation), body=body, headers=probe.cast.key_headers(key)
    )
    probe.error(reply, _FORBIDDEN)


@check("keys.used", over=_creates)
def used(probe: Probe) -> None:
    """The owner sees when a key was last used."""
    made = made_key(probe)
    _is_in(probe, secret_of(probe, made))
    for operation in _of_kind(probe.blueprint, "read"):
        reply = probe.send(operation, _path(operation, probe, made), probe.cast.alice())
        probe.claim(bool(reply.fields.get("last_used_at")), reply, "key_used", "null")


@check("keys.rotated", over=_rotates)
def rotated(probe: Probe) -> None:
    """A renewed key has another secret, and the former one ends."""
    made = made_key(probe)
    reply = probe.send(probe.operation, _path(probe.operation, probe, made), probe.cast.alice())
    if probe.success(probe.operation, reply):
        _is_in(probe, secret_of(probe, reply.fields))
        probe.error(_opens(probe, secret_of(probe, made)), 401)


@check("keys.revoked", over=_deletes)
def revoked(probe: Probe) -> None:
    """A revoked key ends at once."""
    made = made_key(probe)
    _is_in(probe, secret_of(probe, made))
    revoke(probe, made)
    probe.error(_opens(probe, secret_of(probe, made)), 401)


def revoke(probe: Probe, made: dict[str, Any]) -> None:
    """End a key of alice's. Raises Skip where nothing does."""
    operation = next(iter(_deletes(probe.blueprint)), None)
    if operation is None:
        raise skip("no_operation")
    probe.success(operation, probe.send(operation, _path(operation, probe, made), probe.cast.alice()))
