"""Endpoints wherever they stand: each shape of `endpoints.yaml` gives what it says and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.read.reading import spec_of

SHAPES: list[dict[str, Any]] = [
    case
    for path in sorted(Path(__file__).parent.glob("endpoints*.yaml"))
    for case in YAML(typ="safe").load(path.read_text("utf-8"))
]


@pytest.mark.parametrize("case", SHAPES, ids=[case["shape"] for case in SHAPES])
def test_a_shape_gives_its_endpoints(case: dict[str, Any]) -> None:
    spec = spec_of("# Service\n\n" + case["text"])
    base = spec.base_path.value if spec.base_path else ""

    found = {f"{one.method} {(base if one.absolute else '') + one.path}" for one in spec.endpoints}

    assert found == set(case["wants"])


@pytest.mark.parametrize("head", ["Requirements", "Requirement", "요구사항"])
def test_a_column_of_a_table_names_requirements(head: str) -> None:
    rows = f"| Method | Path | {head} |\n|---|---|---|\n| GET | /orders | REQ-1, REQ-2 |\n| POST | /orders | |\n"
    endpoints = spec_of(f"# T\n\n## API\n\n{rows}").endpoints

    assert [one.requirements for one in endpoints] == [("REQ-1", "REQ-2"), ()]


@pytest.mark.parametrize("label", ["Requirements", "Fulfils", "요구사항"])
def test_a_heading_or_a_line_below_it_names_requirements(label: str) -> None:
    text = f"### GET /orders (REQ-1, REQ-2)\n- Auth: user\n\n### POST /orders\n- {label}: REQ-3\n"
    endpoints = spec_of(f"# T\n\n## API\n\n{text}\n### PATCH /orders/{{id}} (see REQ-4) later\n").endpoints

    assert [one.requirements for one in endpoints] == [("REQ-1", "REQ-2"), ("REQ-3",), ()]
