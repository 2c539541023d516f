"""One tenant does not get at the rows of another, and nobody writes what is not theirs to write."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Field
from groundplan.verify import subjects
from groundplan.verify.actors import Actor
from groundplan.verify.client import Reply
from groundplan.verify.probe import Probe
from tests.attacks.target import Target, lacking, said, tenants

pytestmark = [pytest.mark.slow, pytest.mark.cells(attacked=True)]

ALWAYS = {"is_admin": True, "role": "admin", "admin": True, "__proto__": {"admin": True}, "constructor": 1, "_id": 1}


def test_the_rows_of_another_tenant_are_out_of_reach(target: Target) -> None:
    target.needs_accounts()
    alice, bob = tenants(target)
    tried = 0
    told: list[str] = []
    untried: list[str] = []
    for operation in subjects.guarded(target.blueprint):
        with lacking(untried, operation.id):
            probe = target.probe(operation)
            row, path = probe.target(operation, alice)
            if probe.may(operation, bob, row):
                continue
            tried += 1
            reply = _run(probe, path, bob, alice)
            hidden = not probe.may_know(operation, bob, row)
            if reply.status != (404 if hidden else 403):
                told.append(f"{operation.id}: {reply.short}")
            key = row.columns[target.blueprint.resource(row.resource).primary_key[0]] if row else ""
            absent = _run(probe, path.replace(str(key), target.stage.values.uuid()), bob, alice)
            if hidden and said(reply) != said(absent):
                told.append(f"{operation.id}: hidden {reply.short} is not like absent {absent.short}")

    assert not told, "\n".join(told)
    assert tried or not list(subjects.guarded(target.blueprint)), untried


def _run(probe: Probe, path: str, caller: Actor, maker: Actor) -> Reply:
    """A whole request, so that only the row can be what is refused."""
    operation = probe.operation
    if not operation.request:
        return probe.send(operation, path, caller)
    return probe.send(operation, path, caller, body=probe.world.body(operation, maker, {}))


def test_nobody_assigns_what_the_server_keeps(target: Target) -> None:
    tried = 0
    told: list[str] = []
    untried: list[str] = []
    for operation in subjects.writing(target.blueprint):
        with lacking(untried, operation.id):
            for name, value in _unoffered(target, operation):
                tried += 1
                reply = _write(target, operation, name, value)
                if reply.status != 422 or name not in target.stage.contract.named_fields(reply):
                    told.append(f"{operation.id} {name}={value!r}: {reply.short}")

    assert not told, "\n".join(told)
    assert tried, untried


def _unoffered(target: Target, operation: Operation) -> Iterator[tuple[str, Any]]:
    """Properties that a row has and the request has not, with values that would do; then the usual guesses."""
    offered = {one.name for one in target.blueprint.schema(operation.request).properties}
    resource = operation.resource or target.blueprint.auth.account
    for field in target.blueprint.resource(resource).fields:
        if field.property not in offered:
            yield field.property, _tempting(target, field)
    yield from ((name, value) for name, value in ALWAYS.items() if name not in offered)


def _tempting(target: Target, field: Field) -> Any:
    account = target.blueprint.auth.account
    if field.foreign_key and account and field.foreign_key.resource == account:
        return target.stage.cast.bob().id
    return target.stage.values.valid(field.type)


def _write(target: Target, operation: Operation, name: str, value: Any) -> Reply:
    probe, cast = target.probe(operation), target.stage.cast
    if operation.kind == "register":
        return probe.send(operation, cast.path(operation), body={**cast.registration(), name: value})
    alice = cast.anybody()
    if operation.kind == "me_update":
        return probe.send(operation, cast.path(operation), alice, body={name: value})
    if operation.kind == "create":
        plan = target.stage.world.prepare(operation, alice)
        return probe.send(operation, plan.path, plan.maker, body={**plan.body, name: value})
    row, path = probe.target(operation, alice)
    body = target.stage.world.body(operation, alice, {})
    return probe.send(operation, path, probe.caller(operation, row), body={**body, name: value})
