"""Signing in through a provider: an answer counts once, in the browser that asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from groundplan.verify import provided, subjects
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Provider

Query = tuple[tuple[str, str], ...]


def _provider(probe: Probe) -> Provider:
    return provided.serving(probe.blueprint, probe.operation, probe.stage.options.provider)


def _answered(probe: Probe) -> tuple[Query, str]:
    """A new answer of the issuer, and the cookies that belong to it."""
    reply, cookies = provided.begin(probe.stage.client, probe.blueprint, _provider(probe))
    login = f"{probe.values.token()}@verify.example"
    return provided.answer_of(reply.headers["Location"], login), cookies


def _refuse(probe: Probe, query: Query, cookies: str, status: int = 401) -> None:
    reply = provided.finish(probe.stage.client, probe.blueprint, _provider(probe), query, cookies)
    probe.error(reply, status)


def _with(query: Query, name: str, value: str) -> Query:
    return tuple((key, value if key == name else old) for key, old in query)


@check("provider.request", over=subjects.of_kind("oauth_start"))
def request(probe: Probe) -> None:
    """The way to the provider has a state, a nonce and a PKCE challenge, new each time, and sets a safe cookie."""
    provider = _provider(probe)
    sent = [provided.begin(probe.stage.client, probe.blueprint, provider)[0] for _ in range(2)]
    asked = [parse_qs(urlsplit(reply.headers["Location"]).query) for reply in sent]
    for name in ("state", "code_challenge", *(() if provider.is_plain else ("nonce",))):
        values = [one.get(name, [""])[0] for one in asked]
        probe.claim(all(values) and len(set(values)) == len(values), sent[0], "fresh_secret", values, name=name)
    probe.claim(asked[0].get("code_challenge_method") == ["S256"], sent[0], "s256", asked[0])
    lines = [line.lower() for line in sent[0].headers.get_list("set-cookie")]
    probe.claim(any("httponly" in line and "samesite" in line for line in lines), sent[0], "cookie", "; ".join(lines))


@check("provider.once", over=subjects.of_kind("oauth_callback"))
def once(probe: Probe) -> None:
    """An answer of the provider signs in once."""
    query, cookies = _answered(probe)
    first = provided.finish(probe.stage.client, probe.blueprint, _provider(probe), query, cookies)
    if probe.success(probe.operation, first):
        _refuse(probe, query, cookies)


@check("provider.browser", over=subjects.of_kind("oauth_callback"))
def browser(probe: Probe) -> None:
    """An answer counts only in the browser in which the sign-in began."""
    query, cookies = _answered(probe)
    _refuse(probe, query, "")
    _refuse(probe, query, _answered(probe)[1])
    reply = provided.finish(probe.stage.client, probe.blueprint, _provider(probe), query, cookies)
    probe.success(probe.operation, reply)


@check("provider.mixed", over=subjects.of_kind("oauth_callback"))
def mixed(probe: Probe) -> None:
    """A state that nobody gave, a code of another sign-in and a refusal are 401."""
    query, cookies = _answered(probe)
    _refuse(probe, _with(query, "state", probe.values.token()), cookies)
    other, others = _answered(probe)
    _refuse(probe, _with(other, "code", dict(query)["code"]), others)
    third, thirds = _answered(probe)
    _refuse(probe, (("state", dict(third)["state"]), ("error", "access_denied")), thirds)
