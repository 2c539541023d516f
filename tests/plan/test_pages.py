"""The generated page is what the tables say."""

from __future__ import annotations

from groundplan.plan.pages import page
from tests.conftest import ROOT


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "operations.md").read_text(encoding="utf-8") == page(), "run `make docs`"
