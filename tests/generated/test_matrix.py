"""The matrix itself: quick, so that a case that nothing runs is seen before the long tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from groundplan.scaffold.library import available
from tests.generated.cases import CASES, CORPUS, Case
from tests.support.matrix import Cell, cells, obstacle, scope


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_case_can_be_made_with_some_framework(case: Case, shared: Path) -> None:
    reasons = {framework: obstacle(Cell(case, framework)) for framework in available()}

    assert case.spec.exists(), shared
    assert "" in reasons.values(), reasons


@pytest.mark.parametrize("framework", available())
def test_every_framework_makes_a_service_with_accounts_and_one_without(framework: str, shared: Path) -> None:
    made = {case.id for case in CASES if case.spec.is_relative_to(shared) and not obstacle(Cell(case, framework))}

    assert {"tasks", "notes-minimal"} <= made


def test_every_labelled_document_with_two_entities_or_more_is_made(shared: Path) -> None:
    labels = [YAML(typ="safe").load(one) for one in sorted((CORPUS / "labels").glob("*.yaml"))]
    wanted = {CORPUS / one["document"] for one in labels if len(one["entities"]) > 1}

    assert wanted, shared
    assert wanted <= {case.spec for case in CASES}


def test_ids_are_unique() -> None:
    assert len({case.id for case in CASES}) == len(CASES)


def test_the_tests_of_a_cell_stay_together() -> None:
    for cell in cells():
        assert scope(f"tests/a.py::test_one[{cell.id}]") == scope(f"tests/b.py::test_two[sqlite-{cell.id}]") == cell.id


def test_other_tests_stand_alone() -> None:
    assert scope("tests/a.py::test_one[x]") == "tests/a.py::test_one[x]"
