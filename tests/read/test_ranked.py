"""Roles that any section states by a shape of its own."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

MATRIX = "| 기능 | 비회원 | 회원 | 관리자 |\n|---|---|---|---|\n| 선석 조회 | O | O | O |\n| 선석 등록 | X | X | O |\n"
THINGS = "| 항목 | 회원 | 선석 |\n|---|---|---|\n| 수 | O | O |\n"
SENT = "| 기능 | 회원 | 관리자 |\n|---|---|---|\n| 알림 | 예약이 끝난 뒤에 | 매일 아침에 |\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## 화면\n\n" + MATRIX, ["회원", "admin"]),
        ("## 권한표\n\n" + MATRIX, ["회원", "admin"]),
        ("## 화면\n\n" + THINGS, []),
        ("## 화면\n\n" + SENT, []),
        ("## 개관\n\n| 액터 | 설명 |\n|---|---|\n| 구매자 | 산다 |\n| 판매자 | 판다 |\n", ["구매자", "판매자"]),
        ("## 개관\n\n| 역할 | 담당 |\n|---|---|\n| 서버 | 김 |\n| 화면 | 이 |\n", []),
        (
            "## 시스템 개요\n\n3개의 사용자 역할(관리자, 선장, 일반사용자)을 가진 시스템\n",
            ["admin", "선장", "일반사용자"],
        ),
        ("## 시스템 개요\n\n서버의 역할(저장, 조회, 전송)을 나눈다\n", []),
        ("## 규칙\n\n- 계층: `ROLE_PORT_MASTER`(위) / `ROLE_ADMIN`\n", ["port_master", "admin"]),
    ],
)
def test_roles_of_any_section(text: str, wanted: list[str]) -> None:
    assert [one.name for one in spec_of(f"# Service\n\n{text}").roles] == wanted


def test_all_are_no_role() -> None:
    text = "## API\n\n| Method | URL | 권한 |\n|---|---|---|\n| GET | /boats | 전체 |\n| POST | /boats | 관리자 |\n"

    assert [one.name for one in spec_of(f"# Service\n\n{text}").roles] == ["admin"]
