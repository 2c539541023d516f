"""Tables and bullets of fields and features: each shape of `tables.yaml` gives what it says and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from groundplan.spec.text.paths import shown_path
from tests.read.reading import spec_of

if TYPE_CHECKING:
    from groundplan.spec.model import Field

SHAPES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("tables.yaml").read_text("utf-8"))


def _shown(field: Field) -> str:
    kind = field.type
    base = kind.base + (f"/{kind.target}" if kind.target else f"/{kind.length}" if kind.length else "")
    bounds = f"{field.minimum or ''}..{field.maximum or ''}" if field.minimum or field.maximum else ""
    marks = [
        field.name,
        f"{base}:{'|'.join(kind.values)}" if kind.values else base,
        "primary" if field.primary_key else "",
        "required" if field.required else "",
        "unique" if field.unique else "",
        "nullable" if field.nullable else "",
        bounds,
        field.on_delete or "",
        f"={field.default}" if field.default and "(" not in field.default else "",
    ]
    return " ".join(filter(None, marks))


@pytest.mark.parametrize("case", SHAPES, ids=[case["shape"] for case in SHAPES])
def test_a_shape_gives_its_fields(case: dict[str, Any]) -> None:
    text = case["text"] if case["text"].startswith("# ") else "# Service\n\n" + case["text"]
    spec = spec_of(text)

    assert {one.name: [_shown(field) for field in one.fields] for one in spec.entities} == case["wants"]
    assert sorted(one.text for one in spec.unread) == sorted(case.get("unread", []))
    assert sorted(one.id for one in spec.requirements) == sorted(case.get("requirements", []))
    assert {f"{one.method} {shown_path(one, spec)}" for one in spec.endpoints} == set(case.get("endpoints", []))
    assert [one.value for one in (*spec.databases, *spec.languages)] == case.get("stack", [])


def test_a_type_told_by_a_name_is_marked() -> None:
    spec = spec_of("# S\n\n## Data model\n\n### Boat\n\n- id: uuid\n- created_at\n- updated_at: datetime\n")

    assert [field.origin for field in spec.entities[0].fields] == ["stated", "inferred", "stated"]


@pytest.mark.parametrize(
    ("fence", "scheme"),
    [
        ("Cookie: session=<signed>", ["session"]),
        ("Set-Cookie: JSESSIONID=ab12; HttpOnly", ["session"]),
        ("cookie: session_id = x", ["session"]),
        ("Set-Cookie: session=eyJhbGciOi", []),
        ("Set-Cookie: theme=dark", []),
    ],
)
def test_a_cookie_that_is_shown(fence: str, scheme: list[str]) -> None:
    spec = spec_of(f"# S\n\n## Calls\n\n```http\n{fence}\n```\n")

    assert [one.scheme for one in spec.auth] == scheme


REMARKS = """## 테이블 명세

### 1) `piers` 테이블

| 컬럼명 | 타입 | Null | Key | 설명 |
|---|---|---|---|---|
| id | BIGINT | NOT NULL | PK | 번호 |

### 2) `berths` 테이블

| 컬럼명 | 타입 | Null | 기본값 | Key | 설명 | 비고 |
|---|---|---|---|---|---|---|
| id | BIGINT | NOT NULL | GENERATED ALWAYS AS IDENTITY | PK | 번호 | |
| pier_id | BIGINT | NOT NULL | - | FK | `piers.id` 참조 | |
| other_id | BIGINT | NOT NULL | - | | 이웃 부두 | FK (piers.id) |
| first_id | BIGINT | NOT NULL | - | | piers.id (FK) | |
| second_id | BIGINT (FK) | NOT NULL | - | | piers | |
| mode | VARCHAR(10) | NOT NULL | AUTO | | 방식 | |
| guide | VARCHAR(80) | NULL | - | | piers.md 참조 | UNIQUE |
| log_id | BIGINT | NULL | - | FK | 기록 번호 | |
"""


def test_remarks_of_columns_say_what_is_referred_to() -> None:
    fields = {one.name: one for one in spec_of("# Service\n\n" + REMARKS).entities[1].fields}
    targets = {name: one.type.target for name, one in fields.items() if one.type.base == "ref"}

    assert targets == dict.fromkeys(("pier_id", "other_id", "first_id", "second_id"), "piers")
    assert fields["id"].read_only
    assert fields["id"].default is None
    assert fields["mode"].default == "AUTO"
    assert fields["guide"].unique


def test_a_relation_may_stand_below_the_name_of_a_thing() -> None:
    text = (
        "# Service\n\n## 데이터 모델\n\n1. **Voyage (항차)**\n   - 선박 종류와 다대다 관계\n   - 선원과의 관계를 본다\n"
    )
    found = [(one.source, one.target, one.cardinality) for one in spec_of(text).relations]

    assert found == [("Voyage", "선박 종류", "N:M")]


def test_what_a_sentence_leaves_out_with_others_is_not_chosen() -> None:
    text = "# Service\n\n## 개요\n\n과제에 따라 JWT 인증과 Docker 적용은 제외합니다.\n"

    assert not spec_of(text).auth
