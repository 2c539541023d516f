"""Health: a probe can ask without an account."""

from __future__ import annotations

from groundplan.verify.client import Request
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check


@check("health.form")
def form(probe: Probe) -> None:
    """`GET /health` is 200 `{"status": "ok", "checks": {...}}` for anybody."""
    stated = next((one for one in probe.blueprint.operations if one.kind == "health"), None)
    path = probe.cast.path(stated) if stated else "/health"

    reply = probe.deliver(Request(method="GET", path=path))

    if probe.status(reply, 200):
        probe.claim(reply.fields.get("status") == "ok", reply, "health")
        probe.claim(isinstance(reply.fields.get("checks"), dict), reply, "health")
