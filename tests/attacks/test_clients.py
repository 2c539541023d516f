"""Clients that guess, stretch or mix what OAuth 2.0 gives them get nothing, and are not told why."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from groundplan.verify import grants, tokens
from groundplan.verify.client import Reply, Request
from tests.attacks.target import Target

pytestmark = [pytest.mark.slow, pytest.mark.cells(clients=True)]

Pairs = grants.Pairs


def _ask(target: Target, fields: Pairs, headers: Pairs = (), query: Pairs = ()) -> Reply:
    return grants.ask(target.stage.client, target.blueprint, fields, headers, query)


def _on_clients(target: Target, kind: str, body: object = None, **ids: str) -> Reply:
    """What the owner does with a client."""
    keys = target.blueprint.auth.keys
    operation = next(
        one for one in target.blueprint.operations if keys and (one.resource, one.kind) == (keys.resource, kind)
    )
    path = target.stage.cast.path(operation).replace("{id}", ids.get("id", ""))
    headers = target.stage.cast.headers(target.stage.cast.alice())
    sent = Request(method=operation.method, path=path, headers=headers, body=body, has_body=body is not None)
    return target.stage.client.send(sent)


def _client(target: Target, scope: str = "write") -> dict[str, Any]:
    reply = _on_clients(target, "create", {"name": "attack", "scope": scope})
    assert reply.status == 201, reply.short
    return reply.fields


def _form(target: Target, client: dict[str, Any], *more: tuple[str, str]) -> Pairs:
    return grants.form(target.blueprint, client["client_secret"], *more)


def _token(target: Target, client: dict[str, Any], *more: tuple[str, str]) -> str:
    return str(_ask(target, _form(target, client, *more)).fields["access_token"])


def _knock(target: Target, token: str) -> int:
    return target.knock(("Authorization", f"Bearer {token}")).status


def _basic(client_id: str, secret: str) -> Pairs:
    return (("Authorization", f"Basic {b64encode(f'{client_id}:{secret}'.encode()).decode()}"),)


def _said(reply: Reply) -> tuple[int, Any, Any]:
    return reply.status, reply.fields.get("error"), reply.fields.get("error_description")


def test_a_good_client_gets_a_token_that_opens(target: Target) -> None:
    client = _client(target)
    basic = _ask(target, (grants.GRANT,), _basic(client["client_id"], client["client_secret"]))

    assert basic.status == 200
    assert basic.headers["Cache-Control"] == "no-store"
    assert _knock(target, basic.fields["access_token"]) == 200
    assert _knock(target, _token(target, client)) == 200


def test_whoever_is_no_client_is_told_the_same(target: Target) -> None:
    client, other = _client(target), _client(target)
    identity, secret = ("client_id", client["client_id"]), client["client_secret"]
    wrong = ("", "x", secret[:-1], secret + "A", secret.upper(), other["client_secret"], "' OR '1'='1", "\x00", "é")
    replies = [_ask(target, (grants.GRANT, identity, ("client_secret", one))) for one in wrong]
    replies += [_ask(target, (grants.GRANT,)), _ask(target, (grants.GRANT, identity))]
    replies += [_ask(target, (grants.GRANT,), _basic(client["client_id"], one)) for one in ("x", secret[:-1])]
    replies.append(_ask(target, (grants.GRANT, ("client_id", "cl_%"), ("client_secret", secret))))

    assert {_said(one)[:2] for one in replies} == {(401, "invalid_client")}
    assert len({_said(one) for one in replies}) == 1
    assert all(one.headers["WWW-Authenticate"].startswith("Basic") for one in replies)


def test_a_secret_is_taken_in_one_place(target: Target) -> None:
    client = _client(target)
    form = _form(target, client)
    both = _ask(target, form, _basic(client["client_id"], client["client_secret"]))
    query = _ask(target, form[:1], query=form[1:])
    twice = _ask(target, (*form, ("client_secret", client["client_secret"])))

    assert [_said(one)[:2] for one in (both, query, twice)] == [(400, "invalid_request")] * 3


def test_a_token_goes_no_further_than_its_client(target: Target) -> None:
    client = _client(target)
    for wide in ("manage", "read write manage", "admin", "*"):
        assert _said(_ask(target, _form(target, client, ("scope", wide))))[:2] == (400, "invalid_scope"), wide
    narrow = (("Authorization", f"Bearer {_token(target, client, ('scope', 'read'))}"),)
    changing = [
        one
        for one in target.blueprint.operations
        if one.method != "GET" and one.access.level in ("authenticated", "granted")
    ]
    done = {
        one.id: target.stage.client.send(
            Request(method=one.method, path=target.stage.cast.path(one).replace("{id}", target.stage.values.uuid()),
                    headers=narrow, body={}, has_body=bool(one.request))
        ).status
        for one in changing
    }  # fmt: skip

    assert changing
    assert set(done.values()) == {403}, done


def test_a_token_ends_with_its_client(target: Target) -> None:
    revoked, renewed = _client(target), _client(target)
    before = [_token(target, one) for one in (revoked, renewed)]
    assert [_knock(target, one) for one in before] == [200, 200]

    assert _on_clients(target, "delete", id=revoked["id"]).status == 204
    assert _on_clients(target, "action", id=renewed["id"]).status == 200

    assert [_knock(target, one) for one in before] == [401, 401]
    assert _ask(target, _form(target, renewed)).status == 401


def test_a_forged_token_of_a_client_is_refused(target: Target) -> None:
    token = _token(target, _client(target))
    parts = tokens.decode(token)
    assert parts is not None
    header, claims = parts
    wide, key = {**claims, "scope": "manage"}, target.stage.options.token_key
    forged = {
        "changed": tokens.with_claims(token, wide),
        **{f"alg {alg}": tokens.encode({**header, "alg": alg}, wide, None) for alg in ("none", "None", "NONE")},
        **{f"key {guess}": tokens.encode(header, wide, guess) for guess in tokens.GUESSES},
        "of a person": tokens.encode({**header, "typ": "JWT"}, claims, key),
        "for another": tokens.encode(header, {**claims, "aud": "another"}, key),
        "over": tokens.encode(header, {**claims, "exp": 1}, key),
        "of no client": tokens.encode(header, {**claims, "client_id": "cl_000000000000"}, key),
    }

    assert header["typ"] == "at+jwt"
    assert _knock(target, tokens.encode(header, claims, key)) == 200
    assert {name: _knock(target, one) for name, one in forged.items()} == dict.fromkeys(forged, 401)
