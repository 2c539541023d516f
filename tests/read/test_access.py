"""Who may call an endpoint, in its own words or its heading's, and the roles that a sentence lists."""

from __future__ import annotations

import pytest

from groundplan.spec.callers.roles import holds_roles
from groundplan.spec.model import AccessNote
from tests.read.reading import spec_of

ACCESS = {
    "### `POST /orders`\n\n**Protected — vendor or admin**": ("roles", ("vendor", "admin")),
    "### `POST /orders`\n\n**Authentication**: Required": ("authenticated", ()),
    "### `POST /orders`\n\n**인증 불필요**": ("public", ()),
    "### `GET /orders`\n\n`Authorization: Bearer <access_token>`": ("authenticated", ()),
    "### `GET /orders`\n\n**Headers**: `Authorization: Bearer {accessToken}`": ("authenticated", ()),
    "### `GET /orders`\n\nReads the `Authorization` header that the carrier sends": None,
    "- `GET /orders` - list them 🔒": ("authenticated", ()),
    "- `GET /orders` - 인증 없이 조회": ("public", ()),
    "- `POST /orders` - 인증 없음": ("public", ()),
    "- `POST /orders` - 인증은 필요 없다": ("public", ()),
    "- `POST /orders` - 인증이 없으면 401": None,
    "### Public Endpoints\n\n- `GET /orders` - list them": ("public", ()),
    "### Protected Routes\n\n- `GET /orders` - list them": ("authenticated", ()),
    "### Admin API\n\n#### `GET /orders`\n\nLists them.": ("roles", ("admin",)),
    "### 인증 API\n\n- `POST /orders` - 주문": None,
    "### User endpoints\n\n- `GET /orders` - list them": None,
    "### 회원 (User)\n\n- `GET /orders` - 목록": None,
    "### User-only endpoints\n\n- `GET /orders` - list them": ("authenticated", ()),
    "### Orders (user)\n\n- `GET /orders` - list them": ("authenticated", ()),
    "### List\n\n```\nGET /orders\n인증: 필요\n```": ("authenticated", ()),
    "### List\n\n```\nGET /orders\n인증: 불필요\n```": ("public", ()),
    "### List\n\n```http\nGET /orders\nAccept: text/csv\nAuth: courier\n```": ("roles", ("courier",)),
    "### List\n\n```\nGET /orders\nAuthorization: Bearer {access_token}\n\n{ ... }\n```": ("authenticated", ()),
    "### List\n\n```\nGET /orders\nAuthorization: Bearer YOUR_CRON_SECRET\n```": ("authenticated", ()),
    "### GET /orders\n\n**Headers:**\n```\nAuthorization: Bearer <token>\nAccept: text/csv\n```": ("authenticated", ()),
    "### GET /orders (admin only)\n\n**Headers:**\n```\nAuthorization: Bearer <token>\n```": ("roles", ("admin",)),
    "### POST /orders\n\n**Response Headers:**\n```\nAuthorization: Bearer <token>\n```": None,
    "### GET /orders\n\n```bash\ncurl http://localhost/orders -H 'Authorization: Bearer x'\n```": ("authenticated", ()),
    "### GET /orders\n\n```bash\ncurl http://localhost/orders -H 'Accept: text/csv'\n```": None,
    "### List\n\n```\nGET /orders\n\nRole: courier\n```": None,
    "### List\n\n```\nGET /orders\n{\nRole: courier\n}\n```": None,
    "### 관리자 전용 API\n\n- `GET /orders` - 목록": ("roles", ("admin",)),
    "### Orders (admin only)\n\n- `GET /orders` - list them": ("roles", ("admin",)),
    "| API 라우트 | 접근 수준 |\n|---|---|\n| `GET /orders` | Admin Only (requireAdmin) |": ("roles", ("admin",)),
    "| Route | Access level |\n|---|---|\n| `GET /orders` | courier (CourierGuard) |": ("roles", ("courier",)),
    "| Route | Access level |\n|---|---|\n| `GET /orders` | Authenticated (`requireAuth()`) |": ("authenticated", ()),
    "### 2. List orders (Admin Only)\n**GET** `/orders`": ("roles", ("admin",)),
    "### 주문 `/orders` (관리자 계정 필요)\n\n- `GET /orders` - 목록": ("roles", ("admin",)),
    "### 주문 (JWT 필요)\n\n- `GET /orders` - 목록": ("authenticated", ()),
    "### `GET /orders`\n\n- Auth: JWT required": ("authenticated", ()),
    "### `GET /orders`\n\n**Auth required**: Yes (valid bearer token).": ("authenticated", ()),
    "### `GET /orders`\n\n**Auth required**: Yes (courier only)": ("roles", ("courier",)),
    "### `GET /orders`\n\n- Auth: JWT (admin or owner)": ("roles", ("admin", "owner")),
    "### `GET /orders`\n\n**Auth required**: No (ten a minute)": ("public", ()),
    "### `GET /orders`\n\n- Auth: Yes (optional)": None,
    "### `GET /orders`\n\n- Auth: ADMIN role": ("roles", ("admin",)),
    "### POST /orders\n\nPublic. Body: `{ code: string(8) }`. 200 tokens.": ("public", ()),
    "### `GET /orders`\n\n- Role: vendor (own), auditor (shared)": ("roles", ("its vendor", "auditor")),
    "| Method | Path | Access |\n|---|---|---|\n| POST | /orders | signature of the carrier |": ("signature", ()),
    "### POST /orders\n\nPlace an order (FR-4). Access: courier.\nAnswers: 201, 400": ("roles", ("courier",)),
    "### `GET /orders`\n\n- Auth: courier role": ("roles", ("courier",)),
    "### 1. 목록\n\n- **URL**: `GET /orders`\n- **권한**: COURIER (본인 주문만)": ("roles", ("its courier",)),
    "### 1. 목록\n\n**Endpoint**: `GET /orders`\n\n**권한**: ALL": ("public", ()),
    "### 1. 목록\n\n- 이전 주소: `GET /orders`\n- **권한**: COURIER": None,
    "### `GET /orders`\n\n**Auth Required:** ❌ No": ("public", ()),
    "### `GET /orders`\n\n**Auth Required:** ✅ Yes (PORT_MASTER role only)": ("roles", ("port_master",)),
    "### `GET /orders`\n\n* **Type**: Public": ("public", ()),
    "### `GET /orders`\n\n* **Type**: Protected (`requireRole(['VENDOR', 'ADMIN'])`)": ("roles", ("vendor", "admin")),
    "### `GET /orders`\n\n* **Type**: required": None,
    "### `GET /orders`\n\n- 인증: 헤더 `X-API-Key: <KEY>` (없으면 `401`)": ("authenticated", ()),
    "### `GET /orders`\n\n**인증**: 필요 + **`ADMIN` 권한**": ("roles", ("admin",)),
    "### `POST /orders`\n\n**인증**: Access 또는 Refresh 쿠키": ("authenticated", ()),
    "### `POST /orders`\n\n- Auth: refresh token": ("authenticated", ()),
    "### `GET /orders`\n\n- Access: requires admin role": ("roles", ("admin",)),
    "- `GET /orders` - list them (invoice required)": None,
    "### `GET /orders`\n\n- Permission: IsAuthenticated": ("authenticated", ()),
    "### `GET /orders`\n\n- Permission: AllowAny": ("public", ()),
    "### `GET /orders`\n\n- Permission: IsCourier": ("roles", ("courier",)),
    "### `GET /orders`\n\n- Permission: IsAdminUser": ("roles", ("admin",)),
    "### `GET /orders`\n\n**Query Parameters:**\n- `role` - Filter by role (optional): admin, courier": None,
    "### `GET /orders`\n\n**Query:**\n- `role`: admin, courier": None,
    "### `GET /orders`\n\n- role (optional): admin, courier": None,
    "### `GET /orders`\n\n- Roles: admin, courier": ("roles", ("admin", "courier")),
    "### Admin API\n\n- `GET /orders` - list them (no authentication)": ("public", ()),
    "- `GET /orders` - list them (steward only)": ("roles", ("steward",)),
    "- `GET /orders` - 목록 (사서만)": ("roles", ("사서",)),
    "- `GET /orders` (organizer/admin)": ("roles", ("organizer", "admin")),
    "- `GET /orders` - list them (admin or courier)": ("roles", ("admin", "courier")),
    "- `GET /orders` - 목록 (관리자/기사)": ("roles", ("admin", "기사")),
    "- `GET /orders` (view/edit/admin)": None,
    "- `GET /orders` (soft/hard)": None,
    "- `GET /orders` - list them (internal only)": None,
    "- `GET /orders` - 목록 (읽기 전용)": None,
    "| Method | Path | 권한 |\n|---|---|---|\n| GET | /orders | USER, ADMIN |": ("authenticated", ()),
    "| Method | Path | 권한 |\n|---|---|---|\n| GET | /orders | JWT, ADMIN |": ("roles", ("admin",)),
    "| Method | Path | 권한 |\n|---|---|---|\n| GET | /orders | ROLE_ADMIN |": ("roles", ("admin",)),
    "| Method | Path | 권한 |\n|---|---|---|\n| GET | /orders | user, owner |": ("roles", ("owner",)),
    "| Method | Path | Access |\n|---|---|---|\n| GET | /orders | Own or courier |": ("roles", ("owner", "courier")),
    "| Method | Path | Access |\n|---|---|---|\n| GET | /orders | Own |": ("roles", ("owner",)),
    "| Method | Path | Access |\n|---|---|---|\n| GET | /orders | courier, own orders |": ("roles", ("its courier",)),
    "### Order API\n\n- `GET /orders` - list them": None,
    "- `GET /orders` - list them; public": ("public", ()),
    "- `GET /orders` - list them. Anyone.": ("public", ()),
    "- GET /orders — 목록. 누구나. 이름 검색": ("public", ()),
    "- GET /orders — 공개": ("public", ()),
    "- `GET /orders` - publicly readable list": ("public", ()),
    "- `POST /gists` - create a public gist": None,
    "- `GET /drafts` - 비공개 글 목록": None,
    "- `GET /posts` - 공개된 글 목록": None,
    "- `POST /courses/{id}/publish` - 강의 공개": None,
    "- `POST /courses/{id}/publish` - 공개": None,
    "| Method | Path | Description |\n|---|---|---|\n| POST | /courses/{id}/publish | 강의 공개 |": None,
    "### Orders (new)\n\n- `GET /orders` - list what is protected by law": None,
}


@pytest.mark.parametrize(("text", "expected"), ACCESS.items(), ids=[text[:40] for text in ACCESS])
def test_access(text: str, expected: tuple[str, tuple[str, ...]] | None) -> None:
    (endpoint,) = spec_of(f"# T\n\n## API\n\n{text}\n").endpoints

    assert (endpoint.access and (endpoint.access.kind, endpoint.access.roles)) == expected


WHOSE = {
    "the restaurant's owner": ("roles", ("restaurant owner",)),
    "owner of the restaurant": ("roles", ("restaurant owner",)),
    "restaurant owner": ("roles", ("restaurant owner",)),
    "the guest who booked": ("roles", ("its guest",)),
    "owner (own restaurants)": ("roles", ("its owner",)),
    "skipper, own entries": ("roles", ("its skipper",)),
    "주민, 본인 예약": ("roles", ("its 주민",)),
    "its author or an admin": ("roles", ("its author", "admin")),
    "본인 식당의 owner": ("roles", ("식당 owner",)),
    "해당 식당의 사장": ("roles", ("식당 사장",)),
    "예약한 guest": ("roles", ("its guest",)),
    "users who are logged in": ("authenticated", ()),
    "로그인한 회원": ("authenticated", ()),
    "signed in": ("authenticated", ()),
    "any signed-in user": ("authenticated", ()),
    "guest": ("public", ()),
    "student (판매자 본인)": ("roles", ("its student",)),
    "guest or member": ("public", ()),
    "everything that the platform team may also do": None,
}


@pytest.mark.parametrize(("text", "expected"), WHOSE.items(), ids=WHOSE)
def test_callers_by_what_they_are_to_a_row(text: str, expected: tuple[str, tuple[str, ...]] | None) -> None:
    table = f"| Method | Path | Who |\n|---|---|---|\n| GET | /bookings/{{id}} | {text} |\n"
    (endpoint,) = spec_of(f"# T\n\n## API\n\n{table}").endpoints

    assert (endpoint.access and (endpoint.access.kind, endpoint.access.roles)) == expected


ROLE_FIELDS = ("role", "userRole", "system_role", "MEMBER_ROLE", "user_type", "역할", "권한", "회원등급", "사용자역할")
OTHER_FIELDS = ("role_description", "payroll", "parole", "roleplay", "product_grade", "역할설명", "좌석등급")


def _guests_called(field: str, values: str) -> AccessNote | None:
    model = f"## Data model\n\n### User\n\n- id: uuid\n- {field}: enum({values})\n"
    (endpoint,) = spec_of(f"# T\n\n{model}\n## API\n\n- `POST /bookings` (guest only)\n").endpoints
    return endpoint.access


def test_guests_in_a_list_of_roles_are_no_strangers() -> None:
    (endpoint,) = spec_of("# T\n\n## Roles\n\n- guest: books\n\n## API\n\n- `GET /bookings` (guest only)\n").endpoints

    assert endpoint.access
    assert (endpoint.access.kind, endpoint.access.roles) == ("roles", ("guest",))


@pytest.mark.parametrize("values", ["guest, host", "게스트, 직원"])
@pytest.mark.parametrize("field", ROLE_FIELDS)
def test_guests_who_are_a_role_are_no_strangers(field: str, values: str) -> None:
    note = _guests_called(field, values)

    assert holds_roles(field)
    assert note
    assert (note.kind, note.roles) == ("roles", ("guest",))


@pytest.mark.parametrize("field", OTHER_FIELDS)
def test_fields_that_hold_no_roles(field: str) -> None:
    note = _guests_called(field, "guest, host")

    assert not holds_roles(field)
    assert note
    assert note.kind == "public"


ROLES = {
    "The system SHALL support role-based access control (Administrator, Editor, Read-Only)": (
        "admin",
        "editor",
        "read-only",
    ),
    "역할은 관리자, 편집자 두 가지이다": (),
    "역할: 관리자, 편집자, 열람자": ("admin", "편집자", "열람자"),
    "Roles: admin and member": ("admin", "member"),
    "The role of an owner, of a book, and what it means": (),
    "roles: see the table, the list and the plan": (),
    "Roles: gardener, curator.": ("gardener", "curator"),
    "역할: 재배자, 관리인": ("재배자", "관리인"),
    "Two of them. Roles: gardener or curator": ("gardener", "curator"),
    "**Role Values**: `gardener`, `curator`, `admin`": ("gardener", "curator", "admin"),
    "**Roles**: gardener, curator": ("gardener", "curator"),
    "**Role Values** are checked, stored, and shown": (),
    "roles: array, required": (),
    "역할: 문자열, 필수": (),
    "The roles: curator, if any, is set later": (),
    "`role=CURATOR`인 사용자만 지운다": ("curator",),
    "a box with `role=alert` in the page": (),
    "회원 가입 시 role=CURATOR 로 저장한다": ("curator",),
    "the payrole=CURATOR is no field": (),
    "`GET /pots` is kept by `@Roles(UserRole.ADMIN)`": ("admin",),
    "it is kept by `hasRole('ROLE_CURATOR')`": ("curator",),
    'there are two roles: "admin" (who keeps all) and "pot_keeper" (who waters)': ("admin", "pot_keeper"),
    "roles (see there) and rights (see below) are told apart": (),
    "Deleting a pot requires the `CURATOR` role": ("curator",),
    "Watering needs a different role, requires a role": (),
}
LISTED = {
    "## Users\n\n- Grower: waters pots\n- Admin: keeps all": ("grower", "admin"),
    "## 사용자\n\n- 재배자: 물을 준다\n- 관리자: 모두 관리한다": ("재배자", "admin"),
    "## Users\n\n- Grower: waters pots\n- Keeper: keeps all": (),
    "## Users\n\n- email: where mail goes\n- admin: whether they may do all": ("email", "admin"),
    "## Access\n\n- **Keeper**: `check()`\n- **Roles**:\n  - `grower`: own\n  - `curator`: all": ("grower", "curator"),
    "### Pots (requires ADMIN role)\n\n- `GET /pots`": ("admin",),
    "### `POST /pots`\n\n- `ADMIN` 또는 `POT_EDITOR` 권한으로 심는다": ("admin", "pot_editor"),
    "## API\n\n- `POST /pots` (grower/admin)\n- `PUT /pots` (owner only)": ("grower", "admin"),
    "## API\n\n- `POST /pots` (grower only)": (),
    "### F-1 심기\n\n| 항목 | 내용 |\n|---|---|\n| 액터 | GROWER(본인), ADMIN |\n| 입력 | POT, SOIL |": (
        "grower",
        "admin",
    ),
    "### F-1 심기\n\n| 항목 | 내용 |\n|---|---|\n| 액터 | 시스템 |\n| 상태 | GROWN, DEAD |": (),
    "### Pots (requires a role)\n\n- `GET /pots`": (),
    "## Data model\n\n### User\n\n- id\n- role: admin | grower": ("admin", "grower"),
    "## Data model\n\n### User\n\n- id\n- role: administrator | grower": ("admin", "grower"),
    "## Data model\n\n### Message\n\n- id\n- role: user | assistant": (),
    "## Roles\n\n- grower: waters\n\n## Data model\n\n### User\n\n- id\n- role: admin | grower": ("grower",),
}


@pytest.mark.parametrize(("text", "expected"), LISTED.items(), ids=[text[:40] for text in LISTED])
def test_roles_by_headings_and_fields(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(one.name for one in spec_of(f"# T\n\n{text}\n").roles) == expected


def test_headings_with_the_code_of_a_role() -> None:
    text = "# T\n\n## 권한 레벨\n\n### 재배자 (grower)\n\n- 심는다\n\n### Warden (warden)\n\n### Notes (draft 2)\n"

    assert [one.name for one in spec_of(text).roles] == ["grower", "warden"]


@pytest.mark.parametrize(("text", "expected"), ROLES.items(), ids=[text[:40] for text in ROLES])
def test_roles_of_a_sentence(text: str, expected: tuple[str, ...]) -> None:
    assert tuple(one.name for one in spec_of(f"# T\n\n## Security\n\n{text}\n").roles) == expected


LESSONS = "# Lessons\n\n## Roles\n- **tutor**: teaches\n- **pupil**: learns\n\n## API\n"


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("- `DELETE /slots/{id}` (tutor, own): remove a slot", ("its tutor",)),
        ("- `GET /slots` (pupil or tutor, their own slots): what is booked", ("its pupil", "its tutor")),
        ("- `GET /slots` (tutor, 본인 수업): 수업 목록", ("its tutor",)),
        ("- `GET /slots` (pupil: own; tutor: all): what is booked", ("owner", "tutor")),
        ("- `POST /slots` (tutor): publish a slot (FR-3). Body: `starts_at`. Responses: 201, 422.", ("tutor",)),
        ("- `GET /slots` (free, own): what is free", ()),
        ("- `GET /slots` (free: own; taken: all): what is free", ()),
    ],
)
def test_callers_in_brackets_and_whose_rows(line: str, roles: tuple[str, ...]) -> None:
    (one,) = spec_of(f"{LESSONS}{line}\n").endpoints

    assert (one.access.roles if one.access else ()) == roles


def test_what_a_bullet_tells_behind_its_words() -> None:
    spec = spec_of(
        f"{LESSONS}- `POST /slots` (tutor): publish (FR-3, FR-4). Body: `starts_at`, `minutes`. Responses: 201, 422.\n"
        "- `GET /slots` (public): free ones. Note: nobody asks. Times: 9 to 5.\n"
    )

    post, get = spec.endpoints
    assert [one.name for one in post.request or ()] == ["starts_at", "minutes"]
    assert [one.status for one in post.responses] == [201, 422]
    assert post.requirements == ("FR-3", "FR-4")
    assert (get.request, get.responses, get.requirements) == (None, (), ())


def test_roles_that_calls_name_by_their_codes() -> None:
    text = (
        "### 1. 등록\n\n- **URL**: `POST /berths`\n- **권한**: PILOT, WARDEN\n\n"
        "### 2. 목록\n\n- **URL**: `GET /berths`\n- **권한**: ALL\n"
    )
    spec = spec_of(f"# 선석\n\n## 선석 API\n\n{text}")

    assert [one.name for one in spec.roles] == ["pilot", "warden"]


def test_whose_rows_the_first_of_several_callers_may_touch_is_said_of_it_alone() -> None:
    text = "# Yard\n\n## API\n\n### GET /boats\n{}\n"

    def callers(said: str) -> tuple[str, ...]:
        (one,) = spec_of(text.format(said)).endpoints
        return one.access.roles if one.access else ()

    assert callers("Skipper (own), clerk, harbour-master. Answers 200; 401.") == (
        "its skipper",
        "clerk",
        "harbour-master",
    )
    assert callers("선장(본인), 관리자.")[-1] == "admin"
    assert callers("A boat (own), which is blue.") == ("owner",)
