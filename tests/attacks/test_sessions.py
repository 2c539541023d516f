"""Sessions are not fixed, stolen by a page elsewhere, or alive after they ended."""

from __future__ import annotations

import httpx
import pytest

from groundplan.plan.model.api import Operation
from groundplan.verify.client import Reply, Request
from tests.attacks.target import Target
from tests.support.projects import Project, serving

pytestmark = [pytest.mark.slow, pytest.mark.cells(attacked=True)]

FIXED = "0" * 64
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
ELSEWHERE = "https://evil.example"


@pytest.fixture
def cookies(target: Target) -> dict[str, str]:
    """The cookies of somebody who has just signed in."""
    target.needs("session")
    return dict(target.stage.cast.fresh("victim").cookies)


def _line(cookies: dict[str, str]) -> tuple[str, str]:
    return "Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items())


def _session(cookies: dict[str, str]) -> tuple[str, str]:
    """The cookie that lets in: the one that no script reads."""
    name = next(one for one in cookies if "csrf" not in one)
    return name, cookies[name]


def test_a_session_given_before_login_is_not_the_one_after(target: Target, cookies: dict[str, str]) -> None:
    name, _ = _session(cookies)
    cast, login = target.stage.cast, target.blueprint.operation(target.blueprint.auth.login)
    alice = cast.alice()
    planted = ("Cookie", f"{name}={FIXED}"), ("Origin", target.service.url)
    body = cast.login_body(alice.login, alice.password)

    reply = _send(target, login, *planted, body=body)

    assert reply.status == login.success.status, reply.short
    assert FIXED not in "".join(reply.headers.get_list("set-cookie"))
    assert target.knock(planted[0]).status == 401


def test_a_login_makes_a_new_session_and_ends_the_old(target: Target, cookies: dict[str, str]) -> None:
    cast = target.stage.cast
    victim = cast.fresh("renewed")
    old = dict(victim.cookies)
    login = target.blueprint.operation(target.blueprint.auth.login)

    reply = _send(
        target, login, _line(old), ("Origin", target.service.url), body=cast.login_body(victim.login, victim.password)
    )

    assert reply.status == login.success.status, reply.short
    assert _session(old)[1] not in "".join(reply.headers.get_list("set-cookie"))
    assert target.knock(_line(old)).status == 401
    assert target.knock(_line(cookies)).status == 200


@pytest.mark.parametrize(
    "proof",
    [
        (),
        (("Origin", ELSEWHERE),),
        (("Origin", "null"),),
        (("Referer", f"{ELSEWHERE}/page"),),
        (("X-CSRF-Token", "guess"),),
        (("X-CSRF-Token", "guess"), ("Origin", ELSEWHERE)),
        (("Sec-Fetch-Site", "cross-site"),),
    ],
    ids=lambda proof: ", ".join(f"{name} {value}" for name, value in proof) or "nothing",
)
def test_a_page_elsewhere_changes_nothing(
    target: Target, cookies: dict[str, str], proof: tuple[tuple[str, str], ...]
) -> None:
    logout = target.blueprint.operation(target.blueprint.auth.logout)

    reply = _send(target, logout, _line(cookies), *proof)

    assert reply.status == 403, reply.short
    assert target.knock(_line(cookies)).status == 200


def test_every_unsafe_operation_asks_for_the_proof(target: Target, cookies: dict[str, str]) -> None:
    told = []
    for operation in target.blueprint.operations:
        if operation.method in UNSAFE and operation.access.level in ("authenticated", "granted"):
            reply = _send(target, operation, _line(cookies), body={} if operation.request else None)
            if reply.status != 403:
                told.append(f"{operation.id}: {reply.short}")

    assert not told, "\n".join(told)


def test_a_session_is_over_after_logout(target: Target, cookies: dict[str, str]) -> None:
    logout = target.blueprint.operation(target.blueprint.auth.logout)

    reply = _send(target, logout, _line(cookies), ("Origin", target.service.url))

    assert reply.status == logout.success.status, reply.short
    assert target.knock(_line(cookies)).status == 401


def test_cookies_are_kept_from_scripts_other_sites_and_plain_connections(
    project: Project, target: Target, attack_url: str, attack_settings: dict[str, str]
) -> None:
    target.needs("session")
    alice, auth = target.stage.cast.alice(), target.blueprint.auth
    body = target.stage.cast.login_body(alice.login, alice.password)
    path = target.stage.cast.path(target.blueprint.operation(auth.login))
    with serving(project, DATABASE_URL=attack_url, ENVIRONMENT="production", **attack_settings) as service:
        reply = httpx.post(f"{service.url}{path}", json=body, headers={"Origin": service.url}, timeout=60)

    assert reply.status_code == 200, reply.text
    lines = [line.lower() for line in reply.headers.get_list("set-cookie")]
    assert lines
    assert all("secure" in line and "samesite=" in line for line in lines)
    assert all("httponly" in line for line in lines if "csrf" not in line.partition("=")[0])
    assert not any("domain=" in line for line in lines)


def _send(target: Target, operation: Operation, *headers: tuple[str, str], body: object = None) -> Reply:
    path = target.stage.cast.path(operation)
    named = {one.name: target.stage.values.uuid() for one in operation.parameters}
    for name, value in named.items():
        path = path.replace("{" + name + "}", value)
    return target.stage.client.send(
        Request(method=operation.method, path=path, headers=headers, body=body, has_body=body is not None)
    )
