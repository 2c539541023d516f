"""Requirements as behaviour: what the rows of rules/behaviours.yaml recognise, and what looks alike and is not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from groundplan import pipeline, resources
from groundplan.plan import build
from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.plan.words import tables
from tests.conftest import Golden
from tests.plan.laws import broken
from tests.plan.summary import gains

FOLDER = Path(__file__).with_name("behaviours")
CASES: list[dict[str, Any]] = resources.read_yaml(FOLDER / "cases.yaml")


def _plan(case: dict[str, Any], tmp_path: Path) -> Blueprint:
    """The plan of the case's requirement, REQ-1, and of the one that stands beside it, REQ-2."""
    requirement, beside = case["text"], case.get("beside", "")
    text = (
        (FOLDER / f"{case.get('language', 'en')}.md").read_text(encoding="utf-8").replace("{requirement}", requirement)
    )
    text = text.replace("{listed}", f"\n{case.get('listed', '')}\n")
    text = text.replace("{beside}", f"\n### REQ-2: Beside it\n{beside}\n" if beside else "")
    path = tmp_path / "spec.md"
    path.write_text(text, encoding="utf-8")
    source, _ = pipeline.load(str(path))
    spec = pipeline.read(pipeline.parse(source))
    assert [one.text for one in spec.requirements] == [one.replace("`", "") for one in (requirement, beside) if one]
    return build(spec, pipeline.decide(str(path), spec, {}))


def _gained(operations: tuple[Operation, ...]) -> dict[str, list[str]]:
    return {one.id: found for one in operations if (found := gains(one))}


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule'] or 'none'} {case['text'][:60]}" for case in CASES])
def test_read_by(case: dict[str, Any], tmp_path: Path) -> None:
    made = _plan(case, tmp_path)
    assert [one.rule for one in made.behaviours if one.requirement == "REQ-1"] == (
        [case["rule"]] if case["rule"] else []
    )
    assert not broken(made)
    if not case["rule"] and "beside" not in case:
        assert all(line.startswith("sets ") for lines in _gained(made.operations).values() for line in lines)
    if "custom" in case:
        assert made.operation(case["custom"]).kind == "custom"


def test_what_operations_gain(golden: Golden, tmp_path: Path) -> None:
    found = {}
    for case in CASES:
        made = _plan(case, tmp_path)
        if case["rule"]:
            found[case["text"]] = _gained(made.operations)
    golden(FOLDER / "gains.json", json.dumps(found, indent=2, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("language", ["en", "ko"])
def test_every_row_has_a_case_in_each_language(language: str) -> None:
    rows = {row["id"] for row in tables.behaviour_rows()}
    assert rows - {case["rule"] for case in CASES if case.get("language", "en") == language} == set()


def test_every_row_with_a_case_has_a_sentence_that_only_looks_alike() -> None:
    assert sum(not case["rule"] for case in CASES) * 3 >= len(CASES) - sum(not case["rule"] for case in CASES)


UNIQUE = {
    "The system SHALL reject a second invoice with the same workspace and the same number (409).": [
        "workspace_id",
        "number",
    ],
    "IF an invoice with the same workspace and number already exists, THEN the system SHALL respond with 409.": [
        "workspace_id",
        "number",
    ],
    "시스템은 같은 회원이 같은 강좌에 두 번 예약하는 것을 거부해야 한다.": ["member_id", "course_id"],
}


@pytest.mark.parametrize("text", UNIQUE)
def test_a_second_row_alike_is_refused_by_the_database(text: str, tmp_path: Path) -> None:
    case = next(one for one in CASES if one["text"] == text)
    made = _plan(case, tmp_path)
    resource = made.resource("Invoice" if case.get("language", "en") == "en" else "Reservation")
    found = [[column.column for column in one.columns] for one in resource.indexes if one.unique]
    assert UNIQUE[text] in found
    assert [one.operations for one in made.behaviours if one.kind == "unique"]
