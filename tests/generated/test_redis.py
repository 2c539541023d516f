"""Generated services and Redis: what processes share, and what becomes of them when it is gone."""

from __future__ import annotations

import shlex
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import httpx
import pytest

from tests.support import postgres, redis
from tests.support.matrix import Cell, passes
from tests.support.projects import SECRET, Project, serving

pytestmark = [pytest.mark.slow, pytest.mark.cells(redis=True)]

NOWHERE = "/no-such-path"
LIMIT = 20
WRITES = 60
PASSWORD = "a long and dull password 1"


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


def test_no_read_is_older_than_a_write_that_was_answered(
    project: Project, cell: Cell, redis_url: str, database: postgres.Postgres
) -> None:
    """Two processes, readers that keep the cache full, and a writer that reads what it wrote from the other one."""
    if not cell.case.id.startswith("bookstore"):
        pytest.skip("nothing in it is public")
    url = database.url(f"cache_{cell.id}")
    variables = {"DATABASE_URL": url, "REDIS_URL": redis_url, "RATE_LIMIT_ENABLED": "false"}
    arguments = shlex.join(["--email", "admin@cache.example", "--password", PASSWORD, *cell.case.admin])
    passes(project, "create-user", ARGS=arguments, SECRET_KEY=SECRET, **variables)

    with serving(project, **variables) as one, serving(project, **variables) as other:
        writer, reader = httpx.Client(base_url=one.url), httpx.Client(base_url=other.url)
        writer.headers["Origin"] = one.url
        signed = writer.post("/api/v1/auth/login", json={"email": "admin@cache.example", "password": PASSWORD})
        assert signed.is_success, signed.text
        sent = {"isbn": "9780000000001", "title": "A", "author": "B", "price": "1"}
        book = f"/api/v1/books/{writer.post('/api/v1/books', json=sent).json()['id']}"
        with _reading(one.url + book), _reading(other.url + book):
            for stock in range(WRITES):
                assert writer.patch(book, json={"stock": stock}).status_code == 200
                shown = reader.get(book).json()["stock"], reader.get("/api/v1/books").json()["items"][0]["stock"]
                assert shown == (stock, stock)

        database.stop()
        try:
            kept = reader.get(book)
        finally:
            database.start()
        assert kept.json()["stock"] == WRITES - 1, "it did not come from the cache"


@contextmanager
def _reading(url: str) -> Iterator[None]:
    """Somebody who reads `url` all the time, until the end of the block."""
    done = threading.Event()

    def read() -> None:
        with httpx.Client() as client:
            while not done.is_set():
                client.get(url)

    thread = threading.Thread(target=read)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


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
    assert '"status":500' not in log


def _well(client: httpx.Client) -> httpx.Response:
    """The health once Redis is asked again: it is left alone for a second after it failed."""
    answer = client.get("/health")
    for _ in range(50):
        if answer.json()["status"] == "ok":
            break
        time.sleep(0.1)
        answer = client.get("/health")
    return answer
