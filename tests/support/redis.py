"""A real Redis server for the tests: on a free port, with nothing kept on disk."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from socket import create_connection

from tests.support.ports import free_port

START_SECONDS = 10


class Redis:
    """A server on `port`; `stop` and `start` again as an outage would."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"redis://127.0.0.1:{port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server, empty, and wait until it accepts connections."""
        command = [str(program()), "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > deadline:
                raise RuntimeError("redis-server did not start")
            time.sleep(0.05)

    def stop(self) -> None:
        """Stop the server at once."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def empty(self) -> None:
        """Forget everything: what was counted for one service is not counted against the next."""
        with create_connection(("127.0.0.1", self.port), timeout=5) as connection:
            connection.sendall(b"FLUSHALL\r\n")
            connection.recv(16)

    def _answers(self) -> bool:
        try:
            create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


def program() -> str | None:
    """The installed redis-server, or None."""
    return shutil.which("redis-server")


@contextmanager
def running() -> Iterator[Redis]:
    """A server of its own until the end of the block."""
    server = Redis(free_port())
    server.start()
    try:
        yield server
    finally:
        server.stop()
