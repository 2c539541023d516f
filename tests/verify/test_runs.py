"""Runs: reports that repeat, limits that are respected, a process that stops."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from groundplan.verify import reports
from groundplan.verify.model import Result
from groundplan.verify.options import Options
from groundplan.verify.runner import run
from tests.conftest import ROOT
from tests.verify.mutants.access import ReuseIsForgiven
from tests.verify.runs import ADMIN, USERS, closed, verified
from tests.verify.service.accounts import Sessions
from tests.verify.service.blueprint import blueprint
from tests.verify.service.http import Request, Response
from tests.verify.service.problems import Problem
from tests.verify.service.service import Service


def _told(text: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(text)
    del document["url"]
    return document


def test_two_runs_report_the_same() -> None:
    areas = ("health", "endpoints", "writes", "pagination")

    first, second = (_told(reports.render("json", verified(only=areas))) for _ in range(2))

    assert first == second


def test_a_run_waits_for_the_limit_and_does_not_run_into_it() -> None:
    class Limited(Service):
        window = 0.5

    report = verified(Limited, {"login": 2}, only=("auth",))

    assert [(one.id, one.faults) for one in report.results if one.outcome == "failed"] == []


def test_areas_can_be_chosen_and_left_out() -> None:
    report = verified(only=("health", "headers"), skip=("headers",))

    assert {one.area for one in report.results} == {"health"}


def test_without_accounts_what_needs_one_is_skipped_with_the_way_out() -> None:
    class Closed(Service):
        def run_register(self, *_: object) -> Response:
            raise Problem(403)

    results: tuple[Result, ...] = verified(Closed, only=("access", "auth"), admin=None).results

    assert {one.outcome for one in results if one.id in ("access.stranger", "auth.forged")} == {"skipped"}
    assert {one.reason.key for one in results if one.id == "access.stranger" and one.reason} == {"skip.no_account"}


def test_given_accounts_replace_registration() -> None:
    alice, bob = USERS

    report = verified(plan=closed(), user=alice, other=bob)

    assert [(one.id, one.faults) for one in report.results if one.faults] == []
    reasons = {one.reason.key for one in report.results if one.reason}
    assert not reasons & {"skip.no_registration", "skip.no_account", "skip.no_login"}
    assert {one.outcome for one in report.results if one.id == "access.stranger"} == {"passed"}


def test_a_closed_service_says_how_to_give_accounts() -> None:
    report = verified(plan=closed(), admin=None)

    assert [(one.id, one.faults) for one in report.results if one.faults] == []
    reasons = [one.reason.of("en") for one in report.results if one.id == "access.stranger" and one.reason]
    assert all("--login" in reason for reason in reasons)
    assert reasons


def test_a_service_that_hangs_up_fails_its_checks() -> None:
    class Mute(Service):
        def answer(self, request: Request) -> Response:
            raise ConnectionAbortedError(request.path)

    report = verified(Mute, only=("health",))

    assert [one.outcome for one in report.results] == ["failed"]
    assert [fault.expected.key for fault in report.results[0].faults] == ["expect.answer"]


ODD: tuple[Any, ...] = (
    [],
    "text",
    5,
    None,
    {"items": 5},
    {"items": [5], "total": "x"},
    {"id": 5, "email": [], "details": 3},
    {"error": {}},
)


@pytest.mark.parametrize("seed", range(len(ODD)))
def test_whatever_a_service_answers_the_run_ends(seed: int) -> None:
    class Odd(Service):
        answered = seed

        def answer(self, request: Request) -> Response:
            response = super().answer(request)
            self.answered += 1
            odd = request.path.startswith("/api") and self.answered % 3 == 0
            return response._replace(body=ODD[self.answered // 3 % len(ODD)]) if odd else response

    report = verified(Odd, only=("errors", "endpoints", "writes", "conflicts", "pagination", "access"))

    assert report.count("failed") > 0


def test_evidence_holds_no_credentials() -> None:
    class Failing(Service):
        def make_sessions(self) -> Sessions:
            return ReuseIsForgiven()

        def run_me_read(self, *_: object) -> Response:
            return Response(200, {})

        def error_body(self, *_: object) -> Any:
            return {}

    report = verified(Failing, only=("endpoints", "auth", "validation"))
    text = reports.render("json", report)

    assert {"auth.reuse", "auth.wrong_password"} <= {one.id for one in report.results if one.faults}
    assert [word for word in ("Bearer", "eyJ", ADMIN.password) if word in text] == []


class Process:
    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "tests.verify.service", *arguments]
        self.running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.url = (self.running.stdout.readline() if self.running.stdout else "").strip()

    def outcome(self) -> str:
        options = Options(url=self.url, label="stop", pid=self.running.pid, only=("stop",), timeout=10.0)
        return run(blueprint(), options).results[0].outcome


@pytest.fixture
def processes() -> Iterator[list[Process]]:
    made: list[Process] = []
    yield made
    for one in made:
        one.running.kill()
        one.running.wait()
        if one.running.stdout:
            one.running.stdout.close()


@pytest.mark.parametrize(("argument", "outcome"), [("--graceful", "passed"), ("--abrupt", "failed")])
def test_stopping_is_seen(argument: str, outcome: str, processes: list[Process]) -> None:
    processes.append(Process(argument))

    assert processes[0].outcome() == outcome
