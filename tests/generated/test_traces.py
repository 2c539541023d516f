"""Generated services and traces: what a collector gets, and what becomes of requests when it takes nothing."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from tests.support.projects import Project, serving

pytestmark = [pytest.mark.slow, pytest.mark.cells(tells=True)]

TRACE = "0af7651916cd43dd8448eb211c80319c"
CALLER = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
REQUESTS = 30


class Collector(ThreadingHTTPServer):
    """Takes traces by OTLP over HTTP; `taken` are the bodies, in which texts and ids stand as they are."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.taken: list[bytes] = []

    @property
    def url(self) -> str:
        """The OTEL_EXPORTER_OTLP_ENDPOINT."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Taking(BaseHTTPRequestHandler):
    """Answers /v1/traces."""

    def do_POST(self) -> None:
        """Take what was sent."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        assert isinstance(self.server, Collector)
        self.server.taken.append(body if self.path == "/v1/traces" else b"")
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def collecting() -> Iterator[Collector]:
    """A collector until the end of the block."""
    with Collector() as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def _database(folder: Path) -> str:
    return f"sqlite:///{folder / 'traces.db'}"


def test_a_request_and_its_statements_reach_the_collector(project: Project) -> None:
    with collecting() as collector:
        variables = {"DATABASE_URL": _database(project.folder), "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url}
        with serving(project, **variables) as service:
            assert httpx.get(f"{service.url}/health", headers=CALLER).status_code == 200
        # What was left is sent, and written, when the service stops.
        taken = b"".join(collector.taken)
        log = service.log.read_text(encoding="utf-8")

    assert bytes.fromhex(TRACE) in taken
    for text in (b"GET /health", b"http.route", b"SELECT 1", b"db.query.text"):
        assert text in taken
    assert TRACE in log


def test_a_collector_that_hangs_harms_nobody(project: Project) -> None:
    with closing(socket.create_server(("127.0.0.1", 0), backlog=64)) as deaf:
        address = f"http://127.0.0.1:{deaf.getsockname()[1]}"
        variables = {"DATABASE_URL": _database(project.folder), "OTEL_EXPORTER_OTLP_ENDPOINT": address}
        with serving(project, RATE_LIMIT_ENABLED="false", **variables) as service:
            statuses = {httpx.get(f"{service.url}/health").status_code for _ in range(REQUESTS)}
            os.kill(service.pid, signal.SIGTERM)
            stopped = _is_gone(service.pid)

    assert statuses == {200}
    assert stopped, "it does not stop while nobody takes its spans"


def _is_gone(pid: int) -> bool:
    """Whether a process ends within the thirty seconds that a service has to stop."""
    for _ in range(300):
        if not Path(f"/proc/{pid}/cmdline").exists() or not Path(f"/proc/{pid}/cmdline").read_bytes():
            return True
        time.sleep(0.1)
    return False
