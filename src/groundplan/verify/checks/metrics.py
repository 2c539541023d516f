"""Metrics: Prometheus text with route templates, where the service has them."""

from __future__ import annotations

from groundplan.verify.client import Request
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check


@check("metrics.text")
def text(probe: Probe) -> None:
    """`GET /metrics` is Prometheus text, and no id stands in it where a route template should."""
    reply = probe.deliver(Request(method="GET", path="/metrics"))
    if reply.status == 404 and "metrics" not in probe.blueprint.features:
        raise skip("no_metrics")
    if probe.status(reply, 200):
        kind = reply.headers.get("content-type", "")
        probe.claim(kind.startswith("text/plain"), reply, "prometheus", kind)
        probe.claim("# TYPE" in reply.text, reply, "prometheus", reply.short)
