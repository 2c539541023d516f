"""Sentences that demand something, in the shapes that people write, and sentences that only look like them."""

from __future__ import annotations

import pytest

from groundplan.spec.model import Requirement
from tests.read.reading import spec_of


def read(text: str, section: str = "Requirements") -> list[Requirement]:
    """The requirements of lines in a section."""
    return list(spec_of(f"# T\n\n## {section}\n\n{text}\n").requirements)


def ids(text: str, section: str = "Requirements") -> list[str]:
    return [one.id for one in read(text, section)]


ONE = {
    "The system SHALL keep a copy.": ("", "ubiquitous"),
    "WHEN a buyer pays, THE Shop_Service SHALL mark the order as paid": ("", "event"),
    "WHEN a buyer pays THEN the system SHALL mark the order as paid": ("", "event"),
    "**When** a buyer pays, the system **shall** mark the order": ("", "event"),
    "- **REQ-API-011** (Event-Driven): When a client posts twice, the system shall return the first row": (
        "REQ-API-011",
        "event",
    ),
    "- **FR-001**: System MUST allow buyers to pay": ("FR-001", "ubiquitous"),
    "- R1: System MUST allow buyers to pay": ("R1", "ubiquitous"),
    "- **FR12** System MUST allow buyers to pay": ("FR12", "ubiquitous"),
    "- V2: System MUST allow buyers to pay": ("", "ubiquitous"),
    "- R2D2 MUST allow buyers to pay": ("", "ubiquitous"),
    "- **FR-BE-001**: 시스템 MUST 주문을 저장": ("FR-BE-001", "ubiquitous"),
    "- FR-OAUTH2-03: tokens are stored as hashes": ("FR-OAUTH2-03", "plain"),
    "If `size` is absent, then the system shall respond 400": ("", "unwanted"),
    "WHILE the shop is closed, orders SHALL wait": ("", "state"),
    "WHERE labels are enabled, a user SHALL see them": ("", "optional"),
    "시스템은 **항상** 주문을 저장해야 한다.": ("", "ubiquitous"),
    "시스템은 본문을 기록하지 않아야 한다": ("", "ubiquitous"),
    "평문으로 저장해서는 안 된다": ("", "ubiquitous"),
    "**WHEN** 주문이 들어오면 **THEN** 재고를 줄여야 한다.": ("", "event"),
    "주문을 받았을 때, 주문 API는 재고를 확인해야 한다": ("", "event"),
    "결제가 끝나지 않은 동안, 주문 API는 재고를 잡아 두어야 한다": ("", "state"),
    "목록을 볼 수 있어야 한다(SHALL).": ("", "ubiquitous"),
    "인증 없이 접근 가능하다(MUST).": ("", "ubiquitous"),
    "**Unwanted**: **If** a row is gone, **then** the job **shall** stop. It is logged.": ("", "unwanted"),
    "| ID | Requirement |\n|---|---|\n| REQ-F001 | A buyer shall see the price |": ("REQ-F001", "ubiquitous"),
    "| ID | 내용 | 우선순위 |\n|---|---|---|\n| NFR-BE-001 | 응답은 빨라야 한다 | 높음 |": ("NFR-BE-001", "ubiquitous"),
    "| ID | Prohibition |\n|---|---|\n| N-01 | The system **shall NOT** show cards |": ("N-01", "ubiquitous"),
    "| ID | Event | Action |\n|---|---|---|\n| E-03 | **WHEN** a buyer leaves **THEN** close the cart |": (
        "E-03",
        "event",
    ),
    "| ID | Condition |\n|---|---|\n| S-01 | **IF** the role is 'admin' **THEN** grant access |": ("S-01", "unwanted"),
    "| 번호 | 내용 |\n|---|---|\n| U-02 | 시스템은 주문을 저장해야 한다 |": ("U-02", "ubiquitous"),
    "**R-CORE-001: Paying**\n- The system shall take one payment": ("R-CORE-001", "ubiquitous"),
    "#### REQ-B-001: The shop SHALL open": ("REQ-B-001", "ubiquitous"),
    "**SPEC-SHOP-001-02**: 시스템은 주문을 저장해야 한다.": ("SPEC-SHOP-001-02", "ubiquitous"),
    "**R02-1** (Ubiquitous)\nThe system SHALL open. It is quick.": ("R02-1", "ubiquitous"),
    "- WHEN a file comes\n- THE SYSTEM SHALL read it": ("", "event"),
    "**WHEN** 파일이 오면,\n**THEN** 시스템은 읽어야 한다.": ("", "event"),
    "- **The backend shall** add a table `Expense`:\n  - with an id\n  - with a sum": ("", "ubiquitous"),
    "1. The shop SHALL keep\n   a copy of each\n   order": ("", "ubiquitous"),
}


@pytest.mark.parametrize(("text", "expected"), ONE.items(), ids=[text[:40] for text in ONE])
def test_one_requirement(text: str, expected: tuple[str, str]) -> None:
    assert [(one.id, one.pattern) for one in read(text)] == [expected]


NONE = (
    "The following rules hold.",
    "**User Story:** As a buyer, I must be able to pay, so that I get my books.",
    "**User Story:** 구매자로서 결제할 수 있어야 합니다.",
    "- WHY: a buyer must trust the shop",
    "- SC-001: Users must find a book in a minute",
    "- AC-01: the order must be there",
    "- ASM-2: the bank must answer",
    'The key words "MUST" and "SHALL" are to be read as in RFC 2119.',
    "(Previously: The system SHALL support one buyer.)",
    "(이전: 시스템은 한 명을 지원해야 한다)",
    "EARS keywords (The system shall / When / While) stay in English.",
    "| ID | Assumption | Sure |\n|---|---|---|\n| A-01 | Buyers accept mails | HIGH |",
    "| ID | File |\n|---|---|\n| U-01 | `when.ts` |",
    "| ID | Test |\n|---|---|\n| TC-01 | WHEN a buyer pays THEN the order is there |",
    "- REQ-F001-F005 are read by the team",
    "- SPEC-DB-001 is done first",
    "분야 하나를 고른다",
    "- WHERE pier_id = 3 AND state = 'open'",
    "WHERE boats.closed_at IS NULL",
    "- WHERE boat_id AND state='moored'",
    "- FR-HOME-01, 02",
    "> PRD가 바뀌면 본 문서도 함께 갱신해야 합니다.",
)


@pytest.mark.parametrize("text", NONE, ids=[text[:40] for text in NONE])
def test_no_requirement(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "section", ["Out of Scope", "제외 범위", "Open Questions", "Future Work", "Extensibility", "Notes"]
)
def test_what_is_not_built_demands_nothing(section: str) -> None:
    assert read("The system SHALL sing. 시스템은 노래해야 한다.", section) == []


@pytest.mark.parametrize("section", ["Overview", "API", "Data Model", "Nonsense"])
def test_a_plain_must_in_a_story_is_english(section: str) -> None:
    assert read("A buyer must pay first.", section) == []
    assert len(read("A buyer MUST pay first.", section)) == 1


def test_what_a_manual_tells_who_reads_it_is_no_demand() -> None:
    assert read("To call the API you must send a token.", "Authentication") == []
    assert len(read("Whoever calls the API must send a token.", "Authentication")) == 1


def test_an_id_counts_where_stories_stand() -> None:
    assert ids("**SPEC-SHOP-005-01**: 시스템은 GET /books를 제공해야 한다.", "API 엔드포인트") == ["SPEC-SHOP-005-01"]
    assert ids("주문은 언제나 저장되어야 한다.", "API 엔드포인트") == []


def test_a_heading_over_ids_of_their_own_is_no_requirement() -> None:
    group = "### REQ-01: Signing in\n\n**R01-1** (Ubiquitous)\nIt SHALL ask.\n\n**R01-2**\nIt SHALL answer.\n"

    assert ids(group) == ["R01-1", "R01-2"]
    assert ids("### REQ-02: Waiting\n\nIt is slow.\n") == ["REQ-02"]
    row = "| ID | 요구사항 | 우선순위 |\n|---|---|---|\n| {} | 점수 저장 | P0 |\n"
    assert ids("### REQ-03: 결과\n\n" + row.format("REQ-03-01")) == ["REQ-03-01"]


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("| FR-WH.1 | 입고를 기록한다 | M | 시험 통과 |", [("FR-WH.1", "입고를 기록한다")]),
        ("| REQ-box-list-001 | 목록은 페이지를 가진다 | M | 20개 |", [("REQ-box-list-001", "목록은 페이지를 가진다")]),
        ("| to-box-list-001 | 목록은 페이지를 가진다 | M | 20개 |", []),
    ],
)
def test_ids_of_rows(row: str, wanted: list[tuple[str, str]]) -> None:
    spec = spec_of(f"# T\n\n## 요구사항\n\n| ID | 기능요건 | 우선순위 | 수용 기준 |\n|---|---|---|---|\n{row}\n")

    assert [(one.id, one.text) for one in spec.requirements] == wanted


@pytest.mark.parametrize(
    "heads",
    [
        "기능 | 내용",
        "기능 | 설명",
        "요구사항 | 상세 설명",
        "기능명 | 상세",
        "요구사항 | 비고",
        "Requirement | Description",
    ],
)
@pytest.mark.parametrize("letters", ["FR", "PO"])
def test_a_column_of_names_gives_way_to_what_is_said_beside_it(heads: str, letters: str) -> None:
    rows = (
        f"| {letters}-01 | 배 예약 | 선장이 예약하면 시스템은 자리를 잡아야 한다. |\n"
        f"| {letters}-02 | 예약 취소 | 예약이 취소되면 자리가 다시 빈다. |\n"
    )

    spec = spec_of(f"# T\n\n## 기능 요구사항\n\n| ID | {heads} |\n|---|---|---|\n{rows}")

    assert [one.text for one in spec.requirements] == [
        "선장이 예약하면 시스템은 자리를 잡아야 한다.",
        "예약이 취소되면 자리가 다시 빈다.",
    ]


@pytest.mark.parametrize("remark", ["관리자는 예외로 하고 언제나 예약하며 기록을 남길 것", "v2", ""])
def test_a_column_that_demands_gives_way_to_no_remark(remark: str) -> None:
    row = f"| FR-01 | 시스템은 자리를 잡아야 한다. | {remark} |\n"

    spec = spec_of(f"# T\n\n## 기능 요구사항\n\n| ID | 요구사항 | 비고 |\n|---|---|---|\n{row}")

    assert [one.text for one in spec.requirements] == ["시스템은 자리를 잡아야 한다."]


def test_a_title_says_more_than_a_group_and_what_is_checked() -> None:
    rows = "| FR-001 | functional/auth | Sign in by SSO | Must | shown, and a stranger goes back |\n"
    head = "| ID | Group | Title | Priority | Acceptance criteria |\n|---|---|---|---|---|\n"

    assert [one.text for one in spec_of(f"# T\n\n## Requirements\n\n{head}{rows}").requirements] == ["Sign in by SSO"]


def test_a_condition_holds_for_each_bullet_below_it() -> None:
    found = read("- WHEN a file comes\n- AND it is small\n- THE SYSTEM SHALL read it\n- THE SYSTEM SHALL keep it")

    assert [one.text for one in found] == [
        "WHEN a file comes AND it is small THE SYSTEM SHALL read it",
        "WHEN a file comes AND it is small THE SYSTEM SHALL keep it",
    ]
    assert [one.span.line for one in found] == [5, 8]


def test_sentences_of_a_paragraph_count_each_and_know_their_lines() -> None:
    found = read("It MUST sort, e.g. by name.\nThe answer MUST be\nsmall. It is v1.2 now. All MUST be well.")

    assert [(one.span.line, one.span.column) for one in found] == [(5, 1), (6, 1), (7, 24)]


def test_kiro_criteria_have_their_numbers() -> None:
    text = "# R\n\n## Requirements\n\n### Requirement 3: Book API\n\n**User Story:** As a buyer, I want books.\n\n"
    text += "#### Acceptance Criteria\n\n1. WHEN a, THE Shop SHALL b\n2. THE Shop SHALL c\n"
    korean = "## 요구사항\n\n### 요구사항 2: 주문\n\n#### 인수 조건\n\n1. 주문하면, 시스템은 저장해야 한다\n"

    assert [one.id for one in spec_of(text).requirements] == ["3.1", "3.2"]
    assert [one.id for one in spec_of(korean).requirements] == ["2.1"]


def test_a_line_in_bold_sets_aside_what_stands_below_it() -> None:
    spec = spec_of(
        "# T\n\n## Plan\n\nWe build `GET /boats`.\n\n**Out of scope**\n\n- MongoDB\n- `POST /bulk`\n\n"
        "**Stack:**\n\n- PostgreSQL\n\n### Ideas\n\n**Alternatives considered**\nFirebase; `GET /x`.\n\n"
        "**Additional context**\nDjango.\n\n**Questions of** taste are **none**: `GET /piers`.\n"
    )

    assert [f"{one.method} {one.path}" for one in spec.endpoints] == ["GET /boats", "GET /piers"]
    assert [one.value for one in (*spec.databases, *spec.frameworks)] == ["postgresql", "django"]
    assert [one.text for one in spec.exclusions] == ["MongoDB", "POST /bulk"]
    assert [one.title for one in spec.sections] == ["T", "Plan", "Ideas"]


CRITERIA = """
1. 시스템은 모든 계류 변경을 기록한다.
2. 배가 도착하면 시스템은 선장에게 알린다.
3. 취소된 계류는 다시 살릴 수 없다.
4. 선박 목록
5. **Given** 배가 있고, **When** 배가 떠나면, **Then** 선석이 빈다
- 참고: 선석은 열두 개다.
"""


@pytest.mark.parametrize(
    "heading",
    [
        "### Requirement 2: 계류\n#### Acceptance Criteria",
        "### 2. 계류\n#### 인수 조건",
        "### 요구사항 2\n#### 수용 기준",
    ],
)
def test_each_numbered_criterion_of_a_requirement_is_one(heading: str) -> None:
    spec = spec_of(f"# T\n\n## Requirements\n\n{heading}\n{CRITERIA}")

    assert [one.id for one in spec.requirements] == ["2.1", "2.2", "2.3"]
    assert len(spec.scenarios) == 1


@pytest.mark.parametrize("heading", ["### 계류\n#### 인수 조건", "#### 인수 조건"])
def test_criteria_of_no_numbered_requirement_are_scenarios(heading: str) -> None:
    assert spec_of(f"# T\n\n## Requirements\n\n{heading}\n{CRITERIA}").requirements == ()


def test_a_criterion_put_in_between_has_its_own_number() -> None:
    text = (
        "#### Acceptance Criteria\n\n"
        "8. WHEN a boat leaves, THE API SHALL free its berth\n"
        "8a. WHEN a boat leaves at night, THE API SHALL tell the master\n"
        "8b. 배가 돌아오면 시스템은 선석을 잡아야 한다\n"
        "9. THE API SHALL list the berths\n"
        "9a. of the pier\n"
    )

    spec = spec_of(f"# T\n\n## Requirements\n\n### Requirement 6: Berths\n\n{text}")

    assert [one.id for one in spec.requirements] == ["6.8", "6.8a", "6.8b", "6.9"]
    assert [one.pattern for one in spec.requirements] == ["event", "event", "event", "ubiquitous"]
    assert spec.requirements[1].span.column == len("8a. ") + 1


def test_clauses_of_a_contract_are_one_each_line() -> None:
    found = read(
        "2.1.1 Captains shall register\nwith a name.\n2.1.2 Boats shall moor\n\nVersion\n1.2 or newer shall do."
    )

    assert [one.span.line for one in found] == [5, 7, 9]


@pytest.mark.parametrize("section", ["Rules we must not break", "Guarantees", "업무 규칙"])
def test_what_stands_below_rules_is_demanded(section: str) -> None:
    assert len(read("1. A boat must leave at noon.\n2. Boats are blue.", section)) == 1
    assert read("1. A boat must leave at noon.", "How rules came about") == []


@pytest.mark.parametrize("section", ["Features", "주요 기능", "Requirements"])
def test_numbered_features_that_demand_nothing_are_said(section: str) -> None:
    listed = "1. Sign in\n2. Moor a boat\n   - at night\n"

    assert [one.text for one in spec_of(f"# T\n\n## {section}\n\n{listed}").unread] == ["Sign in", "Moor a boat"]
    assert spec_of(f"# T\n\n## {section}\n\n{listed}3. Boats shall moor\n").unread == ()
    assert spec_of(f"# T\n\n## {section}\n\n- Sign in\n- Moor\n").unread == ()
    assert spec_of(f"# T\n\n## Steps\n\n{listed}").unread == ()


def test_openspec_blocks_are_named_and_their_scenarios_are_none() -> None:
    text = "## ADDED Requirements\n\n### Requirement: Sign in\nThe system SHALL let a user\nsign in.\n\n"
    text += "#### Scenario: Right\n- **WHEN** a user signs in\n- **THEN** a session SHALL be there\n"

    spec = spec_of(text)

    assert [one.id for one in spec.requirements] == ["Sign in"]
    assert [[step.keyword for step in one.steps] for one in spec.scenarios] == [["when", "then"]]


def test_an_id_in_brackets_that_a_sentence_goes_on_from_begins_none() -> None:
    text = "## Requirements\n- All of it is gone\n  (FR-007), and the system MUST tell so\n- (FR-008) It MUST be told."

    assert [one.id for one in spec_of(text).requirements] == ["", "FR-008"]


def test_one_id_is_one_requirement() -> None:
    text = "#### REQ-1: Pay\n- The system shall take money\n- The system shall thank\n\n#### REQ-2: Wait\n- 한 시간\n"

    assert ids(text) == ["REQ-1", "", "REQ-2"]


def test_quality_headings_and_criteria_keep_their_ids() -> None:
    spec = spec_of(
        "## 비기능 요구사항\n\n#### NFR-01: 응답 시간\n- 3초 이내\n\n## Success Criteria\n\n- **SC-001**: fast\n"
    )

    assert spec.requirements == ()
    assert [one.name for one in spec.constraints if one.name] == ["NFR-01", "SC-001"]


@pytest.mark.parametrize("text", ["- REQ-*01: a shop.", "- REQ-`01`: WHEN a buyer pays", "- **REQ-**01: it shall open"])
def test_an_id_may_have_marks_inside(text: str) -> None:
    assert [one.id for one in read(text)] in ([], ["REQ-01"])


MIXED = {
    "WHEN 사장이 예약을 확정하면 THE SYSTEM SHALL 상태를 confirmed로 바꾼다.": [
        ("when", "사장이 예약을 확정하면"),
        ("shall", "상태를 confirmed로 바꾼다"),
    ],
    "WHEN 손님이 예약을 취소하면 시스템은 상태를 cancelled로 바꿔야 한다.": [
        ("when", "손님이 예약을 취소하면"),
        ("shall", "상태를 cancelled로 바꿔야 한다"),
    ],
    "- REQ-1: 손님이 예약을 취소하면, 시스템은 상태를 cancelled로 변경한다.": [
        ("when", "손님이 예약을 취소하면"),
        ("shall", "상태를 cancelled로 변경한다"),
    ],
    "WHILE 주문이 배송 중인 동안, THE SYSTEM SHALL 취소 요청을 거부한다.": [
        ("while", "주문이 배송 중인 동안"),
        ("shall", "취소 요청을 거부한다"),
    ],
    "- REQ-1: 운영체제와 파일 시스템이 느리다": [],
}


@pytest.mark.parametrize("text", MIXED)
def test_clauses_where_english_keywords_hold_korean(text: str) -> None:
    (requirement,) = read(text)
    assert [(one.keyword, one.text) for one in requirement.clauses] == MIXED[text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1. WHEN a boat lands, the system SHALL log it\n2. Crews can undo it within 30 seconds", ["2.1", "2.2"]),
        ("1. THE API SHALL list boats\n   - by pier\n   - by day\n2. Boats are sorted by name", ["2.1", "2.2"]),
        ("1. **Given** a boat, **When** it lands, **Then** it is logged", []),
        ("Boats are sorted by name.\n\n- by pier", []),
    ],
)
def test_a_numbered_criterion_is_a_requirement_whatever_its_words(text: str, wanted: list[str]) -> None:
    text = f"# T\n\n## Requirements\n\n### Requirement 2: Boats\n\n#### Acceptance Criteria\n\n{text}\n"

    assert [one.id for one in spec_of(text).requirements] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- **C-001**: Boats SHALL wait.\n- **C-002**: A crew lands at most two boats a day.", ["C-001", "C-002"]),
        ("- **C-001**: 시스템은 배를 기록해야 한다.\n- **C-002**: 하루에 두 척까지만 댈 수 있다.", ["C-001", "C-002"]),
        ("- **C-001**: Boats SHALL wait.\n- **A-001**: The harbour is open.", ["C-001"]),
        ("- **C-001**: Boats SHALL wait.\n- **AC-002**: A boat waits.", ["C-001"]),
        ("- **C-002**: A crew lands at most two boats a day.", []),
    ],
)
def test_an_id_is_that_of_a_requirement_where_its_peers_are(text: str, wanted: list[str]) -> None:
    assert ids(text) == wanted


@pytest.mark.parametrize(("section", "wanted"), [("Rules", 1), ("Domain rules", 1), ("규칙", 1)])
def test_rules_are_requirements(section: str, wanted: int) -> None:
    assert len(read("- A boat must have a berth.", section)) == wanted


@pytest.mark.parametrize(("section", "wanted"), [("Data model", 0), ("Booking", 1)])
def test_what_is_said_of_fields_is_no_requirement(section: str, wanted: int) -> None:
    text = f"# T\n\n## {section}\n\n### Boat\n\n- name: string\n\n#### Validation Rules\n\n- name must not be blank.\n"

    assert len(spec_of(text).requirements) == wanted


@pytest.mark.parametrize(
    ("fence", "wanted"),
    [
        ("FR-001  A boat shall have a berth.\nFR-002  A crew shall\n        be named.", ["FR-001", "FR-002"]),
        ("FR-001  배는 자리를 가져야 한다.\nFR-002  선원은 이름을 가져야 한다.", ["FR-001", "FR-002"]),
        ("FR-001 / FR-002 — places\nGiven a boat,\nThen the berth shall be taken.", []),
    ],
)
def test_requirements_may_stand_in_a_fence(fence: str, wanted: list[str]) -> None:
    assert ids(f"```text\n{fence}\n```") == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("**REQ-DOCK1-CREW** *(Ubiquitous)*: 시스템은 선원을 `crews` 테이블에 보관한다.", ["REQ-DOCK1-CREW"]),
        ("**REQ-DOCK-LOG-OUT**: the service keeps who left.", ["REQ-DOCK-LOG-OUT"]),
        ("**PRE-DOCK-CREW**: the service keeps who left.", []),
    ],
)
def test_an_id_may_be_of_words_alone(text: str, wanted: list[str]) -> None:
    spec = spec_of(f"# S\n\n## Requirements\n\n### Crew\n\n{text}\n")

    assert [one.id for one in spec.requirements] == wanted


def test_a_quote_behind_an_id_explains_it_and_one_below_a_heading_says_it() -> None:
    text = (
        "# S\n\n## 요구사항\n\n**REQ-U-001**: 시스템은 배 목록을 표시해야 한다.\n\n"
        "> 배 이름과 길이가 표시되어야 한다.\n\n"
        "### REQ-U-002 — 등록\n\n> the system **shall** 배를 등록한다.\n"
    )

    assert [one.id for one in spec_of(text).requirements] == ["REQ-U-001", "REQ-U-002"]


def test_a_part_of_the_requirements_is_no_plan_and_an_id_may_end_in_a_number() -> None:
    text = (
        "# S\n\n## 2. 요구사항\n\n### 2.7 일정\n\n"
        "**REQ-DB001-TIDES** *(Ubiquitous)*: 시스템은 물때를 저장하며, 나눈다.\n\n"
        "**REQ-DB001-TIDES-LARGE-12** *(Ubiquitous)*: 시스템은 물때 12개를 삽입한다.\n\n"
        "## 일정\n\n**REQ-DB001-TIDES**: 첫 주에 시스템은 물때를 저장해야 한다.\n"
    )

    assert [one.id for one in spec_of(text).requirements] == ["REQ-DB001-TIDES", "REQ-DB001-TIDES-LARGE-12"]


def test_a_matrix_of_what_is_tested_demands_nothing_anew() -> None:
    text = (
        "# S\n\n## 요구사항 (Requirements)\n\n### 1. Ubiquitous\n\n"
        "**REQ-DOCK-001**: 시스템은 선원을 저장해야 한다.\n\n**REQ-DOCK-002**: 시스템은 물때를 저장해야 한다.\n\n"
        "## 추적 가능성 (Traceability)\n\n### 요구사항-명세 매핑\n\n| ID | 명세 | 시험 |\n|---|---|---|\n"
        "| REQ-DOCK-001 | SPEC-DOCK-01 | TC-001: 선원 저장 |\n| REQ-DOCK-002 | SPEC-DOCK-02 | TC-002: 물때 저장 |\n"
    )

    assert [one.id for one in spec_of(text).requirements] == ["REQ-DOCK-001", "REQ-DOCK-002"]


def test_documents_may_be_what_a_service_keeps() -> None:
    assert len(read("시스템은 모든 문서를 암호화해야 한다.")) == 1
