"""How callers prove who they are: the account's fields, lifetimes and the operations that serve it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from groundplan.decide.model import Decisions
from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Auth, Keys, Provider
from groundplan.plan.model.data import Enum, Field, Resource
from groundplan.plan.model.hashing import hashing
from groundplan.plan.operations.signing import LOGINS, PROGRAMS, VERIFIED, SignIn, claim_of
from groundplan.plan.words import tables
from groundplan.plan.words.roles import TEXTS
from groundplan.plan.words.switches import switch
from groundplan.spec.callers.roles import holder
from groundplan.spec.callers.sessions import LIMIT
from groundplan.spec.model import Spec

SCHEMES = ("none", "jwt", "session", "oauth2", "client_credentials", "api_key", "basic")


Issued = Literal["", "tokens", "session"]
_ISSUES: dict[str, Issued] = {"jwt": "tokens", "oauth2": "tokens", "session": "session"}


def scheme(decisions: Decisions) -> str:
    """The decided scheme, `none` where nothing was decided or it is unknown; who signs people in leads."""
    try:
        outcome = decisions.of("auth").outcome
    except KeyError:
        return "none"
    if _setting(decisions, "identity") == "provider":
        return "oauth2"
    return outcome if outcome in SCHEMES else "none"


def issued(decisions: Decisions) -> Issued:
    """What a sign-in gives; who comes back from a provider gets a session only where that is decided."""
    chosen = scheme(decisions)
    if chosen == "oauth2" and "session" in (_setting(decisions, "local"), decisions.of("auth").outcome):
        return "session"
    return _ISSUES.get(chosen, "")


def login_field(account: Resource) -> Field:
    """What accounts sign in with: the first of e-mail, username ... that the account has. Raises KeyError."""
    texts = [one for one in account.fields if one.type.base in LOGINS and not one.hidden]
    for word in (*tables.words("login"), "name"):
        for field in texts:
            if tables.fold(field.property) == word:
                return field
    return next((one for one in account.fields if one.type.base == "email"), account.fields[0])


def password_field(account: Resource) -> Field | None:
    """The account's password, None where it has none."""
    return next((one for one in account.fields if one.type.base == "password"), None)


def role_of(account: Resource, words: tuple[str, ...], enums: tuple[Enum, ...]) -> Field | None:
    """The field of the account's global role: the one called so, else an enum that has one of the asked words."""
    texts = (one for one in account.fields if one.type.base in TEXTS)
    found = holder(texts, lambda one: one.label or one.property)
    if found is not None:
        return found
    values = {one.name.pascal: {tables.fold(value) for value in one.values} for one in enums}
    wanted = {tables.synonyms().get(tables.fold(word), tables.fold(word)) for word in words}
    return next((one for one in account.fields if values.get(one.type.enum, set()) & wanted), None)


def auth(
    spec: Spec, decisions: Decisions, account: Resource | None, role: Field | None, enums: tuple[Enum, ...],
    operations: Sequence[Operation], how: SignIn, keys: Keys | None = None,
) -> Auth:  # fmt: skip
    """The Auth of the Blueprint."""
    chosen = scheme(decisions)
    if chosen == "none" or account is None:
        return Auth(scheme="none")
    given = issued(decisions)
    seconds = _lifetimes(spec, decisions, (chosen, given))
    password = password_field(account)
    values = next((one.values for one in enums if role and one.name.pascal == role.type.enum), ())
    by_kind = {one.kind: one.id for one in reversed(operations)}
    return Auth(
        scheme=chosen,  # type: ignore[arg-type]
        issues=given,
        account=account.name.pascal,
        providers=tuple(_served(one, operations) for one in how.providers),
        keys=_keys(keys, chosen, operations, _token_seconds(spec, decisions)),
        claims=_claims(account) if how.providers else (),
        verified_property=VERIFIED if how.providers else "",
        login_property=login_field(account).property,
        role_property=role.property if role else "",
        roles=values,
        default_role=(role.default or "") if role else "",
        access_seconds=seconds.get("access", 900),
        refresh_seconds=seconds.get("refresh", 1_209_600),
        rotating=_setting(decisions, "rotation") is not False,
        idle_seconds=seconds.get("idle", 1800),
        absolute_seconds=seconds.get("absolute", 43_200),
        **(_password(password, decisions) if password else {}),
        **(_session(spec, decisions) if given == "session" else {}),
        open_registration="register" in by_kind,
        register=by_kind.get("register", ""),
        login=by_kind.get("login", ""),
        refresh=by_kind.get("refresh", ""),
        logout=by_kind.get("logout", ""),
        logout_everywhere=by_kind.get("logout_all", ""),
        me=by_kind.get("me_read", ""),
    )


def _keys(keys: Keys | None, chosen: str, operations: Sequence[Operation], seconds: int) -> Keys | None:
    """The keys with what they may not call: where people sign in, their sessions and accounts are their own."""
    if keys is None:
        return None
    token = next((one.id for one in operations if one.kind == "token"), "")
    own = () if chosen in PROGRAMS else ("logout", "logout_all", "me_update")
    refused = tuple(one.id for one in operations if one.kind in own)
    return replace(keys, token=token, token_seconds=seconds, refused=refused)


def _token_seconds(spec: Spec, decisions: Decisions) -> int:
    """How long the token of a program lives: as stated, else as decided."""
    said = (one for statement in spec.auth if statement.scheme == "client_credentials" for one in statement.lifetimes)
    stated = next((one.seconds for one in said if one.name == "access"), 0)
    decided = _setting(decisions, "client_token_ttl_seconds") or _setting(decisions, "access_ttl_seconds")
    return stated or (decided if isinstance(decided, int) else 0)


def _password(password: Field, decisions: Decisions) -> dict[str, Any]:
    """What only accounts with a password have."""
    return {
        "hashing": hashing(lambda key: _setting(decisions, key)),
        "password_property": password.property,
        "password_minimum": password.type.minimum_length,
        "password_maximum": password.type.length or 128,
    }


def _session(spec: Spec, decisions: Decisions) -> dict[str, Any]:
    """What only services with sessions have."""
    return {
        "session_store": str(_setting(decisions, "store") or "database"),
        "session_limit": int(switch(spec, LIMIT) or 0),
        "session_cookie": "session",
        "csrf_cookie": "csrf_token",
    }


def _served(provider: Provider, operations: Sequence[Operation]) -> Provider:
    """The provider with the operations for it, those of its own path before those of any provider."""
    own = sorted((one for one in operations if one.provider in ("", provider.id)), key=lambda one: not one.provider)
    by_kind = {one.kind: one.id for one in reversed(own)}
    return replace(provider, start=by_kind["oauth_start"], callback=by_kind["oauth_callback"])


def _claims(account: Resource) -> tuple[tuple[str, str], ...]:
    """The columns of an account that a provider's claims fill, with the claim of each."""
    shown = (one for one in account.fields if not one.hidden and not one.server)
    found = ((one.column, claim_of(one.property, one.type.base)) for one in shown)
    return tuple((column, claim) for column, claim in found if claim)


def _lifetimes(spec: Spec, decisions: Decisions, schemes: Sequence[str]) -> dict[str, int]:
    stated = {
        one.name: one.seconds for statement in spec.auth if statement.scheme in schemes for one in statement.lifetimes
    }
    for name in ("access", "refresh", "idle", "absolute"):
        decided = _setting(decisions, f"{name}_ttl_seconds")
        if name not in stated and isinstance(decided, int) and decided > 0:
            stated[name] = decided
    return stated


def _setting(decisions: Decisions, key: str) -> object:
    try:
        return decisions.of("auth").setting(key)
    except KeyError:
        return None
