"""Limits: every answer tells how many requests are left; too many are refused, and told when to come back."""

from __future__ import annotations

from groundplan.verify import subjects
from groundplan.verify.client import Reply, Request
from groundplan.verify.model import skip
from groundplan.verify.pace import number
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

MOST_ATTEMPTS = 300
_HEADERS = ("RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")


def _limited(probe: Probe) -> Reply:
    """An answer that counts: health does not have to."""
    path = f"{probe.blueprint.service.base_path}/no-such-{probe.values.token()}"
    found = [one for one in probe.blueprint.operations if one.method == "GET" and not one.parameters and one.limit]
    counted = [one for one in found if one.kind != "health"]
    if not counted:
        return probe.deliver(Request(method="GET", path=path))
    return probe.send(counted[0], probe.cast.path(counted[0]), probe.cast.anybody())


@check("limits.headers")
def headers(probe: Probe) -> None:
    """RateLimit-Limit, RateLimit-Remaining and RateLimit-Reset are whole numbers, and Remaining goes down."""
    if not probe.blueprint.rate_limits:
        raise skip("no_limits")
    first, second = _limited(probe), _limited(probe)
    for name in _HEADERS:
        probe.claim(
            number(first.headers, name) is not None, first, "whole_number", first.headers.get(name, "-"), name=name
        )
    limit, before = (number(first.headers, name) or 0 for name in _HEADERS[:2])
    after = number(second.headers, _HEADERS[1])
    probe.claim(before < limit or not limit, first, "counted", f"{before} / {limit}")
    # A new window may begin between the two: then the second has the most left that one can have.
    probe.claim(after is not None and (after < before or after == limit - 1), second, "counted", f"{before} / {after}")


@check("limits.login", over=subjects.of_kind("login"))
def login(probe: Probe) -> None:
    """Too many logins are 429 with Retry-After."""
    if not probe.stage.options.limits:
        raise skip("limits_off")
    first = _attempt(probe)
    room = number(first.headers, "RateLimit-Remaining")
    if room is not None and room > MOST_ATTEMPTS:
        raise skip("high_limit", limit=room)
    reply = first
    for _ in range(MOST_ATTEMPTS + 1):
        if reply.status == 429:
            break
        # An empty body counts too, and costs no password hash: the window must not end before the limit.
        reply = probe.send(probe.operation, probe.cast.path(probe.operation), body={}, paced=False)
    if probe.error(reply, 429):
        wait = number(reply.headers, "Retry-After")
        probe.claim(bool(wait), reply, "whole_number", reply.headers.get("Retry-After", "-"), name="Retry-After")


def _attempt(probe: Probe) -> Reply:
    auth = probe.blueprint.auth
    body = {
        auth.login_property or "login": f"{probe.values.token()}@example.com",
        auth.password_property or "password": "x" * 20,
    }
    return probe.send(probe.operation, probe.cast.path(probe.operation), body=body, paced=False)
