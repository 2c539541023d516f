"""People in passing who are the roles of a SPEC that names none: in glossaries, stories and requirements."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of


def _roles(text: str) -> tuple[str, ...]:
    return tuple(one.name for one in spec_of(f"# Requirements Document\n\n{text}").roles)


DEFINED = {
    "- **Skipper**: A user who charters boats\n- **Harbour_Clerk**: A staff member who assigns berths": (
        "skipper",
        "harbour_clerk",
    ),
    "- **Admin User**: A user with administrative rights\n- **User**: A person who sails": ("admin", "user"),
    "- **선장**: 배를 빌리는 사용자\n- **관리자**: 선석을 배정하는 직원 (사무실)": ("선장", "admin"),
    "- **Role**: A word of each user; valid values are `'skipper'` and `'admin'`": ("skipper", "admin"),
    "- **Role**: A word such as `kind` or `sort`": (),
    "- **User**: A person who sails": (),
    "- **Visitor**: A person who has no account": (),
    "- **Log**: A record of what a user who sails did": (),
    "- **Form**: A user interface that holds fields": (),
    "- **선석**: 사용자가 배를 대는 자리": (),
    "- **Id**: The number of the user who made it": (),
}
TOLD = {
    "**User Story:** As an admin, I want to open berths, so that boats can come": ("admin",),
    "As a customer, I want to see berths.": ("customer",),
    "**사용자 스토리:** 관리자로서, 선석을 열고 싶다": ("admin",),
    "- **FR-001**: The system MUST allow admins to open berths": ("admin",),
    "- **FR-001**: The system MUST let an authenticated Manager view all berths": ("manager",),
    "- **FR-001**: The system MUST allow a mooring to be moved": (),
    "- **FR-001**: The system MUST let employees sign in": (),
    "- **FR-001**: The system MUST allow managers to log in": (),
    "- **FR-001**: The system MUST let managers sign berths over": ("manager",),
    "- **FR-001**: Managers MUST be able to open berths": ("manager",),
    "1. WHEN an admin opens a berth, THE API SHALL store it": ("admin",),
    "- **FR-001**: 관리자는 선석을 열 수 있어야 한다": ("admin",),
    "- **FR-002**: 구매자는 선석을 예약해야 한다": ("buyer",),
    "- **FR-002**: 예약은 하루 전에 취소되어야 한다": (),
    "- **FR-002**: 예약이 끝나면 관리자에게 알려야 한다": (),
    "As a developer, I want to have tests.": (),
    "As a harbour admin, I want to see berths.": ("admin",),
    "As a system administrator, I want to have logs.": (),
    "As a user, I want to see berths.": (),
    "As a customer service, I want to see berths.": (),
    "- **FR-001**: The system MUST allow uploads to be large": (),
    "- **FR-001**: The system MUST be able to open berths": (),
    "1. WHEN a berth opens a gate, THE API SHALL store it": (),
}


@pytest.mark.parametrize(("text", "expected"), DEFINED.items(), ids=DEFINED)
def test_people_of_a_glossary(text: str, expected: tuple[str, ...]) -> None:
    assert _roles(f"## Glossary\n\n{text}\n") == expected


@pytest.mark.parametrize(("text", "expected"), TOLD.items(), ids=TOLD)
def test_people_of_stories_and_requirements(text: str, expected: tuple[str, ...]) -> None:
    assert _roles(f"## Requirements\n\n### Requirement 1\n\n{text}\n") == expected


def test_roles_that_are_listed_are_all_there_are() -> None:
    told = "## Requirements\n\nAs an admin, I want to open berths.\n\nRoles: keeper, editor\n"

    assert "admin" not in _roles(f"## Roles\n\n- keeper\n- editor\n\n{told}")
