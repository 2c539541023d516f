"""Entities and fields wherever they stand: each shape of `entities.yaml` gives what it says and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from groundplan.spec.model import FieldType
from tests.read.reading import spec_of

SHAPES: list[dict[str, Any]] = [
    case
    for path in sorted(Path(__file__).parent.glob("entities*.yaml"))
    for case in YAML(typ="safe").load(path.read_text("utf-8"))
]


@pytest.mark.parametrize("case", SHAPES, ids=[case["shape"] for case in SHAPES])
def test_a_shape_gives_its_entities(case: dict[str, Any]) -> None:
    spec = spec_of("# Service\n\n" + case["text"])

    assert {one.name: [field.name for field in one.fields] for one in spec.entities} == case["wants"]
    types = {f"{one.name}.{field.name}": field.type.base for one in spec.entities for field in one.fields}
    assert {key: types[key] for key in case.get("types", ())} == case.get("types", {})


@pytest.mark.parametrize("title", ["Domain Model - Day 1", "Data model", "도메인 모델"])
def test_a_model_may_be_the_title_and_a_section(title: str) -> None:
    spec = spec_of(
        f"# {title}\n\n## Core Entities\n\n- `Berth`\n  - Identity: `id`\n  - Attributes: `pier`, `number`\n"
        "\n## Supporting Concepts\n\n- `Role`: `OWNER`, `GUEST`\n"
    )

    assert [(one.name, [field.name for field in one.fields]) for one in spec.entities] == [
        ("Berth", ["id", "pier", "number"])
    ]


def test_types_of_examples_are_inferred() -> None:
    spec = spec_of(
        "# S\n\n### GET /a\n```json\n"
        '{"id": "3f2b8c1e-0000-4000-8000-000000000001", "at": "2026-01-02T03:04:05Z", "day": "2026-01-02",\n'
        ' "mail": "a@b.co", "n": 1, "r": 1.5, "ok": true, "tags": ["x"],\n'
        ' "deep": {"k": 1}, "none": null, "t": "string"}\n'
        "```\n"
    )

    fields = {one.name: one for one in spec.entities[0].fields}
    assert {one.origin for one in fields.values()} == {"inferred"}
    assert {name: one.type.base for name, one in fields.items()} == {
        "id": "uuid", "at": "datetime", "day": "date", "mail": "email", "n": "int", "r": "float", "ok": "bool",
        "tags": "list", "deep": "json", "none": "unknown", "t": "string",
    }  # fmt: skip
    assert (fields["mail"].span.line, fields["mail"].span.column) == (6, 2)


def test_examples_may_say_types_in_place_of_values() -> None:
    spec = spec_of(
        "# S\n\n### GET /boats/{id}\n```json\n"
        '{"id": "string (UUID)", "at": "string (ISO 8601)", "sail": "main | jib", "state": "FREE | TAKEN | ...",\n'
        ' "phase": "NEW | OLD | null", "note": "string | null", "limit": "number (optional)",\n'
        ' "skipper": "Ann (Skipper)", "title": "Home | Harbour of all", "tel": "010 | 020", "sum": "f(x)"}\n'
        "```\n"
    )

    types = {one.name: (one.type.base, one.type.values) for one in spec.entities[0].fields}
    assert types == {
        "id": ("uuid", ()), "at": ("datetime", ()), "sail": ("enum", ("main", "jib")),
        "state": ("enum", ("FREE", "TAKEN")), "phase": ("enum", ("NEW", "OLD")), "note": ("string", ()),
        "limit": ("float", ()), "skipper": ("string", ()), "title": ("string", ()), "tel": ("string", ()),
        "sum": ("string", ()),
    }  # fmt: skip


def test_actions_of_api_blueprint_carry_parameters_and_bodies() -> None:
    spec = spec_of(
        "# S\n\n## Boat [/boats/{id}{?full}]\n+ Parameters\n    + id: 7 (number, required) - its number\n"
        "    + full (boolean, optional)\n        + Default: `false`\n\n"
        "### Change a boat [PUT]\nReplaces it.\n\n+ Request (application/json)\n\n"
        '        {"name": "Ann"}\n\n+ Response 200 (application/json)\n    + Attributes (array[Boat])\n+ Response 404\n'
    )

    (endpoint,) = spec.endpoints
    assert (endpoint.method, endpoint.path, endpoint.summary) == ("PUT", "/boats/{id}", "Change a boat")
    assert [(one.name, one.type, one.required) for one in endpoint.parameters] == [
        ("id", FieldType("float"), True),
        ("full", FieldType("bool"), False),
    ]
    assert [one.name for one in endpoint.request or ()] == ["name"]
    assert [(one.status, one.many) for one in endpoint.responses] == [(200, True), (404, False)]


def test_declared_fields_carry_types_and_keys() -> None:
    spec = spec_of(
        "# S\n\n```python\nclass Ship(Base):\n    id: UUID = Field(primary_key=True)\n"
        "    name: Mapped[str] = mapped_column(String(80), unique=True)\n    port: Optional[int] = None\n"
        '    kind: Literal["tug", "ferry"]\n    tags: list[str]\n'
        '    home = Column(ForeignKey("ports.id"), nullable=False)\n'
        "```\n```prisma\nmodel Post {\n  id Int @id\n  body String? @unique\n}\n```\n"
    )

    ship, post = spec.entities
    assert [(one.name, one.type, one.required) for one in ship.fields] == [
        ("id", FieldType("uuid"), True),
        ("name", FieldType("string", length=80), True),
        ("port", FieldType("int"), False),
        ("kind", FieldType("enum", values=("tug", "ferry")), True),
        ("tags", FieldType("list", item="string"), True),
        ("home", FieldType("ref", target="ports"), True),
    ]
    assert (ship.fields[0].primary_key, ship.fields[1].unique) == (True, True)
    assert [(one.name, one.primary_key, one.unique, one.nullable) for one in post.fields] == [
        ("id", True, False, False),
        ("body", False, True, True),
    ]


REMARKS = {
    ("uuid", "FK User"): "target=User",
    ("uuid", "fk users.id"): "target=users",
    ("uuid", "foreign key, column of the ledger"): "",
    ("uuid", "FK column of the old table"): "",
    ("int", "number of seats, 1-500"): "1..500",
    ("int", "people, 1 to 20"): "1..20",
    ("int", "평점 1~5"): "1..5",
    ("int", "좌석 수, 최대 500"): "..500",
    ("int", "as in ISO 3166-1"): "",
    ("int", "row of the old sheet 5-1"): "",
    ("string(20)", "phone as in RFC 3966, section 5-6"): "",
    ("string(20)", "NOT NULL, unique, E.164, personal data"): "required",
    ("string(20)", "required by law, personal data"): "",
}


@pytest.mark.parametrize(("kind", "remark"), REMARKS, ids=" ".join)
def test_remarks_on_fields(kind: str, remark: str) -> None:
    table = f"| Field | Type | Notes |\n|---|---|---|\n| place | {kind} | {remark} |\n"
    ((field,),) = (one.fields for one in spec_of(f"# T\n\n## Data model\n\n### Table\n\n{table}").entities)
    target = f"target={field.type.target}" if field.type.target else ""
    bounds = f"{field.minimum or ''}..{field.maximum or ''}" if field.minimum or field.maximum else ""

    assert target + bounds + "required" * field.required == REMARKS[kind, remark]


@pytest.mark.parametrize(
    ("constraint", "target"),
    [
        ("-> List", "List"),
        ("-> Reference", "Reference"),
        ("references Index", "Index"),
        ("FK Unit", "Unit"),
        ("FK -> my-list", "my-list"),
        ("-> 자", "자"),
        ("FK unique", ""),
        ("FK and", ""),
    ],
)
def test_a_reference_may_be_called_as_a_keyword_is(constraint: str, target: str) -> None:
    table = f"| Field | Type | Constraints |\n|---|---|---|\n| place | uuid | {constraint} |\n"
    ((field,),) = (one.fields for one in spec_of(f"# T\n\n## Data model\n\n### Card\n\n{table}").entities)

    assert field.type.target == target


def test_a_column_of_nothing_but_a_bracket_is_none() -> None:
    ddl = "CREATE TABLE a ((id uuid), size int);\nALTER TABLE a ADD (x);\n"
    (entity,) = spec_of(f"# T\n\n## Schema\n\n```sql\n{ddl}```\n").entities

    assert [one.name for one in entity.fields] == ["size"]


def test_a_title_may_say_that_all_is_a_data_model() -> None:
    text = "# Entities and Attributes.\n\n## Role\n- name: string\n## API\n- `GET /roles`\n## Notes\n- sort: string\n"

    spec = spec_of(text)

    assert [(one.name, [field.name for field in one.fields]) for one in spec.entities] == [
        ("Role", ["name"]),
        ("Notes", ["sort"]),
    ]
    assert [one.path for one in spec.endpoints] == ["/roles"]
    assert spec_of(text.replace("Entities and Attributes", "Boat Service")).entities == ()


BRACKETS = {
    "at: UUID (PK, 장소 번호)": "uuid primary 장소 번호",
    "at: UUID (FK → users.id)": "ref users",
    "`at`: number (1-5)": "float 1..5",
    "at: string (max 500, unique) - as shown": "string ..500 unique as shown",
    "at: string (as painted)": "string as painted",
    "at: varchar (255)": "string/255",
    "at: decimal (10, 2)": "decimal 10.2",
}


@pytest.mark.parametrize("bullet", BRACKETS)
def test_constraints_in_brackets_behind_a_type(bullet: str) -> None:
    ((field,),) = (one.fields for one in spec_of(f"# T\n\n## Data model\n\n### Card\n\n- {bullet}\n").entities)
    kind = field.type
    words = [
        kind.base
        + (f"/{kind.length}" if kind.length else "")
        + (f" {kind.precision}.{kind.scale}" if kind.precision else ""),
        kind.target,
        "primary" if field.primary_key else "",
        f"{field.minimum or ''}..{field.maximum or ''}" if field.minimum or field.maximum else "",
        "unique" if field.unique else "",
        field.description,
    ]

    assert " ".join(filter(None, words)) == BRACKETS[bullet]


def test_a_type_cell_may_carry_its_key() -> None:
    table = "| Field | Type |\n|---|---|\n| at | UUID (PK) |\n| by | uuid (FK → users.id) |\n| size | varchar (20) |\n"
    (entity,) = spec_of(f"# T\n\n## Data model\n\n### Card\n\n{table}").entities

    assert [(one.type.base, one.primary_key, one.type.target) for one in entity.fields] == [
        ("uuid", True, ""),
        ("ref", False, "users"),
        ("string", False, ""),
    ]


def test_tables_with_their_schemas_refer_to_tables() -> None:
    spec = spec_of(
        "# S\n\n## Data model\n```\n"
        "port.boats  (id, sail_number, owner_id -> people.owners)\n"
        "port.crews  (id, boat_id FK port.boats, kind: manual | auto)\n```\n"
    )

    targets = {field.name: field.type.target for one in spec.entities for field in one.fields if field.type.target}
    assert targets == {"owner_id": "owners", "boat_id": "boats"}


def test_types_in_brackets_with_blanks_and_quotes() -> None:
    spec = spec_of(
        "# S\n\n## Requirements\n\n### Requirement 1\n\n"
        "1. THE Berth_Model SHALL operate against a `berths` table with the following columns: "
        "`code` (VARCHAR 20, not null), `depth` (INT), `state` (ENUM `'open'`, `'shut'`, not null)\n"
    )

    code, _, state = spec.entities[0].fields
    assert (code.type, code.required) == (FieldType("string", length=20), True)
    assert (state.type.values, state.required) == (("open", "shut"), True)


def test_what_a_requirement_says_of_the_field_that_it_keeps() -> None:
    spec = spec_of(
        "# S\n\n## Requirements\n\n1. THE Berth_Entity SHALL store code as a unique text field\n"
        "2. THE Berth_Entity SHALL store depth as an optional number field\n"
    )

    code, depth = spec.entities[0].fields
    assert (code.type.base, code.unique, depth.nullable) == ("text", True, True)
