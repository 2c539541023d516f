"""The judged samples of what the noisiest rules find in documents of other people are of the rules as they are now."""

from __future__ import annotations

import runpy
from typing import Any

import pytest

from groundplan.check.rules import by_id
from tests.conftest import ROOT

TOOL = runpy.run_path(str(ROOT / "tools" / "findings.py"))
DATA: dict[str, Any] = TOOL["read"]()
NOISIEST: list[str] = TOOL["noisiest"](DATA)
PRECISE = 0.9


def test_twenty_rules_are_judged() -> None:
    assert len(NOISIEST) == 20


@pytest.mark.parametrize("code", NOISIEST)
def test_a_noisy_rule_is_judged_as_it_is_now(code: str) -> None:
    rule, data = by_id()[code], DATA["rules"][code]
    judged = [one["right"] for one in data["sample"]]

    assert data["rule"] == TOOL["digest"](rule), "read its findings anew: python tools/findings.py FOLDER --update"
    assert None not in judged
    assert len(judged) == min(10, data["findings"])
    assert data["done"]
    assert rule.severity == "note" or sum(judged) / len(judged) >= PRECISE
