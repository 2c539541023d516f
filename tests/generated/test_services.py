"""The proof of generation: every project is set up, checked, tested, booted and called from outside.

SQLite and a real PostgreSQL; `groundplan verify` and schemathesis are the outside.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import urllib.request

import pytest

from tests.conftest import ROOT
from tests.support import fuzz, postgres
from tests.support.matrix import Cell, passes, with_admin
from tests.support.projects import SECRET, Project, serving

pytestmark = pytest.mark.slow

MINIMUM_COVERAGE = 85
EXAMPLES = {"sqlite": 4, "postgresql": 12}
"""How many schemathesis tries of each operation: SQLite refuses less, and only has to differ nowhere."""
ON_SQLITE = ("tasks-fastapi", "tasks-django")
"""The cells that are called from outside on SQLite too: one for each library that speaks to the database."""


def test_format_lint_and_types_find_nothing(project: Project) -> None:
    passes(project, "check")


def test_own_tests_pass_and_cover(project: Project, surroundings: dict[str, str]) -> None:
    output = passes(project, "coverage", **_tested(surroundings))

    total = re.search(r"^TOTAL\s.*?(\d+)(?:\.\d+)?%", output, re.MULTILINE)
    assert total, output[-2000:]
    assert int(total[1]) >= MINIMUM_COVERAGE
    assert re.search(r"\b[1-9]\d* passed", output), output[-2000:]


@pytest.mark.cells(light=False, document=False)
def test_own_tests_pass_on_postgresql(
    project: Project, database: postgres.Postgres, surroundings: dict[str, str]
) -> None:
    """Documents of other people prove reading: on SQLite, and their migrations here."""
    passes(project, "test", TEST_DATABASE_URL=database.url("own_tests"), **_tested(surroundings))


def _tested(surroundings: dict[str, str]) -> dict[str, str]:
    return {f"TEST_{name}": value for name, value in surroundings.items()}


def test_migrations_go_up_down_and_up(project: Project, cell: Cell, database: postgres.Postgres) -> None:
    """On PostgreSQL, where types outlive their tables; the cases that are attacked do so on SQLite too."""
    sqlite = [f"sqlite:///{project.folder / 'migrations.db'}"] if cell.case.attacked else []
    for url in (database.url("migrations"), *sqlite):
        for target in ("migrate", "migrate-down", "migrate"):
            passes(project, target, DATABASE_URL=url)


def test_it_boots_on_sqlite_and_serves_its_contract(project: Project, surroundings: dict[str, str]) -> None:
    contract = json.loads((project.folder / "openapi.json").read_text(encoding="utf-8"))

    with serving(project, DATABASE_URL=f"sqlite:///{project.folder / 'boot.db'}", **surroundings) as service:
        served = json.loads(urllib.request.urlopen(f"{service.url}/openapi.json", timeout=30).read())
        health = json.loads(urllib.request.urlopen(f"{service.url}/health", timeout=30).read())

    assert served == contract
    assert health["status"] == "ok"


@pytest.fixture
def outside_url(cell: Cell, url: str) -> str:
    """The DATABASE_URL of a service that is called from outside."""
    if url.startswith("sqlite") and cell.id not in ON_SQLITE:
        pytest.skip(f"{cell.id}: SQLite is called from outside on {' and '.join(ON_SQLITE)}")
    return url


@pytest.mark.cells(contract=True)
def test_schemathesis_finds_no_failure(
    project: Project, cell: Cell, surroundings: dict[str, str], outside_url: str
) -> None:
    program = fuzz.tool()
    if program is None:
        pytest.skip("schemathesis is not installed")
    variables = {"DATABASE_URL": outside_url, "RATE_LIMIT_ENABLED": "false", **surroundings}
    # Only outside development do cookies have the names of the contract, by which they are left out on purpose.
    variables |= {"ENVIRONMENT": "production"} if cell.case.sessions else {}
    with serving(project, **variables) as service:
        failures = fuzz.run(
            program,
            project.folder / "openapi.json",
            service.url,
            project.folder / "fuzz",
            EXAMPLES[outside_url.partition(":")[0]],
            cell.case.providers,
        )

    assert not failures, "\n".join(failures)


ORIGIN = "https://verify.example"
LIMITS = {"RATE_LIMIT_DEFAULT": "1000000", "RATE_LIMIT_LOGIN": "50", "RATE_LIMIT_TOKEN": "1000000"}


@pytest.mark.cells(contract=True)
def test_verify_finds_the_contract_kept(
    project: Project, cell: Cell, surroundings: dict[str, str], outside_url: str
) -> None:
    case = cell.case
    told = [*cell.options, "--cors-origin", ORIGIN, "--token-key", SECRET]
    variables = {"DATABASE_URL": outside_url, "CORS_ORIGINS": ORIGIN, **LIMITS, **surroundings}
    told += with_admin(project, case, "admin@verify.example", DATABASE_URL=outside_url, **surroundings)
    if case.providers:
        told += ["--provider", case.providers[0]]
    if case.webhook:
        variables[f"{case.webhook.upper()}_WEBHOOK_SECRET"] = SECRET
        told += ["--webhook-secret", f"{case.webhook}={SECRET}"]

    with serving(project, **variables) as service:
        command = [sys.executable, "-m", "groundplan", "verify", str(case.spec), "--url", service.url]
        command += ["--pid", str(service.pid), *told]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
