"""A login takes as long for a user who is not there as for one with another password."""

from __future__ import annotations

import statistics

import pytest

from tests.attacks.target import Target, tenants

pytestmark = [pytest.mark.slow, pytest.mark.cells(attacked=True)]

ROUNDS = 21
TRIES = 5
DIFFERENCE = 0.2


def test_login_does_not_tell_by_its_time_who_is_there(target: Target) -> None:
    """Medians of interleaved logins. A second known user is the control: what differs there is the machine's doing."""
    target.needs_accounts()
    alice, bob = tenants(target)
    found = []
    for _ in range(TRIES):
        known, control, unknown = _medians(
            target, alice.login, bob.login, f"nobody-{target.stage.values.token()}@x.org"
        )
        noise = abs(control / known - 1)
        found.append(f"unknown/known {unknown / known:.2f}, control/known {control / known:.2f}")
        if noise <= DIFFERENCE and abs(unknown / known - 1) <= DIFFERENCE:
            return

    pytest.fail("; ".join(found))


def _medians(target: Target, *logins: str) -> list[float]:
    times: dict[str, list[float]] = {login: [] for login in logins}
    for _ in range(ROUNDS):
        for login, taken in times.items():
            taken.append(_refused(target, login))
    return [statistics.median(taken) for taken in times.values()]


def _refused(target: Target, login: str) -> float:
    cast, operation = target.stage.cast, target.blueprint.operation(target.blueprint.auth.login)
    reply = cast.call(operation, cast.login_body(login, "not the password of anybody"))
    assert reply.status == 401, reply.short
    return reply.seconds
