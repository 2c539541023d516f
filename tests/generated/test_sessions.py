"""Sessions of generated services: they end when they are left idle, and Redis that holds them may go and come back."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.conftest import ROOT
from tests.support import redis
from tests.support.matrix import Cell
from tests.support.projects import Project, serving

pytestmark = [pytest.mark.slow]

IDLE_SECONDS = "4"
BASE = "/api/v1"
ACCOUNT = {"email": "reader@example.com", "password": "a long and dull password 1", "name": "Reader"}


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'sessions.db'}"


@pytest.mark.cells(sessions=True)
def test_a_session_that_is_left_idle_ends(project: Project, cell: Cell, surroundings: dict[str, str]) -> None:
    variables = {"DATABASE_URL": _database(project.folder), "SESSION_IDLE_SECONDS": IDLE_SECONDS}
    variables |= {"RATE_LIMIT_LOGIN": "50", **surroundings}
    with serving(project, **variables) as service:
        command = [sys.executable, "-m", "groundplan", "verify", str(cell.case.spec), "--url", service.url]
        command += ["--only", "sessions", "--session-idle", IDLE_SECONDS, "--lang", "en", *cell.options]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "sessions.idle" not in done.stdout, "it was skipped"


@pytest.mark.cells(sessions=True, redis=True)
def test_while_redis_is_gone_nobody_is_signed_in(project: Project, redis_server: redis.Redis) -> None:
    variables = {"DATABASE_URL": _database(project.folder), "REDIS_URL": redis_server.url, "RATE_LIMIT_LOGIN": "50"}
    with serving(project, **variables) as service, httpx.Client(base_url=service.url + BASE) as client:
        client.post("/auth/register", json=ACCOUNT)
        before = _sign_in(client)
        redis_server.stop()
        try:
            during = [client.get("/me").status_code, _sign_in(client), client.get("/books").status_code]
        finally:
            redis_server.start()
        after = _sign_in_again(client)
        log = service.log.read_text(encoding="utf-8")

    assert (before, during, after) == (200, [503, 503, 200], 200)
    assert '"status":500' not in log


def _sign_in(client: httpx.Client, **more: Any) -> int:
    body = {name: ACCOUNT[name] for name in ("email", "password")}
    return client.post("/auth/login", json=body, **more).status_code


def _sign_in_again(client: httpx.Client) -> int:
    """The answer once Redis is asked again: it is left alone for a second after it failed."""
    for _ in range(4):
        time.sleep(1)
        status = _sign_in(client)
        if status == httpx.codes.OK:
            break
    return status
