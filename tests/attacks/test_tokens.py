"""Forged, stale and foreign tokens open nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from groundplan.verify import tokens
from groundplan.verify.tokens import encode
from tests.attacks.target import Target
from tests.support.projects import SECRET

pytestmark = [pytest.mark.slow, pytest.mark.cells(attacked=True)]

HOUR = 3600


class Token(NamedTuple):
    """A good access token, taken apart."""

    text: str
    header: dict[str, Any]
    claims: dict[str, Any]

    def signed(self, key: str | None = SECRET, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """The token with other parts, signed with `key`; a claim of None is left out."""
        changed = {name: value for name, value in {**self.claims, **claims}.items() if value is not None}
        return encode({**self.header, **(header or {})}, changed, key)


def _unsigned(token: Token) -> str:
    return token.text.rpartition(".")[0] + "."


def _flipped(token: Token) -> str:
    head, _, signature = token.text.rpartition(".")
    return f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"


FORGERIES: dict[str, Callable[[Token], str]] = {
    "alg none": lambda token: token.signed(None, {"alg": "none"}),
    "alg None": lambda token: token.signed(None, {"alg": "None"}),
    "alg nOnE, still signed": lambda token: token.signed(header={"alg": "nOnE"}),
    "no alg": lambda token: encode({"typ": "JWT"}, token.claims, SECRET),
    "no signature": _unsigned,
    "another signature": _flipped,
    "another subject under the old signature": lambda token: tokens.with_claims(
        token.text, {**token.claims, "sub": "1"}
    ),
    "a longer life under the old signature": lambda token: tokens.with_claims(
        token.text, {**token.claims, "exp": 2**31}
    ),
    "RS256 with the secret as HMAC key": lambda token: token.signed(header={"alg": "RS256"}),
    "ES256 with the secret as HMAC key": lambda token: token.signed(header={"alg": "ES256"}),
    "HS512 label on HS256": lambda token: token.signed(header={"alg": "HS512"}),
    "key chosen by kid": lambda token: token.signed("", {"kid": "../../../../dev/null"}),
    "key chosen by kid, SQL": lambda token: token.signed("x", {"kid": "' UNION SELECT 'x' --"}),
    "key in the header": lambda token: token.signed("x", {"jwk": {"kty": "oct", "k": "eA"}}),
    "key behind a URL": lambda token: token.signed("x", {"jku": "https://evil.example/keys"}),
    "public text as HMAC key": lambda token: token.signed("-----BEGIN PUBLIC KEY-----"),
    "empty key": lambda token: token.signed(""),
    "expired": lambda token: token.signed(exp=int(time.time()) - HOUR),
    "expiry left out": lambda token: token.signed(exp=None),
    "expiry as text": lambda token: token.signed(exp="never"),
    "not valid yet": lambda token: token.signed(nbf=int(time.time()) + HOUR),
    "wrong audience": lambda token: token.signed(aud="somebody else"),
    "audience left out": lambda token: token.signed(aud=None),
    "wrong issuer": lambda token: token.signed(iss="somebody else"),
    "issuer left out": lambda token: token.signed(iss=None),
    "subject left out": lambda token: token.signed(sub=None),
    "subject unknown": lambda token: token.signed(sub="0190a3b4-0000-7000-8000-000000000000"),
    "subject malformed": lambda token: token.signed(sub="' OR 1=1 --"),
    "not a token": lambda _token: "....",
}


@pytest.fixture
def token(target: Target) -> Token:
    target.needs("jwt")
    text = target.stage.cast.alice().access_token
    parts = tokens.decode(text)
    assert parts
    return Token(text, *parts)


def _bearer(text: str) -> tuple[str, str]:
    return "Authorization", f"Bearer {text}"


def test_the_good_token_opens(target: Target, token: Token) -> None:
    assert target.knock(_bearer(token.text)).status == 200
    assert target.knock(_bearer(token.signed())).status == 200


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_token_is_refused(target: Target, token: Token, forgery: str) -> None:
    reply = target.knock(_bearer(FORGERIES[forgery](token)))

    assert reply.status == 401, reply.short
    assert reply.fields["error"] == "unauthorized"


def test_a_token_counts_only_in_its_header(target: Target, token: Token) -> None:
    assert target.knock(("Cookie", f"access_token={token.text}; session={token.text}")).status == 401
    assert target.knock(("Authorization", f"Basic {token.text}")).status == 401


def test_a_refresh_token_is_no_access_token(target: Target) -> None:
    target.needs("jwt")
    refresh = target.stage.cast.alice().refresh_token

    assert refresh
    assert target.knock(_bearer(refresh)).status == 401
