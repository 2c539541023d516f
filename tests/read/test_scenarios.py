"""Steps of scenarios: `And` and `But` go on with the kind of the step before them, in one line or over many."""

from __future__ import annotations

import pytest

from tests.read.reading import spec_of

STEPS = {
    "- **GIVEN** an order\n- **AND** a buyer\n- **WHEN** it is paid\n- **THEN** it is kept\n- **AND** told": (
        "given given when then then"
    ),
    "- **WHEN** it is paid\n- **AND** nothing is left\n- **THEN** it is refused\n- **BUT** kept": "when when then then",
    "**Given** an order\n**And** a buyer\n**When** it is paid\n**Then** it is kept": "given given when then",
    "1. **Given** an order, **When** it is paid, **Then** it is kept, **And** told": "given when then then",
    "1. **Given** an order, **when** it is paid, **then** it is kept, **and** told": "given when then then",
    "1. **Given** an order, **when** it is paid\n   and shipped, **then** it is kept": "given when then",
    "- **Given** an order, when **then** and **when** are words": "given when",
    "1. **AC-1** (FR-2): Given an order, when it is paid, then it is kept": "given when then",
    "**AC1 (R6).** Given an order, when it is paid, then it is kept": "given when then",
    "- AC-1 (F-2): 재고가 없을 때, 결제하면 409를 받는다.": "given when then",
    "- 먼저 주문이 있다\n- 만일 결제하면\n- 그리고 재고가 있으면\n- 그러면 저장된다": "given when when then",
    "- **WHEN** a and b meet\n- **THEN** but one stays": "when then",
    "1. **Full (FR-2)**: Given a full boat, when one more boards, then the answer is 409.": "given when then",
}


@pytest.mark.parametrize(("text", "kinds"), STEPS.items(), ids=STEPS)
def test_and_goes_on(text: str, kinds: str) -> None:
    (scenario,) = spec_of(f"# T\n\n## Acceptance criteria\n\n### Scenario: Pay\n\n{text}\n").scenarios

    assert [step.keyword for step in scenario.steps] == kinds.split()


def test_a_row_has_the_steps_that_its_columns_are_called_by() -> None:
    head = "| No. | Requirement | {} | {} | {} |\n|---|---|---|---|---|\n"
    row = "| AC-01 | FR-2 | a full boat | one more boards | 409 |\n"
    for heads in (("Given", "When", "Then"), ("조건", "동작", "결과")):
        (one,) = spec_of(f"# T\n\n## Acceptance criteria\n\n{head.format(*heads)}{row}").scenarios
        assert [(step.keyword, step.text) for step in one.steps] == [
            ("given", "a full boat"),
            ("when", "one more boards"),
            ("then", "409"),
        ]
        assert one.requirements == ("FR-2",)
    (one,) = spec_of(
        "# T\n\n## Acceptance\n\n| No. | 조건 | 방법 |\n|---|---|---|\n| AC-01 | full | test |\n"
    ).scenarios
    assert [step.text for step in one.steps] == ["full"]


TITLES = ("Scenario: Read/change it: both", "시나리오: 조회/수정 API", "Scenario - read & change")


@pytest.mark.parametrize("title", TITLES)
def test_a_title_may_have_other_marks_behind_the_word(title: str) -> None:
    spec = spec_of(f"# T\n\n## Requirements\n\n### {title}\n\n- **WHEN** it is asked\n- **THEN** it must be told\n")

    assert (len(spec.scenarios), spec.requirements) == (1, ())


def test_a_plain_line_that_says_scenario_begins_one() -> None:
    text = "# Seats\n\n## Scenarios\n\n" + "".join(
        f"{word}: {name} (FR-{number})\n- Given a seat\n- When somebody takes it\n- Then the answer is 201\n\n"
        for number, (word, name) in enumerate((("Scenario", "one"), ("시나리오 2", "two")), 1)
    )

    assert [one.requirements for one in spec_of(text).scenarios] == [("FR-1",), ("FR-2",)]


def test_ids_in_brackets_need_no_hyphen() -> None:
    text = "# Seats\n\n## Acceptance\n\n**AC1 ({}).** Given a seat, when it is taken, then the answer is 201.\n"

    assert spec_of(text.format("R6")).scenarios[0].requirements == ("R6",)
    assert spec_of(text.format("R6, R7")).scenarios[0].requirements == ("R6", "R7")
    assert spec_of(text.format("room R6")).scenarios[0].requirements == ()


def test_a_section_about_tests_or_with_a_name_of_its_own_may_have_scenarios() -> None:
    steps = "- Given a seat\n- When it is taken\n- Then the answer is 201\n"
    tested = spec_of(f"# Seats\n\n## Testing strategy\n\nUnit tests.\n\n### Scenario 1: take (FR-1)\n\n{steps}")
    line = "- {id} ({of}): Given a seat, when it is taken, then the answer is 201\n"
    heading = "# Seats\n\n## How we know it is done\n\n"
    named = spec_of(heading + line.format(id="A1", of="R1") + line.format(id="A2", of="R2"))
    told = spec_of(heading + "- Given time, we shall test it.\n- Given money, we shall test it twice.\n")

    assert [one.requirements for one in tested.scenarios] == [("FR-1",)]
    assert [(one.id, one.requirements) for one in named.scenarios] == [("A1", ("R1",)), ("A2", ("R2",))]
    assert told.scenarios == ()
