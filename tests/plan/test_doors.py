"""No write is open to anybody unless the SPEC says so, however it says who calls; or a finding says it aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from groundplan import pipeline
from groundplan.plan import build, problems
from groundplan.plan.model.blueprint import Blueprint
from groundplan.resources import read_yaml
from groundplan.spec.model import Language
from tests.read.reading import spec_of

_TABLE = read_yaml(Path(__file__).with_name("doors.yaml"))
_CASES = [(way, said) for way, rows in _TABLE.items() for said in rows]
_EN = """---
title: Parts
{front}---
# Parts

Parts are kept. {overview}

## Requirements

### REQ-1: A name
The system SHALL refuse a part without a name with 422.

### REQ-2: Callers
{sentence}

## Data model
{people}
### Part
- name: string(80), required

## API

- `GET /parts` - list parts{cue}
- `POST /parts` - add a part{cue}
- `PUT /parts/{{id}}` - replace a part{cue}
- `PATCH /parts/{{id}}` - change a part{cue}
- `DELETE /parts/{{id}}` - remove a part{cue}
- `POST /parts/{{id}}/polish` - polish it{cue}
{section}
"""
_KO = """---
title: 부품
lang: ko
{front}---
# 부품

부품을 보관한다. {overview}

## 요구사항

### REQ-1: 이름
시스템은 이름이 없는 부품을 422로 거부해야 한다.

### REQ-2: 호출자
{sentence}

## 데이터 모델
{people}
### 부품 (Part)
- name: string(80), 필수

## API

- `GET /parts` - 부품 목록{cue}
- `POST /parts` - 부품 등록{cue}
- `PUT /parts/{{id}}` - 부품 교체{cue}
- `PATCH /parts/{{id}}` - 부품 수정{cue}
- `DELETE /parts/{{id}}` - 부품 삭제{cue}
- `POST /parts/{{id}}/polish` - 광택{cue}
{section}
"""
_PEOPLE = "\n### User\n- email: email, required, unique\n- password: password, required\n"


def _plan(said: dict[str, str]) -> tuple[Blueprint, set[str]]:
    """The plan of a SPEC that says it in these places, and the codes of what is found."""
    language: Language = "ko" if "ko" in said else "en"
    text = (_KO if language == "ko" else _EN).format(
        front="".join(f"{line}\n" for line in said.get("front", "").split("; ") if line),
        people=_PEOPLE if "people" in said else "",
        section=f"\n{said['section']}\n" if "section" in said else "",
        **{key: said.get(key, "") for key in ("overview", "sentence", "cue")},
    )
    spec = spec_of(text)
    made = build(spec, pipeline.decide("-", spec, {}))
    return made, {one.code for one in problems(made)}


@pytest.mark.parametrize(("way", "said"), _CASES, ids=[f"{way}-{number}" for number, (way, _) in enumerate(_CASES)])
def test_writes_are_as_open_as_the_spec_says(way: str, said: dict[str, str]) -> None:
    made, codes = _plan(said)
    writes = [one for one in made.operations if one.path.startswith("/parts") and one.method != "GET"]
    assert {one.method for one in writes} == {"POST", "PUT", "PATCH", "DELETE"}
    assert len(writes) == 5
    levels = {one.access.level == "public" for one in writes}
    finding = {"unsaid": "PLN035", "ignored": "PLN036", "unplanned": "PLN037"}.get(way, "")
    assert codes & {"PLN035", "PLN036", "PLN037"} == ({finding} if finding else set())
    assert levels == {way != "closed"}
    if "scheme" in said:
        assert made.auth.scheme == said["scheme"]
    if "beside" in said:
        assert made.auth.keys is not None


def test_a_closed_registration_stays_closed() -> None:
    """`POST /auth/register (admin only)` makes accounts for admins, and no open one is added beside it."""
    for path in ("/auth/register", "/users/register"):
        made, _ = _plan({"people": "", "section": f"- `POST {path}` - make an account (admin only)"})
        kinds = {one.kind: one.access.level for one in made.operations if one.path == path}
        assert kinds == {"create": "granted"} or kinds == {"create": "authenticated"}
        assert not [one for one in made.operations if one.kind == "register"]


def test_only_ways_back_in_are_open_under_auth() -> None:
    section = "- `POST /auth/forgot-password` - mail a link\n- `POST /auth/change-password` - set another"
    made, _ = _plan({"people": "", "section": section})
    levels = {one.path: one.access.level for one in made.operations}
    assert levels["/auth/forgot-password"] == "public"
    assert levels["/auth/change-password"] == "authenticated"
