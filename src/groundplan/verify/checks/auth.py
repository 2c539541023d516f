"""Authentication: only who proved it is let in, and a session that ended stays ended."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify import subjects, tokens
from groundplan.verify.checks.endpoints import session_call
from groundplan.verify.model import skip
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check
from groundplan.verify.world import fill

if TYPE_CHECKING:
    from groundplan.verify.client import Reply

SAMPLES = 2
ROUNDS = 6
PATIENCE_SECONDS = 30
_SLOWER = 4.0
_NOTICEABLE_SECONDS = 0.04


@check("auth.no_token", over=subjects.protected)
def no_token(probe: Probe) -> None:
    """Without credentials a protected operation is 401."""
    operation = probe.operation
    named = {one.name: probe.values.uuid() for one in operation.parameters}
    path = fill(probe.cast.path(operation), named)

    reply = probe.send(operation, path, None, body={}) if operation.request else probe.send(operation, path)

    probe.error(reply, 401)


def entrance(probe: Probe) -> Operation:
    """A protected GET without parameters, to try keys at."""
    auth = probe.blueprint.auth
    if auth.me:
        return probe.blueprint.operation(auth.me)
    found = [one for one in subjects.protected(probe.blueprint) if one.method == "GET" and not one.parameters]
    if not found:
        raise skip("no_door")
    return found[0]


def _refuse(probe: Probe, *forged: str, scheme: str = "Bearer") -> None:
    door = entrance(probe)
    for token in forged:
        headers = (("Authorization", f"{scheme} {token}".strip()),)
        probe.error(probe.send(door, probe.cast.path(door), headers=headers), 401)


def _jwt(probe: Probe) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Alice's access token with its header and claims."""
    if probe.blueprint.auth.issues != "tokens":
        raise skip("no_jwt")
    token = probe.cast.alice().access_token
    parts = tokens.decode(token)
    if parts is None:
        raise skip("opaque_token")
    return token, *parts


@check("auth.let_in")
def let_in(probe: Probe) -> None:
    """Who signed in is let in: or the refusals below would prove nothing."""
    door = entrance(probe)
    alice = probe.cast.alice()
    probe.claim(alice.signed_in, None, "signed_in", "-")
    actor = alice if not subjects_roles(door) else probe.world.caller(door, alice, None)
    probe.success(door, probe.send(door, probe.cast.path(door), actor))


def subjects_roles(operation: Operation) -> bool:
    """Whether an operation asks for a role."""
    return operation.access.level == "granted"


@check("auth.malformed")
def malformed(probe: Probe) -> None:
    """What is no token is 401."""
    probe.cast.alice()
    _refuse(probe, "x", "a.b.c", "....", "é".encode().decode("latin-1"), "")
    _refuse(probe, "abc", scheme="Basic")


@check("auth.forged")
def forged(probe: Probe) -> None:
    """A token with changed claims, or a changed signature, is 401."""
    token, _, claims = _jwt(probe)
    other = {**claims, "sub": probe.values.uuid()}
    head, _, signature = token.rpartition(".")
    changed = ("A" if signature[0] != "A" else "B") + signature[1:]
    _refuse(probe, tokens.with_claims(token, other), tokens.with_claims(token, {**claims, "exp": 2**31}))
    _refuse(probe, f"{head}.{changed}", f"{head}.")


@check("auth.alg_none")
def alg_none(probe: Probe) -> None:
    """A token that says `alg: none` is 401."""
    _, header, claims = _jwt(probe)
    _refuse(probe, *(tokens.encode({**header, "alg": alg}, claims, None) for alg in ("none", "None", "NONE")))


@check("auth.foreign_key")
def foreign_key(probe: Probe) -> None:
    """A token signed with another key, or with one that is easily guessed, is 401."""
    _, header, claims = _jwt(probe)
    title = probe.blueprint.service.name.kebab
    _refuse(probe, *(tokens.encode({**header, "alg": "HS256"}, claims, key) for key in (*tokens.GUESSES, title)))


@check("auth.claims")
def own_key(probe: Probe) -> None:
    """Signed with the right key, an expired token or one of another issuer, audience or algorithm is still 401."""
    _, header, claims = _jwt(probe)
    key = probe.stage.options.token_key
    if not key:
        raise skip("no_token_key")
    door = entrance(probe)
    signed = (("Authorization", f"Bearer {tokens.encode(header, claims, key)}"),)
    if not probe.status(probe.send(door, probe.cast.path(door), headers=signed), 200):
        raise skip("other_token_key")
    bad: list[dict[str, Any]] = [{**claims, "exp": int(time.time()) - 3600}]
    bad += [{name: value for name, value in claims.items() if name != left} for left in ("exp", "sub")]
    bad += [{**claims, name: "somebody-else"} for name in ("iss", "aud") if name in claims]
    _refuse(probe, *(tokens.encode(header, one, key) for one in bad))
    _refuse(probe, tokens.encode({**header, "alg": "HS512"}, claims, key))


@check("auth.expired")
def expired(probe: Probe) -> None:
    """An access token is 401 once its time is over."""
    seconds = probe.blueprint.auth.access_seconds
    _jwt(probe)
    if seconds > PATIENCE_SECONDS:
        raise skip("lives_long", seconds=seconds)
    actor = probe.cast.spare()
    probe.cast.sign_in(actor)
    token = actor.access_token
    time.sleep(seconds + 1)
    _refuse(probe, token)


@check("auth.lifetime")
def lifetime(probe: Probe) -> None:
    """Login tells how long the token lives, and the token says the same."""
    _, _, claims = _jwt(probe)
    alice, stated = probe.cast.alice(), probe.blueprint.auth.access_seconds
    told = alice.tokens.get("expires_in")
    probe.claim(told == stated, None, "lifetime", told, seconds=stated)
    probe.claim(str(alice.tokens.get("token_type")).lower() == "bearer", None, "bearer", alice.tokens.get("token_type"))
    begun = claims.get("iat")
    span = claims.get("exp", 0) - begun if isinstance(begun, int) else stated
    probe.claim(span == stated and "exp" in claims, None, "lifetime", f"exp - iat = {span}", seconds=stated)


@check("auth.refresh_is_no_access")
def refresh_is_no_access(probe: Probe) -> None:
    """A refresh token opens nothing, an access token refreshes nothing."""
    alice = probe.cast.alice()
    if not alice.refresh_token:
        raise skip("no_refresh")
    _refuse(probe, alice.refresh_token)
    refresh = _refresh(probe)
    probe.error(session_call(probe, refresh, alice, alice.access_token), 401)


@check("auth.wrong_password", over=subjects.of_kind("login"))
def wrong_password(probe: Probe) -> None:
    """A wrong password and an unknown user get the same answer, after the same time."""
    alice = probe.cast.alice()
    unknown = str(probe.values.valid(_login_type(probe)) or f"nobody-{probe.values.token()}")
    known: list[float] = []
    other: list[float] = []
    for _ in range(ROUNDS):
        wrong, nobody = _refused(probe, alice.login), _refused(probe, unknown)
        told = [{key: value for key, value in one.fields.items() if key != "timestamp"} for one in (wrong, nobody)]
        probe.claim(told[0] == told[1], nobody, "same_refusal", told)
        known.append(wrong.seconds)
        other.append(nobody.seconds)
        if len(known) >= SAMPLES and alike(min(known), min(other)):
            break
    # The least of several: a busy machine makes some answers late, none early.
    shown = f"{min(known):.3f} s / {min(other):.3f} s"
    probe.claim(alike(min(known), min(other)), nobody, "same_time", shown)


def _refused(probe: Probe, login: str) -> Reply:
    reply = _attempt(probe, login, f"wrong-{probe.values.token()}")
    probe.error(reply, 401)
    return reply


def alike(one: float, other: float) -> bool:
    """Whether two times tell nobody anything."""
    return max(one, other) < _SLOWER * min(one, other) or abs(one - other) < _NOTICEABLE_SECONDS


def _login_type(probe: Probe) -> Any:
    auth = probe.blueprint.auth
    return probe.blueprint.resource(auth.account).field(auth.login_property).type


def _attempt(probe: Probe, login: str, password: str) -> Reply:
    return probe.send(probe.operation, probe.cast.path(probe.operation), body=probe.cast.login_body(login, password))


def _refresh(probe: Probe) -> Operation:
    auth = probe.blueprint.auth
    if not auth.refresh:
        raise skip("no_refresh")
    return probe.blueprint.operation(auth.refresh)


def _refreshing(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.kind == "refresh"]


@check("auth.rotation", over=_refreshing)
def rotation(probe: Probe) -> None:
    """A refresh gives a new pair, and the new access token opens."""
    actor = probe.cast.spare()
    old = actor.refresh_token
    reply = session_call(probe, probe.operation, actor)
    if not probe.success(probe.operation, reply):
        return
    probe.cast.renew(actor, reply)
    fresh = str(reply.fields.get("refresh_token", ""))
    probe.claim(bool(fresh) and fresh != old, None, "rotated", "-" if not fresh else "=")
    door = entrance(probe)
    bearer = (("Authorization", f"Bearer {reply.fields.get('access_token')}"),)
    probe.status(probe.send(door, probe.cast.path(door), headers=bearer), 200, 403)


@check("auth.reuse", over=_refreshing)
def reuse(probe: Probe) -> None:
    """A refresh token that is used twice is 401, and so is every later one of its family."""
    if not probe.blueprint.auth.rotating:
        raise skip("no_rotation")
    actor = probe.cast.spare()
    old = actor.refresh_token
    first = session_call(probe, probe.operation, actor, old)
    if not probe.status(first, probe.operation.success.status):
        return
    newer = str(first.fields.get("refresh_token", ""))
    probe.error(session_call(probe, probe.operation, actor, old), 401)
    probe.error(session_call(probe, probe.operation, actor, newer), 401)
    probe.cast.drop(actor)


@check("auth.logout", over=subjects.of_kind("logout"))
def logout(probe: Probe) -> None:
    """After a logout the session cannot be refreshed, or used where it is one."""
    actor = probe.cast.spare()
    if not probe.success(probe.operation, session_call(probe, probe.operation, actor)):
        return
    if actor.refresh_token and probe.blueprint.auth.refresh:
        probe.error(session_call(probe, _refresh(probe), actor), 401)
    elif actor.cookies:
        door = entrance(probe)
        probe.error(probe.send(door, probe.cast.path(door), actor), 401)
    probe.cast.drop(actor)
