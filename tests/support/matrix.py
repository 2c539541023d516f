"""The matrix of proofs: every case of `tests/generated/cases.py` on every framework that has a scaffold.

A pytest plugin (see tests/conftest.py). Each cell is generated and set up once and all its tests run in one
process: `pytest -n auto` runs cells beside each other, and every other test wherever there is room.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from groundplan import pipeline
from groundplan.cli.decide import canonical
from groundplan.plan.model.blueprint import Blueprint
from groundplan.scaffold.library import available, load
from groundplan.scaffold.support import unsupported, unwritten, within
from tests.generated.cases import CASES, Case
from tests.support import issuer, postgres, redis
from tests.support.projects import SECRET, Project, generate

PASSWORD = "a long and dull password 1"


class Cell(NamedTuple):
    """One case on one framework."""

    case: Case
    framework: str

    @property
    def id(self) -> str:
        """The name in test ids and of databases."""
        return f"{self.case.id}-{self.framework}"

    @property
    def options(self) -> tuple[str, ...]:
        """The arguments of `groundplan new` and `groundplan verify`."""
        return ("--framework", self.framework, *self.case.options)


def cells(**wanted: bool) -> list[Cell]:
    """The cells of the cases that have the `wanted` attributes, or have them not."""
    cases = [case for case in CASES if all(bool(getattr(case, name)) == value for name, value in wanted.items())]
    return [Cell(case, one) for case in cases for one in available() if not case.frameworks or one in case.frameworks]


class Planned(NamedTuple):
    """What `groundplan new` would make of a cell; `obstacle` says why the scaffold cannot, empty when it can."""

    blueprint: Blueprint
    obstacle: str


@cache
def planned(cell: Cell) -> Planned:
    """The plan of a cell, with the same checks as `groundplan new`."""
    spec, options = str(cell.case.spec), cell.options
    overrides = {option.removeprefix("--"): value for option, value in zip(options[::2], options[1::2], strict=True)}
    understood = pipeline.understand(spec)
    decisions = pipeline.decide(spec, understood.spec, canonical(overrides))
    scaffold = load(cell.framework)
    blueprint = within(pipeline.plan(understood, decisions), scaffold)
    gaps = unsupported(decisions, scaffold)
    if gaps:
        wanted = ", ".join(f"{gap.question} {gap.outcome}" for gap in gaps)
        return Planned(blueprint, f"the scaffold does not support {wanted} yet")
    return Planned(blueprint, "; ".join(one.message for one in unwritten(blueprint, scaffold)))


def obstacle(cell: Cell) -> str:
    """Why the framework's scaffold cannot make the case, empty when it can."""
    return planned(cell).obstacle


_MADE: dict[str, Project] = {}


def made(cell: Cell, factory: pytest.TempPathFactory) -> Project:
    """The project of `cell`, generated and set up once a process; skips where that cannot be."""
    if not cell.case.spec.exists():
        pytest.skip(f"{cell.id}: ../shared is not beside this checkout")
    if reason := obstacle(cell):
        pytest.skip(f"{cell.id}: {reason}")
    if cell.id not in _MADE:
        project = generate(cell.case.spec, factory.mktemp(cell.id) / "service", *cell.options)
        _share_environment(project, factory.getbasetemp() / "environments")
        passes(project, "setup")
        _MADE[cell.id] = project
    return _MADE[cell.id]


def _share_environment(project: Project, environments: Path) -> None:
    """Let projects with the same requirements, to the letter, have one environment."""
    required = [(project.folder / name).read_bytes() for name in ("requirements.txt", "requirements-dev.txt")]
    folder = environments / sha256(b"\0".join(required)).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    (project.folder / ".venv").symlink_to(folder, target_is_directory=True)


def passes(project: Project, target: str, **variables: str) -> str:
    """What `make target` prints; it must succeed."""
    done = project.make(target, **variables)
    assert done.returncode == 0, f"make {target}\n{done.stdout[-6000:]}"
    return done.stdout


def with_admin(project: Project, case: Case, email: str, **variables: str) -> list[str]:
    """Store the account with a role that the case has, if it has one; the options that tell `verify` of it."""
    if case.keys or case.clients:
        return with_keys(project, case, **variables)
    if not case.admin:
        return []
    password = [] if case.providers else ["--password", PASSWORD]
    arguments = shlex.join(["--email", email, *password, *case.admin])
    passes(project, "create-user", SECRET_KEY=SECRET, ARGS=arguments, **variables)
    return ["--admin-login", email, *(["--admin-password", PASSWORD] if password else [])]


def with_keys(project: Project, case: Case, **variables: str) -> list[str]:
    """Store three accounts where only programs call, the last one with the role; their keys, as options of `verify`."""
    told: list[str] = []
    for option, more in (("--key", ()), ("--other-key", ()), ("--admin-key", case.admin)):
        arguments = shlex.join(["--name", f"verify {option}", *more])
        owner = passes(project, "create-user", SECRET_KEY=SECRET, ARGS=arguments, **variables).split()[-1]
        arguments = shlex.join(["--owner", owner, "--name", "verify", "--scope", "manage"])
        told += [option, passes(project, "create-key", SECRET_KEY=SECRET, ARGS=arguments, **variables).split()[-1]]
    return told


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", "cells(**wanted): only cases of the matrix with these attributes")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that takes `cell` runs for every cell, or for those that its marker `cells` wants."""
    if "cell" in metafunc.fixturenames:
        marker = metafunc.definition.get_closest_marker("cells")
        chosen = cells(**marker.kwargs) if marker else cells(light=False)
        metafunc.parametrize("cell", chosen, ids=[one.id for one in chosen], scope="session")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the tests of a cell together (xdist's own groups are lost on pytest 9.2)."""
    from xdist.scheduler import LoadScopeScheduling

    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = scope
    return scheduler


def scope(nodeid: str) -> str:
    """What a test shares with others: its cell, or nothing but itself."""
    parameters = nodeid.partition("[")[2]
    return max((one for one in _cell_ids() if one in parameters), key=len, default=nodeid)


@cache
def _cell_ids() -> tuple[str, ...]:
    return tuple(one.id for one in cells())


@pytest.fixture(scope="session")
def project(cell: Cell, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A generated project that is set up."""
    return made(cell, tmp_path_factory)


@pytest.fixture(scope="session")
def database() -> Iterator[postgres.Postgres]:
    """A PostgreSQL server, one for each process of the run."""
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server is installed")
    with postgres.running() as running:
        yield running


@pytest.fixture(scope="session")
def redis_server() -> Iterator[redis.Redis]:
    """A Redis server, one for each process of the run."""
    if redis.program() is None:
        pytest.skip("no redis-server is installed")
    with redis.running() as running:
        yield running


@pytest.fixture(scope="session")
def issuer_address() -> Iterator[str]:
    """A running issuer, one for each process of the run."""
    if reason := issuer.obstacle():
        pytest.skip(reason)
    with issuer.running() as address:
        yield address


@pytest.fixture
def redis_url(redis_server: redis.Redis) -> str:
    """The REDIS_URL of that server, with nothing in it."""
    redis_server.empty()
    return redis_server.url


@pytest.fixture
def surroundings(cell: Cell, request: pytest.FixtureRequest) -> dict[str, str]:
    """The environment that the case needs: a REDIS_URL where it says so, and providers at a real issuer."""
    found = {"REDIS_URL": request.getfixturevalue("redis_url")} if cell.case.redis else {}
    if cell.case.providers:
        found |= issuer.settings(request.getfixturevalue("issuer_address"), cell.case.providers)
    return found


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path, cell: Cell) -> str:
    """The DATABASE_URL of an empty database: on either where the case is attacked, else on PostgreSQL.

    What differs between the two is the core's, not the case's, and the own tests of every project run on both.
    """
    if request.param == "sqlite":
        if not cell.case.attacked:
            pytest.skip(f"{cell.id}: SQLite is called from outside on the cases that are attacked")
        return f"sqlite:///{tmp_path / 'outside.db'}"
    server: postgres.Postgres = request.getfixturevalue("database")
    return server.url(f"outside_{cell.id}")
