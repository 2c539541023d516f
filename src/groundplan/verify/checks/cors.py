"""CORS (https://fetch.spec.whatwg.org): the configured origin is let in, no other."""

from __future__ import annotations

from groundplan.verify.client import Reply, Request
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

FOREIGN = "https://foreign.invalid"
_ORIGIN = "Access-Control-Allow-Origin"


def _simple(probe: Probe, origin: str) -> Reply:
    return probe.deliver(Request(method="GET", path="/health", headers=(("Origin", origin),)))


def _preflight(probe: Probe, origin: str) -> Reply:
    found = [one for one in probe.blueprint.operations if one.request and not one.parameters]
    operation = (found or list(probe.blueprint.operations))[0]
    asked = (
        ("Origin", origin),
        ("Access-Control-Request-Method", operation.method),
        ("Access-Control-Request-Headers", f"{_credential(probe)}, content-type"),
    )
    return probe.deliver(Request(method="OPTIONS", path=probe.cast.path(operation), headers=asked))


def _credential(probe: Probe) -> str:
    """The header that a script of another origin sends for its user."""
    return "x-csrf-token" if probe.blueprint.auth.session_cookie else "authorization"


def _origin(probe: Probe) -> str:
    if not probe.stage.options.cors_origin:
        raise skip("no_cors_origin")
    return probe.stage.options.cors_origin


@check("cors.foreign")
def foreign(probe: Probe) -> None:
    """A foreign origin is told nothing."""
    for reply in (_simple(probe, FOREIGN), _preflight(probe, FOREIGN)):
        got = reply.headers.get(_ORIGIN, "")
        probe.claim(got not in ("*", FOREIGN), reply, "no_origin", f"{_ORIGIN}: {got}")


@check("cors.configured")
def configured(probe: Probe) -> None:
    """The configured origin may read answers; with credentials only where cookies are used."""
    origin = _origin(probe)
    reply = _simple(probe, origin)
    got = reply.headers.get(_ORIGIN, "")
    probe.claim(got == origin, reply, "header", f"{_ORIGIN}: {got or '-'}", name=_ORIGIN, value=origin)
    name = "Access-Control-Allow-Credentials"
    credentials = reply.headers.get(name, "")
    if probe.blueprint.auth.session_cookie or probe.blueprint.auth.providers:
        probe.claim(credentials == "true", reply, "header", f"{name}: {credentials or '-'}", name=name, value="true")
    else:
        probe.claim(credentials.lower() != "true", reply, "no_credentials", credentials)


@check("cors.preflight")
def preflight(probe: Probe) -> None:
    """A preflight of the configured origin is answered, with the method in it."""
    origin = _origin(probe)
    reply = _preflight(probe, origin)
    probe.status(reply, 200, 204)
    got = reply.headers.get(_ORIGIN, "")
    probe.claim(got == origin, reply, "header", f"{_ORIGIN}: {got or '-'}", name=_ORIGIN, value=origin)
    methods = reply.headers.get("Access-Control-Allow-Methods", "")
    asked = dict(_asked(reply)).get("Access-Control-Request-Method", "")
    probe.claim(
        asked in methods or methods == "*", reply, "header_present", methods, name="Access-Control-Allow-Methods"
    )


def _asked(reply: Reply) -> tuple[tuple[str, str], ...]:
    return reply.exchange.request_headers
