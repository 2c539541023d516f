"""A hundred payloads in path, query and body values: nothing breaks, leaks, waits or is taken for code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from ruamel.yaml import YAML

from groundplan.plan.model.api import Operation, Property
from groundplan.scaffold.library import available
from groundplan.verify.actors import Actor
from groundplan.verify.client import Reply, Request
from groundplan.verify.model import Skip
from groundplan.verify.values import TEXTS
from groundplan.verify.world import fill
from tests.attacks.target import Target, tenants

DATA = YAML(typ="safe").load((Path(__file__).parent / "payloads.yaml").read_text(encoding="utf-8"))
PAYLOADS: dict[str, list[str]] = DATA["payloads"]
SECONDS: int = DATA["seconds"]
LEAST = 100
PARTS = 3
"""Of how many parts of all pairs a framework takes one."""
LEAKS = (
    "traceback", "site-packages", "sqlite3.", "psycopg", "sqlalchemy", "syntax error", "django.", "werkzeug",
    "root:x:", "select ", "secret_key", "/app/", "tenantsecret",
)  # fmt: skip
"""What no answer holds unless the payload itself did: insides of the service, and what the other tenant wrote."""
UNWRITTEN = 501


def test_there_are_a_hundred() -> None:
    assert sum(map(len, PAYLOADS.values())) >= LEAST


@pytest.mark.slow
@pytest.mark.cells(attacked=True)
@pytest.mark.parametrize("kind", PAYLOADS)
def test_payloads_are_only_values(target: Target, kind: str) -> None:
    attacker = _attacker(target)
    told = []
    for payload, operation in _pairs(target, kind):
        for request in _requests(target, operation, attacker, payload):
            reply = target.stage.client.send(request)
            told += [f"{operation.id} {payload!r}: {fault}" for fault in _faults(reply, payload)]

    assert not told, "\n".join(told[:20])
    assert target.stage.client.send(Request(method="GET", path="/health")).status == 200


def _pairs(target: Target, kind: str) -> Iterator[tuple[str, Operation]]:
    """Each payload on a part of the operations, each operation with a part of the payloads; frameworks share the pairs.

    Operations of one kind are made from one template: all pairs on each framework would only take longer.
    """
    turn = available().index(target.cell.framework) % PARTS
    for place, payload in enumerate(PAYLOADS[kind]):
        for index, operation in enumerate(target.blueprint.operations):
            if (place + index) % PARTS == turn:
                yield payload, operation


def _attacker(target: Target) -> Actor:
    """Bob, where there are accounts; what alice has is marked, but for what everybody may read."""
    if target.blueprint.auth.scheme == "none":
        return target.stage.cast.anybody()
    alice, bob = tenants(target)
    public = {one.resource for one in target.blueprint.operations if one.access.level == "public"}
    for resource in target.blueprint.resources:
        if resource.name.pascal in public:
            continue
        texts = [one for one in resource.fields if one.type.base in ("text", "string") and not one.type.pattern]
        values = {one.property: "tenantsecret" for one in texts if (one.type.length or 99) > len("tenantsecret")}
        try:
            target.stage.world.fresh(resource.name.pascal, alice, values=values)
        except Skip:
            continue
    return target.stage.cast.awake(bob)


def _requests(target: Target, operation: Operation, attacker: Actor, payload: str) -> Iterator[Request]:
    """The payload as every path value, as every query value, as every body value, and as the texts of a good body."""
    cast = target.stage.cast
    headers = () if operation.access.level == "signature" else cast.headers(attacker)
    real = fill(cast.path(operation), {one.name: target.stage.values.uuid() for one in operation.parameters})
    if operation.parameters:
        path = fill(cast.path(operation), {one.name: payload for one in operation.parameters})
        yield _request(operation, path, headers)
    if operation.listing:
        value = quote(payload, safe="", errors="replace")
        own = _own(target, operation, attacker, real)
        alone = [*(one.name for one in operation.listing.filters if one.type.base in TEXTS), "sort", "q"]
        together = [
            *(one.name for one in operation.listing.filters if one.name not in alone),
            "limit",
            "offset",
            "cursor",
        ]
        for name in alone:
            yield _request(operation, f"{own}?{name}={value}", headers)
        yield _request(operation, f"{own}?{'&'.join(f'{name}={value}' for name in together)}", headers)
    if operation.request and operation.kind != "logout":
        schema = target.blueprint.schema(operation.request)
        for body in ({one.name: payload for one in schema.properties}, _texts(target, schema.properties, payload)):
            yield _request(operation, _own(target, operation, attacker, real), headers, body)


def _request(operation: Operation, path: str, headers: tuple[tuple[str, str], ...], body: Any = None) -> Request:
    return Request(method=operation.method, path=path, headers=headers, body=body, has_body=body is not None)


def _own(target: Target, operation: Operation, attacker: Actor, otherwise: str) -> str:
    """A path that the attacker may use, so that the value is what decides."""
    try:
        return target.stage.world.path(operation, attacker)
    except Skip:
        return otherwise


def _texts(target: Target, properties: tuple[Property, ...], payload: str) -> dict[str, Any]:
    """A body that would do, with the payload wherever text may stand."""
    body: dict[str, Any] = {}
    for one in properties:
        if one.type and one.type.base in ("text", "string", "password"):
            body[one.name] = payload
        elif one.type and one.required:
            body[one.name] = target.stage.values.valid(one.type)
    return body


def _faults(reply: Reply, payload: str) -> Iterator[str]:
    if reply.status >= 500 and reply.status != UNWRITTEN:
        yield reply.short
    if reply.seconds >= SECONDS:
        yield f"took {reply.seconds:.0f} s"
    if "x-injected" in reply.headers or "injected" in reply.headers.get("set-cookie", ""):
        yield "a header was injected"
    text = reply.text.lower()
    yield from (f"told {leak!r}" for leak in LEAKS if leak in text and leak not in payload.lower() and not _echo(reply))
    stored = [value for value in reply.fields.values() if isinstance(value, str)] if reply.status == 201 else []
    if "7*7" in payload and any("49" in value and "7*7" not in value for value in stored if len(value) < len(payload)):
        yield "was evaluated"


def _echo(reply: Reply) -> bool:
    """Rows that the attacker stored himself hold earlier payloads."""
    return bool(reply.items) and all("tenantsecret" not in str(one) for one in reply.items)
