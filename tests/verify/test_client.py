"""The client: a connection that the service may be closing is not used."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from groundplan.verify.client import IDLE_SECONDS, Client, Request


class Answering(BaseHTTPRequestHandler):
    """Says which of its connections it answers on."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        content = str(self.client_address[1]).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def client() -> Iterator[Client]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    made = Client(f"http://127.0.0.1:{server.server_address[1]}", timeout=10)
    yield made
    made.close()
    server.shutdown()
    server.server_close()


def test_a_connection_is_used_again(client: Client) -> None:
    assert client.send(Request(method="GET", path="/")).text == client.send(Request(method="GET", path="/")).text


def test_a_connection_that_was_silent_is_not(client: Client) -> None:
    first = client.send(Request(method="GET", path="/")).text
    time.sleep(IDLE_SECONDS + 0.1)

    assert client.send(Request(method="GET", path="/")).text != first
