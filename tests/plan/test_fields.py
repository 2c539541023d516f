"""Fields: who fills them, what may be missing, and what never comes back."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest

from groundplan.plan import build
from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.model.data import Field
from groundplan.spec.model import Fact
from tests.plan import handmade
from tests.plan.handmade import endpoint, entity


def _plan(*fields: str, auth: str = "none", **parts: Any) -> Blueprint:
    return build(handmade.spec(entities=(entity("Thing", *fields),), **parts), handmade.decisions(auth))


def _facts(one: Field) -> set[str]:
    words = ("required", "nullable", "server", "hidden", "primary_key", "unique")
    return {word for word in words if getattr(one, word)} | ({one.generation} if one.generation else set())


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("name: string, required", {"required"}),
        ("name: string", {"nullable"}),
        ("name: string, default x", set()),
        ("name: string, required, default x", set()),
        ("number: string, required, read-only", {"nullable", "server"}),
        ("total: int, read-only, default 0", {"server"}),
        ("created_at: datetime", {"server", "created"}),
        ("createdAt: datetime, required", {"server", "created"}),
        ("updated_at: datetime, read-only", {"server", "updated"}),
        ("ordered_at: datetime, read-only", {"server", "created"}),
        ("ordered_at: datetime, required", {"required"}),
        ("returned_at: datetime, read-only", {"nullable", "server"}),
        ("deleted_at: datetime", {"nullable", "server"}),
        ("secret: string, write-only", {"nullable", "hidden"}),
        ("pin: password, required", {"required", "hidden"}),
    ],
)
def test_who_fills_it(text: str, facts: set[str]) -> None:
    field = _plan(text).resource("Thing").fields[-1]
    assert _facts(field) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("id: uuid, primary key", {"primary_key", "server", "uuid7"}),
        ("id: int, primary key", {"primary_key", "server", "increment"}),
        ("id: string", {"primary_key", "server", "uuid7"}),
        ("code: string(8), primary key", {"primary_key", "required"}),
    ],
)
def test_keys(text: str, facts: set[str]) -> None:
    assert _facts(_plan(text).resource("Thing").fields[0]) == facts


@pytest.mark.parametrize("column", ["password: string(255), required", "password_hash: string", "hashedPassword: text"])
def test_the_accounts_password_never_comes_back(column: str) -> None:
    spec = handmade.spec(
        entities=(entity("User", "id: uuid, primary key", "email: email, required", column),),
        endpoints=(endpoint("GET /users/{id}"),),
    )
    plan = build(spec, handmade.decisions())
    assert plan.auth.password_property == "password"
    field = plan.resource("User").field("password")
    assert (field.column, field.hidden, field.type.base, field.type.minimum_length) == (
        "password_hash",
        True,
        "password",
        8,
    )
    assert [one.name for one in plan.schema("User").properties] == ["id", "email"]


def test_a_role_without_default_starts_as_the_weakest() -> None:
    account = entity(
        "User", "email: email, required", "password: password", "role: enum(admin, editor, viewer), required"
    )
    plan = build(handmade.spec(entities=(account,)), handmade.decisions())
    assert plan.auth.default_role == "viewer"
    assert not plan.resource("User").field("role").required


def test_a_stated_body_may_leave_out_and_add_but_not_fill_what_the_server_fills() -> None:
    from groundplan.plan import problems

    request = tuple(handmade.field(text) for text in ("name: string", "note: string", "total: int", "captcha: string"))
    plan = _plan(
        "name: string, required",
        "note: string",
        "size: int, required",
        "colour: string",
        "total: int, read-only",
        endpoints=(endpoint("POST /things", request=request),),
    )
    properties = [(one.name, one.required, one.field) for one in plan.schema("ThingCreate").properties]
    assert properties == [
        ("name", True, "name"),
        ("note", False, "note"),
        ("captcha", False, ""),
        ("size", True, "size"),
    ]
    assert [one.code for one in problems(plan)] == ["PLN009"]


def test_two_bodies_of_one_resource_have_two_names() -> None:
    small = (handmade.field("name: string"),)
    plan = _plan(
        "name: string, required",
        "note: string",
        endpoints=(endpoint("POST /things"), endpoint("POST /admin/things", request=small)),
    )
    assert [one.request for one in plan.operations if one.kind == "create"] == [
        "ThingCreate",
        "CreateAdminThingRequest",
    ]


def test_a_resource_of_ours_keeps_its_name() -> None:
    spec = handmade.spec(entities=(entity("RefreshToken", "label: string"),))
    plan = build(spec, handmade.decisions())
    assert [(one.name.pascal, one.kind) for one in plan.resources if "Refresh" in one.name.pascal] == [
        ("RefreshToken2", "entity"),
        ("RefreshToken", "system"),
    ]


def test_a_cursor_may_hold_every_value_that_a_list_is_sorted_by() -> None:
    texts = tuple(f"text{number}: string(255), required" for number in range(6))
    made = _plan(*texts, endpoints=(endpoint("GET /things"),), settings=(Fact("pagination=cursor", handmade.HERE),))
    (kind,) = [one.type for one in made.schema("ThingPage").properties if one.name == "next_cursor"]
    longest = b64encode(bytes(16) + json.dumps([*(["\x01" * 255] * 6), "0" * 36]).encode())

    assert kind is not None
    assert len(longest) <= (kind.length or 0)
