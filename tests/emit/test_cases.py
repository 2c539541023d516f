"""What is emitted for whole SPECs: the kept outputs, and validity for every SPEC that we have."""

from __future__ import annotations

from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from groundplan.emit import emit
from groundplan.emit.openapi import document
from tests.conftest import Golden
from tests.emit.cases import CASES, NEIGHBOURS, planned

EXPECTED = {"openapi": "openapi.yaml", "architecture": "architecture.md"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.parametrize("output", EXPECTED)
def test_outputs_are_the_kept_ones(case: Path, output: str, golden: Golden) -> None:
    golden(case / EXPECTED[output], emit(output, planned(case / "in.md")))


@pytest.mark.parametrize("spec", [*CASES, *NEIGHBOURS], ids=lambda spec: spec.name)
def test_openapi_is_valid(spec: Path) -> None:
    found = document(planned(spec / "in.md" if spec in CASES else spec))
    assert [str(fault) for fault in OpenAPIV31SpecValidator(found).iter_errors()] == []
    assert found["paths"]
