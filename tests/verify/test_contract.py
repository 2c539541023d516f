"""The error contract: which bodies are taken for one, in the form of the house and as problem+json."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import httpx
import pytest

from groundplan.verify.client import Reply
from groundplan.verify.contract import Contract, is_utc
from groundplan.verify.model import Exchange
from tests.verify.service.blueprint import blueprint

ENVELOPE = {"error": "conflict", "message": "Taken.", "details": [], "timestamp": "2026-01-15T10:00:00Z"}
DETAIL = {"field": "name", "code": "taken", "message": "is taken"}
PROBLEM = {"type": "about:blank", "title": "Taken.", "status": 409, "errors": [DETAIL]}


def _reply(body: Any, media: str = "application/json") -> Reply:
    exchange = Exchange("GET", "/", (), "", 409, (), "")
    headers = httpx.Headers({"content-type": media})
    return Reply(status=409, headers=headers, text=json.dumps(body), json=body, seconds=0.0, exchange=exchange)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({}, ""),
        ({"details": [DETAIL]}, ""),
        ({"error": "not_found"}, "error 'not_found'"),
        ({"message": ""}, "message ''"),
        ({"timestamp": "2026-01-15 10:00:00"}, "timestamp '2026-01-15 10:00:00'"),
        ({"timestamp": "2026-01-15T10:00:00+09:00"}, "timestamp '2026-01-15T10:00:00+09:00'"),
        ({"details": {}}, "details {}"),
        ({"details": [{"field": "name"}]}, "details with {'field': 'name'}"),
        ({"trace": "…"}, "keys details, error, message, timestamp, trace"),
    ],
)
def test_the_envelope(change: dict[str, Any], fault: str) -> None:
    assert Contract(blueprint()).error_fault(_reply(ENVELOPE | change), 409) == fault


def test_what_is_no_object_is_no_error_body() -> None:
    assert Contract(blueprint()).error_fault(_reply(["x"]), 409) == "no JSON object (application/json)"


@pytest.mark.parametrize(
    ("change", "media", "fault"),
    [
        ({}, "application/problem+json", ""),
        ({}, "application/json", "content type 'application/json'"),
        ({"status": 400}, "application/problem+json", "type 'about:blank', title 'Taken.', status 400"),
        ({"errors": [{}]}, "application/problem+json", "details with {}"),
    ],
)
def test_problem_json(change: dict[str, Any], media: str, fault: str) -> None:
    contract = Contract(replace(blueprint(), error_format="problem"))

    assert contract.error_fault(_reply(PROBLEM | change, media), 409) == fault


def test_fields_are_named_in_both_forms() -> None:
    plan = blueprint()

    assert Contract(plan).named_fields(_reply(ENVELOPE | {"details": [DETAIL]})) == {"name"}
    assert Contract(replace(plan, error_format="problem")).named_fields(_reply(PROBLEM)) == {"name"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-01-15T10:00:00Z", True),
        ("2026-01-15T10:00:00.123456+00:00", True),
        ("2026-01-15T10:00:00", False),
        ("2026-02-30T10:00:00Z", False),
        (5, False),
    ],
)
def test_times_are_rfc_3339_in_utc(text: object, expected: bool) -> None:
    assert is_utc(text) is expected
