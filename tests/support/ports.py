"""Free ports for servers that tests start."""

from __future__ import annotations

import itertools
import os
import socket

FIRST, SPAN = 15_000, 16_000  # below the ports that the system hands to clients
_offsets = itertools.count(os.getpid() * 37)


def free_port() -> int:
    """A TCP port on the loopback address that nothing listens on now, and that is given once a process."""
    for offset in itertools.islice(_offsets, SPAN):
        port = FIRST + offset % SPAN
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")
