"""Clients: a token for an id and a secret as OAuth 2.0 says (RFC 6749, section 4.4), no wider than its client."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlencode

from groundplan.verify import grants, subjects, tokens
from groundplan.verify.checks.auth import ROUNDS, SAMPLES, alike, entrance
from groundplan.verify.checks.keys import made_key, revoke, secret_of
from groundplan.verify.model import skip
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.verify.client import Reply
    from groundplan.verify.grants import Pairs
    from groundplan.verify.probe import Probe

_TOKEN = subjects.of_kind("token")
_OK, _BAD, _UNKNOWN, _FORBIDDEN = 200, 400, 401, 403


def _ask(probe: Probe, fields: Pairs, headers: Pairs = (), query: Pairs = ()) -> Reply:
    return grants.ask(probe.stage.client, probe.blueprint, fields, headers, query)


def _form(probe: Probe, secret: str, *more: tuple[str, str]) -> Pairs:
    return grants.form(probe.blueprint, secret, *more)


def _identity(probe: Probe, secret: str) -> tuple[str, str]:
    return "client_id", grants.client_id(probe.blueprint, secret)


def _refused(probe: Probe, reply: Reply, error: str) -> None:
    """The refusal of OAuth 2.0 (RFC 6749, section 5.2), with a challenge where nobody was known."""
    status = _UNKNOWN if error == "invalid_client" else _BAD
    if probe.status(reply, status):
        probe.claim(reply.fields.get("error") == error, reply, "oauth_error", reply.fields.get("error"), error=error)
    if status == _UNKNOWN:
        challenge = reply.headers.get("WWW-Authenticate", "")
        probe.claim(challenge.startswith("Basic"), reply, "header_present", challenge, name="WWW-Authenticate: Basic")


def _granted(probe: Probe, *more: tuple[str, str]) -> tuple[dict[str, Any], str]:
    """A new client of alice's that reads and changes, and a token of it. Raises Skip where there is none."""
    made = made_key(probe, "write")
    token = _ask(probe, _form(probe, secret_of(probe, made), *more)).fields.get("access_token")
    if not token:
        raise skip("no_key")
    return made, str(token)


def _knock(probe: Probe, token: str) -> Reply:
    door = entrance(probe)
    return probe.send(door, probe.cast.path(door), headers=(("Authorization", f"Bearer {token}"),))


@check("clients.granted", over=_TOKEN)
def granted(probe: Probe) -> None:
    """A client gets a token that opens, that no cache keeps, and that nothing renews."""
    reply = _ask(probe, _form(probe, secret_of(probe, made_key(probe))))
    if not probe.success(probe.operation, reply):
        return
    kept = reply.headers.get("Cache-Control", "")
    probe.claim("no-store" in kept, reply, "header", kept, name="Cache-Control", value="no-store")
    probe.claim("refresh_token" not in reply.fields, reply, "no_refresh_token", "refresh_token")
    probe.status(_knock(probe, str(reply.fields["access_token"])), _OK, _FORBIDDEN)


@check("clients.lifetime", over=_TOKEN)
def lifetime(probe: Probe) -> None:
    """The token is an access token by its type (RFC 9068), and lives as long as stated."""
    reply = _ask(probe, _form(probe, secret_of(probe, made_key(probe))))
    parts = tokens.decode(str(reply.fields.get("access_token", "")))
    if parts is None:
        raise skip("opaque_token")
    header, claims = parts
    keys = probe.blueprint.auth.keys
    seconds = keys.token_seconds if keys else 0
    probe.claim(header.get("typ") == "at+jwt", reply, "token_type", header.get("typ"), type="at+jwt")
    told = (reply.fields.get("expires_in"), claims.get("exp", 0) - claims.get("iat", 0))
    probe.claim(told == (seconds, seconds), reply, "lifetime", told, seconds=seconds)


@check("clients.header", over=_TOKEN)
def header(probe: Probe) -> None:
    """HTTP Basic proves a client too."""
    secret = secret_of(probe, made_key(probe))
    probe.success(probe.operation, _ask(probe, (grants.GRANT,), _basic(probe, secret)))


def _basic(probe: Probe, secret: str) -> Pairs:
    pair = f"{quote_plus(grants.client_id(probe.blueprint, secret))}:{quote_plus(secret)}"
    return (("Authorization", f"Basic {b64encode(pair.encode()).decode()}"),)


@check("clients.unknown", over=_TOKEN)
def unknown(probe: Probe) -> None:
    """Whoever does not prove to be a client is told the same: 401 invalid_client."""
    secret, other = (secret_of(probe, made_key(probe)) for _ in range(2))
    identity = _identity(probe, secret)
    forms: list[Pairs] = [(grants.GRANT,), (grants.GRANT, identity)]
    forms += [(grants.GRANT, identity, ("client_secret", wrong)) for wrong in (_changed(secret), other, "x")]
    replies = [_ask(probe, fields) for fields in forms]
    for reply in replies:
        _refused(probe, reply, "invalid_client")
        probe.claim(reply.fields == replies[0].fields, reply, "same_refusal", reply.fields)


def _changed(secret: str) -> str:
    return secret[:-1] + ("A" if secret[-1] != "A" else "B")


@check("clients.time", over=_TOKEN)
def time(probe: Probe) -> None:
    """A wrong secret takes as long as an unknown client."""
    secret = secret_of(probe, made_key(probe))
    keys = probe.blueprint.auth.keys
    known, nobody = _identity(probe, secret), ("client_id", f"{keys.prefix if keys else ''}{'0' * 12}")
    taken: dict[tuple[str, str], list[float]] = {known: [], nobody: []}
    for _ in range(ROUNDS):
        for identity, seconds in taken.items():
            reply = _ask(probe, (grants.GRANT, identity, ("client_secret", _changed(secret))))
            seconds.append(reply.seconds)
        if len(taken[known]) >= SAMPLES and alike(*map(min, taken.values())):
            break
    # The least of several: a busy machine makes some answers late, none early.
    least = [min(one) for one in taken.values()]
    probe.claim(alike(*least), None, "same_time", " / ".join(f"{one:.3f} s" for one in least))


@check("clients.one_way", over=_TOKEN)
def one_way(probe: Probe) -> None:
    """A client proves itself in one way, and never in the query; nothing is said twice."""
    secret = secret_of(probe, made_key(probe))
    form = _form(probe, secret)
    _refused(probe, _ask(probe, form, _basic(probe, secret)), "invalid_request")
    _refused(probe, _ask(probe, form[:1], query=form[1:]), "invalid_request")
    _refused(probe, _ask(probe, (*form, grants.GRANT)), "invalid_request")


@check("clients.form", over=_TOKEN)
def form(probe: Probe) -> None:
    """A token is asked for by POST, with a form."""
    fields = _form(probe, secret_of(probe, made_key(probe)))
    path = probe.cast.path(probe.operation)
    content = urlencode(fields).encode()
    for kind in ("application/json", "text/plain"):
        reply = probe.send(probe.operation, path, headers=(("Content-Type", kind),), content=content, body=None)
        _refused(probe, reply, "invalid_request")


@check("clients.grant", over=_TOKEN)
def grant(probe: Probe) -> None:
    """Nothing but the credentials of a client is a grant here."""
    form = _form(probe, secret_of(probe, made_key(probe)))[1:]
    for name in ("password", "authorization_code", "refresh_token", "implicit"):
        _refused(probe, _ask(probe, (("grant_type", name), *form)), "unsupported_grant_type")


@check("clients.scope", over=_TOKEN)
def scope(probe: Probe) -> None:
    """A token has no scope beyond its client's, and none beyond what was asked for."""
    secret = secret_of(probe, made_key(probe, "write"))
    for wide in ("manage", "read manage", "admin"):
        _refused(probe, _ask(probe, _form(probe, secret, ("scope", wide))), "invalid_scope")
    _, narrow = _granted(probe, ("scope", "read"))
    found = [one for one in subjects.protected(probe.blueprint) if one.kind == "create" and not one.parents]
    if not found:
        raise skip("no_operation")
    bearer = (("Authorization", f"Bearer {narrow}"),)
    probe.error(probe.send(found[0], probe.cast.path(found[0]), body={}, headers=bearer), _FORBIDDEN)


@check("clients.forged", over=_TOKEN)
def forged(probe: Probe) -> None:
    """A token that was changed, or that somebody else signed, is 401."""
    _, token = _granted(probe)
    parts = tokens.decode(token)
    if parts is None:
        raise skip("opaque_token")
    header, claims = parts
    wide = {**claims, "scope": "manage"}
    unsigned = (tokens.encode({**header, "alg": alg}, wide, None) for alg in ("none", "None"))
    guessed = (tokens.encode(header, wide, key) for key in tokens.GUESSES)
    for wrong in (tokens.with_claims(token, wide), *unsigned, *guessed):
        probe.error(_knock(probe, wrong), _UNKNOWN)


@check("clients.ended", over=_TOKEN)
def ended(probe: Probe) -> None:
    """A token ends at once with its client."""
    made, token = _granted(probe)
    probe.status(_knock(probe, token), _OK, _FORBIDDEN)
    revoke(probe, made)
    probe.error(_knock(probe, token), _UNKNOWN)
