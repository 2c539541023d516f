"""OpenAPI: the service serves the document that its SPEC gives."""

from __future__ import annotations

from typing import Any

from groundplan.verify.client import Request
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check


@check("openapi.served")
def served(probe: Probe) -> None:
    """`GET /openapi.json` equals `groundplan openapi`."""
    reply = probe.deliver(Request(method="GET", path="/openapi.json"))

    if probe.status(reply, 200):
        place = difference(probe.stage.contract.document, reply.json, "$")
        probe.claim(not place, reply, "openapi", place)


def difference(expected: Any, got: Any, place: str) -> str:
    """The first place where two documents differ, empty when they are equal."""
    if isinstance(expected, dict) and isinstance(got, dict):
        if uneven := sorted(set(expected) ^ set(got)):
            return f"{place}.{uneven[0]}"
        return next(filter(None, (difference(expected[key], got[key], f"{place}.{key}") for key in expected)), "")
    if isinstance(expected, list) and isinstance(got, list) and len(expected) == len(got):
        pairs = enumerate(zip(expected, got, strict=True))
        return next(filter(None, (difference(one, two, f"{place}[{index}]") for index, (one, two) in pairs)), "")
    return "" if expected == got and type(expected) is type(got) else place
