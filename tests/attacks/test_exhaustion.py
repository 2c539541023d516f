"""Bursts, bodies without end and clients that never finish: refused, while others are served."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

import httpx
import pytest

from groundplan.plan.model.api import Operation
from tests.attacks.target import Target
from tests.support import redis
from tests.support.projects import Project, serving

pytestmark = [pytest.mark.slow, pytest.mark.cells(attacked=True)]

ALLOWED = 20
BURST = 60
SLOW_CLIENTS = 50
SERVED = 20
CHUNK = b"x" * 65_536


def test_a_burst_on_two_processes_meets_one_limit(project: Project, attack_url: str, target: Target) -> None:
    if redis.program() is None:
        pytest.skip("no redis-server is installed")
    if not target.cell.case.redis:
        pytest.skip(f"{target.cell.id} is not given a Redis")
    with redis.running() as store, ExitStack() as both:
        settings = {"DATABASE_URL": attack_url, "REDIS_URL": store.url, "RATE_LIMIT_DEFAULT": str(ALLOWED)}
        urls = [both.enter_context(serving(project, **settings)).url for _ in range(2)]
        path = target.stage.cast.path(target.door())
        for _ in range(2):  # a window may end in the middle of the first burst, not of the next one too
            store.empty()
            replies = _burst([url + path for url in urls])
            if sum(reply.status_code != 429 for reply in replies) <= ALLOWED:
                break

    refused = [reply for reply in replies if reply.status_code == 429]
    assert len(replies) - len(refused) == ALLOWED
    assert all(int(reply.headers["Retry-After"]) > 0 for reply in refused)
    assert all(reply.json()["error"] == "rate_limited" for reply in refused)


def _burst(urls: list[str]) -> list[httpx.Response]:
    with httpx.Client(timeout=60, trust_env=False) as client, ThreadPoolExecutor(16) as pool:
        return list(pool.map(client.get, [urls[number % len(urls)] for number in range(BURST)]))


def test_a_body_that_is_declared_too_large_is_not_read(target: Target) -> None:
    status = _answer(target, _head(target, f"Content-Length: {target.blueprint.body_limit_bytes + 1}"), [])

    assert status == 413


def test_a_body_that_grows_too_large_is_cut_off(target: Target) -> None:
    chunks = [b"%x\r\n%s\r\n" % (len(CHUNK), CHUNK)] * (target.blueprint.body_limit_bytes // len(CHUNK) + 2)

    status = _answer(target, _head(target, "Transfer-Encoding: chunked"), [*chunks, b"0\r\n\r\n"])

    assert status in (413, 411)


def test_a_length_and_chunks_at_once_are_no_second_request(target: Target) -> None:
    smuggled = b"0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"

    status = _answer(target, _head(target, "Content-Length: 4", "Transfer-Encoding: chunked"), [smuggled])

    assert status in (400, 401, 411, 413, 422)


@pytest.mark.parametrize("head", ["GET /health HTTP/1.1\r\nHost: x\r\n", "POST {path} HTTP/1.1\r\nHost: x\r\n{more}"])
def test_clients_that_never_finish_keep_nobody_else_out(target: Target, head: str) -> None:
    more = "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"
    text = head.replace("{path}", target.stage.cast.path(_taker(target))).replace("{more}", more)
    with _dripping(target, text.encode()) as drip, httpx.Client(base_url=target.service.url, timeout=30) as client:
        for _ in range(SERVED):
            drip()
            assert client.get("/health").status_code == 200


@contextmanager
def _dripping(target: Target, text: bytes) -> Iterator[Callable[[], None]]:
    """Connections that send `text` and then a little more each time."""
    connections = [target.connect() for _ in range(SLOW_CLIENTS)]
    for connection in connections:
        connection.sendall(text)

    def drip() -> None:
        for connection in connections:
            try:
                connection.sendall(b"X")
            except OSError:  # the service has had enough of it: all the better
                continue

    try:
        yield drip
    finally:
        for connection in connections:
            connection.close()


def _taker(target: Target) -> Operation:
    """An operation that takes JSON from anybody, or the first that takes it at all."""
    takers = [one for one in target.blueprint.operations if one.request and not one.parameters]
    return min(takers, key=lambda one: one.access.level != "public")


def _head(target: Target, *lines: str) -> bytes:
    path = target.stage.cast.path(_taker(target))
    return "\r\n".join([f"POST {path} HTTP/1.1", "Host: x", "Content-Type: application/json", *lines, "", ""]).encode()


def _answer(target: Target, head: bytes, parts: list[bytes]) -> int:
    """The status of a raw request; a service may answer, and hang up, before all of it is sent."""
    with target.connect() as connection:
        connection.sendall(head)
        for part in parts:
            try:
                connection.sendall(part)
            except (BrokenPipeError, ConnectionResetError):
                break
        try:
            line = _first_line(connection)
        except ConnectionResetError:
            return 413
    return int(line.split()[1])


def _first_line(connection: socket.socket) -> bytes:
    with connection.makefile("rb") as stream:
        return stream.readline()
