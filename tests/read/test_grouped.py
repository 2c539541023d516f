"""A sentence about the calls of its section says who may call each that says nothing itself."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

CALLS = "- `GET /boats` - list boats\n- `POST /boats` - add a boat\n"
OF_ALL = {
    "- Both endpoints require Bearer token authentication": ("authenticated", ()),
    "- These calls require a valid JWT.": ("authenticated", ()),
    "All endpoints in this section require the `keeper` role.": ("roles", ("keeper",)),
    "위 두 API는 모두 로그인이 필요하다.": ("authenticated", ()),
}
OF_NONE = (
    "- Both endpoints require a token except the first",
    "- Both endpoints require a page size",
    "- The keeper needs both endpoints",
    "- No authentication required",
    "- Both harbours require authentication",
)


def access_of(text: str) -> list[tuple[str, tuple[str, ...]] | None]:
    spec = spec_of(f"# Boats\n\n## Endpoints\n\n### BoatsController\n\n{CALLS}\n{text}\n")
    return [(one.access.kind, one.access.roles) if one.access else None for one in spec.endpoints]


@pytest.mark.parametrize(("text", "expected"), OF_ALL.items())
def test_a_sentence_about_all_calls_is_of_each(text: str, expected: tuple[str, tuple[str, ...]]) -> None:
    assert access_of(text) == [expected, expected]


@pytest.mark.parametrize("text", OF_NONE)
def test_look_alikes_say_nothing(text: str) -> None:
    assert access_of(text) == [None, None]


def test_the_only_call_of_a_section_is_open() -> None:
    spec = spec_of(
        "# Boats\n\n## Endpoints\n\n### Depth\n\n- `GET /depth` - how deep it is\n- No authentication required\n"
    )

    assert [one.access and one.access.kind for one in spec.endpoints] == ["public"]
