"""The proof of generation: every project is set up, checked, tested, booted and called from outside.

SQLite and a real PostgreSQL; `groundplan verify` and schemathesis are the outside.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT, SHARED
from tests.support import fuzz, postgres
from tests.support.projects import SECRET, Project, generate, serving

pytestmark = pytest.mark.slow

MINIMUM_COVERAGE = 85
CORPUS = SHARED / "corpus"


class Case(NamedTuple):
    """A SPEC and the options that generate it; `contract` when it is also verified from outside.

    `admin` are the arguments that make `create-user` store an account with a role; `webhook` is the name of an
    integration that signs its calls.
    """

    id: str
    spec: Path
    options: tuple[str, ...] = ()
    contract: bool = True
    admin: tuple[str, ...] = ()
    webhook: str = ""


CASES = (
    Case("tasks", SHARED / "specs" / "tasks", admin=("--name", "Admin", "--role", "admin"), webhook="billing"),
    Case(
        "bookstore-ko",
        SHARED / "specs" / "bookstore-ko",
        ("--framework", "fastapi", "--auth", "jwt"),
        admin=("--name", "Admin", "--grade", "admin"),
    ),
    Case("notes-minimal", SHARED / "specs" / "notes-minimal"),
    Case(
        "memo-everywhere",
        CORPUS / "moai" / "j2hwank__memo-everywhere__SPEC-BACKEND-001-spec.md",
        ("--framework", "fastapi"),
        contract=False,
    ),
    Case(
        "tfmshop",
        CORPUS / "kiro" / "MTNTek__tfmshop__ecommerce-backend-design.md",
        ("--framework", "fastapi"),
        contract=False,
    ),
)
CONTRACT_CASES = tuple(case for case in CASES if case.contract)


@pytest.fixture(scope="module", params=CASES, ids=lambda case: case.id)
def project(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Project:
    return _made(request.param, tmp_path_factory)


@pytest.fixture(scope="module", params=CONTRACT_CASES, ids=lambda case: case.id)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture(scope="module")
def server(case: Case, tmp_path_factory: pytest.TempPathFactory) -> Project:
    return _made(case, tmp_path_factory)


@pytest.fixture(scope="session")
def database() -> Iterator[postgres.Postgres]:
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed")
    with postgres.running() as running:
        yield running


_MADE: dict[str, Project] = {}


def _made(case: Case, factory: pytest.TempPathFactory) -> Project:
    """The project of `case`, generated and set up once a session."""
    if not case.spec.exists():
        pytest.skip(f"{case.id}: ../shared is not beside this checkout")
    if case.id not in _MADE:
        made = generate(case.spec, factory.mktemp(case.id) / "service", *case.options)
        _passes(made, "setup")
        _MADE[case.id] = made
    return _MADE[case.id]


def _passes(project: Project, target: str, **variables: str) -> str:
    done = project.make(target, **variables)
    assert done.returncode == 0, f"make {target}\n{done.stdout[-6000:]}"
    return done.stdout


def test_format_lint_and_types_find_nothing(project: Project) -> None:
    _passes(project, "check")


def test_own_tests_pass_and_cover(project: Project) -> None:
    output = _passes(project, "coverage")

    total = re.search(r"^TOTAL\s.*?(\d+)(?:\.\d+)?%", output, re.MULTILINE)
    assert total, output[-2000:]
    assert int(total[1]) >= MINIMUM_COVERAGE
    assert re.search(r"\b[1-9]\d* passed", output), output[-2000:]


def test_own_tests_pass_on_postgresql(project: Project, database: postgres.Postgres) -> None:
    _passes(project, "test", TEST_DATABASE_URL=database.url("own_tests"))


def test_migrations_go_up_down_and_up(project: Project, database: postgres.Postgres) -> None:
    for url in (f"sqlite:///{project.folder / 'migrations.db'}", database.url("migrations")):
        for target in ("migrate", "migrate-down", "migrate"):
            _passes(project, target, DATABASE_URL=url)


def test_it_boots_on_sqlite_and_serves_its_contract(project: Project) -> None:
    contract = json.loads((project.folder / "openapi.json").read_text(encoding="utf-8"))

    with serving(project, DATABASE_URL=f"sqlite:///{project.folder / 'boot.db'}") as service:
        served = json.loads(urllib.request.urlopen(f"{service.url}/openapi.json", timeout=30).read())
        health = json.loads(urllib.request.urlopen(f"{service.url}/health", timeout=30).read())

    assert served == contract
    assert health["status"] == "ok"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, server: Project, case: Case, database: postgres.Postgres) -> str:
    """The DATABASE_URL of an empty database."""
    if request.param == "postgresql":
        return database.url(f"outside_{case.id}")
    return f"sqlite:///{server.folder / 'outside.db'}"


def test_schemathesis_finds_no_failure(server: Project, url: str) -> None:
    program = fuzz.tool()
    if program is None:
        pytest.skip("schemathesis is not installed")

    with serving(server, DATABASE_URL=url, RATE_LIMIT_ENABLED="false") as service:
        failures = fuzz.run(program, server.folder / "openapi.json", service.url, server.folder / "fuzz", examples=25)

    assert not failures, "\n".join(failures)


ORIGIN = "https://verify.example"
PASSWORD = "a long and dull password 1"
LIMITS = {"RATE_LIMIT_DEFAULT": "1000000", "RATE_LIMIT_LOGIN": "50"}


def test_verify_finds_the_contract_kept(server: Project, case: Case, url: str) -> None:
    told = [*case.options, "--cors-origin", ORIGIN, "--token-key", SECRET]
    variables = {"DATABASE_URL": url, "CORS_ORIGINS": ORIGIN, **LIMITS}
    if case.admin:
        arguments = shlex.join(["--email", "admin@verify.example", "--password", PASSWORD, *case.admin])
        _passes(server, "create-user", DATABASE_URL=url, SECRET_KEY=SECRET, ARGS=arguments)
        told += ["--admin-login", "admin@verify.example", "--admin-password", PASSWORD]
    if case.webhook:
        variables[f"{case.webhook.upper()}_WEBHOOK_SECRET"] = SECRET
        told += ["--webhook-secret", f"{case.webhook}={SECRET}"]

    with serving(server, **variables) as service:
        command = [sys.executable, "-m", "groundplan", "verify", str(case.spec), "--url", service.url]
        command += ["--pid", str(service.pid), *told]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
