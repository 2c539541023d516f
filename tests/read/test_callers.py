"""Who may call, in words that only the whole SPEC explains: clauses beside a call, sentences that let nobody else."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

DATA = """
## Data model

### User
| Field | Type |
|---|---|
| email | email |
| role | enum(member, staff, supervisor, instructor, student) |

### Tool
| Field | Type |
|---|---|
| name | string |
| state | enum(new, listed) |

### Rental
| Field | Type |
|---|---|
| tool_id | -> Tool |
| renter_id | -> User |

### Course
| Field | Type |
|---|---|
| instructor_id | -> User |
"""
BESIDE = {
    "- `POST /tools` - staff only": ("staff",),
    "- `POST /tools` - 공구 추가. 공구 주인만": ("owner",),
    "- `PATCH /tools/{id}` - change it. Tool owner only": ("tool owner",),
    "- `PATCH /tools/{id}` - change it. Owner only": ("owner",),
    "- `POST /auth/login` - 로그인": None,
    "- `POST /tools` - add one. Staff or supervisors.": ("staff", "supervisor"),
    "- `POST /tools` - staff adds a tool": ("staff",),
    "- `POST /tools/{id}/lend` - the renter": ("the renter",),
    "- POST /tools — 공구 추가. supervisor만": ("supervisor",),
    "- `POST /tools` - instructors lend a tool to a student. 409 if it is out": ("instructor",),
    "- `GET /tools.csv` - instructors, CSV of all tools": ("instructor",),
    "- `GET /rentals` - instructors see all, students their own. Filter `tool_id`.": ("instructor", "owner"),
    "- `GET /rentals` - lists the caller's own rentals; instructors get all; newest first": ("owner", "instructor"),
    "- GET /rentals : student는 본인 것, staff는 자기 반, supervisor는 전체": ("owner", "자기 반 staff", "supervisor"),
    "- POST /rentals/{id}/approve : 같은 반 staff, supervisor": ("같은 반 staff", "supervisor"),
    "- PATCH /rentals/{id} : 신청자, 대기 상태일 때만": ("owner",),
    "- `PATCH /rentals/{id}` - the renter, while it is open": ("the renter",),
    "POST /tools - staff": ("staff",),
    "`POST /tools` — staff only, adds one": ("staff",),
    "POST /tools: add one, staff only": ("staff",),
    "- POST /tools - signed-in users": (),
    "- `DELETE /tools/{id}` - any signed-in user": (),
    "POST /login - signed in": None,
    "POST /tools is for staff": None,
    "POST /tools, staff": None,
    "- `POST /tools` - name only": None,
    "- `POST /tools` - add one, name only": None,
    "- `POST /tools` - staff notes are kept": None,
    "- `GET /tools/{id}/staff` - staff": None,
}


@pytest.mark.parametrize(("text", "roles"), BESIDE.items(), ids=BESIDE)
def test_beside_a_call(text: str, roles: tuple[str, ...] | None) -> None:
    (endpoint,) = spec_of(f"# T\n{DATA}\n## API\n\n{text}\n").endpoints

    assert (endpoint.access and endpoint.access.roles) == roles


CALLS = """
## API

| Method | Path | Description |
|---|---|---|
| GET | /tools | 공구 목록 |
| POST | /tools | 공구 등록 |
| GET | /tools/{id} | 공구 상세 |
| PATCH | /tools/{id} | 공구 수정 |
| DELETE | /tools/{id} | 공구 삭제 |
| POST | /tools/{id}/hand-out | 공구 대여 |
| DELETE | /rentals/{id}/tools/{tool_id} | 대여에서 빼기 |
| GET | /courses/{id} | 강의 상세 |
| PATCH | /courses/{id} | 강의 수정 |
| POST | /courses/{id}/archive | 강의 보관 |
"""
SENTENCES = {
    "The system SHALL let only staff create and change tools.": {
        "POST /tools": ("staff",), "PATCH /tools/{id}": ("staff",),
    },
    "Only staff and supervisors MUST be able to delete a tool.": {"DELETE /tools/{id}": ("staff", "supervisor")},
    "The system SHALL let a signed-in student or an instructor add a tool with `POST /tools`.": {
        "POST /tools": ("student", "instructor"),
    },
    "The instructor of the course SHALL archive it with `POST /courses/{id}/archive`.": {
        "POST /courses/{id}/archive": ("course instructor",),
    },
    "The system SHALL let staff list their own tools with `GET /tools`, and hide one with `DELETE /tools/{id}`.": {
        "GET /tools": ("owner",),
    },
    "Students SHALL be told by mail after staff calls `POST /tools`.": {},
    "The `GET /tools/{id}` route SHALL require authentication by token and SHALL be restricted to Tool_Users with role "
    "`'staff'` via the guard.": {"GET /tools/{id}": ("staff",)},
    "`POST /tools` and `PATCH /tools/{id}` SHALL be accessible only to staff and supervisors.": {
        "POST /tools": ("staff", "supervisor"), "PATCH /tools/{id}": ("staff", "supervisor"),
    },
    "The `GET /tools` route SHALL require authentication.": {"GET /tools": ()},
    "The `GET /tools` route SHALL NOT be limited to staff.": {},
    "The list of `GET /tools` SHALL be limited to 50 tools.": {},
    "The system SHALL allow users with role `SUPERVISOR` to drop a tool via `DELETE /tools/{id}`.": {
        "DELETE /tools/{id}": ("supervisor",),
    },
    "WHEN a `POST /tools` request is received from a user whose role is staff, THE API SHALL return HTTP 201.": {
        "POST /tools": ("staff",),
    },
    "WHEN an authenticated student sends a GET request to `/tools`, THE API SHALL answer.": {},
    "WHEN a student sends a GET request to `/tools`, THE API SHALL list them.": {"GET /tools": ("student",)},
    "WHEN a student sends a GET request to `/tools`, THE API SHALL return HTTP 403.": {},
    "WHEN a user sends a GET request to `/tools`, THE API SHALL list them.": {},
    "WHEN a student without a card requests `GET /tools`, THE API SHALL list them.": {},
    "`DELETE /tools/{id}`는 supervisor만 호출할 수 있어야 한다.": {"DELETE /tools/{id}": ("supervisor",)},
    "supervisor 역할을 가진 사용자만 `POST /tools`를 호출할 수 있어야 한다.": {"POST /tools": ("supervisor",)},
    "`PATCH /tools/{id}`에는 staff 권한이 필요하다.": {"PATCH /tools/{id}": ("staff",)},
    "`PATCH /tools/{id}`는 바뀐 항목만 받아 호출해야 한다.": {},
    "인증된 사용자가 `GET /tools` 요청을 보냈을 때, 시스템은 200을 반환해야 한다.": {"GET /tools": ()},
    "사용자가 `GET /tools` 요청을 보냈을 때, 시스템은 200을 반환해야 한다.": {},
    "Tools SHALL only be deleted by supervisors.": {"DELETE /tools/{id}": ("supervisor",)},
    "Only staff SHALL hand-out tools.": {"POST /tools/{id}/hand-out": ("staff",)},
    "The system SHALL let anyone list and read tools without an account.": {"GET /tools": (), "GET /tools/{id}": ()},
    "The system SHALL let anyone read listed tools.": {},
    "The system SHALL let anyone who is signed in read tools.": {},
    "The system SHALL let anyone delete tools.": {},
    "Members SHALL see only their own tools; staff see all tools.": {
        "GET /tools": ("owner", "staff"), "GET /tools/{id}": ("owner", "staff"),
    },
    "Only the name of a tool SHALL be changed.": {},
    "supervisor만 공구를 등록하고 수정할 수 있어야 한다.": {
        "POST /tools": ("supervisor",), "PATCH /tools/{id}": ("supervisor",),
    },
    "supervisor만 수정·삭제할 수 있어야 한다.": {},
    "해당 강의의 강사 또는 관리자만 강의를 수정, 보관할 수 있어야 한다.": {
        "PATCH /courses/{id}": ("course instructor", "admin"),
        "POST /courses/{id}/archive": ("course instructor", "admin"),
    },
}  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SENTENCES.items(), ids=SENTENCES)
def test_sentences(text: str, wanted: dict[str, tuple[str, ...]]) -> None:
    spec = spec_of(f"# T\n{DATA}\n## Requirements\n\n- REQ-1: {text}\n{CALLS}")

    found = {f"{one.method} {one.path}": one.access.roles for one in spec.endpoints if one.access}
    assert found == wanted


def test_scenarios_that_end_well_tell_who_calls() -> None:
    told = """
### Requirement: Tools
The system SHALL keep tools.

#### Scenario: Listed
- **WHEN** a student requests `GET /tools`
- **THEN** all tools are listed

#### Scenario: 목록
- **WHEN** supervisor가 `GET /tools`를 요청하면
- **THEN** 모든 공구를 반환한다

#### Scenario: Refused
- **WHEN** an instructor sends a DELETE request to `/tools/{id}`
- **THEN** the request is denied
"""
    spec = spec_of(f"# T\n{DATA}\n## Requirements\n{told}{CALLS}")

    assert {f"{one.method} {one.path}": one.access.roles for one in spec.endpoints if one.access} == {
        "GET /tools": ("student", "supervisor"),
    }


CALLED = """
# Tools

## 역할

| 역할 | 코드 | 할 일 |
|---|---|---|
| 회원 | member | 빌린다 |
| 지점 관리자 | manager | 등록한다 |
| 강사 | trainer | 가르친다 |

## 데이터

### 수업 (Lesson)
| 필드 | 타입 |
|---|---|
| trainer_id | -> User |

## API

| 메서드 | 경로 | 설명 | 권한 |
|---|---|---|---|
| POST | /tools | 등록 | 관리자 |
| GET | /lessons/{id}/bookings | 명단 | 해당 수업 강사, 관리자 |

## Calls

`GET /sites` lists sites. `POST /sites` makes one (admin only). Rename it (operator, admin): `PATCH /sites/{id}`.
"""


def test_roles_are_called_as_the_table_of_roles_calls_them() -> None:
    spec = spec_of(CALLED)

    assert {f"{one.method} {one.path}": one.access and one.access.roles for one in spec.endpoints} == {
        "POST /tools": ("manager",), "GET /lessons/{id}/bookings": ("lesson trainer", "manager"),
        "GET /sites": None, "POST /sites": ("manager",), "PATCH /sites/{id}": ("operator", "manager"),
    }  # fmt: skip


@pytest.mark.parametrize("title", ["Security", "API Rules"])
@pytest.mark.parametrize(
    ("line", "wants"),
    [
        ("Role-based access for `ADMIN`, `COACH`, and `ROWER`.", ["admin", "coach", "rower"]),
        ("**Authorization:** Role-based (`COACH`, `ADMIN`) enforced by a filter.", ["coach", "admin"]),
        ("역할 기반 접근 제어(`COACH`, `ADMIN`)", ["coach", "admin"]),
        ("Role-based access for all members of the club, see below", []),
    ],
)
def test_what_access_by_roles_is_for_are_roles(title: str, line: str, wants: list[str]) -> None:
    assert [one.name for one in spec_of(f"# Club\n\n## {title}\n\n- {line}\n").roles] == wants


@pytest.mark.parametrize(
    ("lines", "wants"),
    [
        ("- 손님(buyer): 주문한다\n- 점장(keeper): 모두 본다", ["buyer", "keeper"]),
        ("- **제빵사 (BAKER)**: 굽는다\n- manager: 모두 본다\n- 손님(BUYER): 주문한다", ["baker", "manager", "buyer"]),
        ("| 역할 | 설명 |\n|---|---|\n| 손님(buyer) | 주문한다 |\n| 점장(keeper) | 모두 본다 |", ["buyer", "keeper"]),
        ("- 손님(buyer): 주문한다\n- 점장: 모두 본다", ["손님", "점장"]),
        ("- 손님(비회원 포함): 주문한다\n- 점장(매장별): 모두 본다", ["손님", "점장"]),
    ],
)
def test_roles_in_two_languages_are_called_as_code_calls_them(lines: str, wants: list[str]) -> None:
    assert [one.name for one in spec_of(f"# 빵집\n\n## 역할 정의\n\n{lines}\n").roles] == wants
