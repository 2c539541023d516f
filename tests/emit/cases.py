"""The SPECs whose outputs are kept: every folder here with an `in.md`, and those beside the checkout."""

from __future__ import annotations

from pathlib import Path

from groundplan import pipeline
from groundplan.plan.model.blueprint import Blueprint
from tests.conftest import SHARED

HERE = Path(__file__).parent
CASES = tuple(sorted(path.parent for path in HERE.glob("*/in.md")))
NEIGHBOURS = tuple(sorted(path.parent for path in (SHARED / "specs").glob("*/spec.md")))


def planned(spec: Path, overrides: dict[str, str] | None = None) -> Blueprint:
    """The Blueprint of a SPEC, planned as the commands do."""
    understood = pipeline.understand(str(spec))
    decisions = pipeline.decide(str(spec), understood.spec, overrides or {})
    return pipeline.plan(understood, decisions)
