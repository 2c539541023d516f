"""What notes say of fields and callers: values in tables of enums, square brackets, fences below labels."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

ENUMS = """# Boats

## Core entities

| Entity | Purpose | Key fields |
|---|---|---|
| `boats` | who lies here | `id`, `rig`, `state` |

## Enumerations

| Enum | {head} |
|---|---|
| `rig` | {values} |
"""


@pytest.mark.parametrize(
    ("head", "values", "wants"),
    [
        ("Values", "`sloop`, `ketch`", ("sloop", "ketch")),
        ("Allowed values", "SLOOP / KETCH", ("SLOOP", "KETCH")),
        ("Values", "how she carries her sails", ()),
        ("Used in", "`sloop`, `ketch`", ()),
    ],
)
def test_a_table_of_enums_gives_values_to_fields(head: str, values: str, wants: tuple[str, ...]) -> None:
    spec = spec_of(ENUMS.format(head=head, values=values))

    rig = next(field for one in spec.entities for field in one.fields if field.name == "rig")
    assert rig.type.values == wants


def test_a_remark_of_a_sketch_is_of_the_column_before_it() -> None:
    text = "# Boats\n\n## Schema\n\n```sql\nboats(id, rig, state,  -- open|shut\n      depth int);\n```\n"

    (boat,) = spec_of(text).entities
    assert [(one.name, one.type.values) for one in boat.fields if one.type.values] == [("state", ("open", "shut"))]


def test_values_and_a_default_in_a_remark() -> None:
    row = "| kind | enum | `A`, `B`; default `B` |"
    text = f"# B\n\n## Entities\n\n### Berth\n\n| Field | Type | Notes |\n|---|---|---|\n{row}\n"

    (field,) = spec_of(text).entities[0].fields
    assert (field.type.values, field.default) == (("A", "B"), "B")


CALLS = {
    "- Show [token required] [Get] /boats/:id": ("GET", "authenticated", ()),
    "- Change -> /boats/:id [patch] [admin]": ("PATCH", "roles", ("admin",)),
    "- Add [POST] /boats [optional]": ("POST", "", ()),
    "## GET /boats\n\nAuthentication:\n\n```text\nRequired\n```": ("GET", "authenticated", ()),
    "## GET /boats\n\nRequired role:\n\n```text\nstaff or admin\n```": ("GET", "roles", ("staff", "admin")),
    "## GET /boats\n\nAuthentication:\n\n```http\nCookie: session=x\n```": ("GET", "", ()),
}


@pytest.mark.parametrize(("text", "wants"), CALLS.items(), ids=[*CALLS])
def test_who_may_call(text: str, wants: tuple[str, str, tuple[str, ...]]) -> None:
    (call,) = spec_of(f"# API\n\n## Endpoints\n\n{text}\n").endpoints

    access = call.access
    assert (call.method, access.kind if access else "", access.roles if access else ()) == wants


def test_a_path_of_its_own_lists_a_thing_however_few_its_members() -> None:
    text = (
        "# API\n\n## Boats\n\n`GET /boats`\n\n```json\n"
        '{ "boats": [ { "id": "b", "name": "M" } ] }\n```\n\n## Piers\n\n`GET /piers`\n\n```json\n'
        '{ "piers": [ { "id": "b", "name": "M", "depth": 3 } ] }\n```\n'
    )

    assert [one.name for one in spec_of(text).entities] == ["boat", "pier"]
