"""The worker of a generated service, as a process of its own, and a service that it tells what happened.

The change is stored while the other service is down; it is told, once, when it is back.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import httpx
import pytest

from tests.support.matrix import Cell
from tests.support.projects import Project, running, serving

pytestmark = pytest.mark.slow

WAIT_SECONDS = 60
KEY = "the-key-of-billing"


class Told(NamedTuple):
    """One request that arrived, and how it was answered."""

    path: str
    key: str
    secret: str
    body: dict[str, object]
    status: int


@contextmanager
def listener(failures: int) -> Iterator[tuple[str, list[Told]]]:
    """A service that answers 503 `failures` times and then 204; its URL, and what it was told."""
    told: list[Told] = []
    statuses = iter([503] * failures)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status = next(statuses, 204)
            told.append(Told(self.path, self.headers["Idempotency-Key"], self.headers["X-Api-Key"], body, status))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.cells(tells=True)
def test_the_worker_tells_what_was_stored_once_it_can(
    cell: Cell, project: Project, surroundings: dict[str, str], url: str
) -> None:
    with listener(failures=6) as (address, told):
        variables = {"DATABASE_URL": url, cell.case.tells: address, "BILLING_API_KEY": KEY, **surroundings}
        with serving(project, **variables) as service, running(project, "worker", **variables):
            team = _new_team(service.url)
            _until(lambda: any(one.status == 204 for one in told))

    arrived = told[-1]
    assert [one.status for one in told] == [503] * 6 + [204]
    assert {one.key for one in told} == {arrived.key}
    assert arrived.path == "/seats"
    assert arrived.secret == KEY
    assert arrived.body == {"event": "team.seat_count", "team_id": team, "count": 1}


def _new_team(url: str) -> str:
    account = {"email": "ada@example.com", "password": "a long password 1", "name": "Ada"}
    with httpx.Client(base_url=f"{url}/api/v1") as client:
        client.post("/auth/register", json=account).raise_for_status()
        signed_in = client.post("/auth/login", json={key: account[key] for key in ("email", "password")})
        headers = {"Authorization": f"Bearer {signed_in.json()['access_token']}"}
        made = client.post("/teams", json={"name": "Analysts"}, headers=headers)
        assert made.status_code == 201, made.text
        return str(made.json()["id"])


def _until(holds: Callable[[], bool]) -> None:
    for _ in range(WAIT_SECONDS * 10):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("the worker did not tell it")
