"""Headers: requests can be traced, browsers are told to be careful, the server does not boast."""

from __future__ import annotations

import re

from groundplan.verify.client import Reply, Request
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

_VERSION = re.compile(r"\d+\.\d+")


@check("headers.request_id_made")
def request_id_made(probe: Probe) -> None:
    """A request without X-Request-ID gets one, another each time."""
    first, second = _found(probe), _missing(probe)

    made = [reply.headers.get("X-Request-ID", "") for reply in (first, second)]
    probe.claim(all(made), first, "request_id_made", f"X-Request-ID {made[0]!r}, {made[1]!r}")
    probe.claim(made[0] != made[1] or not made[0], first, "request_id_new", made[0])


@check("headers.request_id_echoed")
def request_id_echoed(probe: Probe) -> None:
    """The client's X-Request-ID comes back."""
    mine = f"verify-{probe.values.token()}"

    reply = probe.deliver(Request(method="GET", path="/health", headers=(("X-Request-ID", mine),)))

    got = reply.headers.get("X-Request-ID", "")
    probe.claim(got == mine, reply, "request_id_echoed", f"X-Request-ID {got!r}", id=mine)


@check("headers.security")
def security(probe: Probe) -> None:
    """nosniff, no framing and a referrer policy, on successes and on errors."""
    for reply in (_found(probe), _missing(probe)):
        _header(probe, reply, "X-Content-Type-Options", "nosniff")
        _header(probe, reply, "X-Frame-Options", "DENY")
        probe.claim(bool(reply.headers.get("Referrer-Policy")), reply, "header_present", "-", name="Referrer-Policy")


@check("headers.no_version")
def no_version(probe: Probe) -> None:
    """No header tells what the service is made of."""
    reply = _found(probe)

    server = reply.headers.get("Server", "")
    probe.claim(not _VERSION.search(server), reply, "no_server_version", f"Server: {server}")
    probe.claim("X-Powered-By" not in reply.headers, reply, "no_server_version", "X-Powered-By")


def _header(probe: Probe, reply: Reply, name: str, value: str) -> None:
    got = reply.headers.get(name, "")
    probe.claim(
        got.lower() == value.lower(), reply, "header", f"{reply.status} {name}: {got or '-'}", name=name, value=value
    )


def _found(probe: Probe) -> Reply:
    return probe.deliver(Request(method="GET", path="/health"))


def _missing(probe: Probe) -> Reply:
    return probe.deliver(
        Request(method="GET", path=f"{probe.blueprint.service.base_path}/no-such-{probe.values.token()}")
    )
