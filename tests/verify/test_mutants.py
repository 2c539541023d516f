"""The suite passes the service that keeps the contract, and sees each promise that a mutant breaks."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan.verify.model import Report
from groundplan.verify.registry import checks
from tests.conftest import Golden
from tests.verify.mutants import MUTANTS, Mutant
from tests.verify.runs import verified
from tests.verify.service.clients import ClientService
from tests.verify.service.cookies import CookieService, SoonIdle
from tests.verify.service.keys import KeyService
from tests.verify.service.providers import ProviderService

LIMITS = {"login": 100}
HERE = Path(__file__).parent

UNPROVEN = {
    "auth.expired": "its tokens live longer than the suite waits",
    "stop.graceful": "needs a process: test_stop.py",
}

WHOLE = MUTANTS[::3]
"""Whose whole run is looked at: it takes seconds, and a check that sees what is not its own sees it in many mutants."""

CLIENT_CHECKS = {check.id for check in checks() if check.area == "clients"}
KEY_CHECKS = {check.id for check in checks() if check.area == "keys"}
PROVIDER_CHECKS = {check.id for check in checks() if check.area == "provider"}
SESSION_CHECKS = {check.id for check in checks() if check.area == "sessions"}


def _failed(report: Report) -> set[str]:
    return {result.id for result in report.results if result.outcome == "failed"}


def test_a_service_that_keeps_the_contract_passes(golden: Golden) -> None:
    report = verified(limits=LIMITS)

    assert _failed(report) == set()
    skipped = [
        f"{one.id} {one.endpoint}: {one.reason.of('en')}".replace(" :", ":") for one in report.results if one.reason
    ]
    golden(HERE / "expected" / "skipped.txt", "\n".join(skipped) + "\n")


def test_a_service_with_cookies_that_keeps_the_contract_passes() -> None:
    assert _failed(verified(CookieService, LIMITS)) == set()


def test_a_service_with_api_keys_that_keeps_the_contract_passes() -> None:
    report = verified(KeyService, LIMITS)

    assert _failed(report) == set()
    assert {one.id for one in report.results if one.outcome == "passed"} >= KEY_CHECKS


def test_a_service_with_clients_that_keeps_the_contract_passes() -> None:
    report = verified(ClientService, LIMITS)

    assert _failed(report) == set()
    assert {one.id for one in report.results if one.outcome == "passed"} >= CLIENT_CHECKS


def test_a_service_with_providers_that_keeps_the_contract_passes() -> None:
    report = verified(ProviderService, LIMITS)

    assert _failed(report) == set()
    assert {one.id for one in report.results if one.outcome == "passed"} >= PROVIDER_CHECKS


def test_every_check_of_sessions_can_pass() -> None:
    report = verified(SoonIdle, LIMITS, only=("sessions",))

    assert _failed(report) == set()
    assert {one.id for one in report.results if one.outcome == "passed"} >= SESSION_CHECKS


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_promise_is_seen_by_its_checks(mutant: Mutant) -> None:
    areas = tuple(sorted({identifier.partition(".")[0] for identifier in mutant.seen}))

    assert _failed(verified(mutant.kind, LIMITS, only=areas)) == mutant.seen


@pytest.mark.slow
@pytest.mark.parametrize("mutant", WHOLE, ids=lambda mutant: mutant.name)
def test_a_broken_promise_is_seen_by_no_other_check(mutant: Mutant) -> None:
    assert _failed(verified(mutant.kind, LIMITS)) == mutant.seen


def test_every_check_is_seen_to_fail() -> None:
    seen = {identifier for mutant in MUTANTS for identifier in mutant.seen}

    assert {check.id for check in checks()} - seen == set(UNPROVEN)
