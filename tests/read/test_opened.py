"""Calls that sentences and lists about all calls leave open."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

CALLS = """
## Endpoints

| Method | Path | Description |
|---|---|---|
| POST | /sessions/dev | Log in |
| GET | /boats | List them |
| POST | /boats | Add one |
| GET | /docs/index | Read the manual |
"""
DEV, LIST, ADD, DOCS = "POST /sessions/dev", "GET /boats", "POST /boats", "GET /docs/index"
OPEN = {
    "All endpoints require a valid JWT except `POST /sessions/dev` and `GET /boats`.": {DEV, LIST},
    "Every route must be called with a token, other than `/docs/*`.": {DOCS},
    "All requests except `/sessions/dev` require an `Authorization` header.": {DEV},
    "- Public endpoints: `POST /sessions/dev`, `GET /boats`": {DEV, LIST},
    "- **Public endpoints** (no token):\n  - `POST /sessions/dev`\n  - `GET /boats`\n- JWT": {DEV, LIST},
    "Public routes:\n\n- `/docs/**`\n\nThe others need a JWT, `POST /boats` a fresh one.": {DOCS},
    "`/docs/*` and `GET /boats` are public.": {DOCS, LIST},
    "`POST /sessions/dev` does not require authentication.": {DEV},
    "`POST /sessions/dev`를 제외한 모든 API는 인증이 필요하다.": {DEV},
    "모든 API는 JWT 인증이 필요하다 (단, `POST /sessions/dev`, `GET /boats` 제외).": {DEV, LIST},
    "- 인증 불필요: `POST /sessions/dev`": {DEV},
    "`GET /boats`는 인증 없이 호출할 수 있다.": {LIST},
}
CLOSED = (
    "All endpoints require a valid JWT.",
    "All endpoints answer in JSON except `GET /docs/index`.",
    "- Public key: served at `/boats`",
    "`POST /boats` is not public.",
    "All `GET /boats` calls require a page, except for exports.",
    "The public page links to `/boats`.",
    "모든 API는 JSON으로 응답한다 (`GET /docs/index` 제외).",
    "- Public endpoints: none",
)


def opened(text: str) -> set[str]:
    spec = spec_of(f"# Boats\n\n## Authentication\n\n{text}\n{CALLS}")
    return {f"{one.method} {one.path}" for one in spec.endpoints if one.access and one.access.kind == "public"}


@pytest.mark.parametrize(("text", "expected"), OPEN.items())
def test_what_is_open_is_read(text: str, expected: set[str]) -> None:
    assert opened(text) == expected


@pytest.mark.parametrize("text", CLOSED)
def test_what_is_not_said_to_be_open_is_not(text: str) -> None:
    assert opened(text) == set()


def test_what_a_call_says_itself_stays() -> None:
    calls = CALLS.replace("| Add one |", "| Add one. Admin only |")
    spec = spec_of(f"# Boats\n\n## Authentication\n\n- Public endpoints: `/boats`\n{calls}")

    notes = {one.method: one.access for one in spec.endpoints if one.path == "/boats" and one.access}
    assert notes["GET"].kind == "public"
    assert notes["POST"].roles == ("admin",)
