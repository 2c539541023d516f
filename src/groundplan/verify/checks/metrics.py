"""Metrics: Prometheus text with route templates, where the service has them."""

from __future__ import annotations

from groundplan.verify.client import Reply, Request
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check


def _metrics(probe: Probe) -> Reply:
    if "metrics" not in probe.blueprint.features:
        raise skip("no_metrics")
    return probe.deliver(Request(method="GET", path="/metrics"))


@check("metrics.text")
def text(probe: Probe) -> None:
    """`GET /metrics` is Prometheus text."""
    reply = _metrics(probe)
    if probe.status(reply, 200):
        kind = reply.headers.get("content-type", "")
        probe.claim(kind.startswith("text/plain"), reply, "prometheus", kind)
        probe.claim("# TYPE" in reply.text, reply, "prometheus", reply.short)


@check("metrics.templates")
def templates(probe: Probe) -> None:
    """What clients write into paths is in no label: requests are counted by route template."""
    token = probe.values.token()
    probe.deliver(Request(method="GET", path=f"{probe.blueprint.service.base_path}/no-such-{token}"))
    reply = _metrics(probe)
    if probe.status(reply, 200):
        found = next((line for line in reply.text.splitlines() if token in line), "")
        probe.claim(not found, reply, "route_templates", found)
