"""The generated pages are what the tables and the types say."""

from __future__ import annotations

from groundplan.decide.document import schema
from groundplan.decide.pages import page
from tests.conftest import ROOT


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8") == page(), "run `make docs`"


def test_the_schema_is_up_to_date() -> None:
    assert (ROOT / "docs" / "decide.schema.json").read_text(encoding="utf-8") == schema(), "run `make docs`"
