"""The database goes away under load and comes back: services say so, and lose nothing that they acknowledged."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx
import pytest

from tests.support import postgres
from tests.support.matrix import Cell
from tests.support.projects import Project, Service, listener, serving

pytestmark = [pytest.mark.slow, pytest.mark.cells(contract=True, redis=False, webhook=False, admin=False)]

NOTES = "/api/v1/notes"
CLIENTS = 4
OUTAGE_SECONDS = 10
TIMEOUT_SECONDS = 10
PATIENCE_SECONDS = 60


@dataclass
class Load:
    """What a few clients that keep writing were told: each status, and the ids of what was acknowledged."""

    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@contextmanager
def loaded(url: str) -> Iterator[Load]:
    """Clients that write one note after the other, until the end of the block."""
    load, done = Load(), threading.Event()

    def write() -> None:
        # Longer than the service's own limit: an answer that does not come by then is a hang.
        with httpx.Client(base_url=url, timeout=TIMEOUT_SECONDS + 5) as client:
            while not done.is_set():
                try:
                    answer = client.post(NOTES, json={"title": "kept", "body": "kept", "pinned": False})
                except httpx.HTTPError as fault:
                    load.faults.append(repr(fault))
                    continue
                load.statuses[answer.status_code] += 1
                if answer.status_code == 201:
                    load.acknowledged.append(answer.json()["id"])
                time.sleep(0.01)

    threads = [threading.Thread(target=write) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        yield load
    finally:
        done.set()
        for thread in threads:
            thread.join()


def test_a_service_outlives_its_database(project: Project, cell: Cell, database: postgres.Postgres) -> None:
    if cell.case.id != "notes-minimal":
        pytest.skip("the clients write notes")
    variables = {
        "DATABASE_URL": database.url(f"outage_{cell.id}"),
        "RATE_LIMIT_ENABLED": "false",
        "REQUEST_TIMEOUT_SECONDS": str(TIMEOUT_SECONDS),
    }
    with serving(project, **variables) as service, httpx.Client(base_url=service.url, timeout=30) as client:
        with loaded(service.url) as load:
            _until(lambda: len(load.acknowledged) > CLIENTS)
            database.stop()
            try:
                _until(lambda: client.get("/health").status_code == 503)
                time.sleep(OUTAGE_SECONDS)
                during = client.get("/health")
            finally:
                database.start()
            _until(lambda: client.get("/health").status_code == 200)
            before = len(load.acknowledged)
            _until(lambda: len(load.acknowledged) > before + CLIENTS)

        assert not load.faults
        assert set(load.statuses) == {201, 503}
        assert (during.status_code, during.json()["checks"]) == (503, {"database": "unavailable"})
        lost = [one for one in load.acknowledged if client.get(f"{NOTES}/{one}").status_code != 200]
        assert not lost
        assert _process(service) == service.pid
    assert '"status":500' not in service.log.read_text(encoding="utf-8")


def test_a_statement_that_waits_for_a_lock_is_given_up(
    project: Project, cell: Cell, database: postgres.Postgres
) -> None:
    if cell.case.id != "notes-minimal":
        pytest.skip("the clients read notes")
    name = f"lock_{cell.id}"
    variables = {"DATABASE_URL": database.url(name), "RATE_LIMIT_ENABLED": "false", "REQUEST_TIMEOUT_SECONDS": "2"}
    waiting = f"select count(*) from pg_stat_activity where datname = '{name}' and wait_event_type = 'Lock'"

    with serving(project, **variables) as service, httpx.Client(base_url=service.url, timeout=30) as client:
        with database.locked(name, "notes"):
            refused = client.get(NOTES)
            _until(lambda: database.ask(waiting) == "0")
        after = client.get(NOTES)

    assert (refused.status_code, after.status_code) == (503, 200)


def _process(service: Service) -> int:
    return listener(int(service.url.rpartition(":")[2]))


def _until(condition: Callable[[], bool]) -> None:
    """Wait for what must become true."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)
