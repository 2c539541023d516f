"""Every row of every table against a SPEC that makes it act: `<table>/<row>/in.md` gives `out.json`.

A folder is named after the row it is about (`FW12`, `FW12-ko` for a second one); `repo/` holds the manifests.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from groundplan import pipeline
from groundplan.decide import decide, tables
from groundplan.decide.evidence import Evidence, gather
from groundplan.decide.model import QUESTIONS, Decision, Decisions, Fired
from tests.conftest import Golden

CASES = Path(__file__).parent
FOLDERS = sorted(path.parent for path in CASES.glob("*/*/in.md"))
ROWS = [(question, row["id"]) for question in QUESTIONS for row in tables.table(question)["rows"]]
COMPAT = [row["id"] for row in tables.compat()]


@cache
def settled(folder: Path) -> Decisions:
    source, _ = pipeline.load(str(folder / "in.md"))
    repository = folder / "repo"
    evidence = gather(repository) if repository.is_dir() else Evidence()
    return decide(pipeline.read(pipeline.parse(source)), evidence, {}, frozenset({"fastapi"}))


def summary(decisions: Decisions, question: str) -> dict[str, Any]:
    """What the row can have changed: all outcomes, and its own question in full."""
    own = [one for one in decisions.decisions if one.question == question]
    return {
        "outcomes": {one.question: one.outcome + (" (assumed)" if one.assumed else "") for one in decisions.decisions},
        "rules": [f"{row.id}: {lines(row)}" for one in own for row in one.fired],
        "settings": {f"{s.subject}.{s.key}".lstrip("."): s.value for one in own for s in one.settings},
        "clashes": [f"{one.code} {one.severity}: {one.message.en}" for one in decisions.clashes],
    }


def lines(row: Fired) -> str:
    return "; ".join(f"{one.value} ({one.span.line if one.span else one.path})" for one in row.readings) or "-"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_case(folder: Path, golden: Golden) -> None:
    text = json.dumps(summary(settled(folder), folder.parent.name), ensure_ascii=False, indent=1)
    golden(folder / "out.json", text + "\n")


@pytest.mark.parametrize(("question", "rule"), ROWS, ids=lambda value: str(value))
def test_every_row_acts_in_its_own_case(question: str, rule: str) -> None:
    """Not only that it fires: that it is not shadowed by a row before it."""
    decision = settled(CASES / question / rule).of(question)
    row = next((one for one in decision.fired if one.id == rule), None)
    assert row is not None, f"{rule} does not fire in its own case"
    assert acted(decision, row), f"{rule} fires and changes nothing: another row shadows it"


def acted(decision: Decision, row: Fired) -> bool:
    if row.stage in ("stated", "evidence"):
        return decision.stage == row.stage
    if row.stage == "setting":
        return any(one.rule == row.id for one in decision.settings)
    scored = any(cell.rule == row.id for one in decision.candidates for cell in one.cells)
    return scored or row.effect == "note" or any(one.removed_by == row.id for one in decision.candidates)


@pytest.mark.parametrize("rule", COMPAT)
def test_every_compatibility_row_has_a_case(rule: str) -> None:
    assert rule in [one.rule for one in settled(CASES / "compat" / rule).clashes]


def test_every_case_is_about_a_row() -> None:
    known = {*ROWS, *(("compat", rule) for rule in COMPAT)}
    strangers = [
        f"{path.parent.name}/{path.name}"
        for path in FOLDERS
        if (path.parent.name, path.name.partition("-")[0]) not in known
    ]
    assert strangers == []
