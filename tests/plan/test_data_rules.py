"""Rows of rules/data.yaml: each holds for its examples and for none of its look-alikes, in both languages."""

from __future__ import annotations

from typing import Any

import pytest

from groundplan.plan import tables
from groundplan.plan.stated import says

ROWS = tables.data_rows()
LANGUAGES = ("en", "ko")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_holds_for_its_examples_and_for_no_look_alike(row: dict[str, Any]) -> None:
    for language in LANGUAGES:
        assert row["examples"][language], "a row needs an example"
        assert row["others"][language], "a row needs a look-alike"
        assert [one for one in row["examples"][language] if not says(row["kind"], one)] == []
        assert [one for one in row["others"][language] if says(row["kind"], one)] == []
