"""What tables and lines beside endpoints and entities state, with what looks like it."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

BODY = """# Lots

## API

### `POST /lots` 요청과 응답

{label}

| {heads} |
|---|---|---|
| title | string(100) | O |
| weight | int | - |

- 201: Lot
"""


def _request(label: str, heads: str = "이름 | 형식 | 필수") -> list[tuple[str, str, bool]] | None:
    (endpoint,) = spec_of(BODY.format(label=label, heads=heads)).endpoints
    fields = endpoint.request
    return None if fields is None else [(one.name, one.type.base, one.required) for one in fields]


def test_a_table_below_the_word_for_it_is_the_body_of_the_request() -> None:
    fields = [("title", "string", True), ("weight", "int", False)]

    assert _request("요청:") == fields
    assert _request("**Request body** (JSON):", "Field | Type | Required") == fields


def test_other_tables_of_fields_are_no_body_of_a_request() -> None:
    for label in ("응답:", "Query parameters:", "The request is answered with:"):
        assert _request(label) is None


def test_a_table_that_is_a_body_is_no_table_without_a_name() -> None:
    assert spec_of(BODY.format(label="요청:", heads="이름 | 형식 | 필수")).unread == ()
    assert spec_of(BODY.format(label="응답:", heads="이름 | 형식 | 필수")).unread != ()


def test_the_column_of_callers_says_who_may_call() -> None:
    text = (
        "# Lots\n\n## API\n\n| 엔드포인트 | 호출자 |\n|---|---|\n| `GET /lots` | 누구나 |\n| `POST /lots` | farmer |\n"
    )

    assert [one.access and one.access.kind for one in spec_of(text).endpoints] == ["public", "roles"]


@pytest.mark.parametrize("label", ["Body of `POST /lots`:", "Request body for POST /lots:", "`POST /lots` 요청 본문:"])
def test_a_label_that_names_a_call_is_over_its_body(label: str) -> None:
    listed = "| Method | Path |\n|---|---|\n| POST | /lots |\n| POST | /crates |\n"
    table = "| Field | Type | Required |\n|---|---|---|\n| title | string | yes |\n"
    spec = spec_of(f"# Lots\n\n## API\n\n{listed}\n{label}\n\n{table}")

    assert [one.request and [field.name for field in one.request] for one in spec.endpoints] == [["title"], None]


@pytest.mark.parametrize(
    "label", ["Response of `POST /lots`:", "Errors of `POST /lots`:", "Body of the crate `POST /x`:"]
)
def test_other_labels_with_a_call_are_over_no_body(label: str) -> None:
    table = "| Field | Type | Required |\n|---|---|---|\n| title | string | yes |\n"
    spec = spec_of(f"# Lots\n\n## API\n\n| Method | Path |\n|---|---|\n| POST | /lots |\n\n{label}\n\n{table}")

    assert next(one.request for one in spec.endpoints if one.path == "/lots") is None


RANGES = {
    "REQ-004~REQ-006": ("REQ-004", "REQ-005", "REQ-006"),
    "FR-9 to FR-11": ("FR-9", "FR-10", "FR-11"),
    "FR-9–11": ("FR-9", "FR-10", "FR-11"),
    "REQ-SHOP-001 ~ 002": ("REQ-SHOP-001", "REQ-SHOP-002"),
    "REQ-006~REQ-004": ("REQ-006", "REQ-004"),
    "REQ-001~FR-003": ("REQ-001", "FR-003"),
    "REQ-001, REQ-900": ("REQ-001", "REQ-900"),
    "REQ-1~REQ-900": ("REQ-1", "REQ-900"),
}


@pytest.mark.parametrize(("cited", "ids"), RANGES.items(), ids=RANGES)
def test_a_range_of_ids_is_each_of_them(cited: str, ids: tuple[str, ...]) -> None:
    (endpoint,) = spec_of(f"# Lots\n\n## API\n\n- POST /lots ({cited})\n").endpoints

    assert endpoint.requirements == ids


def test_numbers_that_an_endpoint_names_are_ids_of_requirements() -> None:
    text = "# Jobs\n\n## API\n\n### POST /jobs\n- Requirement: {}\n"

    assert spec_of(text.format("1.1, 1.2 and 2.1")).endpoints[0].requirements == ("1.1", "1.2", "2.1")
    assert spec_of(text.format("version 1.2 of the client")).endpoints[0].requirements == ()


def test_indexes_and_relations_of_one_line_are_several() -> None:
    text = (
        "# Jobs\n\n## Data model\n\n### Job\n- id: uuid, primary key\n- state: string(8)\n- due: date\n\n"
        "Indexes: (state, due), unique (due)\n\n### Task\n- id: uuid, primary key\n\n관계: User 1:N Job, Job 1:N Task\n"
    )
    spec = spec_of(text)

    assert [(len(one.columns), one.unique) for one in spec.entities[0].indexes] == [(2, False), (1, True)]
    assert [(one.source, one.target) for one in spec.relations] == [("User", "Job"), ("Job", "Task")]


def test_heads_say_what_numbers_in_a_row_of_a_service_are() -> None:
    text = "# Jobs\n\n## Integrations\n\n| Service | URL | Timeout | Retries |\n|---|---|---|---|\n{}\n"
    (one,) = spec_of(text.format("| Payer | https://pay.example.com | 3 s | 2, with a key |")).integrations
    (other,) = spec_of(text.format("| Payer | https://pay.example.com | - | none |")).integrations

    assert (one.timeout_seconds, one.retries) == (3, 2)
    assert (other.timeout_seconds, other.retries) == (None, 0)


def test_standards_beside_a_field_bind_it_no_further() -> None:
    text = "# Jobs\n\n## Data model\n\n### Job\n| Field | Type | Rules |\n|---|---|---|\n| due | datetime | {} |\n"

    assert spec_of(text.format("required, UTC")).unread == ()
    assert spec_of(text.format("required, ISO 8601")).unread == ()
    assert [one.text for one in spec_of(text.format("required, sooner")).unread] == ["sooner"]


def test_an_id_is_that_of_a_requirement_where_its_family_is() -> None:
    text = (
        "# Lots\n\n## 요구사항\n\n**AUC-01** 시스템은 출품을 저장해야 한다.\n\n**{}** 시스템은 입찰을 저장할 수 있다.\n"
    )

    assert [one.id for one in spec_of(text.format("AUC-02")).requirements] == ["AUC-01", "AUC-02"]
    assert [one.id for one in spec_of(text.format("DOC-02")).requirements] == ["AUC-01"]


def test_a_list_in_brackets_is_a_body() -> None:
    text = "# Jobs\n\n## API\n\n### POST /jobs\n- 본문: {}\n"
    request = spec_of(text.format("name(string(40), 필수), day(date)")).endpoints[0].request

    assert [(one.name, one.type.base, one.required) for one in request or ()] == [
        ("name", "string", True),
        ("day", "date", False),
    ]
    assert spec_of(text.format("the name (as in the passport)")).endpoints[0].request is None


def test_a_table_of_calls_says_who_sends_what_and_why() -> None:
    text = (
        "# Jobs\n\n## Endpoints\n\n"
        "| # | Call | Who | Sends | Gets | Fails with | Serves |\n|---|---|---|---|---|---|---|\n"
        "| 1 | `GET /jobs` | any role | filters `state`, `due` | 200 | 401 | R-1.1 |\n"
    )
    (one,) = spec_of(text).endpoints

    assert (one.access and one.access.kind, one.filters, one.requirements) == (
        "authenticated",
        ("state", "due"),
        ("R-1.1",),
    )
    assert sorted(answer.status for answer in one.responses) == [200, 401]


def test_bold_lines_with_ids_begin_scenarios() -> None:
    text = (
        "# Jobs\n\n## Acceptance\n\n**AC-1 Take (REQ-1)**\n\nGiven a job\nWhen it is taken\nThen 200\n\n"
        "**AC-2 Leave (REQ-2)**\n\nGiven a job\n**And** a helper\nThen 409\n"
    )

    assert [(one.id, one.requirements, len(one.steps)) for one in spec_of(text).scenarios] == [
        ("AC-1", ("REQ-1",), 3),
        ("AC-2", ("REQ-2",), 3),
    ]


def test_who_an_entity_is_for_is_no_field_of_it() -> None:
    text = "# Jobs\n\n## 주요 엔티티\n\n- **회원(Member)**: {}\n"

    assert [one.fields for one in spec_of(text.format("보호자, 교사, 원장의 계정")).entities] == [()]
    assert [len(one.fields) for one in spec_of(text.format("이름, 주소, 번호")).entities] == [3]


def test_a_line_of_callers_may_end_with_the_requirements_that_it_serves() -> None:
    text = "# Jobs\n\n## API\n\n### POST /jobs\n- Auth: {}\n"

    for words, kind, ids in (
        ("foreman (R-02, R-03)", "roles", ("R-02", "R-03")),
        ("public, 10 a minute for each address (R-08)", "public", ("R-08",)),
        ("foreman (own)", "roles", ()),
    ):
        (endpoint,) = spec_of(text.format(words)).endpoints
        assert (endpoint.access and endpoint.access.kind, endpoint.requirements) == (kind, ids)


def test_a_line_of_answers_gives_each_with_its_place() -> None:
    text = (
        "# Jobs\n\n## API\n\n### POST /jobs\n- Responses: `201` with the Job; `400` malformed; `409` closed, or full.\n"
    )
    (endpoint,) = spec_of(text).endpoints

    assert [(one.status, one.entity) for one in endpoint.responses] == [(201, "Job"), (400, ""), (409, "")]
    assert text.splitlines()[5][endpoint.responses[1].span.column - 1 :].startswith("`400`")


def test_the_column_of_success_is_an_answer() -> None:
    for heads in ("Success | Errors", "성공 | 오류"):
        text = (
            f"# Jobs\n\n## API\n\n| Method | Path | {heads} |\n|---|---|---|---|\n| POST | /jobs | 201 | 400, 409 |\n"
        )
        assert sorted(one.status for one in spec_of(text).endpoints[0].responses) == [201, 400, 409]


def test_endpoints_below_the_word_for_bodies_stand_with_what_they_are_called_with() -> None:
    text = "# Jobs\n\n## API\n\n{}:\n\n- `POST /jobs`: `{{ title: string(80), pay: int }}`\n"

    for label in ("Request bodies", "요청 본문"):
        (endpoint,) = spec_of(text.format(label)).endpoints
        assert [one.name for one in endpoint.request or ()] == ["title", "pay"]
    assert spec_of(text.format("Answers")).endpoints[0].request is None


def test_names_in_marks_are_all_that_a_list_is_filtered_by() -> None:
    text = "# Jobs\n\n## API\n\n### GET /jobs\n- Query: `state` filters, `limit` (default 20, maximum 50), `cursor`\n"

    assert spec_of(text).endpoints[0].filters == ("state", "limit", "cursor")


def test_sentences_with_labels_in_one_line_are_read_each() -> None:
    text = "# Lots\n\n## API\n\n### POST /lots\n\n{}\n"
    line = "Role: grower. Body: `{ title: string(40) }`. 201 Lot. Errors: 400, 401. Requirements: 1.1, 2.3"
    (endpoint,) = spec_of(text.format(line)).endpoints

    assert [one.name for one in endpoint.request or ()] == ["title"]
    assert [one.status for one in endpoint.responses] == [201, 400, 401]
    assert (endpoint.requirements, endpoint.access and endpoint.access.roles) == (("1.1", "2.3"), ("grower",))

    korean = "권한: grower. 요청: `{ title: string(40) }`. 응답: 201 Lot. 오류: 400, 401"
    assert [one.status for one in spec_of(text.format(korean)).endpoints[0].responses] == [201, 400, 401]

    (plain,) = spec_of(text.format("Note: a lot is made. 201 lots fit: that is a rule of the hall.")).endpoints
    assert plain.responses == ()


def test_ids_without_a_hyphen_are_those_of_requirements() -> None:
    text = "# Lots\n\n## API\n\n| Method | Path | Serves |\n|---|---|---|\n| GET | /lots | {} |\n"

    assert spec_of(text.format("R1, R12")).endpoints[0].requirements == ("R1", "R12")
    assert spec_of(text.format("R1 of the old hall")).endpoints[0].requirements == ()


PART = """# Lots

## API

### 5.3 `POST /lots` (clerk)

Makes a lot (RQ-1, RQ-2). {more}

| Field | Type | Required | Rule |
|---|---|---|---|
| title | string | yes | at most 80 characters |
| weight | integer | no | 1 to 40 |

Answers: 201 Lot, 400, 422.
"""


def test_below_the_heading_of_a_write_required_fields_are_its_body_and_ids_in_brackets_its_requirements() -> None:
    (lot,) = spec_of(PART.format(more="")).endpoints

    assert [(one.name, one.required, one.minimum, one.maximum) for one in lot.request or ()] == [
        ("title", True, None, "80"),
        ("weight", False, "1", "40"),
    ]
    assert [one.status for one in lot.responses] == [201, 400, 422]
    assert lot.requirements == ("RQ-1", "RQ-2")


def test_what_comes_back_is_no_body() -> None:
    (lot,) = spec_of(PART.format(more="It returns:")).endpoints

    assert lot.request is None


def test_answers_may_stand_behind_a_sentence() -> None:
    (lot,) = spec_of("# T\n\n## API\n\n### `DELETE /lots`\n\nEmpties the yard (RQ-3). Answers: 204, 401.\n").endpoints

    assert ([one.status for one in lot.responses], lot.requirements) == ([204, 401], ("RQ-3",))


HEADED = """# Pots

## 2. Pots

### 2.1 {title}

| `POST` | `/pots` | {said} |
|---|---|---|

{words}

| {heads} |
|---|---|---|
| glaze | string(40) | Y |
| litres | int | N |
"""


@pytest.mark.parametrize(
    ("title", "said", "words", "heads"),
    [
        ("Add a pot", "makes one", "**Request body**", "Field | Type | Required"),
        ("그릇 등록", "새 그릇", "**요청 바디**", "필드 | 타입 | 필수"),
    ],
)
def test_the_head_of_a_table_without_rows_may_be_an_endpoint(title: str, said: str, words: str, heads: str) -> None:
    spec = spec_of(HEADED.format(title=title, said=said, words=words, heads=heads))

    (endpoint,) = spec.endpoints
    assert (endpoint.method, endpoint.path, endpoint.summary) == ("POST", "/pots", said)
    assert [one.name for one in endpoint.request or ()] == ["glaze", "litres"]
    assert ([one.name for one in spec.entities], spec.unread) == (["pot"], ())


def test_the_head_of_a_table_with_rows_is_none() -> None:
    text = "# Pots\n\n## API\n\n| GET | /pots |\n|---|---|\n| POST | /kilns |\n"

    assert [(one.method, one.path) for one in spec_of(text).endpoints] == [("POST", "/kilns")]


KEYED = {
    "`pots.kiln_id` → `kilns.id` (CASCADE delete)": ("pots", "N:1", "kilns", "cascade"),
    "pots.kiln_id -> kilns.id ON DELETE SET NULL": ("pots", "N:1", "kilns", "set null"),
    "`pots.(kiln_id, shelf)` → `shelves.(kiln_id, number)`": ("pots", "N:1", "shelves", None),
    "`pots.glaze` → `kilns.fire` makes it": None,
    "`pots.md` -> `kilns`": None,
}


@pytest.mark.parametrize(("line", "wants"), KEYED.items(), ids=[*KEYED])
def test_a_key_that_points_at_another_is_a_relation(line: str, wants: tuple[str, ...] | None) -> None:
    found = spec_of(f"# Pots\n\n## Data model\n\n**Relationships:**\n\n- {line}\n").relations

    assert [(one.source, one.cardinality, one.target, one.on_delete) for one in found] == ([wants] if wants else [])


TAKEN = {
    "`POST /lots` endpoint that accepts `title`, a positive `weight` and an optional `lot_id` (UUID or null)": [
        ("title", "unknown"), ("weight", "unknown"), ("lot_id", "uuid"),
    ],
    "`POST /lots` endpoint, for farmers only, that accepts a JSON body with a `title` (string)": [("title", "string")],
    "`PUT /lots/{id}` that accepts `{ title, weight }`": [("title", "unknown"), ("weight", "unknown")],
    "`POST /lots` accepting `title`, `weight`": [("title", "unknown"), ("weight", "unknown")],
    "`GET /lots` endpoint that accepts `page` and `limit`": None,
    "`POST /lots` endpoint that requires a valid `X-Api-Key` header": None,
    "`POST /lots` endpoint that accepts PDF and PNG files": None,
    "`POST /lots` and accept what `title` and `weight` say": None,
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TAKEN.items(), ids=TAKEN)
def test_what_a_sentence_says_that_an_endpoint_takes(text: str, expected: list[tuple[str, str]] | None) -> None:
    spec = spec_of(f"# Lots\n\n## Requirements\n\n1. THE API SHALL expose a {text}.\n")

    (request,) = [one.request for one in spec.endpoints]
    assert (request and [(one.name, one.type.base) for one in request]) == expected


def test_what_a_korean_sentence_says_that_an_endpoint_takes() -> None:
    spec = spec_of("# 농장\n\n## 요구사항\n\n- `POST /lots`는 `title`, `weight`(정수)를 받아야 한다\n")

    assert [one.name for one in spec.endpoints[0].request or ()] == ["title", "weight"]


BELOW = """# Pots

## API

### POST /pots

Makes one.

#### {title}

| {heads} |
|---|---|---|
| glaze | string(40) | Y |
| litres | int | N |
"""


@pytest.mark.parametrize(
    ("title", "heads"), [("Request Body", "Field | Type | Required"), ("요청 본문", "필드 | 타입 | 필수")]
)
def test_a_table_below_a_heading_for_it_is_the_body_of_the_endpoint_above(title: str, heads: str) -> None:
    spec = spec_of(BELOW.format(title=title, heads=heads))

    assert [(one.name, one.required) for one in spec.endpoints[0].request or ()] == [("glaze", True), ("litres", False)]
    assert spec.unread == ()


def test_a_table_below_another_heading_is_none() -> None:
    assert spec_of(BELOW.format(title="Response", heads="Field | Type | Required")).endpoints[0].request is None


BODIES = {
    '`{ "glaze": "ash", "litres": 3, "fired": true }`': [("glaze", "string"), ("litres", "int"), ("fired", "bool")],
    '`{ "glaze": "string(40), required", "litres": "int" }`': [("glaze", "string"), ("litres", "int")],
    "`{ state: 'open' }`": [("state", "enum")],
    '`{ "glaze": "ash", "kiln": { ... } }`': [("glaze", "string"), ("kiln", "json")],
}


@pytest.mark.parametrize(("body", "wants"), BODIES.items(), ids=[*BODIES])
def test_a_body_in_a_line_may_be_an_example(body: str, wants: list[tuple[str, str]]) -> None:
    (endpoint,) = spec_of(f"# Pots\n\n## API\n\n### POST /pots\n\n- Request Body: {body}\n").endpoints

    assert [(one.name, one.type.base) for one in endpoint.request or ()] == wants


OUTSIDE = """# Pots

## {title}

### {head}

{line}
"""
CALLED = {
    ("External integrations", "Payments", "`POST /payments/webhook` tells of a payment"): ["POST /payments/webhook"],
    ("외부 연동", "결제 웹훅", "- `POST /payments` 결제사가 알린다"): ["POST /payments"],
    ("외부 연동", "가마 온도 수신", "```http\nPOST /heats\n```"): ["POST /heats"],
    ("외부 연동", "Weather API", "- `GET /v1/now` 로 날씨를 조회한다"): [],
    ("External integrations", "Weather API", "- `GET https://weather.example/v1/now`"): [],
}


@pytest.mark.parametrize(("text", "wants"), CALLED.items(), ids=[key[1] + key[2][:9] for key in CALLED])
def test_among_calls_to_others_those_that_come_in_are_ours(text: tuple[str, str, str], wants: list[str]) -> None:
    title, head, line = text

    found = spec_of(OUTSIDE.format(title=title, head=head, line=line)).endpoints
    assert [f"{one.method} {one.path}" for one in found] == wants


def test_a_request_that_is_shown_with_a_key_cut_short_is_no_line_that_was_not_read() -> None:
    text = "# Pots\n\n## API\n\n### PATCH /pots/{id}\n\n```http\nPATCH /pots/pot_01...\n```\n"

    assert spec_of(text).unread == ()
    assert spec_of("# Pots\n\n## API\n\n- `PATCH /pots/...`\n").unread != ()


@pytest.mark.parametrize(
    ("line", "wants"),
    [
        ("Boat ↔ Pier (1:N)", ("Boat", "1:N", "Pier", "")),
        ("`Boat` ↔ `Sailor` (다대다, Crew를 통해)", ("Boat", "N:M", "Sailor", "Crew")),
        ("Pier → Boat (one-to-many, via berths).", ("Pier", "1:N", "Boat", "berths")),
        ("배 ↔ 선장 (일대일)", ("배", "1:1", "선장", "")),
        ("Boat → Pier (see below)", None),
        ("Boat ↔ Pier (1:30)", None),
    ],
)
def test_an_arrow_with_how_many_of_each_is_a_relation(line: str, wants: tuple[str, ...] | None) -> None:
    found = spec_of(f"# H\n\n## Data model\n\n### Boat\n- `id`: int\n\n### Relations\n- {line}\n").relations

    assert [(one.source, one.cardinality, one.target, one.through) for one in found] == ([wants] if wants else [])


@pytest.mark.parametrize("label", ["Bodies:", "Request bodies are as follows.", "요청 본문은 다음과 같다."])
def test_bullets_of_calls_below_a_word_for_bodies_list_their_members(label: str) -> None:
    spec = spec_of(
        f"# T\n\n| Method | Path |\n|---|---|\n| POST | /piers |\n| PUT | /piers/{{id}} |\n\n{label}\n\n"
        "- `POST /piers`: `name` string(80) required, `kind` enum(wood, stone)\n- `PUT /piers/{id}`: `name` as it was\n"
    )

    assert [one.request and [(field.name, field.type.base) for field in one.request] for one in spec.endpoints] == [
        [("name", "string"), ("kind", "enum")],
        None,
    ]


def test_types_with_brackets_stand_in_brackets() -> None:
    spec = spec_of("# T\n\n- `POST /piers`\n\nBody of `POST /piers`: `name` (string(80)), `depth` (int).\n")

    assert [(one.name, one.type.length) for one in spec.endpoints[0].request or ()] == [("name", 80), ("depth", None)]
