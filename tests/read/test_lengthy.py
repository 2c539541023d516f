"""A list of requirements or a table of endpoints that is long is read in parts, and says what it says in one."""

from __future__ import annotations

from groundplan.spec import lengthy
from tests.read.reading import spec_of

MANY = lengthy.FEWEST + lengthy.TOGETHER // 2


def listed(number: int) -> str:
    words = f"- REQ-{number:03}: The system shall let a member read a Rope within {number} ms.\n"
    return words + ("  - the answer has the length of the rope\n" if number % 7 == 0 else "")


def text_of(numbers: range) -> str:
    return "# Ropes\n\n## Requirements\n\n" + "".join(map(listed, numbers)) + "\n## Actors\n\n- member\n"


def test_a_long_list_is_one_section_with_all_its_requirements() -> None:
    spec = spec_of(text_of(range(1, MANY + 1)))
    assert [one.id for one in spec.requirements] == [f"REQ-{number:03}" for number in range(1, MANY + 1)]
    assert [one.value for one in spec.targets] == list(range(1, MANY + 1))
    assert [one.title for one in spec.sections] == ["Ropes", "Requirements", "Actors"]


def test_a_part_says_what_it_says_as_a_list_of_its_own() -> None:
    whole = spec_of(text_of(range(1, MANY + 1))).requirements
    alone = spec_of(text_of(range(1, lengthy.FEWEST)))  # too short to be parted
    assert [one._replace(span=whole[0].span) for one in alone.requirements] == [
        one._replace(span=whole[0].span) for one in whole[: lengthy.FEWEST - 1]
    ]


def test_a_long_table_is_one_section_with_all_its_endpoints() -> None:
    rows = "".join(f"| GET | /kind{number}x | List rope {number} | bearer |\n" for number in range(MANY))
    head = "| Method | Path | Summary | Auth |\n| --- | --- | --- | --- |\n"
    spec = spec_of(f"# Ropes\n\n## API\n\nAll of them:\n\n{head}{rows}\n## Actors\n\n- member\n")
    assert [(one.path, one.summary) for one in spec.endpoints] == [
        (f"/kind{number}x", f"List rope {number}") for number in range(MANY)
    ]
    assert [one.title for one in spec.sections] == ["Ropes", "API", "Actors"]
