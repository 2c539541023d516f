"""The service as a process: `--graceful` finishes what runs when it is told to stop, `--abrupt` does not."""

from __future__ import annotations

import os
import signal
import sys
import threading
from types import FrameType

from tests.verify.service.blueprint import blueprint
from tests.verify.service.http import Server
from tests.verify.service.service import Service


def main(how: str) -> None:
    server = Server(Service(blueprint()))

    def stop(_signal: int, _frame: FrameType | None) -> None:
        if how == "--abrupt":
            os._exit(0)
        threading.Thread(target=server.shutdown).start()

    signal.signal(signal.SIGTERM, stop)
    sys.stdout.write(f"{server.url}\n")
    sys.stdout.flush()
    server.serve_forever(poll_interval=0.05)
    server.server_close()


if __name__ == "__main__":
    main(sys.argv[1])
