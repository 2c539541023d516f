"""Signing in through a provider whose issuer is a test one: it signs in whoever `login_hint` names, at once."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx

from groundplan.verify.client import Client, Reply, Request
from groundplan.verify.model import skip

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint, Provider


def provider_of(blueprint: Blueprint, name: str) -> Provider:
    """The provider of that id. Raises Skip where the SPEC has none such."""
    for one in blueprint.auth.providers:
        if one.id == name:
            return one
    raise skip("no_provider", name=name or "-")


def serving(blueprint: Blueprint, operation: Operation, name: str) -> Provider:
    """The provider of that id, where the operation serves it. Raises Skip where it serves another."""
    found = provider_of(blueprint, name)
    if operation.id not in (found.start, found.callback):
        raise skip("no_provider", name=operation.provider)
    return found


def path_of(blueprint: Blueprint, operation: Operation, provider: Provider) -> str:
    """The path of an operation for one provider."""
    base = blueprint.service.base_path if operation.under_base else ""
    path = operation.path
    for one in operation.parameters:
        path = path.replace("{" + one.name + "}", provider.id)
    return base + path


def begin(client: Client, blueprint: Blueprint, provider: Provider) -> tuple[Reply, str]:
    """Begin a sign-in: the answer, and the cookies that it sets. Raises Skip when it is refused."""
    operation = blueprint.operation(provider.start)
    request = Request(method="GET", path=path_of(blueprint, operation, provider), rule=operation.limit)
    reply = client.send(request)
    if not reply.headers.get("Location"):
        raise skip("no_login", got=reply.short)
    lines = reply.headers.get_list("set-cookie")
    return reply, "; ".join(line.partition(";")[0] for line in lines)


def answer_of(target: str, login: str) -> tuple[tuple[str, str], ...]:
    """What the issuer sends back for somebody. Raises Skip where it is no test issuer."""
    try:
        answer = httpx.get(f"{target}&{urlencode({'login_hint': login})}", follow_redirects=False, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL) as fault:
        raise skip("no_issuer", got=type(fault).__name__) from fault
    query = urlsplit(answer.headers.get("Location", "")).query
    if not query:
        raise skip("no_issuer", got=answer.status_code)
    return tuple(parse_qsl(query))


def finish(
    client: Client, blueprint: Blueprint, provider: Provider, query: tuple[tuple[str, str], ...], cookies: str
) -> Reply:
    """Bring the issuer's answer to the service."""
    operation = blueprint.operation(provider.callback)
    path = path_of(blueprint, operation, provider)
    headers = (("Cookie", cookies),) if cookies else ()
    return client.send(Request(method="GET", path=path, query=query, headers=headers, rule=operation.limit))


def sign_in(client: Client, blueprint: Blueprint, name: str, login: str, brought: str = "") -> Reply:
    """Sign somebody in, in a browser that has the cookies `brought` already: the answer of the callback."""
    provider = provider_of(blueprint, name)
    reply, cookies = begin(client, blueprint, provider)
    cookies = "; ".join(one for one in (cookies, brought) if one)
    return finish(client, blueprint, provider, answer_of(reply.headers["Location"], login), cookies)
