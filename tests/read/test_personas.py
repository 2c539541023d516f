"""Roles by the people that a SPEC is for, and lists that look like it."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of


def _roles(text: str) -> list[str]:
    return [one.name for one in spec_of(f"# Harbour\n\n## 1. Overview\n\nBoats.\n\n{text}").roles]


@pytest.mark.parametrize("title", ["### 1.1 Target Users", "## Users", "### 대상 사용자", "## 2. 사용자 페르소나"])
def test_people_of_a_list_or_a_table_are_roles_where_one_is_known(title: str) -> None:
    assert _roles(f"{title}\n\n- Skipper: sails\n- Pier warden: keeps\n- Admin: all\n") == [
        "skipper",
        "pier warden",
        "admin",
    ]
    table = "| 사용자 | 설명 |\n|---|---|\n| 선장 | 배를 탄다 |\n| 항만 관리자 | 운영 |\n"
    assert _roles(f"{title}\n\n{table}") == ["선장", "항만 관리자"]


def test_people_of_headings_are_roles_where_nothing_else_names_any() -> None:
    people = "## 3. Target Users\n\n### 3.1 Skipper\n\n- Goals: sail\n\n### 3.2 Admin\n\n- Goals: keep\n"

    assert _roles(people) == ["skipper", "admin"]
    assert _roles(people + "\n## 4. Roles\n\n- **Warden**: keeps\n- **Admin**: all\n") == ["warden", "admin"]


def test_personas_by_their_names_are_none() -> None:
    assert _roles("## Target Users\n\n- Mara, 22: a student\n- Admin (one person): keeps\n") == []
    assert _roles("## Target Users\n\n### Mara\n\n- Goals: sail\n\n### Jo\n\n- Goals: rest\n") == []
    assert _roles("## Target Users\n\n- Small towns: few berths\n- Large towns: many\n") == []
    assert _roles("## Users\n\n| Field | Type |\n|---|---|\n| id | int |\n| admin | bool |\n") == []


@pytest.mark.parametrize("head", ["**RBAC (역할 기반 접근 제어)**:", "Roles and permissions:", "사용자 역할:"])
def test_bullets_below_one_about_roles_are_roles(head: str) -> None:
    bullets = "  - `ADMIN`: all\n  - `SUB_ADMIN`: some\n    - with a note: none\n  - `MEMBER`: own\n"

    assert _roles(f"## 2. 조직\n\n- {head}\n{bullets}- Other: no\n") == ["admin", "sub_admin", "member"]


def test_roles_in_brackets_and_in_words() -> None:
    assert _roles("## Features\n\n- Role-based authentication (skipper / warden / admin)\n") == [
        "skipper",
        "warden",
        "admin",
    ]
    assert _roles("## 기능\n\n- 역할 기반 인증 (SKIPPER, ADMIN)\n") == ["skipper", "admin"]
    asked = "## Requirements\n\n- FR-1: The system shall support sign-up for {} roles.\n"
    assert _roles(asked.format("skipper, warden, and admin")) == ["skipper", "warden", "admin"]
    assert _roles(asked.format("new and old")) == []


def test_labels_below_a_heading_about_access_by_role_are_none() -> None:
    assert _roles("## Role-Based Access\n\n- Purpose: safe portals\n- Inputs: an email\n") == []


def test_roles_that_are_listed_as_values() -> None:
    listed = "## Main tables\n\n### Profiles\n\n{}:\n\n- `skipper`\n- `pier_warden`\n- `harbour_admin`\n"
    roles = ["skipper", "pier_warden", "harbour_admin"]
    assert _roles(listed.format("Roles")) == roles
    assert _roles(listed.format("States")) == []
    assert _roles("## Tables\n\n- **roles** — `skipper`, `admin`\n- **boats** — what sails\n") == ["skipper", "admin"]
    assert _roles("## Names\n\nRoles are kept in lower case: `skipper`, `admin`.\n") == ["skipper", "admin"]
    assert _roles("## Names\n\nRoles are kept in lower case: `ADMIN_URL` says where.\n") == []


def test_people_in_brackets_behind_calls_are_roles() -> None:
    head = "## Endpoints\n\n| Method | Path | Description |\n|---|---|---|\n"
    rows = "| GET | /a | List (student) |\n| POST | /a | Make (instructor) |\n| DELETE | /a/{id} | Remove (admin) |\n"
    assert sorted(_roles(head + rows)) == ["admin", "instructor", "student"]
    assert _roles(head + "| GET | /a | List (paged) |\n| POST | /a | Make (once) |\n") == []
    beside = "| POST | /a | Make (User/Agent/Admin) |\n"
    assert _roles(head + beside) == ["user", "agent", "admin"]
    assert _roles(head + "| POST | /a | Make (user) |\n") == []


def test_people_with_the_codes_of_their_roles_and_in_words_for_many() -> None:
    assert _roles("## Target Users\n\n- **Clerk (Admin):** keeps\n- **Boat Owner (User):** sails\n") == [
        "admin",
        "user",
    ]
    listed = "## Access Control\n\n- **Skippers**: sail\n- **Wardens**: keep\n- **Admins**: all\n"
    assert _roles(listed) == ["skipper", "warden", "admin"]


def test_actors_are_roles_where_one_is_of_people_we_know() -> None:
    table = "## 2. Users\n\n| Actor | Goal |\n|---|---|\n| Patient (via app) | book |\n| Front desk | keep |\n"
    assert _roles(table) == ["patient", "front desk"]


def test_roles_in_the_remark_of_a_drawing() -> None:
    drawn = '```mermaid\nerDiagram\n  User {\n    uuid id PK\n    string role "KEEPER|ADMIN"\n  }\n```\n'
    assert _roles(f"## Data model\n\n{drawn}") == ["keeper", "admin"]


def test_a_column_of_roles_stands_beside_one_of_authentication() -> None:
    head = "## Endpoints\n\n| Method | Path | Auth | Role | Description |\n|---|---|---|---|---|\n"
    rows = "| GET | /a | Protect | Any | List |\n| POST | /a | Protect | Keeper | Make |\n"
    rows += "| GET | /b | None | Guest | See |\n"
    spec = spec_of(f"# Harbour\n\n{head}{rows}| DELETE | /a/{{id}} | Protect | Admin | Remove |\n")
    assert [one.access and one.access.kind for one in spec.endpoints] == ["authenticated", "roles", "public", "roles"]
    assert [one.name for one in spec.roles] == ["keeper", "admin"]
