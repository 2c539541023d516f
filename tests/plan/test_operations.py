"""Classification: every row of rules/operations.yaml settles the endpoints that it should."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from groundplan import resources
from groundplan.plan.model.api import OPERATION_KINDS
from groundplan.plan.operations.operations import classify
from groundplan.plan.words import tables
from groundplan.plan.words.routes import base_path
from groundplan.spec.model import Integration, Relation, Spec
from tests.plan import handmade

CASES: list[dict[str, Any]] = resources.read_yaml(Path(__file__).with_name("operations.yaml"))


def _spec(case: dict[str, Any]) -> Spec:
    entities = tuple(handmade.entity(name, *fields) for name, fields in case.get("entities", {}).items())
    webhook = case.get("webhook", "")
    return handmade.spec(
        entities=entities,
        relations=tuple(_relation(text) for text in case.get("relations", [])),
        endpoints=(
            handmade.endpoint(case["endpoint"], case.get("auth", ""), summary=case.get("says", "")),
            *(handmade.endpoint(text, summary="uploads") for text in case.get("beside", [])),
        ),
        integrations=(Integration("Third", handmade.HERE, webhook=webhook),) if webhook else (),
    )


def _relation(text: str) -> Relation:
    found = re.fullmatch(r"(\w+) (\S+) (\w+)(?: through (\w+))?", text)
    assert found
    return Relation(found[1], found[3], found[2], handmade.HERE, found[4] or "")  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule']} {case['endpoint']}" for case in CASES])
def test_settled_by(case: dict[str, Any]) -> None:
    one = classify(_spec(case), case.get("keys", ""))[0]
    assert (one.rule, one.kind) == (case["rule"], case["kind"])
    if "entity" in case:
        assert one.entity == case["entity"]
    if "under" in case:
        assert one.under == case["under"]
    if "join" in case:
        assert one.join == case["join"]


def test_every_row_has_a_case() -> None:
    assert {row["id"] for row in tables.operation_rules()} == {case["rule"] for case in CASES}


def test_every_kind_is_reached() -> None:
    assert {row["kind"] for row in tables.operation_rules()} == set(OPERATION_KINDS)


def test_the_reason_is_in_the_language_of_the_spec() -> None:
    english = classify(handmade.spec(endpoints=(handmade.endpoint("GET /health"),)))[0]
    korean = classify(handmade.spec(language="ko", endpoints=(handmade.endpoint("GET /health"),)))[0]
    assert english.why.isascii()
    assert not korean.why.isascii()


@pytest.mark.parametrize(
    ("paths", "base"),
    [
        (("/boats", "/trips"), "/api/v1"),
        (("/api/boats", "/api/trips"), "/api"),
        (("/api/boats", "/trips"), ""),
        (("/api/v1/boats", "/api/v2/trips"), ""),
    ],
)
def test_paths_that_begin_otherwise_are_written_whole(paths: tuple[str, ...], base: str) -> None:
    assert base_path(handmade.spec(endpoints=tuple(handmade.endpoint(f"GET {one}") for one in paths))) == base


def test_the_base_path_is_no_part_of_the_shape() -> None:
    spec = handmade.spec(
        entities=(handmade.entity("Book", "title: string"),),
        endpoints=tuple(handmade.endpoint(f"GET /api/v2/books{end}") for end in ("", "/{id}")),
    )
    assert [one.kind for one in classify(spec)] == ["list", "read"]


def test_paths_name_in_english_what_the_data_model_names_in_korean() -> None:
    calls = ("POST /books", "GET /books/{id}", "DELETE /bookings/{id}", "GET /ships")
    spec = handmade.spec(
        entities=(handmade.entity("도서", "제목: string"), handmade.entity("예약", "시작일: date")),
        endpoints=tuple(map(handmade.endpoint, calls)),
    )

    assert [(one.kind, one.entity) for one in classify(spec)][:3] == [
        ("create", "도서"),
        ("read", "도서"),
        ("delete", "예약"),
    ]
    assert classify(spec)[3].entity == ""
