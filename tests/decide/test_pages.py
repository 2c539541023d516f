"""docs/decisions.md is what the tables say."""

from __future__ import annotations

from groundplan.decide.pages import page
from tests.conftest import ROOT


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8") == page(), "run `make docs`"
