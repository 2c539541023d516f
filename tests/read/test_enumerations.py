"""Fields whose type is a list of values that code declares elsewhere in the SPEC, in every language that is read."""

from __future__ import annotations

import pytest

from groundplan.spec.model import Field, FieldType
from tests.read.reading import spec_of

DECLARED = {
    "TypeScript": "ts\nexport enum Mood {\n  CALM = 'calm',\n  ROUGH = 'rough',\n}",
    "an alias": "ts\ntype Mood = 'calm' | 'rough';",
    "Python": 'python\nclass Mood(str, Enum):\n    CALM = "calm"\n    ROUGH = "rough"\n\n    def all(self): ...',
    "Drizzle": 'ts\nexport const mood = pgEnum("mood", ["calm", "rough"]);',
    "Django": 'python\nclass Mood(models.TextChoices):\n    CALM = "calm", "Calm"\n    ROUGH = "rough", "Rough"',
    "nested": (
        'python\nclass Tide(models.Model):\n    class Mood(models.TextChoices):\n        CALM = "calm", "Calm"\n'
        '        ROUGH = "rough", "Rough"\n    level = models.IntegerField()'
    ),
    "Java": 'java\npublic enum Mood {\n    calm("C"), rough("R"); // as seen\n    private final String letter;\n}',
    "Kotlin": "kotlin\nenum class Mood { calm, rough }",
    "Rust": "rust\npub enum Mood {\n    calm,\n    rough,\n}",
    "SQL": "sql\nCREATE TYPE mood AS ENUM ('calm', 'rough');",
    "GraphQL": "graphql\nenum Mood {\n  calm\n  rough\n}",
}


def _field(declared: str) -> FieldType:
    text = f"# T\n\n## Model\n```ts\ninterface Sea {{\n  id: string;\n  mood: Mood;\n}}\n```\n\n```{declared}\n```\n"
    ((_, mood),) = (one.fields for one in spec_of(text).entities if one.name == "Sea")
    return mood.type


@pytest.mark.parametrize("language", DECLARED)
def test_a_field_has_the_values_of_its_type(language: str) -> None:
    assert _field(DECLARED[language]) == FieldType("enum", values=("calm", "rough"))


@pytest.mark.parametrize(
    "declared", ["ts\ninterface Mood {\n  id: string;\n  name: string;\n}", "ts\ntype Mood = string | number;", "ts\n"]
)
def test_what_is_no_list_of_values_stays_a_reference(declared: str) -> None:
    assert _field(declared) == FieldType("ref", target="Mood")


PYTHON = {
    'kind = models.CharField(max_length=8, choices=KINDS)\n\nKINDS = [("a", "Big"), ("b", "Small")]': ("a", "b"),
    "kind = db.Column(db.Enum(Kind))\n\nclass Kind(enum.Enum):\n    a = 1\n    b = 2": ("a", "b"),
    "kind = models.CharField(max_length=8)": (),
}


@pytest.mark.parametrize("member", PYTHON)
def test_columns_of_python_name_their_values(member: str) -> None:
    text = f"# T\n\n## Model\n```python\nclass Boat(models.Model):\n    name = models.TextField()\n    {member}\n```\n"
    ((_, kind),) = (one.fields for one in spec_of(text).entities)

    assert kind.type.values == PYTHON[member]


def _told(field: Field, *flags: str) -> str:
    """The type of a field with its values, and which of the flags it has."""
    return " ".join((field.type.base, *field.type.values, *(name for name in flags if getattr(field, name))))


BULLETS = {
    "- kind: One of: new, good, worn": "enum new good worn",
    "- kind: one of `new`, `worn`, default `new`": "enum new worn",
    "- kind: GUARDIAN | SITTER": "enum GUARDIAN SITTER",
    "- kind: `open` | `closed`": "enum open closed",
    "- kind: string | null": "string",
    "- id: Primary key (UUID)": "uuid",
    "- id: Primary key (auto-generated UUID)": "uuid",
    "- id: Primary key (of the old list)": "unknown",
    "- at: string (UUID)": "uuid",
    "- at: string (ISO 8601 date)": "date",
    "- at: string (ISO 8601)": "datetime",
    "- count: integer(int64)": "bigint",
    "- count: integer<int32>": "int",
    "- weight: number (double)": "float",
    "- mark: number(3)": "int",
    "- at: string (40)": "string",
    "- at: enum [new, worn]": "enum new worn",
}


@pytest.mark.parametrize("bullet", BULLETS)
def test_values_and_keys_of_bullets(bullet: str) -> None:
    ((field, *_),) = (one.fields for one in spec_of(f"# T\n\n## Data model\n\n### Boat\n\n{bullet}\n").entities)

    assert _told(field) == BULLETS[bullet]


LINES = {
    "kind (sail, motor)": "enum sail motor",
    "상태 (대기, 완료)": "enum 대기 완료",
    "address (street, city)": "unknown",
    "status (required, unique)": "unknown",
    "status (new)": "unknown",
    "built on (date)": "date",
}


@pytest.mark.parametrize("part", LINES)
def test_values_in_a_line_of_parts(part: str) -> None:
    ((_, field),) = (one.fields for one in spec_of(f"# T\n\n## Data\n\nBoat: name, {part}\nPier: a, b\n").entities[:1])

    assert _told(field) == LINES[part]


CELLS = {
    "uuid PK": "uuid primary_key",
    "UUID, PK": "uuid primary_key",
    "email unique": "email unique",
    "string, unique, required": "string required unique",
    "`VARCHAR(50)` NOT NULL UNIQUE": "string required unique",
    "INT NOT NULL DEFAULT 0": "int required",
    "문자열 필수": "string required",
    "UUID NOT NULL REFERENCES users(id)": "ref required",
    "double precision not null": "float required",
    "FK users.id": "ref",
    "FK → users": "ref",
    "date time of day": "unknown",
    "email of the owner": "unknown",
}


@pytest.mark.parametrize("kind", CELLS)
def test_constraints_behind_the_type_of_a_cell(kind: str) -> None:
    table = f"| Field | Type |\n|---|---|\n| a | {kind} |\n| b | string |"
    ((field, _),) = (one.fields for one in spec_of(f"# T\n\n## Data\n\n### Boat\n\n{table}\n").entities)

    assert _told(field, "primary_key", "required", "unique") == CELLS[kind]


DASHED = {
    "id - UUID, primary key": "uuid primary_key",
    "id – UUID – primary key": "uuid primary_key",
    "at_sea - decimal(5,2) - how long": "decimal",
    "at_sea - what it is": "unknown",
}


@pytest.mark.parametrize("bullet", DASHED)
def test_types_behind_a_dash(bullet: str) -> None:
    text = f"# T\n\n## Data model\n\n### Boat\n\n- {bullet}\n- to_pier - words about it\n"
    ((field, _),) = (one.fields for one in spec_of(text).entities)

    assert _told(field, "primary_key") == DASHED[bullet]


def test_an_attribute_of_a_blueprint_has_the_values_below_it() -> None:
    text = (
        "FORMAT: 1A\n\n# Sea\n\n## Tide [/tides/{id}]\n\n### Get [GET]\n+ Response 200\n    + Attributes (Tide)\n\n"
        "# Data Structures\n\n## Tide (object)\n+ id (number, required)\n+ mood: calm (enum[string])\n"
        "    + Members\n        + calm - still\n        + `rough`\n+ pier (object)\n    + name (string)\n"
    )
    (tide,) = spec_of(text).entities

    assert [(one.name, one.type.base, one.type.values) for one in tide.fields] == [
        ("id", "float", ()),
        ("mood", "enum", ("calm", "rough")),
        ("pier", "json", ()),
    ]


OPEN = """
# Harbour

## Entities

### Pilot

| Field | Type | Constraints |
|---|---|---|
| id | String | PK |
| rank | Enum | Default: MATE |
| badgeState | Enum? | |
| colour | Enum | |

## Code

```prisma
enum PilotRank {
  MATE
  MASTER
}

enum BadgeState {
  VALID
  LOST
}

enum BoatColour {
  RED
  BLUE
}
```
"""


def test_a_choice_that_a_table_leaves_open_is_the_type_of_its_name() -> None:
    (pilot,) = spec_of(OPEN).entities

    assert [one.type.values for one in pilot.fields] == [(), ("MATE", "MASTER"), ("VALID", "LOST"), ()]
