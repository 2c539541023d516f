"""What contracts in prose say of a call: lines with labels, tables below a call, answers in one line."""

from __future__ import annotations

from groundplan.spec.model import Endpoint, Spec
from tests.read.reading import spec_of

TABLE = "\n\n| Field | Type | Required |\n|---|---|---|\n| depth | integer | yes |\n"


def one(text: str) -> Endpoint:
    return understood(text).endpoints[0]


def understood(text: str) -> Spec:
    return spec_of(text)


def asked(text: str) -> list[str]:
    return [field.name for field in one(text).request or ()]


def test_a_table_below_a_line_with_a_call_is_what_it_takes() -> None:
    assert asked(f"# Pier\n\n## API\n\n### Make a pier\n\n`POST /piers`{TABLE}") == ["depth"]
    assert asked(f"# 부두\n\n## API\n\n### 부두 등록 요청\n\n`POST /piers` — 관리자만{TABLE}") == ["depth"]
    assert asked(f"# Pier\n\n## API\n\n### Read a pier\n\n`GET /piers`{TABLE}") == []
    assert asked(f"# Pier\n\n## API\n\n### Make a pier\n\n`POST /piers`\n\nThe response has these fields:{TABLE}") == []


def test_a_sentence_about_one_header_is_no_label() -> None:
    told = "Makes a pier. Role: harbour. Header `Idempotency-Key`, kept for a day."
    made = one(f"# Pier\n\n## API\n\n### POST /piers\n\n{told}{TABLE}")

    assert made.access is not None
    assert made.access.roles == ("harbour",)
    assert [field.name for field in made.request or ()] == ["depth"]
    assert asked(f"# Pier\n\n## API\n\n### POST /piers\n\nRequest headers:{TABLE}") == []


def test_roles_may_have_remarks_in_brackets() -> None:
    made = one(
        "# Pier\n\n## API\n\n### GET /piers/{id}\n\nShows one. Roles: skipper (own piers only), harbour, clerk.\n"
    )

    assert made.access is not None
    assert made.access.roles == ("its skipper", "harbour", "clerk")


def test_answers_of_one_line_keep_their_words() -> None:
    said = "Responses: 202, the same for each address, 400, 409 `PIER_TAKEN`, 429"
    made = one(f"# Pier\n\n## API\n\n### POST /piers\n\n{said}\n")

    assert [answer.status for answer in made.responses] == [202, 400, 409, 429]
    assert [answer.entity for answer in made.responses] == [""] * 4
    counted = one("# Pier\n\n## API\n\n### POST /piers\n\nResponses: 201 with the pier, its depth, 300 m long, 400\n")
    assert [answer.status for answer in counted.responses] == [201, 400]


def test_names_in_code_spans_are_the_members_of_an_answer() -> None:
    made = one("# Pier\n\n## API\n\n### POST /piers\n\nResponses: 201 with `id`, `depth` and `owner`, 400\n")

    assert [field.name for field in made.responses[0].fields] == ["id", "depth", "owner"]


def test_the_queries_of_a_line_filter() -> None:
    made = one("# Pier\n\n## API\n\n### GET /piers\n\nLists them. Public. Query: `depth`, `owner`, `limit`.\n")

    assert made.filters == ("depth", "owner", "limit")


def test_requirements_behind_the_first_words_are_served() -> None:
    made = one("# Pier\n\n## API\n\n### POST /piers\n\nMakes a pier (FR-1, FR-2), which is empty. Role: harbour.\n")

    assert made.requirements == ("FR-1", "FR-2")


def test_a_cell_with_a_dash_answers_nothing() -> None:
    rows = "| Method | Path | Success | Errors |\n|---|---|---|---|\n| POST | /piers | - | 400, 401 |\n"

    assert [answer.status for answer in one(f"# Pier\n\n## API\n\n{rows}").responses] == [400, 401]


def test_remarks_state_defaults_and_keys() -> None:
    rows = (
        "| 컬럼 | 타입 | NULL | 키 | 설명 |\n|---|---|---|---|---|\n| id | UUID | N | PK | 번호 |\n"
        "| code | VARCHAR(9) | N | UK | 코드 |\n| pier_id | UUID | N | FK(pier.id), UK | 부두 |\n"
        "| state | ENUM('open','shut') | N | | 상태, 기본값 open |\n| depth | INT | N | | 수심(기본값: 3) |\n"
        "| kind | ENUM('a','b') | N | | 기본값은 화면에서 정한다 |\n"
    )
    fields = {
        it.name: it for it in understood(f"# 부두\n\n## 데이터 모델\n\n### 선석 (berth)\n\n{rows}").entities[0].fields
    }

    assert [name for name, it in fields.items() if it.unique] == ["code", "pier_id"]
    assert {name: it.default for name, it in fields.items() if it.default} == {"state": "open", "depth": "3"}


def test_roles_are_called_by_their_codes() -> None:
    rows = (
        "| 구분 | 코드 | 하는 일 |\n|---|---|---|\n| 선장 | skipper | 배를 댄다 |\n| 관리자 | admin | 부두를 연다 |\n"
    )
    roles = understood(f"# 부두\n\n## 사용자 구분\n\n{rows}").roles

    assert [(it.name, it.description) for it in roles] == [("skipper", "선장"), ("admin", "관리자")]


def test_the_condition_of_a_row_is_what_happens() -> None:
    rows = "| 번호 | 조건 | 기대 결과 |\n|---|---|---|\n| AC-01 | 찬 부두에 배를 대면 | 409를 반환한다 |\n"
    scenario = understood(f"# 부두\n\n## 인수 조건\n\n{rows}").scenarios[0]

    assert [step.keyword for step in scenario.steps] == ["when", "then"]
