"""What the user of the suite says about the service: where it is, who may sign in, and what it was started with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """An account that exists already; where only programs call, `password` is its API key."""

    login: str
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one run.

    `label` makes unique values unique between runs. `user` and `other` replace registration, `admin` has a role
    that registration does not give. `token_key` is the key that the service signs its tokens with.
    `session_idle` the seconds after which it ends an idle session, 0 for what the SPEC says. `secrets` are
    the webhook secrets by integration. `provider` is the id of a provider with a test issuer; then logins are email
    addresses and have no password. `timeout` is in seconds, of one request.
    """

    url: str
    label: str
    user: Credentials | None = None
    other: Credentials | None = None
    admin: Credentials | None = None
    token_key: str = ""
    cors_origin: str = ""
    session_idle: int = 0
    secrets: tuple[tuple[str, str], ...] = ()
    provider: str = ""
    pid: int | None = None
    limits: bool = True
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    timeout: float = 30.0
