"""What a capability is about, by its title or its folder, and what its requirements say of that in passing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from groundplan.document import parse
from groundplan.source import SourceFile
from groundplan.spec.read import read
from tests.read.reading import spec_of

SHAPES: list[dict[str, Any]] = YAML(typ="safe").load(
    (Path(__file__).parent / "subjects.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", SHAPES, ids=[case["shape"] for case in SHAPES])
def test_a_title_says_what_it_is_of(case: dict[str, Any]) -> None:
    spec = spec_of(case["text"])

    assert {one.name: [field.name for field in one.fields] for one in spec.entities} == case["wants"]


def _names(**files: str) -> dict[str, list[str]]:
    """The entities of capabilities that lie side by side, each in a folder of its own."""
    documents = [
        parse(SourceFile(f"openspec/specs/{folder}/spec.md", tuple(text.split("\n")))) for folder, text in files.items()
    ]
    return {one.name: [field.name for field in one.fields] for one in read(documents).entities}


PROSE = "## Requirements\n\n### Requirement: A\nThe system SHALL delete a berth. It SHALL set `closedAt`.\n"
TABLE = "# Boats\n\n## Data model\n\n### Boat\n| Field | Type |\n|---|---|\n| id | uuid |\n"


def test_a_folder_says_it_where_no_title_does() -> None:
    assert _names(berths=PROSE) == {"berth": ["closedAt"]}
    assert _names(sign_in=PROSE) == {}


def test_a_table_of_one_capability_says_nothing_of_another() -> None:
    assert _names(berths=PROSE, boats=TABLE) == {"Boat": ["id"], "berth": ["closedAt"]}


def test_a_table_beside_it_does() -> None:
    documents = [
        parse(SourceFile(f"specs/berths/{name}", tuple(text.split("\n"))))
        for name, text in (("spec.md", PROSE), ("design.md", TABLE))
    ]

    assert [one.name for one in read(documents).entities] == ["Boat"]
