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


BELOW = {
    "Pier status:\n\n```text\nopen\nshut\n```": ("open", "shut"),
    "**Statuses:**\n\n```\nopen\nshut\n```": ("open", "shut"),
    "Pier status:\n\n```text\nopen until the tide\nshut\n```": (),
    "Pier status:\n\n```sql\nopen\nshut\n```": (),
    "Pier codes:\n\n```text\nA1\nB2\n```": (),
}


@pytest.mark.parametrize(("below", "wants"), BELOW.items(), ids=[*BELOW])
def test_a_fence_below_a_label_lists_values(below: str, wants: tuple[str, ...]) -> None:
    text = (
        f"# B\n\n## Entities\n\n### Pier\n\n| Field | Type |\n|---|---|\n| id | uuid |\n| status | enum |\n\n{below}\n"
    )

    (pier,) = spec_of(text).entities
    assert pier.fields[1].type.values == wants


REMARKS = {
    "role | VARCHAR(20) | `student`, `staff`, or `admin`": ("student", "staff", "admin"),
    "state | string | `open`, `shut`": ("open", "shut"),
    "rig | string | `sloop`, `ketch`, `yawl`": ("sloop", "ketch", "yawl"),
    "rig | string | `sloop`, `ketch`": (),
    "rig | string | e.g. `sloop`, `ketch`, `yawl`": (),
    "rig | int | `sloop`, `ketch`, `yawl`": (),
    "source | string | `boat_id`, `pier_id`, `made_at`": (),
}


@pytest.mark.parametrize(("row", "wants"), REMARKS.items(), ids=[*REMARKS])
def test_a_remark_of_nothing_but_code_spans_lists_values(row: str, wants: tuple[str, ...]) -> None:
    text = f"# B\n\n## Entities\n\n### Boat\n\n| Field | Type | Notes |\n|---|---|---|\n| id | uuid | |\n| {row} |\n"

    (boat,) = spec_of(text).entities
    assert boat.fields[1].type.values == wants


def test_what_others_are_added_to_is_a_thing() -> None:
    text = (
        "# API\n\n```\nGET /auctions/{id}  state\nPOST /auctions/{id}/bids  place one\nGET /report/{id}\n"
        "POST /report/{id}/send\n```\n"
    )

    assert [one.name for one in spec_of(text).entities] == ["auction"]


def test_what_is_booked_moved_and_cancelled_is_a_thing() -> None:
    text = (
        "# Requirements Document\n\n## Requirements\n\n### Requirement 1\n\n#### Acceptance Criteria\n\n"
        "1. WHEN a user books a mooring THEN the system SHALL collect a name.\n"
        "2. WHEN a user cancels a mooring THEN the system SHALL free the berth.\n"
        "3. WHEN a user reschedules a mooring THEN the system SHALL ask for a day.\n"
        "4. WHEN a user books a day THEN the system SHALL show the tide.\n"
    )

    assert [one.name for one in spec_of(text).entities] == ["mooring"]


def test_filters_of_a_list_are_no_thing() -> None:
    types = "interface Boat { id: string; rig: string }\ninterface BoatFilters { rig: string }"
    text = f"# B\n\n## Data Model\n\n```ts\n{types}\n```\n"

    assert [one.name for one in spec_of(text).entities] == ["Boat"]
