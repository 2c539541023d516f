"""What an account's owner and a sign-up do not write, and which references are whoever calls."""

from __future__ import annotations

import pytest

from groundplan.pipeline import decide
from groundplan.plan import build
from groundplan.plan.model.blueprint import Blueprint
from tests.plan import handmade
from tests.read.reading import spec_of

ACCOUNT = """
# Fair

JWT.

## Data model

### User
| Field | Type | Rules | Notes |
|---|---|---|---|
| id | uuid | primary key | |
| email | email | unique, required | |
| password | password | required | |
| role | enum | user, admin; default user | |
| {field} | {type} | {rules} |

## API

- `POST /auth/register` (public)
- `GET /users/{{id}}` (self, admin)
- `PATCH /users/me` (authenticated)
- `POST /users` (admin)
- `PATCH /users/{{id}}` (self, admin)
"""
GUARDED = [
    ("is_admin", "boolean", "default false"),
    ("isBlocked", "boolean", "required"),
    ("blocked_at", "datetime", "nullable"),
    ("email_verified", "boolean", "default false"),
    ("email_verified_at", "datetime", "nullable"),
    ("is_active", "boolean", "required"),
    ("balance", "decimal(12,2)", "default 0"),
    ("points", "int", "required"),
    ("status", "enum", "active, suspended; default active"),
    ("상태", "enum", "정상, 정지; default 정상"),
    ("차단여부", "boolean", "default false"),
    ("tier", "enum", "basic, gold; default basic"),
]
FREE = [
    ("is_public", "boolean", "default false"),
    ("notifications_enabled", "boolean", "default true"),
    ("last_active_at", "datetime", "nullable"),
    ("status", "enum", "online, away; default online"),
    ("age", "int", "nullable"),
    ("theme", "enum", "dark, light; default dark"),
    ("is_active", "boolean", "default true | set only by the owner"),
    ("알림여부", "boolean", "default true"),
]


def _plan(text: str) -> Blueprint:
    spec = spec_of(text)
    return build(spec, decide("-", spec, {}))


def _sent(plan: Blueprint, method: str, path: str, column: str) -> bool:
    operation = next(one for one in plan.operations if (one.method, one.path) == (method, path))
    return any(one.field == column for one in plan.schema(operation.request).properties)


def _codes(plan: Blueprint) -> list[str]:
    return [one.code for one in plan.problems if one.code in ("PLN038", "PLN039")]


@pytest.mark.parametrize(("name", "type_", "rules"), GUARDED)
def test_what_gives_rights_or_moderates_is_written_by_roles_only(name: str, type_: str, rules: str) -> None:
    plan = _plan(ACCOUNT.format(field=name, type=type_, rules=rules))

    field = plan.resource("User").fields[-1]
    taken = {
        place: _sent(plan, *place, field.column)
        for place in (
            ("POST", "/auth/register"), ("PATCH", "/users/me"), ("POST", "/users"), ("PATCH", "/users/{id}")
        )
    }  # fmt: skip
    assert list(taken.values()) == [False, False, True, True]
    assert field.writers is not None
    assert field.writers.roles == ("admin",)
    assert field.nullable or field.default is not None
    assert _codes(plan) == ["PLN038"]


@pytest.mark.parametrize(("name", "type_", "rules"), FREE)
def test_what_people_say_of_themselves_stays_theirs(name: str, type_: str, rules: str) -> None:
    plan = _plan(ACCOUNT.format(field=name, type=type_, rules=rules))

    column = plan.resource("User").fields[-1].column
    assert _sent(plan, "PATCH", "/users/me", column)
    assert _codes(plan) == []


def test_a_flag_that_must_be_there_begins_as_the_harmless_one() -> None:
    begun = {
        name: _plan(ACCOUNT.format(field=name, type="boolean", rules="required")).resource("User").fields[-1].default
        for name in ("is_admin", "is_active", "enabled", "banned")
    }
    assert begun == {"is_admin": "false", "is_active": "true", "enabled": "true", "banned": "false"}


def test_a_stated_body_that_lists_such_a_field_is_answered_with_a_warning() -> None:
    stated = handmade.endpoint(
        "POST /auth/register", request=tuple(map(handmade.field, ("email: email", "banned: bool")))
    )
    account = ("id: uuid, primary key", "email: email, required", "password: password, required", "banned: bool")
    plan = build(
        handmade.spec(entities=(handmade.entity("User", *account),), endpoints=(stated,)), handmade.decisions()
    )

    assert not _sent(plan, "POST", "/auth/register", "banned")
    assert [one.code for one in plan.problems] == ["PLN009", "PLN038"]


ROWS = """
# Fair

JWT.

## Data model

### User
| Field | Type | Rules |
|---|---|---|
| id | uuid | primary key |
| email | email | unique, required |
| role | enum | user, admin; default user |

### {entity}
| Field | Type | Rules |
|---|---|---|
| id | uuid | primary key |
{fields}

## API

- `POST /things` ({maker})
- `GET /things` ({maker})
"""


@pytest.mark.parametrize(
    ("entity", "fields", "maker", "caller"),
    [
        ("Listing", "seller_id", "authenticated", "seller_id"),
        ("Message", "sender_id recipient_id", "authenticated", "sender_id"),
        ("Message", "receiver_id sender_id", "authenticated", "sender_id"),
        ("Review", "reviewer_id", "authenticated", "reviewer_id"),
        ("Bid", "bidder_id", "authenticated", "bidder_id"),
        ("Application", "applicant_id", "authenticated", "applicant_id"),
        ("Trade", "seller_id buyer_id", "authenticated", "buyer_id"),
        ("Report", "reporter_id target_id", "authenticated", "reporter_id"),
        ("Attendance", "student_id recorded_by", "admin", "recorded_by_id"),
        ("Task", "assignee_id", "authenticated", ""),
        ("Submission", "reviewer_id", "authenticated", ""),
        ("Invitation", "invitee_id", "authenticated", ""),
        ("Lesson", "tutor_id", "authenticated", ""),
        ("Training", "trainer_id", "authenticated", ""),
        ("Listing", "seller_id", "admin", ""),
        ("Invoice", "customer_id", "admin", ""),
        ("Ticket", "approver_id?", "authenticated", ""),
        ("Review", "reviewer_id?", "authenticated", ""),
    ],
)
def test_who_makes_a_row_is_whoever_calls(entity: str, fields: str, maker: str, caller: str) -> None:
    rows = [f"| {one.rstrip('?')} | uuid | references User, {_need(one)} |" for one in fields.split()]
    text = ROWS.format(entity=entity, fields="\n".join(rows), maker=maker)
    plan = _plan(text.replace("/things", f"/{entity.lower()}s"))

    resource = plan.resource(entity)
    assert [one.column for one in resource.fields if one.generation == "caller"] == ([caller] if caller else [])
    assert _codes(plan) == (["PLN039"] if caller else [])


def _need(name: str) -> str:
    return "nullable" if name.endswith("?") else "required"
