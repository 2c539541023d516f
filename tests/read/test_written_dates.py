"""How a date is written is a pattern of digits, and no pattern of letters."""

from __future__ import annotations

import re

import pytest

from groundplan.spec.fields.cells import read_constraints

FORMS = {
    "format: 'YYYY-MM'": ("2026-11", "YYYY-MM"),
    "format: 'HH:mm'": ("07:30", "7:30"),
    "pattern: 'YYYY/MM/DD'": ("2026/11/28", "2026-11-28"),
}


@pytest.mark.parametrize(("words", "values"), FORMS.items(), ids=FORMS)
def test_a_form_of_a_date_is_of_digits(words: str, values: tuple[str, str]) -> None:
    ((kind, pattern),) = read_constraints(words) or ()
    fits, not_so = values

    assert kind == "pattern"
    assert re.fullmatch(pattern, fits)
    assert not re.fullmatch(pattern, not_so)


def test_other_patterns_stay() -> None:
    assert read_constraints("pattern: 'MMM-[0-9]+'") == (("pattern", "MMM-[0-9]+"),)
