"""Values of fields that lines and remarks list."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

SHOWN = """# Boats

## Endpoints

### POST /boats
```json
{{ "name": "Mara", "rig": "SLOOP", "state": "NEW" }}
```
{line}

### POST /crews
```json
{{ "name": "Ann", "state": "x" }}
```
"""
LINES = {
    "> `rig`: `SLOOP` | `KETCH`": {("boat", "rig"): ("SLOOP", "KETCH")},
    "- **`rig`**: `SLOOP` / `KETCH`": {("boat", "rig"): ("SLOOP", "KETCH")},
    "`rig`, `state`: `A` | `B`": {("boat", "rig"): ("A", "B"), ("boat", "state"): ("A", "B")},
    "> `rig`: `SLOOP` | `ALL`": {},
    "> `rig`: how she carries her sails | and why": {},
    "> `mast`: `ONE` | `TWO`": {},
    "> `rig`: string (sloop/ketch)": {},
    "> `rig` and `state`": {},
}


@pytest.mark.parametrize(("line", "wants"), LINES.items(), ids=[*LINES])
def test_a_line_lists_the_values_of_the_nearest_field(line: str, wants: dict[tuple[str, str], tuple[str, ...]]) -> None:
    spec = spec_of(SHOWN.format(line=line))

    found = {(one.name, field.name): field.type.values for one in spec.entities for field in one.fields}
    assert {key: values for key, values in found.items() if values} == wants


def test_the_values_of_a_role_so_listed_are_roles() -> None:
    text = (
        "# Boats\n\n## API\n\n### POST /users/signup\n```json\n"
        '{ "email": "a@b.co", "password": "x", "role": "MATE" }\n```\n> `role`: `MATE` | `SKIPPER`\n'
    )

    assert [one.name for one in spec_of(text).roles] == ["mate", "skipper"]


ROWS = {
    "enum | 냉장 \\| 냉동 \\| 실온, 기본값 냉장": ("냉장", "냉동", "실온"),
    "enum | sloop/ketch/yawl": ("sloop", "ketch", "yawl"),
    "enum | `sloop`(default) \\| `ketch`": ("sloop", "ketch"),
    "string | sloop/ketch": (),
    "enum | how it carries its sails / masts": (),
}


@pytest.mark.parametrize(("row", "wants"), ROWS.items(), ids=[*ROWS])
def test_a_remark_lists_the_values_of_a_bare_enum(row: str, wants: tuple[str, ...]) -> None:
    spec = spec_of(f"# B\n\n## Data model\n\n### Boat\n\n| Field | Type | Notes |\n|---|---|---|\n| rig | {row} |\n")

    assert spec.entities[0].fields[0].type.values == wants


def test_a_field_that_some_calls_need_is_not_required() -> None:
    head = "# B\n\n## 데이터 모델\n\n### Boat\n\n| 필드 | 타입 | 필수 |\n|---|---|---|\n"
    spec = spec_of(f"{head}| rig | string | 조건부 |\n")

    assert (spec.entities[0].fields[0].required, spec.unread) == (False, ())
