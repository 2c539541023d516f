"""Steps of statuses wherever they stand: each shape of `moves.yaml` gives what it says and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from groundplan.grammar import keywords
from groundplan.pipeline import decide
from groundplan.plan import build, problems
from groundplan.spec.model import Move
from groundplan.spec.requirements import moves
from tests.read.reading import spec_of

SHAPES: list[dict[str, Any]] = YAML(typ="safe").load(Path(__file__).with_name("moves.yaml").read_text("utf-8"))


def _said(one: Move) -> dict[str, str]:
    said = {"step": f"{one.source} -> {one.target}", "about": one.about, "requirement": one.requirement}
    return {name: words for name, words in said.items() if words}


@pytest.mark.parametrize("case", SHAPES, ids=[case["shape"] for case in SHAPES])
def test_a_shape_gives_its_steps(case: dict[str, Any]) -> None:
    spec = spec_of("# Service\n\n" + case["text"])

    assert [_said(one) for one in spec.moves] == case["wants"]


def test_lines_that_are_no_steps_are_said() -> None:
    spec = spec_of(
        "# S\n\n## Status transitions\n- a very long story of a status -> b\n\n"
        "| From | To |\n|---|---|\n| a very long story | d |\n\n"
        "```mermaid\nstateDiagram-v2\n  state Big {\n  a --> b\n  }\n```\n"
    )

    assert [one.span.line for one in spec.unread] == [4, 8, 12]


def test_steps_of_no_status_are_said() -> None:
    spec = spec_of(
        "# S\n\n## Data model\n### Order\n- id: uuid, primary key\n- status: enum(new, sent)\n\n"
        "Status transitions:\n- new -> lost\n\n## API\n- PATCH /orders/{id}\n"
    )

    found = problems(build(spec, decide("-", spec, {})))
    assert [(one.code, one.primary.span.line) for one in found if one.name == "steps-untaken"] == [("PLN012", 9)]


def test_a_section_of_moves_is_called_by_one_of_the_stems() -> None:
    names = [name for name, kind in keywords("sections").items() if kind == moves.KIND]
    assert all(any(stem in name for stem in moves.STEMS) for name in names)
