"""API keys that are made up, over, or stretched open nothing, and do not tell why."""

from __future__ import annotations

import datetime as dt
import hashlib
import statistics
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from groundplan.plan.model.api import Operation
from groundplan.verify.actors import Actor
from groundplan.verify.client import Reply, Request
from groundplan.verify.world import fill
from tests.attacks.target import Target, said, tenants
from tests.support.projects import Project, serving

pytestmark = [pytest.mark.slow, pytest.mark.cells(keys=True)]

UNKNOWN = "sk_0123456789ab_" + "A" * 43
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
ALLOWED = 20
BURST = 30
ROUNDS = 41
TRIES = 5
DIFFERENCE = 0.2
Made = dict[str, Any]


def _prefix(key: str) -> str:
    return key[: key.index("_", 3) + 1]


FORGERIES: dict[str, Callable[[str], str]] = {
    "nothing": lambda _key: "",
    "a letter": lambda _key: "x",
    "an unknown prefix": lambda _key: UNKNOWN,
    "the prefix alone": lambda key: _prefix(key).rstrip("_"),
    "no secret": _prefix,
    "another secret": lambda key: _prefix(key) + "A" * 43,
    "its last letter changed": lambda key: key[:-1] + ("A" if key[-1] != "A" else "B"),
    "cut short": lambda key: key[:-1],
    "one letter more": lambda key: key + "A",
    "in capitals": str.upper,
    "its hash as the secret": lambda key: _prefix(key) + hashlib.sha256(key.encode()).hexdigest()[:43],
    "its hash": lambda key: hashlib.sha256(key.encode()).hexdigest(),
    "quoted": lambda key: f'"{key}"',
    "with a scheme": lambda key: f"Bearer {key}",
    "twice": lambda key: f"{key}, {key}",
    "with a space inside": lambda key: key[:20] + " " + key[20:],
    "a pattern": lambda _key: "sk_%_" + "_" * 43,
    "SQL": lambda key: f"{_prefix(key)}' OR '1'='1",
    "outside of ASCII": lambda key: key[:-1] + "\xe9",
    "very long": lambda key: key + "A" * 7_000,
}


def _operation(target: Target, kind: str) -> Operation:
    """What is done with keys."""
    keys = target.blueprint.auth.keys
    return next(
        one for one in target.blueprint.operations if keys and one.resource == keys.resource and one.kind == kind
    )


def _ask(target: Target, operation: Operation, key: str, body: object = None, **ids: str) -> Reply:
    path = fill(target.stage.cast.path(operation), {one.name: ids.get("id", "") for one in operation.parameters})
    headers = ((target.key_header, key),)
    return target.stage.client.send(
        Request(method=operation.method, path=path, headers=headers, body=body, has_body=body is not None)
    )


def _make(target: Target, key: str, /, **values: Any) -> Reply:
    return _ask(target, _operation(target, "create"), key, {"name": "attack", **values})


def _made(target: Target, actor: Actor | None = None, **values: Any) -> Made:
    """A key of an actor's, alice's when none is named."""
    reply = _make(target, (actor or target.stage.cast.alice()).key, **values)
    assert reply.status == 201, reply.short
    return reply.fields


def _in(hours: float) -> str:
    return (dt.datetime.now(dt.UTC) + dt.timedelta(hours=hours)).isoformat()


def test_the_good_key_opens(target: Target) -> None:
    key = _made(target)["key"]

    for header in (target.key_header, target.key_header.lower(), target.key_header.upper()):
        assert target.knock((header, key)).status == 200
        assert _raw(target, f"{header}:\t {key} \t") == 200
        assert _raw(target, f"{header} : {key}") in (400, 401)


def _raw(target: Target, line: str) -> int:
    """The status of a request with a header that no client of ours would write."""
    with target.connect() as connection:
        path = target.stage.cast.path(target.door())
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n{line}\r\nConnection: close\r\n\r\n".encode())
        with connection.makefile("rb") as answer:
            return int(answer.readline().split()[1])


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_key_is_refused_and_does_not_tell_why(target: Target, forgery: str) -> None:
    key = _made(target)["key"]

    reply = target.knock((target.key_header, FORGERIES[forgery](key)))

    assert reply.status == 401, reply.short
    assert said(reply) == said(target.knock((target.key_header, UNKNOWN)))
    assert target.knock((target.key_header, key)).status == 200


def test_a_key_counts_only_in_its_header(target: Target) -> None:
    key, header = _made(target)["key"], target.key_header

    for name in ("key", "api_key", "apikey", "api-key", "access_token", header, header.lower()):
        assert target.knock(query=((name, key),)).status == 401, name
        assert target.knock(("Cookie", f"{name}={key}")).status == 401, name
    for scheme in ("Bearer", "Basic", "ApiKey", "Token"):
        assert target.knock(("Authorization", f"{scheme} {key}")).status == 401, scheme


def test_a_key_that_is_over_is_like_one_that_never_was(target: Target) -> None:
    owner = target.stage.cast.alice().key
    revoked, rotated, expired = _made(target), _made(target), _made(target, expires_at=_in(-1))
    assert target.knock((target.key_header, revoked["key"])).status == 200
    assert _ask(target, _operation(target, "delete"), owner, id=revoked["id"]).status == 204
    renewed = _ask(target, _operation(target, "action"), owner, id=rotated["id"])
    unknown = said(target.knock((target.key_header, UNKNOWN)))

    assert target.knock((target.key_header, renewed.fields["key"])).status == 200
    for over in (revoked, rotated, expired):
        assert said(target.knock((target.key_header, over["key"]))) == unknown
    assert _ask(target, _operation(target, "action"), owner, id=revoked["id"]).status == 404


def test_the_keys_of_another_account_are_out_of_reach(target: Target) -> None:
    alice, bob = tenants(target)
    mine = _made(target, alice)
    reached = []
    for kind in ("read", "action", "delete"):
        reply = _ask(target, _operation(target, kind), bob.key, id=mine["id"])
        absent = _ask(target, _operation(target, kind), bob.key, id=target.stage.values.uuid())
        if reply.status != 404 or said(reply) != said(absent):
            reached.append(f"{kind}: {reply.short}")
    listed = _ask(target, _operation(target, "list"), bob.key)

    assert not reached
    assert mine["prefix"] not in listed.text
    assert target.knock((target.key_header, mine["key"])).status == 200


def test_a_key_is_shown_once(target: Target) -> None:
    made = _made(target)
    owner = target.stage.cast.alice().key
    secret = made["key"].removeprefix(made["prefix"])
    for kind in ("read", "list"):
        reply = _ask(target, _operation(target, kind), owner, id=made["id"])
        assert reply.status == 200
        assert secret not in reply.text
        assert hashlib.sha256(made["key"].encode()).hexdigest() not in reply.text
    assert secret not in target.service.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("scope", ["read", "write"])
def test_a_key_does_no_more_than_its_scope(target: Target, scope: str) -> None:
    key = _made(target, scope=scope)["key"]
    keys = target.blueprint.auth.keys
    beyond = [
        one
        for one in target.blueprint.operations
        if one.method in UNSAFE and one.access.level in ("authenticated", "granted")
        if scope == "read" or (keys and one.resource == keys.resource)
    ]
    done = {
        one.id: _ask(target, one, key, {} if one.request else None, id=target.stage.values.uuid()) for one in beyond
    }

    assert beyond
    assert {name: reply.short for name, reply in done.items() if reply.status != 403} == {}
    assert target.knock((target.key_header, key)).status == 200


def test_a_key_makes_none_that_goes_further(target: Target) -> None:
    ending = _made(target, scope="manage", expires_at=_in(1))["key"]
    endless = _made(target)

    assert _make(target, ending).status == 403
    assert _make(target, ending, expires_at=None).status == 403
    assert _make(target, ending, expires_at=_in(2)).status == 403
    assert _ask(target, _operation(target, "action"), ending, id=endless["id"]).status == 403
    assert target.knock((target.key_header, endless["key"])).status == 200
    assert _make(target, ending, expires_at=_in(0.5)).status == 201
    for scope in ("admin", "manage,admin", ["manage"], "", None, "*"):
        assert _make(target, target.stage.cast.alice().key, scope=scope).status == 422, scope


def test_nobody_chooses_whose_a_key_is_or_what_it_is(target: Target) -> None:
    alice, bob = tenants(target)
    made = _made(target, bob)
    chosen = {
        "owner_id": alice.id, "owner": alice.id, "id": made["id"], "prefix": made["prefix"], "key": made["key"],
        "key_hash": hashlib.sha256(made["key"].encode()).hexdigest(), "last_used_at": _in(1), "created_at": _in(1),
        "role": "operator", "is_admin": True, "scopes": ["manage"], "__proto__": {"scope": "manage"},
    }  # fmt: skip
    replies = {name: _make(target, bob.key, **{name: value}) for name, value in chosen.items()}
    named = {name for name, reply in replies.items() if name in target.stage.contract.named_fields(reply)}

    assert {name: reply.short for name, reply in replies.items() if reply.status != 422} == {}
    assert named == set(chosen)


def test_made_up_keys_share_the_limit_of_their_address(
    project: Project, target: Target, attack_url: str, attack_settings: dict[str, str]
) -> None:
    keys = [_made(target)["key"] for _ in range(2)]
    path = target.stage.cast.path(target.door())
    settings = {"DATABASE_URL": attack_url, "RATE_LIMIT_DEFAULT": str(ALLOWED), **attack_settings}
    with serving(project, **settings) as service, httpx.Client(base_url=service.url, timeout=60) as client:

        def statuses(key: Callable[[int], str]) -> list[int]:
            asked = (client.get(path, headers={target.key_header: key(number)}) for number in range(BURST))
            return [reply.status_code for reply in asked]

        one, other = (statuses(lambda _number, key=key: key) for key in keys)  # type: ignore[misc]
        guesses = statuses(lambda number: f"sk_{number:012x}_{'A' * 43}")

    assert one == other == [200] * ALLOWED + [429] * (BURST - ALLOWED)
    assert guesses == [401] * ALLOWED + [429] * (BURST - ALLOWED)


def test_a_refusal_does_not_tell_by_its_time_whether_the_prefix_is_known(target: Target) -> None:
    """Medians of interleaved tries. A second known prefix is the control: what differs there is the machine's doing."""
    known, control = (_prefix(_made(target)["key"]) + "A" * 43 for _ in range(2))
    found = []
    for _ in range(TRIES):
        times: dict[str, list[float]] = {known: [], control: [], UNKNOWN: []}
        for _ in range(ROUNDS):
            for key, taken in times.items():
                taken.append(target.knock((target.key_header, key)).seconds)
        medians = {key: statistics.median(taken) for key, taken in times.items()}
        noise, told = (abs(medians[key] / medians[known] - 1) for key in (control, UNKNOWN))
        found.append(f"control {noise:.2f}, unknown {told:.2f}")
        if told <= max(DIFFERENCE, noise):
            return

    pytest.fail("; ".join(found))
