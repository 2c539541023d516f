"""Answers of a provider that are replayed, mixed up or forged sign nobody in, and no session is planted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import httpx
import pytest

from groundplan.plan.model.blueprint import Provider
from groundplan.verify import provided
from groundplan.verify.client import Reply, Request
from tests.attacks.target import Target

pytestmark = [pytest.mark.slow, pytest.mark.cells(providers=True)]

FIXED = "0" * 64
FORGED = (
    "alg_none", "expired", "foreign_key", "hmac", "no_id_token", "other_azp", "other_person", "wrong_audience",
    "wrong_nonce",
)  # fmt: skip
Query = tuple[tuple[str, str], ...]


class Browser(NamedTuple):
    """A browser that was sent to the provider: what it comes back with, and its cookies."""

    query: Query
    cookies: str

    def saying(self, **changed: str) -> Query:
        """Its answer with other values."""
        return tuple({**dict(self.query), **changed}.items())


def _provider(target: Target) -> Provider:
    return provided.provider_of(target.blueprint, target.cell.case.providers[0])


def _back(target: Target) -> Browser:
    """A new browser that somebody new has signed in with, at the provider."""
    reply, cookies = provided.begin(target.stage.client, target.blueprint, _provider(target))
    login = f"{target.stage.values.token()}@attack.example"
    return Browser(provided.answer_of(reply.headers["Location"], login), cookies)


def _finish(target: Target, query: Query, cookies: str) -> Reply:
    return provided.finish(target.stage.client, target.blueprint, _provider(target), query, cookies)


def _proof(target: Target, reply: Reply) -> tuple[str, str]:
    """The header that a sign-in gives a browser to call with."""
    if not target.blueprint.auth.session_cookie:
        return "Authorization", f"Bearer {reply.fields['access_token']}"
    return "Cookie", "; ".join(line.partition(";")[0] for line in _begun(reply))


def _begun(reply: Reply) -> list[str]:
    """The Set-Cookie lines of an answer that do not take a cookie back."""
    return [line for line in reply.headers.get_list("set-cookie") if "max-age=0" not in line.lower()]


MIXED: dict[str, Callable[[Browser, Browser], tuple[Query, str]]] = {
    "a state that nobody gave": lambda one, _other: (one.saying(state="guess"), one.cookies),
    "the state of another browser": lambda one, other: (one.saying(state=dict(other.query)["state"]), one.cookies),
    "no cookie": lambda one, _other: (one.query, ""),
    "the cookie of another browser": lambda one, other: (one.query, other.cookies),
    "the answer of another person": lambda one, other: (other.query, one.cookies),
    "a stolen code, without its verifier": lambda one, other: (one.saying(code=dict(other.query)["code"]), one.cookies),
    "a code that nobody gave": lambda one, _other: (one.saying(code="guess"), one.cookies),
    "a refusal": lambda one, _other: ((("state", dict(one.query)["state"]), ("error", "access_denied")), one.cookies),
    "another issuer": lambda one, _other: (one.saying(iss="https://evil.example"), one.cookies),
}


def test_an_honest_answer_signs_in_once(target: Target) -> None:
    browser = _back(target)

    first, again = (_finish(target, browser.query, browser.cookies) for _ in range(2))

    assert first.status == 200, first.short
    assert target.knock(_proof(target, first)).status == 200
    assert again.status == 401
    assert not _begun(again)


@pytest.mark.parametrize("kind", MIXED)
def test_a_mixed_up_answer_signs_nobody_in(target: Target, kind: str) -> None:
    query, cookies = MIXED[kind](_back(target), _back(target))

    reply = _finish(target, query, cookies)

    assert reply.status == 401, reply.short
    assert not _begun(reply)


def test_a_code_serves_once(target: Target) -> None:
    used, browser = _back(target), _back(target)
    assert _finish(target, used.query, used.cookies).status == 200

    reply = _finish(target, browser.saying(code=dict(used.query)["code"]), browser.cookies)

    assert reply.status == 401, reply.short


@pytest.fixture(params=FORGED)
def forger(target: Target, issuer_address: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """What the issuer does wrong with its ID token, until the end of the test."""
    place = f"{issuer_address}/{_provider(target).id}/behave"
    httpx.post(place, data={"how": request.param}, trust_env=False).raise_for_status()
    yield request.param
    httpx.post(place, data={"how": ""}, trust_env=False).raise_for_status()


def test_an_id_token_that_is_not_valid_signs_nobody_in(target: Target, forger: str) -> None:
    browser = _back(target)

    reply = _finish(target, browser.query, browser.cookies)

    assert reply.status == 401, (forger, reply.short)
    assert not _begun(reply)


def test_a_session_planted_before_coming_back_is_not_the_one_after(target: Target) -> None:
    name = target.blueprint.auth.session_cookie
    if not name:
        pytest.skip(f"{target.cell.id} begins no sessions")
    browser = _back(target)

    reply = _finish(target, browser.query, f"{browser.cookies}; {name}={FIXED}")

    assert reply.status == 200, reply.short
    assert FIXED not in "".join(_begun(reply))
    assert target.knock(("Cookie", f"{name}={FIXED}")).status == 401
    assert target.knock(_proof(target, reply)).status == 200


def test_coming_back_again_makes_a_new_session_and_ends_the_old(target: Target) -> None:
    if not target.blueprint.auth.session_cookie:
        pytest.skip(f"{target.cell.id} begins no sessions")
    before, browser = _back(target), _back(target)
    old = _proof(target, _finish(target, before.query, before.cookies))
    assert target.knock(old).status == 200

    reply = _finish(target, browser.query, f"{browser.cookies}; {old[1]}")
    new = _proof(target, reply)

    assert reply.status == 200, reply.short
    assert target.knock(old).status == 401
    assert target.knock(new).status == 200
    lines = [line.lower() for line in _begun(reply)]
    assert all("samesite=lax" in line and "domain=" not in line for line in lines)
    assert all("httponly" in line for line in lines if "csrf" not in line.partition("=")[0])


def test_a_session_of_a_provider_is_no_proof_for_another_site(target: Target) -> None:
    if not target.blueprint.auth.session_cookie:
        pytest.skip(f"{target.cell.id} begins no sessions")
    browser = _back(target)
    proof = _proof(target, _finish(target, browser.query, browser.cookies))
    logout = target.blueprint.operation(target.blueprint.auth.logout)

    def leave(*more: tuple[str, str]) -> int:
        path = target.stage.cast.path(logout)
        return target.stage.client.send(Request(method=logout.method, path=path, headers=(proof, *more))).status

    assert [leave(), leave(("Origin", "https://evil.example"))] == [403, 403]
    assert target.knock(proof).status == 200
    assert leave(("Origin", target.service.url)) == logout.success.status
    assert target.knock(proof).status == 401
