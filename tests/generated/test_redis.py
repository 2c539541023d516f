"""Generated services and Redis: what processes share, and what becomes of them when it is gone."""

from __future__ import annotations

import time
from collections import Counter
from itertools import cycle, islice
from pathlib import Path

import httpx
import pytest

from tests.support import redis
from tests.support.projects import Project, serving

pytestmark = [pytest.mark.slow, pytest.mark.cells(redis=True)]

NOWHERE = "/no-such-path"
LIMIT = 20


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'redis.db'}"


def test_two_processes_count_together(project: Project, redis_url: str) -> None:
    variables = {
        "DATABASE_URL": _database(project.folder),
        "REDIS_URL": redis_url,
        "RATE_LIMIT_DEFAULT": str(LIMIT),
    }
    with serving(project, **variables) as one, serving(project, **variables) as other, httpx.Client() as client:
        places = islice(cycle((one.url, other.url)), LIMIT + 10)
        statuses = Counter(client.get(place + NOWHERE).status_code for place in places)

    assert statuses == {404: LIMIT, 429: 10}


def test_a_service_outlives_its_redis(project: Project, redis_server: redis.Redis) -> None:
    variables = {"DATABASE_URL": _database(project.folder), "REDIS_URL": redis_server.url}
    with serving(project, **variables) as service, httpx.Client(base_url=service.url) as client:
        before = client.get("/health")
        redis_server.stop()
        try:
            during = [client.get(path) for path in (NOWHERE, "/health", NOWHERE)]
        finally:
            redis_server.start()
        after = _well(client)
        log = service.log.read_text(encoding="utf-8")

    assert before.json()["checks"]["redis"] == "ok"
    assert [answer.status_code for answer in during] == [404, 200, 404]
    assert during[1].json() == {"status": "degraded", "checks": {"database": "ok", "redis": "unavailable"}}
    assert all("RateLimit-Remaining" in during[index].headers for index in (0, 2))
    assert after.json()["checks"]["redis"] == "ok"
    assert "Redis does not answer" in log
    assert '"status": 500' not in log


def _well(client: httpx.Client) -> httpx.Response:
    """The health once Redis is asked again: it is left alone for a second after it failed."""
    answer = client.get("/health")
    for _ in range(50):
        if answer.json()["status"] == "ok":
            break
        time.sleep(0.1)
        answer = client.get("/health")
    return answer
