"""One running service for each cell, on PostgreSQL where it is installed, without limits that stop attacks early."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.attacks.target import ADMIN, Target, staged
from tests.support import issuer, postgres, redis
from tests.support.matrix import Cell, planned, with_admin
from tests.support.projects import Project, serving

LIMITS = {"RATE_LIMIT_DEFAULT": "1000000", "RATE_LIMIT_LOGIN": "1000000", "RATE_LIMIT_TOKEN": "1000000"}


@pytest.fixture(scope="session")
def attack_url(cell: Cell, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The DATABASE_URL of the service under attack."""
    if postgres.binaries() is None:
        return f"sqlite:///{tmp_path_factory.mktemp(cell.id) / 'attacks.db'}"
    server: postgres.Postgres = request.getfixturevalue("database")
    return server.url(f"attacks_{cell.id}")


@pytest.fixture(scope="session")
def attack_settings(cell: Cell, request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """What else the service needs: a Redis of its own, which no other test empties, or providers at an issuer."""
    if not cell.case.redis:
        names = cell.case.providers
        yield issuer.settings(request.getfixturevalue("issuer_address"), names) if names else {}
        return
    if redis.program() is None:
        pytest.skip("no redis-server is installed")
    with redis.running() as server:
        yield {"REDIS_URL": server.url}


@pytest.fixture(scope="session")
def target(project: Project, cell: Cell, attack_url: str, attack_settings: dict[str, str]) -> Iterator[Target]:
    """The service under attack."""
    settings = {"DATABASE_URL": attack_url, **LIMITS, **attack_settings}
    told = with_admin(project, cell.case, ADMIN, DATABASE_URL=attack_url, **attack_settings)
    with serving(project, **settings) as service:
        yield staged(
            cell,
            planned(cell).blueprint,
            service,
            "attack",
            tuple(told[1::2]) if cell.case.keys or cell.case.clients else (),
        )
