"""Whose a row is that others make: librarians lend to patrons, managers issue what members have."""

from __future__ import annotations

import pytest

from groundplan.pipeline import decide
from groundplan.plan import build
from tests.read.reading import spec_of

TEXT = """
# Lending

JWT.

## Data model

### User
| Field | Type | Rules |
|---|---|---|
| id | uuid | primary key |
| email | email | unique, required |
| role | enum | patron, member, clerk; default patron |

### Loan
| Field | Type | Rules |
|---|---|---|
| id | uuid | primary key |
| {holder}_id | uuid | references User, required |

## API

- `POST /loans` ({maker})
- `GET /loans` - clerks see all, {holder}s their own
"""


@pytest.mark.parametrize("holder", ["patron", "member"])
@pytest.mark.parametrize(("maker", "generation"), [("clerk", ""), ("{holder}", "caller")])
def test_who_makes_a_row_of_another_role_says_whose_it_is(holder: str, maker: str, generation: str) -> None:
    spec = spec_of(TEXT.format(holder=holder, maker=maker.format(holder=holder)))
    plan = build(spec, decide("-", spec, {}))

    loan = next(one for one in plan.resources if one.name.pascal == "Loan")
    field = next(one for one in loan.fields if one.column == f"{holder}_id")
    rows = next(one for one in plan.operations if one.method == "GET" and one.path == "/loans").rows
    assert (field.generation or "") == generation
    assert rows is not None
    assert [(one.kind, one.principal) for one in rows.grants] == [("role", ""), ("owner", f"{holder}_id")]


PASSES = """
# 유치원

## 역할

| 역할 | 코드 |
|---|---|
| 보호자 | guardian |
| 원장 | director |

JWT.

## 데이터

### User
| 필드 | 타입 | 제약 |
|---|---|---|
| id | uuid | PK |
| email | email | unique, not null |
| role | enum(guardian, director) | not null, default guardian |

### Pass
| 필드 | 타입 | 제약 |
|---|---|---|
| id | uuid | PK |
| guardian_id | uuid | FK -> User.id, not null |
| issued_by | uuid | FK -> User.id, not null |

### Wish
| 필드 | 타입 | 제약 |
|---|---|---|
| id | uuid | PK |
| pass_id | uuid | FK -> Pass.id, not null |
| requester_id | uuid | FK -> User.id, not null |

## API

| 메서드 | 경로 | 권한 |
|---|---|---|
| POST | /passes | 원장 |
| GET | /me/passes | 보호자 |
| GET | /passes/{id} | 누구나 |
| POST | /passes/{id}/wishes | |
| GET | /me/wishes | 보호자 |
"""


def test_who_records_a_row_of_somebody_else_does_not_have_it() -> None:
    spec = spec_of(PASSES)
    plan = build(spec, decide("-", spec, {}))
    by_place = {(one.method, one.path): one for one in plan.operations}

    made = {one.column: one.generation for one in plan.resource("Pass").fields}
    rows = by_place["GET", "/me/passes"].rows
    assert (made["guardian_id"], made["issued_by_id"]) == ("", "caller")
    assert rows is not None
    assert [one.principal for one in rows.grants] == ["guardian_id"]
    assert by_place["POST", "/passes"].access.roles == ("director",)


def test_own_rows_say_nothing_of_the_row_above_that_their_maker_does_not_have() -> None:
    spec = spec_of(PASSES)
    plan = build(spec, decide("-", spec, {}))

    made = next(one for one in plan.operations if one.path == "/passes/{id}/wishes")
    assert made.access.level == "authenticated"
    assert [one.column for one in plan.resource("Wish").fields if one.generation == "caller"] == ["requester_id"]
