"""Access tokens of programs: a client id and a secret, exchanged as OAuth 2.0 says (RFC 6749, section 4.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from groundplan.verify.client import Client, Reply, Request

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint

Pairs = tuple[tuple[str, str], ...]
GRANT = ("grant_type", "client_credentials")
_FORM = ("Content-Type", "application/x-www-form-urlencoded")


def client_id(blueprint: Blueprint, secret: str) -> str:
    """The id that a secret begins with."""
    keys = blueprint.auth.keys
    prefix = keys.prefix if keys else ""
    return prefix + secret[len(prefix) :].partition("_")[0]


def form(blueprint: Blueprint, secret: str, *more: tuple[str, str]) -> Pairs:
    """What a client sends for a token when it proves itself in the body."""
    return (GRANT, ("client_id", client_id(blueprint, secret)), ("client_secret", secret), *more)


def ask(client: Client, blueprint: Blueprint, fields: Pairs, headers: Pairs = (), query: Pairs = ()) -> Reply:
    """The answer to a form at the token endpoint."""
    keys = blueprint.auth.keys
    operation = blueprint.operation(keys.token if keys else "")
    base = blueprint.service.base_path if operation.under_base else ""
    client.secrets |= {value for name, value in fields if name == "client_secret"}
    return client.send(
        Request(
            method=operation.method,
            path=base + operation.path,
            query=query,
            headers=(_FORM, *headers),
            content=urlencode(fields).encode(),
            has_body=True,
            rule=operation.limit,
        )
    )
