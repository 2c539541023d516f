"""Sentences below an endpoint or a table of fields that say what labels say elsewhere, with what looks like them."""

from __future__ import annotations

from tests.read.reading import spec_of

CALLS = """# Rides

## Requirements
- FR-1: The system shall take a ride.
- FR-2: The system shall refuse a ride of a blocked pass.

## Roles
- driver: drives

## API

### POST /rides
Who: driver. Covers FR-1, FR-2.
Returns 201 with the Ride. Errors: 404, 409 `RIDE_OPEN`.

### GET /rides
Who: driver.
Covers FR-1.
Returns 200 with a page of Ride.

### POST /hooks/till
Who: Till, by signature (`Till-Signature`, HMAC-SHA256).
Returns 404 unless the till is known.
"""


def test_sentences_say_which_requirements_answers_and_callers_a_call_has() -> None:
    made, listed, hook = spec_of(CALLS).endpoints

    assert made.requirements == ("FR-1", "FR-2")
    assert [(one.status, one.entity) for one in made.responses] == [(201, "Ride"), (404, ""), (409, "")]
    assert listed.requirements == ("FR-1",)
    assert [(one.status, one.entity, one.many) for one in listed.responses] == [(200, "Ride", True)]
    assert hook.access
    assert hook.access.kind == "signature"
    assert not any(one.entity for one in hook.responses)


TABLE = """# Rides

## Data model

### Ride
| Column | Type | Constraints |
|---|---|---|
| id | uuid | PK |
| pass_id | uuid | not null |
| code | varchar(8) | not null |

{said}
"""


def _indexes(said: str) -> list[tuple[tuple[str, ...], bool]]:
    (entity,) = spec_of(TABLE.format(said=said)).entities
    return [(tuple(column.field for column in one.columns), one.unique) for one in entity.indexes]


def test_sentences_state_indexes() -> None:
    assert _indexes("Index on (pass_id, code).") == [(("pass_id", "code"), False)]
    assert _indexes("Indexes on (pass_id) and (code).") == [(("pass_id",), False), (("code",), False)]
    assert _indexes("Unique index on (pass_id, code)") == [(("pass_id", "code"), True)]
    assert _indexes("(pass_id, code)에 고유 인덱스.") == [(("pass_id", "code"), True)]
    for label in ("고유 제약", "유니크 제약조건", "Unique constraint", "복합 유니크"):
        assert _indexes(f"- {label}: (pass_id, code)") == [(("pass_id", "code"), True)]
    assert _indexes("- 외래 제약: (pass_id, code)") == []
    assert _indexes("- 인덱스 (pass_id)\n- 고유 (pass_id, code)") == [
        (("pass_id",), False),
        (("pass_id", "code"), True),
    ]
    assert _indexes("An index on (pass_id) would be too slow.") == []
    assert _indexes("Rides are listed by pass (pass_id).") == []


def test_what_is_tried_again_is_a_call_of_somebody_else() -> None:
    text = "# Rides\n\n## API\n- `GET /rides` lists rides, a page each\n\n### Text messages\n{line}\n"
    foreign = "Ringo, `POST /Notes`, called by the worker, timeout 5 s, 3 retries."

    assert [one.path for one in spec_of(text.format(line=foreign)).endpoints] == ["/rides"]
    assert len(spec_of(text.format(line="- `POST /notes`, sends a note, see Retries")).endpoints) == 2


IN_A_ROW = """# Rides

## Requirements
- R1: The system shall take a ride.
- R2: The system shall list rides.

## API

### POST /rides (R1)
Public. Body:

| field | type | required |
|---|---|---|
| code | string | yes |

Returns 201. Errors: 404, 409.

### GET /rides (R1, R2)
Public. Query: `page`. Returns 200 with `rides` and `total`. Errors: 400.

### GET /rides/{id} (model R2 of the gate)
Returns 404 unless the ride is known.
"""


def test_several_short_sentences_stand_in_one_line() -> None:
    made, listed, one = spec_of(IN_A_ROW).endpoints

    assert made.access
    assert made.access.kind == "public"
    assert [answer.status for answer in made.responses] == [201, 404, 409]
    assert [answer.status for answer in listed.responses] == [200, 400]
    assert (made.requirements, listed.requirements, one.requirements) == (("R1",), ("R1", "R2"), ())
    assert one.responses == ()


SPOKEN = """# Rides

## Roles
- driver: drives

## API

### POST /rides
{said}
"""


def _answers(said: str) -> list[tuple[int, str]]:
    ride = spec_of(SPOKEN.format(said=said)).endpoints[0]
    return [(one.status, one.entity) for one in ride.responses]


def test_a_sentence_says_what_is_answered_and_how_a_call_fails() -> None:
    told = [(201, "Ride"), (401, ""), (409, "")]

    assert _answers("Driver. Answers 201 with Ride; 401, 409.") == told
    assert _answers("Driver. No body. Returns 201 with the new Ride, 401 or 409.") == told
    assert _answers("Driver. Responds with 201 Ride, 401, 409. The gate opens `GET /gates/{id}` then.") == told
    assert _answers("기사. 201과 Ride를 응답한다. 오류: 401, 409") == told
    assert _answers("기사가 부른다. 201을 반환한다.") == [(201, "")]
    for said in (
        "Answers 201 questions of the driver.",
        "A ride of 401 km. Returns are free.",
        "좌석 201개를 반환한다.",
    ):
        assert _answers(said) == []


BEHIND = """# Rides

## Roles
- driver: drives
- clerk: sells

## API

- `POST /rides` — driver — body `{ line: string, seats: int }` → 201 `Ride`, errors 401, 409. Seats are kept.
- `POST /rides/{id}/end` — driver, no body -> 200 Ride, errors: 404
- `GET /rides` — driver, clerk — filter by `line` and `seats` => 200 `Ride[]`; errors 401

`DELETE /rides/{id}` - 운행 삭제 → 204, 오류 404

- `PUT /rides/{id}` — 본문 `{ line: string }` → 200 `Ride`
- `POST /rides/{id}/moves` — from stop 101 → stop 202, no bodywork
"""


def test_parts_behind_a_call_are_its_body_and_answers() -> None:
    made, ended, listed, removed, written, moved = spec_of(BEHIND).endpoints

    assert [one.name for one in made.request or ()] == ["line", "seats"]
    assert [(one.status, one.entity) for one in made.responses] == [(201, "Ride"), (401, ""), (409, "")]
    assert (ended.request, [one.status for one in ended.responses]) == ((), [200, 404])
    assert (listed.filters, listed.access and listed.access.roles) == (("line", "seats"), ("driver", "clerk"))
    assert [(one.status, one.many) for one in listed.responses] == [(200, True), (401, False)]
    assert ([one.status for one in removed.responses], removed.summary) == ([204, 404], "운행 삭제")
    assert ([one.name for one in written.request or ()], len(written.responses)) == (["line"], 1)
    assert (moved.request, moved.responses) == (None, ())
