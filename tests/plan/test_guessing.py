"""Types of fields that the SPEC gives none."""

from __future__ import annotations

import pytest

from groundplan.plan import build, problems
from groundplan.plan.data.guessing import guess
from groundplan.plan.words import tables
from tests.plan import handmade
from tests.plan.handmade import endpoint, entity

NAMES = [
    ("created_at", "datetime"),
    ("lastLogin", "datetime"),
    ("생성일시", "datetime"),
    ("due_date", "date"),
    ("생년월일", "date"),
    ("isPublic", "bool"),
    ("결제 여부", "bool"),
    ("active", "bool"),
    ("contactEmail", "email"),
    ("viewCount", "int"),
    ("조회수", "int"),
    ("unit_price", "decimal"),
    ("총 금액", "decimal"),
    ("latitude", "float"),
    ("내용", "text"),
]
OTHERS = [
    "name",
    "is",
    "at",
    "format",
    "latest",
    "priceless",
    "account",
    "phone",
    "status",
    "candidate",
    "상태",
    "제목",
]


@pytest.mark.parametrize(("name", "base"), NAMES)
def test_a_name_says_what_a_field_holds(name: str, base: str) -> None:
    assert guess(name) == base


@pytest.mark.parametrize("name", OTHERS)
def test_other_names_say_nothing(name: str) -> None:
    assert guess(name) == ("datetime" if name == "at" else "")


def test_each_row_has_its_case() -> None:
    assert {row["type"] for row in tables.type_rows()} == {base for _, base in NAMES}


def test_it_is_told_and_stated_types_stay() -> None:
    boat = entity("Boat", "id: uuid, primary key", "sail_count: unknown", "built_at: string", "price: unknown")
    boat = boat._replace(fields=(*boat.fields[:3], boat.fields[3]._replace(raw_type="Money")))
    plan = build(handmade.spec(entities=(boat,), endpoints=(endpoint("GET /boats"),)), handmade.decisions("none"))
    bases = {one.column: one.type.base for one in plan.resource("Boat").fields}
    assert bases["sail_count"] == "int"
    assert (bases["built_at"], bases["price"]) == ("string", "string")
    told = {one.code: one.message for one in problems(plan)}
    assert "`sail_count` int" in told["PLN041"]
    assert "`price`" in told["PLN002"]
