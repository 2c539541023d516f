"""Types, values, keys and indexes where leads write them: schemas of Prisma, cells beside `enum`, lists in one line."""

from __future__ import annotations

import pytest

from groundplan.spec.model import Entity, FieldType
from tests.read.reading import spec_of

PRISMA = """
# Lending

```prisma
enum CopyState {
  FREE // on the shelf
  LENT
}

model Reader {
  id    String  @id @default(uuid())
  card  String  @unique @db.VarChar(12)
  loans Loan[]
}

model Writer {
  id    String @id
  books Book[]
}

model Book {
  id       String   @id
  writers  Writer[]
  state    CopyState @default(FREE)
  price    Decimal  @db.Decimal(8, 2)
  beforeId String?
  before   Book?    @relation("Row", fields: [beforeId], references: [id], onDelete: SetNull)
  after    Book[]   @relation("Row")
}

model Loan {
  bookId   String
  book     Book     @relation(fields: [bookId], references: [id], onDelete: Restrict)
  readerId String
  reader   Reader   @relation(fields: [readerId], references: [id])
  due      DateTime @db.Date
  changed  DateTime @updatedAt

  @@unique([bookId, readerId])
  @@index([readerId, due(sort: Desc)])
}
```
"""


def _entities(text: str) -> dict[str, Entity]:
    return {one.name: one for one in spec_of(text).entities}


def test_a_schema_of_prisma_is_read_whole() -> None:
    spec = spec_of(PRISMA)
    found = {one.name: {field.name: field for field in one.fields} for one in spec.entities}

    assert list(found) == ["Reader", "Writer", "Book", "Loan"]
    assert found["Reader"]["id"].type.base == "uuid"
    assert found["Reader"]["card"].type == FieldType("string", length=12)
    assert found["Book"]["state"].type == FieldType("enum", values=("FREE", "LENT"))
    assert found["Book"]["state"].default == "FREE"
    assert found["Book"]["price"].type == FieldType("decimal", precision=8, scale=2)
    assert (found["Book"]["beforeId"].type.target, found["Book"]["beforeId"].on_delete) == ("Book", "set null")
    assert (found["Loan"]["bookId"].type.target, found["Loan"]["bookId"].on_delete) == ("Book", "restrict")
    assert found["Loan"]["due"].type.base == "date"
    assert found["Loan"]["changed"].read_only
    assert [(one.source, one.target, one.cardinality) for one in spec.relations] == [("Book", "Writer", "N:M")]
    assert [([column.field for column in one.columns], one.unique) for one in spec.entities[3].indexes] == [
        (["bookId", "readerId"], True),
        (["readerId", "due"], False),
    ]


def test_values_stand_beside_the_bare_type() -> None:
    found = _entities(
        "# S\n\n## Data model\n\n### Stay\n| Field | Type | Rules |\n|---|---|---|\n"
        "| state | enum | booked, here, gone; default booked |\n| kind | enum | required |\n"
        "| guestId | uuid | references User |\n| guests | int | required, >= 1 |\n"
        "| mood | varchar(9) | mood IN ('calm', 'loud') |\n"
        "| paid | varchar(9) | CHECK (paid IN (YES, NO)), required |\n"
        "| seen | epoch ms | |\n| left | bigint (epoch ms) | |\n"
    )["Stay"]
    fields = {one.name: one for one in found.fields}

    assert fields["state"].type.values == ("booked", "here", "gone")
    assert fields["state"].default == "booked"
    assert fields["kind"].type.values == ()
    assert (fields["mood"].type.values, fields["paid"].type.values) == (("calm", "loud"), ("YES", "NO"))
    assert (fields["seen"].type.base, fields["left"].type.base) == ("bigint", "bigint")
    assert fields["guests"].type.base == "int"


def test_a_request_that_is_kept_is_a_resource() -> None:
    found = _entities(
        "# S\n\n## Data model\n```typescript\ninterface LeaveRequest {\n  id: string;\n  status: 'new' | 'done';\n}\n"
        "interface LoginRequest {\n  email: string;\n  status: string;\n}\n"
        "interface UserRequest {\n  id: string;\n  name: string;\n}\n```\n"
    )

    assert list(found) == ["LeaveRequest"]


def test_words_and_keys_stand_in_lists_in_one_line() -> None:
    found = _entities(
        "# S\n\n## 데이터 모델\n\n- **Category**: id, name(unique), parent_id(상위 분류, 없을 수 있음)\n"
        "- **Room**: id, category_id(Category), buyer_id(User) — (category_id, buyer_id) 유일\n"
        "- **Mark**: user_id(User), room_id(Room), at — 복합 PK\n"
        "- **Report**: id, room_id(Room), reason(enum: fraud, abuse, other)\n"
        "- **Hint**: word (of one), word2 (of two), word3 (of three)\n"
    )

    assert [field.name for field in found["Category"].fields] == ["id", "name", "parent_id"]
    assert [column.field for column in found["Room"].indexes[0].columns] == ["category_id", "buyer_id"]
    assert [column.field for column in found["Mark"].indexes[0].columns] == ["user_id", "room_id"]
    assert found["Report"].fields[2].type.values == ("fraud", "abuse", "other")
    assert [field.name for field in found["Hint"].fields] == []


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Everything lives under `/api/v2`. JWT.", "/api/v2"),
        ("All endpoints are below /v3.", "/v3"),
        ("Base URL: `/api`. Bearer token.", "/api"),
        ("Version 2. Base URL `https://api.x.example/v1`.", "/v1"),
        ("기본 경로는 `/api/v2`이다.", "/api/v2"),
        ("모든 경로에는 `/api/v2` 접두사가 붙는다.", "/api/v2"),
        ("- 기본 API 경로: `/harbour`", "/harbour"),
        ("Base URL prefix is `/api/v2/` (see the router).", "/api/v2"),
        ("### Calls (mounted under `/api/v2/`)", "/api/v2"),
        ("`/api/v2` 문서에는 접두사가 없다.", ""),
        ("Everything under the sun, and /api/v2 too.", ""),
        ("Requests under /api/v2 are counted.", ""),
    ],
)
def test_a_sentence_says_what_all_paths_begin_with(text: str, base: str) -> None:
    found = spec_of(f"# S\n\n## API\n\n{text}\n\n- GET /boats - all\n").base_path

    assert (found.value if found else "") == base


@pytest.mark.parametrize(
    "told", ["FK->Pier", "FK -> Pier", "FK(Pier)", "FK (Pier.id)", "FK → Pier", "ForeignKey(Pier)", "FK Pier"]
)
def test_foreign_keys_name_their_target_with_and_without_brackets_and_spaces(told: str) -> None:
    text = "## Data model\n### Pier\n- name: string\n### Boat\n| Field | Type | Constraints |\n|---|---|---|\n"
    for row in (f"| berth | {told} | |", f"| berth | UUID | {told} |"):
        boat = _entities(f"{text}| id | UUID | PK |\n{row}\n")["Boat"]
        assert boat.fields[1].type == FieldType("ref", target="Pier"), row


@pytest.mark.parametrize("told", ["FK", "semi-final", "FK-column", "key(Pier)"])
def test_what_names_no_target_is_no_foreign_key(told: str) -> None:
    text = "## Data model\n### Boat\n| Field | Type | Constraints |\n|---|---|---|\n| id | UUID | PK |\n"
    assert _entities(f"{text}| berth | UUID | {told} |\n")["Boat"].fields[1].type.base == "uuid"


DJANGO = {
    "UUIDField": "uuid", "CharField(20)": "string", "TextField": "text", "DecimalField(12,2)": "decimal",
    "DateTimeField": "datetime", "BooleanField": "bool", "ForeignKey(Pier)": "ref", "JSONField": "json",
}  # fmt: skip


@pytest.mark.parametrize("told", DJANGO)
def test_types_may_be_called_as_fields_of_django(told: str) -> None:
    text = "## Data model\n### Boat\n| Field | Type | Constraints |\n|---|---|---|\n"
    boat = _entities(f"{text}| id | UUIDField | PK |\n| deck | `{told}` | editable=False |\n")["Boat"]
    assert boat.fields[1].type.base == DJANGO[told]


STATED = {
    "`id` (PK)": "unknown primary",
    "`email` (unique, not null)": "unknown unique",
    "`status` (PENDING/SENT)": "enum PENDING SENT",
    "`level`: string (LOW/HIGH)": "enum LOW HIGH",
    "`ratio`: string (and/or)": "string",
    "`owner` (references Sailor)": "ref",
    "`kind` (`day`/`season`)": "enum day season",
    "`kind`: One of {DAY, SEASON}": "enum DAY SEASON",
    "kind: one of day, season": "enum day season",
    "`opensAt` (ZonedDateTime)": "datetime",
    "`owner`: Sailor object": "ref",
}


@pytest.mark.parametrize("bullet", STATED)
def test_what_stands_in_brackets_is_no_type_where_it_is_a_key_or_values(bullet: str) -> None:
    ((field,),) = (one.fields for one in spec_of(f"# T\n\n## Data model\n\n### Card\n\n- {bullet}\n").entities)
    marks = ["primary"] * field.primary_key + ["unique"] * field.unique

    assert " ".join([field.type.base, *field.type.values, *marks]) == STATED[bullet]


def test_a_union_may_stand_in_several_lines() -> None:
    members = "  id: string;\n  kind:\n    | 'day'\n    | 'season';\n  note: string\n    | null;\n"
    card = _entities(f"# T\n\n## Data model\n\n```ts\ninterface Card {{\n{members}}}\n```\n")["Card"]

    assert [(one.name, one.type.base, one.type.values) for one in card.fields] == [
        ("id", "string", ()),
        ("kind", "enum", ("day", "season")),
        ("note", "string", ()),
    ]


def test_words_behind_a_colon_refer_to_nothing() -> None:
    album = _entities("# T\n\n## Data model\n\n### Album\n\n- id: UUID\n- title: Album name\n- pressed: int\n")["Album"]

    assert [(one.name, one.type.base) for one in album.fields] == [
        ("id", "uuid"),
        ("title", "unknown"),
        ("pressed", "int"),
    ]


def test_lines_of_a_drawing_are_relations() -> None:
    drawn = "Keeper ──< Mooring >── Berth\nKeeper 1 ─── 1 Profile\nBerth >──< Tag"
    found = spec_of(f"# T\n\n## ERD\n\n```\n{drawn}\n```\n").relations

    assert [(one.source, one.cardinality, one.target) for one in found] == [
        ("Keeper", "1:N", "Mooring"),
        ("Mooring", "N:1", "Berth"),
        ("Keeper", "1:1", "Profile"),
        ("Berth", "N:M", "Tag"),
    ]


KEYS = """
# Harbour

## Data Model

### `moorings`

Key columns:
- `id` (PK, text)
- `code` (unique, not null)
- `note` (nullable)
- `pier_hash` (not null)
- `boat_id` (logical FK -> `boats.id`)
- `left_at` (nullable, in UTC)
- `colour` (as painted, not null where wet)

### Berth

| Column | Type | Meaning |
|---|---|---|
| `id` | uuid | Primary key. Never used again |
| `pier_id` | uuid | The pier it is at. References `piers(id)`, which stays |
| `keeper_id` | uuid | Who keeps it. It references no table |
| `text` | text | Required reading. See `piers(id)` |
"""


def test_brackets_and_sentences_beside_a_column_say_its_keys() -> None:
    moorings, berth = _entities(KEYS).values()
    by = {one.name: one for one in moorings.fields}
    assert (by["id"].primary_key, by["id"].type.base) == (True, "text")
    assert [name for name, one in by.items() if one.required] == ["code", "pier_hash"]
    assert [name for name, one in by.items() if one.nullable] == ["note", "left_at"]
    assert by["boat_id"].type == FieldType("ref", target="boats")
    own = {one.name: one for one in berth.fields}
    assert (own["id"].primary_key, own["id"].type.base) == (True, "uuid")
    assert own["pier_id"].type == FieldType("ref", target="piers")
    assert (own["keeper_id"].type.base, own["text"].required) == ("uuid", False)


COMMENTED = """
# Harbour

```sql
CREATE TABLE moorings (
  id UUID PRIMARY KEY,
  state VARCHAR(20) NOT NULL,  -- open|taken|left
  kind VARCHAR(20),  -- 'day' | 'night'
  status TEXT NOT NULL, -- open, paid
  rope VARCHAR(20),  -- hemp, as it was sold
  image TEXT,  -- url|path
  paid_by VARCHAR(20)  -- cash/card of the skipper
);
```
"""


def test_a_comment_behind_a_column_of_sql_is_its_values() -> None:
    (moorings,) = _entities(COMMENTED).values()
    assert {one.name: one.type.values for one in moorings.fields if one.type.values} == {
        "state": ("open", "taken", "left"),
        "kind": ("day", "night"),
        "status": ("open", "paid"),
    }


LARAVEL = """
# Harbour

## Data Models

```php
Schema::create('moorings', function (Blueprint $table) {
    $table->id();
    $table->string('code', 12)->unique();
    $table->decimal('fee', 10, 2)->default(0);
    $table->enum('state', [
        'open',
        'taken',
    ])->default('open');
    $table->foreignId('boat_id')->constrained()->onDelete('cascade');
    $table->foreignUuid('owner_id')->nullable()->constrained('members')->nullOnDelete();
    $table->foreignId('plain_id');
});
```
"""


def test_a_migration_of_laravel_says_sizes_values_and_what_keys_point_at() -> None:
    (moorings,) = _entities(LARAVEL).values()
    by = {one.name: one for one in moorings.fields}
    assert by["code"].type == FieldType("string", length=12)
    assert (by["fee"].type, by["fee"].default) == (FieldType("decimal", precision=10, scale=2), "0")
    assert (by["state"].type, by["state"].default) == (FieldType("enum", values=("open", "taken")), "open")
    assert (by["boat_id"].type, by["boat_id"].on_delete) == (FieldType("ref", target="boat"), "cascade")
    assert (by["owner_id"].type, by["owner_id"].on_delete) == (FieldType("ref", target="members"), "set null")
    assert (by["owner_id"].nullable, by["plain_id"].type.base) == (True, "bigint")


JOINED = """
# Harbour

## Data Model

### Berth

| Field | Type | Required |
|---|---|---|
| `id` | `UUID` | Yes |
| `pier_id` | `UUID` | Yes (FK) |

```python
class Berth(SQLModel, table=True):
    # ... as above ...
    pier_id: UUID = Field(foreign_key="pier.id")
```
"""


def test_code_says_what_a_key_of_a_table_points_at() -> None:
    (berth,) = _entities(JOINED).values()
    assert [(one.name, one.type.base, one.type.target) for one in berth.fields] == [
        ("id", "uuid", ""),
        ("pier_id", "ref", "pier"),
    ]


BEHIND = {
    "`{ boat_id: uuid, seats: int }`, header `Idempotency-Key`": [("boat_id", "uuid"), ("seats", "int")],
    "`{ boat_id: uuid }`, 헤더 `Idempotency-Key` 필수": [("boat_id", "uuid")],
    "`{ boat_id: uuid } of the boat`": None,
}


@pytest.mark.parametrize("row", BEHIND)
def test_a_header_may_stand_behind_a_body(row: str) -> None:
    rows = f"| Method | Path | Request |\n|---|---|---|\n| POST | /trips | {row} |\n"
    (one,) = spec_of(f"# T\n\n## API\n\n{rows}").endpoints

    assert (None if one.request is None else [(it.name, it.type.base) for it in one.request]) == BEHIND[row]


def test_a_type_may_stand_where_json_has_a_value() -> None:
    body = '{ "name": "string(60), required", "level": "decimal", "kind": "a|b", "colour": "red" }'
    (one,) = spec_of(f"# T\n\n## API\n\n### POST /boats\n\n- Request: `{body}`\n").endpoints

    assert [(it.name, it.type.base, it.type.length, it.required, it.type.values) for it in one.request or ()] == [
        ("name", "string", 60, True, ()),
        ("level", "decimal", None, False, ()),
        ("kind", "enum", None, False, ("a", "b")),
        ("colour", "enum", None, False, ("red",)),
    ]


def test_checks_of_sql_bound_numbers() -> None:
    columns = (
        "seats int NOT NULL CHECK (seats BETWEEN 1 AND 8)",
        "decks int CHECK (decks >= 0 AND decks <= 3)",
        "mark smallint CHECK (mark > 1)",
        "name text CHECK (length(name) <= 60)",
    )
    (boat,) = spec_of(f"# T\n\n```sql\nCREATE TABLE boats ({', '.join(columns)});\n```\n").entities

    assert [(one.minimum, one.maximum) for one in boat.fields] == [("1", "8"), ("0", "3"), (None, None), (None, None)]


def test_types_with_a_range() -> None:
    fields = "- code: string(4..6), required\n- nick: string(1~20)\n- seats: int(1..9), required\n"
    row = "| Field | Type |\n|---|---|\n| place | string(2..80) |\n| rows | int(1..40) |\n"
    call = "## API\n\n### POST /boats\n\n- Request: `{ code: string(4..6) required, seats: int(1..9) }`\n"
    spec = spec_of(f"# T\n\n## Data model\n\n### Boat\n\n{fields}\n### Pier\n\n{row}\n{call}")
    groups = [*(one.fields for one in spec.entities), spec.endpoints[0].request or ()]

    assert [[(one.type.base, one.type.length, one.minimum, one.maximum) for one in group] for group in groups] == [
        [("string", 6, "4", None), ("string", 20, "1", None), ("int", None, "1", "9")],
        [("string", 80, "2", None), ("int", None, "1", "40")],
        [("string", 6, "4", None), ("int", None, "1", "9")],
    ]


@pytest.mark.parametrize(
    ("written", "item", "required", "most"),
    [
        ("array required max 30", "unknown", True, "30"),
        ("array 필수 최대 30개", "unknown", True, "30"),
        ("배열 최대 5개", "unknown", False, "5"),
        ("list", "unknown", False, None),
        ("array(uuid) required", "uuid", True, None),
        ("list of uuid required max 4", "uuid", True, "4"),
        ("array uuid required", "uuid", True, None),
    ],
)
def test_a_list_may_say_nothing_of_its_items(written: str, item: str, required: bool, most: str | None) -> None:
    spec = spec_of(f"# Trips\n\n## API\n### POST /trips\n- Request: {{ boats: {written} }}\n")

    (field,) = spec.endpoints[0].request or ()
    assert field.type == FieldType("list", item=item)
    assert (field.required, field.maximum) == (required, most)


def test_attributes_above_members_of_csharp_are_theirs() -> None:
    spec = spec_of(
        "# B\n\n## Data model\n\n```csharp\npublic class Mooring\n{\n    [Key]\n    public Guid Code { get; set; }\n\n"
        "    [Required]\n    [MaxLength(80)]\n    public string Berth { get; set; }\n"
        "    [StringLength(200)] public string? Note { get; set; }\n    public int Nights { get; set; }\n}\n```\n"
    )

    (entity,) = spec.entities
    found = [(one.name, one.primary_key, one.type.length, one.nullable) for one in entity.fields]
    assert found == [
        ("Code", True, None, False), ("Berth", False, 80, False), ("Note", False, 200, True),
        ("Nights", False, None, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("note", "target", "rule"),
    [
        ("not null, references harbours(id) on delete restrict", "harbours", "restrict"),
        ("references harbours on delete cascade", "harbours", "cascade"),
        ("references what the harbour master wrote", "", None),
    ],
)
def test_keys_in_notes_of_a_table(note: str, target: str, rule: str | None) -> None:
    head = "| Column | Type | Notes |\n|---|---|---|\n| id | uuid | primary key |\n"
    text = f"### boats\n{head}| harbour_id | uuid | {note} |\n\n### harbours\n{head}"
    (boat, *_) = spec_of(f"# Boats\n\n## Data model\n\n{text}").entities

    field = boat.fields[1]
    assert (field.type.target, field.on_delete) == (target, rule)


def test_a_column_called_null_says_what_may_be_there() -> None:
    head = "| # | 컬럼명 | 타입 | NULL | 설명 |\n|---|---|---|---|---|\n"
    rows = (
        "| 1 | code | varchar(20) | NOT NULL | 코드 |\n| 2 | note | text | NULL | 비고 |\n"
        "| 3 | memo | text | Y | 메모 |\n"
    )
    (boat,) = spec_of(
        f"# 배\n\n## 테이블 정의서\n\n### boats (배)\n\n{head}{rows}| 4 | rank | int | N | 등급 |\n"
    ).entities

    assert [(one.name, one.required, one.nullable) for one in boat.fields] == [
        ("code", True, False), ("note", False, True), ("memo", False, True), ("rank", True, False),
    ]  # fmt: skip


def test_numbers_in_a_body_in_one_line_are_examples() -> None:
    text = '- Request: `{ "berthId": 1, "price": 9.5, "kind": "string" }`, 201\n'
    (endpoint,) = spec_of(f"# 배\n\n## API\n\n### POST /moorings\n\n{text}").endpoints

    assert [(one.name, one.type.base) for one in endpoint.request or ()] == [
        ("berthId", "int"), ("price", "float"), ("kind", "string"),
    ]  # fmt: skip


POINTING = """
## Data model

### Mooring
- id: INT PRIMARY KEY
- pier_id: INT NOT NULL (→ piers.id 논리적 참조)
- bay_id: BIGINT NULL (bays.id 참조)
- dock_id: INT (logical reference to docks.id)
- guide: VARCHAR(80) (guide.md 참조)
- price: INT (reference price in euros)
"""


def test_brackets_behind_a_type_say_what_is_referred_to() -> None:
    (mooring,) = spec_of(POINTING).entities

    assert {one.name: one.type.target for one in mooring.fields if one.type.target} == {
        "pier_id": "piers", "bay_id": "bays", "dock_id": "docks",
    }  # fmt: skip


def test_a_label_of_an_outcome_has_its_status() -> None:
    text = (
        "### 1. 정박\n\n- **URL**: `/moorings`\n- **Method**: `POST`\n- **Response**:\n  - **성공 (200 OK)**:\n"
        "  - **실패**:\n    - **404 Not Found**: 선석 없음\n    - **409 Conflict**: 겹침\n    - **3 berths**: words\n"
    )
    (one,) = spec_of(f"# S\n\n{text}").endpoints

    assert [answer.status for answer in one.responses] == [200, 404, 409]


@pytest.mark.parametrize(("words", "most"), [("26자", "26"), ("20 chars", "20"), ("40 글자", "40"), ("3개", None)])
def test_letters_alone_are_a_limit(words: str, most: str | None) -> None:
    (one,) = spec_of(f"# S\n\n## Data model\n\n### Berth\n\n- code (string, {words})\n").entities

    assert one.fields[0].maximum == most


def test_a_cell_of_words_may_be_the_body_alone() -> None:
    rows = (
        "| 접수 | `POST` | `/moorings` | `{ berthId, startsAt }` |\n| 등록 | `POST` | `/boats` | 이름, `{ code }` |\n"
    )
    heads = "| 기능 | Method | URI | 설명 |\n| --- | --- | --- | --- |\n"
    found = spec_of(f"# S\n\n## API\n\n{heads}{rows}").endpoints

    assert [[field.name for field in one.request or ()] for one in found] == [["berthId", "startsAt"], []]
