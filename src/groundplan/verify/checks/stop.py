"""Stopping: SIGTERM lets a running request finish, and then the process is gone."""

from __future__ import annotations

import json
import os
import signal
import socket
import ssl
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from groundplan.verify import subjects
from groundplan.verify.model import NoAnswerError, skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.verify.actors import Actor, Pairs

WITHIN_SECONDS = 30
_ENDED = (b"Z", b"X")


@check("stop.graceful")
def graceful(probe: Probe) -> None:
    """After SIGTERM the request that runs is answered, and the process ends within 30 seconds."""
    pid = probe.stage.options.pid
    if pid is None or not _runs(pid):
        raise skip("no_pid")
    operation, path, actor, body = _slow(probe)
    content = json.dumps(body).encode()
    head = _head(probe, operation, path, probe.cast.headers(actor), len(content))
    with _connected(probe.stage.client.url, probe.stage.options.timeout) as connection:
        # The last byte is held back: the request runs while the signal arrives.
        connection.sendall(head + content[:-1])
        time.sleep(0.5)
        _terminate(pid)
        time.sleep(0.5)
        line = _finish(connection, content[-1:])
    expected = f" {operation.success.status} ".encode()
    probe.claim(expected in line, None, "finished", line.decode("latin-1") or "-", status=operation.success.status)
    probe.claim(_gone(pid), None, "gone", str(pid), seconds=WITHIN_SECONDS)


def _terminate(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
    except OSError as fault:
        raise NoAnswerError(f"SIGTERM {pid}: {fault}") from fault


def _slow(probe: Probe) -> tuple[Operation, str, Actor | None, dict[str, object]]:
    """A request with a body, to be sent slowly."""
    for operation in subjects.of_kind("register")(probe.blueprint):
        return operation, probe.cast.path(operation), None, probe.cast.registration()
    for operation in subjects.of_kind("create")(probe.blueprint):
        plan = probe.world.prepare(operation, probe.cast.anybody())
        return operation, plan.path, plan.maker, plan.body
    raise skip("no_body")


def _head(probe: Probe, operation: Operation, path: str, headers: Pairs, length: int) -> bytes:
    host = urlsplit(probe.stage.client.url).netloc
    fields = (("Host", host), ("Content-Type", "application/json"), ("Content-Length", str(length)), *headers)
    prefix = urlsplit(probe.stage.client.url).path.rstrip("/")
    lines = [f"{operation.method} {prefix}{path} HTTP/1.1", *(f"{name}: {value}" for name, value in fields), "", ""]
    return "\r\n".join(lines).encode()


def _connected(url: str, timeout: float) -> socket.socket:
    place = urlsplit(url)
    port = place.port or (443 if place.scheme == "https" else 80)
    try:
        plain = socket.create_connection((place.hostname or "", port), timeout=timeout)
    except OSError as fault:
        raise NoAnswerError(f"{url}: {fault}") from fault
    if place.scheme != "https":
        return plain
    return ssl.create_default_context().wrap_socket(plain, server_hostname=place.hostname)


def _finish(connection: socket.socket, rest: bytes) -> bytes:
    """Send the rest and return the status line, empty where the connection was cut."""
    try:
        connection.sendall(rest)
        return connection.makefile("rb").readline().strip()
    except OSError:
        return b""


def _gone(pid: int) -> bool:
    ends = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < ends:
        if not _runs(pid):
            return True
        time.sleep(0.1)
    return False


def _runs(pid: int) -> bool:
    """Whether the process lives; one that ended and waits for its parent does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        status = Path(f"/proc/{pid}/stat").read_bytes()
    except FileNotFoundError:  # a system without /proc
        return True
    except ProcessLookupError:  # gone since the question above
        return False
    return status.rpartition(b")")[2].split()[0] not in _ENDED
