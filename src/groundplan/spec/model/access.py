"""Who callers are and what they may do: authentication, passwords, roles."""

from __future__ import annotations

from typing import Literal

from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model.facts import Origin

AuthScheme = Literal["jwt", "oauth2", "session", "client_credentials", "api_key", "basic", "none"]


class Lifetime(NamedTuple):
    """A stated duration: `name` is access, refresh, idle, absolute; `seconds` its length."""

    name: str
    seconds: int
    span: Span


class AuthStatement(NamedTuple):
    """One stated scheme with its details. `store` is redis or database for sessions, `provider` for oauth2."""

    scheme: AuthScheme
    span: Span
    lifetimes: tuple[Lifetime, ...] = ()
    rotating: bool | None = None
    store: str = ""
    providers: tuple[str, ...] = ()
    origin: Origin = "stated"


class PasswordPolicy(NamedTuple):
    """What the SPEC says of passwords; empty where it is silent. `rounds` are those of bcrypt, a power of two."""

    span: Span
    algorithm: str = ""
    minimum: int | None = None
    rounds: int | None = None


class Role(NamedTuple):
    """A declared role or actor."""

    name: str
    span: Span
    description: str = ""
    origin: Origin = "stated"


class Permission(NamedTuple):
    """A cell of a roles matrix: `actions` are read, create, update, delete, all; `own` those limited to own rows."""

    role: str
    resource: str
    actions: tuple[str, ...]
    span: Span
    own: tuple[str, ...] = ()
