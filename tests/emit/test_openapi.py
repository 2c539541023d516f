"""The OpenAPI document of a Blueprint: valid, precise, and with examples that obey it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openapi_spec_validator import OpenAPIV31SpecValidator
from ruamel.yaml import YAML

from groundplan.emit import emit
from groundplan.emit.openapi import document
from groundplan.plan.model.api import Answer
from groundplan.plan.model.blueprint import Auth, Blueprint
from groundplan.plan.model.data import Type
from tests.emit.blueprints import HOSTILE, blueprint

VARIANTS: dict[str, Blueprint] = {
    "jwt": blueprint(),
    "session, problem": blueprint(
        error_format="problem", auth=Auth(scheme="session", session_cookie="session", csrf_cookie="csrf_token")
    ),
    "no auth": blueprint(auth=Auth(scheme="none")),
    "ko": blueprint(service=replace(blueprint().service, language="ko", base_path="/")),
    "empty": blueprint(operations=(), schemas=(), resources=(), enums=()),
}


@pytest.fixture(params=list(VARIANTS.values()), ids=list(VARIANTS))
def made(request: pytest.FixtureRequest) -> dict[str, Any]:
    return document(request.param)


def _operations(made: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in made["paths"].values():
        yield from (operation for method, operation in item.items() if method != "servers")


def _operation(made: dict[str, Any], identifier: str) -> dict[str, Any]:
    return next(one for one in _operations(made) if one["operationId"] == identifier)


def _examples(node: Any) -> Iterator[tuple[dict[str, Any], Any]]:
    """Every schema with the example beside it."""
    if isinstance(node, dict):
        if "schema" in node and "example" in node:
            yield node["schema"], node["example"]
        for value in node.values():
            yield from _examples(value)
    elif isinstance(node, list):
        for value in node:
            yield from _examples(value)


def _validator(schema: dict[str, Any], made: dict[str, Any]) -> Draft202012Validator:
    rooted = {"allOf": [schema], "components": made["components"]}
    return Draft202012Validator(rooted, format_checker=FormatChecker())


def _body(made: dict[str, Any], name: str) -> Draft202012Validator:
    return _validator({"$ref": f"#/components/schemas/{name}"}, made)


def test_it_is_valid(made: dict[str, Any]) -> None:
    assert [str(fault) for fault in OpenAPIV31SpecValidator(made).iter_errors()] == []


def test_examples_obey_their_schemas(made: dict[str, Any]) -> None:
    faults = [fault for schema, shown in _examples(made) for fault in _validator(schema, made).iter_errors(shown)]
    assert faults == []


def test_every_form_says_the_same(made: dict[str, Any]) -> None:
    printed = next(one for one in VARIANTS.values() if document(one) == made)
    assert json.loads(emit("openapi", printed, "json")) == made
    assert YAML(typ="safe", pure=True).load(emit("openapi", printed, "yaml")) == made


def test_every_operation_is_complete(made: dict[str, Any]) -> None:
    for operation in _operations(made):
        assert {"operationId", "summary", "description", "tags", "security", "responses"} <= operation.keys()
        assert any(status.startswith("4") for status in operation["responses"])
    declared = {tag["name"] for tag in made["tags"]}
    assert {tag for operation in _operations(made) for tag in operation["tags"]} <= declared


def test_requests_are_closed_and_say_what_is_written_only() -> None:
    made = document(VARIANTS["jwt"])
    schemas = made["components"]["schemas"]
    closed = [name for name, schema in schemas.items() if schema.get("additionalProperties") is False]
    assert closed == ["TaskCreate", "TaskUpdate", "Login", "Event"]
    assert schemas["Login"]["properties"]["password"]["writeOnly"] is True
    assert "Unused" not in schemas


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("title", ["ab", "x" * 200, "한글"], ["a", "x" * 201, "a\0b", None, 1]),
        ("status", ["open", "진행 중"], ["", "OPEN", None]),
        ("priority", [1, 5], [0, 6, "3", True, 1.5]),
        ("views", [0, 2**63 - 1, None], [-1, 2**63]),
        ("weight", [0.5, 7, None], [0.4, "1"]),
        ("hours", ["0", "9999.99", "1.5"], ["-1", "10000", "1.234", "1.", 1.5, "NaN"]),
        ("balance", ["-999999999999", "0", None], ["1.0", "1000000000000"]),
        ("due_on", ["2026-02-28"], [None, "2026-02-30", "today", "2026-2-3"]),
        ("starts_at", ["23:59:59", "00:00:00.5"], ["24:00:00", "9:00:00"]),
        ("link", ["https://a.example/x?y#z", None], ["/a", "https:", "https://a b"]),
        ("color", ["#00ff99"], ["#00FF99", "00ff99", "#00ff990"]),
        ("odd", ["anything", None], ["x" * 51]),
        ("extra", [{"a": [1, None]}, "text", 3, None], ["a\0", {"a": ["\0"]}, {"\0": 1}]),
        ("tags", [["a"], [], None], [[1], "a", ["x"] * 11]),
    ],
)
def test_values(name: str, good: list[Any], bad: list[Any]) -> None:
    body = _body(document(VARIANTS["jwt"]), "TaskCreate")
    for value in good:
        assert body.is_valid({"title": "ab", name: value}), value
    for value in bad:
        assert not body.is_valid({"title": "ab", name: value}), value


def test_unknown_and_missing_properties_are_invalid() -> None:
    body = _body(document(VARIANTS["jwt"]), "TaskCreate")
    assert not body.is_valid({"body": "x"})
    assert not body.is_valid({"title": "ab", "id": "x"})


def test_an_update_needs_nothing_and_sets_no_defaults() -> None:
    made = document(VARIANTS["jwt"])
    assert _body(made, "TaskUpdate").is_valid({})
    assert "default" not in made["components"]["schemas"]["TaskUpdate"]["properties"]["status"]
    assert made["components"]["schemas"]["TaskCreate"]["properties"]["status"]["default"] == "open"


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("", True),
        ("-priority,title", True),
        ("title,,", True),
        ("id", False),
        ("--title", False),
        ("title priority", False),
    ],
)
def test_sort(value: str, fits: bool) -> None:
    made = document(VARIANTS["jwt"])
    sort = next(one for one in _operation(made, "list_tasks")["parameters"] if one["name"] == "sort")
    assert _validator(sort["schema"], made).is_valid(value) is fits


def test_security_follows_access() -> None:
    made = document(VARIANTS["jwt"])
    assert _operation(made, "login")["security"] == []
    assert _operation(made, "create_task")["security"] == [{"bearerAuth": []}]
    assert _operation(made, "receive_event")["security"] == [{"webhookSignature": []}]
    assert set(made["components"]["securitySchemes"]) == {"bearerAuth", "webhookSignature"}
    assert "owner or editor" in _operation(made, "list_tasks")["description"]


def test_what_lies_outside_the_base_path_says_so() -> None:
    made = document(VARIANTS["jwt"])
    assert made["servers"][0]["url"] == "/api/v1"
    assert made["paths"]["/health"]["servers"] == [{"url": "/"}]
    assert "servers" not in document(VARIANTS["ko"])["paths"]["/health"]


def test_headers_and_errors() -> None:
    made = document(VARIANTS["jwt"])
    created = _operation(made, "create_task")["responses"]
    assert "Location" in created["201"]["headers"]
    assert created["422"] == {"$ref": "#/components/responses/ValidationError"}
    assert "Retry-After" in made["components"]["responses"]["RateLimited"]["headers"]
    assert "content" not in _operation(made, "delete_task")["responses"]["204"]
    problem = document(VARIANTS["session, problem"])["components"]["responses"]["Unauthorized"]["content"]
    assert list(problem) == ["application/problem+json"]


def test_cookies_and_the_proof_of_origin() -> None:
    made = document(VARIANTS["session, problem"])
    cookie = made["components"]["securitySchemes"]["sessionCookie"]
    assert (cookie["in"], cookie["name"]) == ("cookie", "__Host-session")
    named = {one["name"] for one in _operation(made, "create_task")["parameters"] if one["in"] == "header"}
    assert named == {"X-CSRF-Token"}
    assert not any(one["in"] == "header" for one in _operation(made, "list_tasks").get("parameters", ()))
    other = document(VARIANTS["jwt"])
    assert not any(one["in"] == "header" for one in _operation(other, "create_task").get("parameters", ()))


def test_answers_in_another_media_type() -> None:
    exported = replace(blueprint().operations[0], success=Answer(status=200, media_type="text/csv"))
    made = document(blueprint(operations=(exported,)))
    assert made["paths"]["/auth/login"]["post"]["responses"]["200"]["content"] == {
        "text/csv": {"schema": {"type": "string"}}
    }


def test_hostile_text_is_no_markup() -> None:
    made = document(VARIANTS["jwt"])
    assert "<script>" not in made["info"]["description"]
    assert "\u202e" not in json.dumps(made, ensure_ascii=False)
    assert "DROP TABLE" in made["info"]["description"], HOSTILE


def test_a_thing_called_error_keeps_its_name() -> None:
    named = replace(blueprint().schemas[0], name=blueprint().schemas[8].name)
    renamed = tuple(replace(one, success=Answer(status=200, schema="Error")) for one in blueprint().operations)
    made = document(blueprint(schemas=(named,), operations=renamed))
    assert "id" in made["components"]["schemas"]["Error"]["properties"]
    assert "timestamp" in made["components"]["schemas"]["ErrorBody"]["properties"]


def test_a_default_that_its_type_refuses_is_left_out() -> None:
    schema = blueprint().schemas[1]
    wrong = tuple(replace(one, default="zz", type=Type(base="int")) for one in schema.properties[:1])
    made = document(
        blueprint(schemas=(replace(schema, properties=wrong), *blueprint().schemas[2:], blueprint().schemas[0]))
    )
    assert "default" not in made["components"]["schemas"]["TaskCreate"]["properties"]["title"]
