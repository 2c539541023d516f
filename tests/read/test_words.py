"""Words that every reader needs: singulars of regular plurals, and words that only look like plurals."""

from __future__ import annotations

import pytest

from groundplan.spec.text.words import same_name, singular

SINGULARS = {
    "timeSeries": "timeSeries",
    "time series": "time series",
    "Species": "Species",
    "movies": "movie",
    "cities": "city",
    "caches": "cache",
    "branches": "branch",
    "coaches": "coach",
    "statuses": "status",
    "houses": "house",
    "sizes": "size",
    "boxes": "box",
    "addresses": "address",
    "analysis": "analysis",
    "children": "child",
    "GrandChildren": "GrandChild",
    "People": "Person",
    "peoples": "people",
    "menus": "menu",
    "bonus": "bonus",
}


@pytest.mark.parametrize(("word", "one"), SINGULARS.items())
def test_singular(word: str, one: str) -> None:
    assert singular(word) == one


def test_names_are_compared_without_case_marks_and_plural() -> None:
    assert same_name("order_lines") == same_name("OrderLine")
    assert same_name("time series") == same_name("TimeSeries") != same_name("timeSery")
