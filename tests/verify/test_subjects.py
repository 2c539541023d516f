"""Which operations checks are about."""

from __future__ import annotations

import pytest

from groundplan.verify.registry import Check, checks
from tests.conftest import ROOT
from tests.plan.test_cases import plan

PAGED = ("pagination", "cursors")


@pytest.mark.parametrize(
    "check", [one for one in checks() if one.area in PAGED and one.over], ids=lambda check: check.id
)
def test_pages_are_asked_of_what_answers_pages(check: Check) -> None:
    made = plan(ROOT / "tests" / "plan" / "cases" / "listed-rows", {})
    assert check.over is not None

    kinds = {one.kind for one in check.over(made)}

    assert {"count", "export"} <= {one.kind for one in made.operations}
    assert kinds <= {"list", "search"}
