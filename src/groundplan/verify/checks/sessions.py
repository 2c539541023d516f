"""Sessions that a cookie proves: the cookie, its renewal, forged requests, and the end of a session."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from groundplan.verify import subjects
from groundplan.verify.checks.auth import PATIENCE_SECONDS, entrance
from groundplan.verify.checks.cors import FOREIGN
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check
from groundplan.verify.world import fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.actors import Actor, Pairs
    from groundplan.verify.client import Reply

_CHOSEN = "chosen-by-somebody-else"
_FORBIDDEN = 403


def _protected(blueprint: Blueprint) -> Iterable[Operation]:
    return [one for one in subjects.protected(blueprint) if blueprint.proves_origin(one)]


def _user(probe: Probe) -> Actor:
    """A user whose sessions may be spoilt."""
    if not probe.blueprint.auth.session_cookie:
        raise skip("no_session")
    return probe.cast.spare()


def _cookies(actor: Actor) -> Pairs:
    return _header(actor.cookies)


def _header(cookies: Mapping[str, str]) -> Pairs:
    return (("Cookie", "; ".join(f"{name}={value}" for name, value in cookies.items())),)


def _opens(probe: Probe, cookies: Pairs) -> Reply:
    place = entrance(probe)
    return probe.send(place, probe.cast.path(place), headers=cookies)


def _is_in(probe: Probe, cookies: Pairs) -> bool:
    """The cookies still open the door: 403 where it asks for a role."""
    return probe.status(_opens(probe, cookies), 200, _FORBIDDEN)


@check("sessions.cookie")
def cookie(probe: Probe) -> None:
    """The session cookie is kept from scripts and from other sites; over TLS it is Secure."""
    reply = probe.cast.sign_in(_user(probe))
    lines = [line.lower() for line in reply.headers.get_list("set-cookie")]
    kept = [line for line in lines if "httponly" in line and ("samesite=lax" in line or "samesite=strict" in line)]
    probe.claim(bool(kept), reply, "cookie", "; ".join(line.partition(";")[2] for line in lines))
    over_tls = probe.stage.client.url.startswith("https:")
    secure = all("; secure" in line for line in lines if over_tls or line.startswith("__host-"))
    probe.claim(secure, reply, "secure_cookie", "; ".join(line.partition(";")[2] for line in lines))


@check("sessions.fixation")
def fixation(probe: Probe) -> None:
    """A login makes a new session: no id that the browser brought along, and none that it had before."""
    actor = _user(probe)
    before = dict(actor.cookies)
    brought = dict.fromkeys(before, _CHOSEN)
    for given in (before, brought):
        reply = probe.cast.ask_in(actor, _header(given))
        if not probe.status(reply, 200, 201, 204):
            return
        probe.cast.renew(actor, reply)
        new = any(value != given.get(name) for name, value in actor.cookies.items())
        probe.claim(new, reply, "new_session", "=")
    probe.error(_opens(probe, _header(brought)), 401)
    _is_in(probe, _cookies(actor))


@check("sessions.csrf_refused", over=_protected)
def csrf_refused(probe: Probe) -> None:
    """What changes something is refused when another site asks, or when nothing says who does."""
    actor = _user(probe)
    path = fill(probe.cast.path(probe.operation), {one.name: probe.values.uuid() for one in probe.operation.parameters})
    for origin in ((("Origin", FOREIGN),), ()):
        headers = (*_cookies(actor), *origin)
        if probe.operation.request:
            reply = probe.send(probe.operation, path, headers=headers, body={})
        else:
            reply = probe.send(probe.operation, path, headers=headers)
        if not probe.error(reply, _FORBIDDEN):
            probe.cast.drop(actor)
            return
    _is_in(probe, _cookies(actor))


@check("sessions.csrf_accepted", over=subjects.of_kind("logout"))
def csrf_accepted(probe: Probe) -> None:
    """What changes something is done with the service's own Origin, and with the token of the session."""
    actor = _user(probe)
    path = probe.cast.path(probe.operation)
    own = (("Origin", probe.stage.client.url),)
    probe.success(probe.operation, probe.send(probe.operation, path, headers=(*_cookies(actor), *own)))
    probe.cast.sign_in(actor)
    if token := probe.cast.csrf_token(actor):
        proof = (("X-CSRF-Token", token),)
        probe.success(probe.operation, probe.send(probe.operation, path, headers=(*_cookies(actor), *proof)))
        probe.cast.sign_in(actor)


@check("sessions.csrf_foreign_token", over=subjects.of_kind("logout"))
def csrf_foreign_token(probe: Probe) -> None:
    """The token of one session is none for another."""
    actor = _user(probe)
    former = probe.cast.csrf_token(actor)
    if not former:
        raise skip("no_csrf_token")
    probe.cast.sign_in(actor)
    headers = (*_cookies(actor), ("X-CSRF-Token", former))
    reply = probe.send(probe.operation, probe.cast.path(probe.operation), headers=headers)
    if not probe.error(reply, _FORBIDDEN):
        probe.cast.drop(actor)


@check("sessions.login_csrf", over=subjects.of_kind("login"))
def login_csrf(probe: Probe) -> None:
    """Another site cannot sign a browser in."""
    actor = _user(probe)
    body = probe.cast.login_body(actor.login, actor.password)
    path = probe.cast.path(probe.operation)
    reply = probe.send(probe.operation, path, body=body, headers=(("Origin", FOREIGN),))
    probe.error(reply, _FORBIDDEN)
    probe.claim("set-cookie" not in reply.headers, reply, "no_cookie", "Set-Cookie")


@check("sessions.idle")
def idle(probe: Probe) -> None:
    """A session that is not used for its idle time ends; one that is used lives on."""
    actor = _user(probe)
    seconds = probe.stage.options.session_idle or probe.blueprint.auth.idle_seconds
    if seconds > PATIENCE_SECONDS:
        raise skip("idle_long", seconds=seconds)
    probe.cast.sign_in(actor)
    for _ in range(4):
        time.sleep(seconds / 2)
        _is_in(probe, _cookies(actor))
    time.sleep(seconds + 1)
    probe.error(_opens(probe, _cookies(actor)), 401)
    probe.cast.drop(actor)


@check("sessions.everywhere", over=subjects.of_kind("logout_all"))
def everywhere(probe: Probe) -> None:
    """Signing out everywhere ends every session of the user."""
    actor = _user(probe)
    here = _cookies(actor)
    probe.cast.sign_in(actor)
    there = _cookies(actor)
    if probe.blueprint.auth.session_limit != 1:
        _is_in(probe, here)
    probe.success(probe.operation, probe.send(probe.operation, probe.cast.path(probe.operation), actor))
    for cookies in (here, there):
        probe.error(_opens(probe, cookies), 401)
    probe.cast.drop(actor)


@check("sessions.limit")
def limit(probe: Probe) -> None:
    """A user has at most as many sessions as the SPEC says: one more ends the oldest."""
    actor = _user(probe)
    most = probe.blueprint.auth.session_limit
    if not most:
        raise skip("no_session_limit")
    held: list[Pairs] = []
    for _ in range(most + 1):
        probe.cast.sign_in(actor)
        held.append(_cookies(actor))
    probe.error(_opens(probe, held[0]), 401)
    _is_in(probe, held[-1])
