"""What endpoints take in their query and their path, and lists that look like it."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of


def _asked(text: str) -> dict[str, list[tuple[str, str, bool, str | None]]]:
    return {
        f"{one.method} {one.path}": [(p.name, p.type.base, p.required, p.default) for p in one.parameters]
        for one in spec_of(f"# Harbour\n\n## API\n\n{text}").endpoints
    }


ROWS = "\n| {} |\n|---|---|---|\n| rig | string | Y |\n| page | int | N |\n"
ROW = [("rig", "string", True, None), ("page", "int", False, None)]


@pytest.mark.parametrize(
    "label",
    ["**Query Parameters**", "Query params (optional):", "#### Query Parameters", "쿼리 파라미터:", "**Parameters**"],
)
@pytest.mark.parametrize("heads", ["Name | Type | Required", "파라미터 | 타입 | 필수"])
def test_a_table_below_a_word_for_it_is_sent_in_the_query(label: str, heads: str) -> None:
    assert _asked(f"### GET /boats\n\n{label}\n{ROWS.format(heads)}") == {"GET /boats": ROW}


def test_a_head_says_that_a_table_is_sent_in_the_query() -> None:
    for head in ("Query", "Parameter", "쿼리 파라미터"):
        assert _asked(f"### GET /boats\n{ROWS.format(f'{head} | Type | Required')}") == {"GET /boats": ROW}


@pytest.mark.parametrize("label", ["**Headers**", "**Response**", "Boats have:", "Fields of the query result:"])
def test_other_tables_are_not(label: str) -> None:
    assert _asked(f"### GET /boats\n\n{label}\n{ROWS.format('Name | Type | Required')}") == {"GET /boats": []}


def test_bullets_say_what_is_sent() -> None:
    text = """### GET /boats

    Query parameters:

    - `rig` (string, required): what it sails with
    - `limit` default `50`, never more than 200
    - `sort` - by name or age, default newest
    - page: 쪽 (기본값 1)
    - `q`: 검색어
    """.replace("\n    ", "\n")

    assert _asked(text) == {
        "GET /boats": [
            ("rig", "string", True, None),
            ("limit", "int", False, "50"),
            ("sort", "unknown", False, "newest"),
            ("page", "int", False, "1"),
            ("q", "unknown", False, None),
        ]
    }


def test_bullets_below_a_bullet_say_it_too_and_end_with_it() -> None:
    text = "### GET /piers\n\n- **쿼리**:\n  - `kind` (string): 종류\n- **응답**:\n  - `id` (int): 번호\n"

    assert _asked(text) == {"GET /piers": [("kind", "string", False, None)]}


@pytest.mark.parametrize("heads", ["Name | In | Type", "이름 | 위치 | 타입"])
def test_a_column_says_where_each_is_sent(heads: str) -> None:
    rows = "| id | path | uuid |\n| deep | query | boolean |\n| name | body | string |\n| X-Trace | header | string |\n"
    (one,) = spec_of(f"# H\n\n## API\n\n### PUT /piers/{{id}}\n\n| {heads} |\n|---|---|---|\n{rows}").endpoints

    assert [(each.name, each.type.base) for each in one.parameters] == [("id", "uuid"), ("deep", "bool")]


def test_what_a_place_is_called_in_a_table_of_things_is_none() -> None:
    assert _asked("### GET /piers\n\n| Name | Location | Type |\n|---|---|---|\n| Mole | Kiel | stone |\n") == {
        "GET /piers": []
    }


def test_parameters_of_a_write_are_its_body_without_those_of_its_path() -> None:
    rows = "\n| Parameter | Type | Required |\n|---|---|---|\n| pier_id | int | yes |\n| name | string | yes |\n"
    (one,) = spec_of(f"# H\n\n## API\n\n### POST /piers/{{pier_id}}/berths\n\n**Parameters**\n{rows}").endpoints

    assert [each.name for each in one.parameters] == ["pier_id"]
    assert [each.name for each in one.request or ()] == ["name"]


def test_two_names_in_a_cell_are_two() -> None:
    rows = "\n| Query | Type |\n|---|---|\n| south, west | float |\n"

    assert [name for name, *_ in _asked(f"### GET /piers\n{rows}")["GET /piers"]] == ["south", "west"]


def test_values_behind_the_name_of_a_filter_are_no_filters() -> None:
    for text in ("sort=`latest`(기본) | `oldest`", "`sort`=latest", "?sort=latest"):
        (one,) = spec_of(f"# H\n\n## API\n\n### GET /piers\n\n**Query**: {text}\n").endpoints
        assert one.filters == ("sort",)


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("**Response 202**", [202]),
        ("**Success response (200 OK):**", [200]),
        ("**응답 (201)**", [201]),
        ("Response 2 of 3", []),
        ("**Response 404 times**", []),
    ],
)
def test_a_label_tells_the_status_of_an_answer(label: str, status: list[int]) -> None:
    (one,) = spec_of(f"# H\n\n## API\n\n### POST /piers\n\n{label}\n\n```json\n{{}}\n```\n").endpoints

    assert [each.status for each in one.responses] == status


def test_signs_say_who_may_call() -> None:
    rows = "| GET | /a | 🔓 |\n| POST | /a | 🔐 |\n| PUT | /a | 🔐 (본인) |\n| DELETE | /a | 🔐 (본인) / 👑 |\n"
    found = spec_of(
        f"# H\n\n## API\n\n| Method | Path | 인증 |\n|---|---|---|\n{rows}\n### GET /b 🔓 — B-1\n"
    ).endpoints

    assert [(one.access.kind, one.access.roles) for one in found if one.access] == [
        ("public", ()),
        ("authenticated", ()),
        ("roles", ("owner",)),
        ("roles", ("owner", "admin")),
        ("public", ()),
    ]


@pytest.mark.parametrize("row", ["Base URL | `https://x.example/api/v1`", "기본 경로 | /api/v1 (모든 호출)"])
def test_a_table_about_all_calls_tells_the_base_path(row: str) -> None:
    calls = "| Method | Path |\n|---|---|\n| GET | /boats |\n\n## 2\n\n`GET /api/v1/boats`\n"
    spec = spec_of(f"# H\n\n| 항목 | 내용 |\n|---|---|\n| {row} |\n\n## API\n\n{calls}")

    assert spec.base_path
    assert spec.base_path.value == "/api/v1"
    assert [one.path for one in spec.endpoints] == ["/boats"]


def test_what_an_endpoint_is_said_to_call_is_a_third_party() -> None:
    text = "# H\n\n## API\n\n### POST /notes/title\n\n- Description: {}\n"
    named = {
        "Sends the text to Gemini to get a title.": ["Gemini"],
        "카카오 알림톡이 아닌 Twilio API를 호출한다.": ["Twilio"],
        "The `gemini` flag of a note is set.": [],
    }

    for words, wants in named.items():
        assert [one.name for one in spec_of(text.format(words)).integrations] == wants, words


def test_a_value_shows_what_is_sent() -> None:
    told = "### GET /boats\n\n- Query:\n    - rig: null\n    - page: 1\n    - paid = true\n    - depth: in metres\n"
    assert _asked(told)["GET /boats"] == [
        ("rig", "unknown", False, None),
        ("page", "int", False, None),
        ("paid", "bool", False, None),
        ("depth", "unknown", False, None),
    ]
