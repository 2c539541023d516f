"""Reports: the same findings as table, JSON and JUnit, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from groundplan import catalogue, resources, verify
from groundplan.verify.model import Exchange, Fault, Report, Result, phrase
from groundplan.verify.registry import AREAS, checks
from groundplan.verify.reports import FORMATS, render
from tests.conftest import Golden

EXPECTED = Path(__file__).parent / "expected"
PACKAGE = Path(verify.__file__).parent
SUFFIXES = {"table": "txt", "json": "json", "junit": "xml"}


def report() -> Report:
    exchange = Exchange(
        method="POST", path="/api/v1/teams", request_headers=(("Authorization", "…"),), request_body='{"name": "<a>"}',
        status=500, response_headers=(("Content-Type", "text/html"),), response_body='<h1 class="x">\x01 & "oops"</h1>',
    )  # fmt: skip
    faults = (
        Fault(phrase("expect.status", status="409"), '500 <h1> "oops" & \x01', exchange),
        Fault(phrase("expect.one_winner"), "201, 201"),
    )
    results = (
        Result(id="health.form", area="health", outcome="passed"),
        Result(
            id="conflicts.race", area="conflicts", outcome="failed", operation="createTeam", endpoint="POST /teams",
            faults=faults,
        ),
        Result(id="stop.graceful", area="stop", outcome="skipped", reason=phrase("skip.no_pid")),
    )  # fmt: skip
    return Report(service='SPEC-"1"', url="http://127.0.0.1:1", results=results)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("form", FORMATS)
def test_report(form: str, language: str, golden: Golden) -> None:
    golden(EXPECTED / f"report.{language}.{SUFFIXES[form]}", render(form, report(), language))


def test_machine_formats_can_be_read() -> None:
    document = json.loads(render("json", report()))
    suites = Xml.fromstring(render("junit", report()).encode())

    assert document["summary"] == {"passed": 1, "failed": 1, "skipped": 1}
    assert {name: suites.get(name) for name in ("tests", "failures", "skipped")} == {
        "tests": "3",
        "failures": "1",
        "skipped": "1",
    }
    failures = [one.get("message") for one in suites.iter("failure")]
    assert failures == ['status 409: 500 <h1> "oops" & \ufffd', "exactly one success: 201, 201"]


def test_colour_is_only_where_it_is_wanted() -> None:
    assert "\x1b[" not in render("table", report())
    assert "\x1b[31m" in render("table", report(), color=True)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_check_has_a_title(language: str) -> None:
    titles = [catalogue.text(f"verify.check.{one.id}", language) for one in checks()]

    assert len(titles) == len(set(titles)) > 0


def test_areas_of_the_command_line_are_those_of_the_registry() -> None:
    from groundplan.cli.verify import AREAS as OFFERED

    assert OFFERED == AREAS


def test_every_reason_and_promise_has_its_sentence() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
    used = set(re.findall(r'(?<![\w.])skip\(\s*"([a-z_]+)"', sources))
    written = {key for key in _sentences() if key.startswith("verify.skip.")}

    assert {f"verify.skip.{key}" for key in used} == written
    promised = {key.rpartition(".")[2] for key in _sentences() if key.startswith("verify.expect.")}
    assert {key for key in promised if f'"{key}"' not in sources and f'"expect.{key}"' not in sources} == set()


def _sentences() -> dict[str, object]:
    found: dict[str, object] = resources.read_yaml(resources.folder("rules", "catalogue", "verify.yaml"))
    return found
