"""Rows of rules/data.yaml: each holds for its examples and for none of its look-alikes, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from groundplan.pipeline import decide
from groundplan.plan import build, problems
from groundplan.plan.words import tables
from groundplan.plan.words.stated import says
from tests.read.reading import spec_of

ROWS = tables.data_rows()
LANGUAGES = ("en", "ko")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_holds_for_its_examples_and_for_no_look_alike(row: dict[str, Any]) -> None:
    for language in LANGUAGES:
        assert row["examples"][language], "a row needs an example"
        assert row["others"][language], "a row needs a look-alike"
        assert [one for one in row["examples"][language] if not says(row["kind"], one)] == []
        assert [one for one in row["others"][language] if says(row["kind"], one)] == []


STATED = [
    ("### REQ-1: Delete\nThe system SHALL soft delete notes.\n", "- id: uuid, primary key", []),
    ("### REQ-1: Delete\nThe system SHALL soft delete notes.\n", "- is_deleted: bool", [4]),
    ("", "- is_deleted: bool", [7]),
    ("", "- deleted_at: datetime, read-only", []),
    ("### REQ-1: Delete\nThe system SHALL delete notes.\n", "- id: uuid, primary key", []),
]


@pytest.mark.parametrize(("requirement", "field", "lines"), STATED)
def test_rows_that_should_stay_are_said(requirement: str, field: str, lines: list[int]) -> None:
    spec = spec_of(
        f"# S\n\n{requirement}\n## Data model\n### Note\n- body: text\n{field}\n\n## API\n- DELETE /notes/{{id}}\n"
    )

    found = [one for one in problems(build(spec, decide("-", spec, {}))) if one.code == "PLN013"]
    assert [one.primary.span.line for one in found] == lines
