"""Folders of SPECs and their plans: `cases/<name>/in.md` and `plan.json`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from groundplan import pipeline
from groundplan.plan import build
from groundplan.plan.model.blueprint import Blueprint
from tests.conftest import Golden
from tests.plan.laws import broken
from tests.plan.summary import summary

CASES = sorted(Path(__file__).with_name("cases").iterdir())
SHARED = (
    "specs/tasks",
    "specs/bookstore-ko",
    "specs/notes-minimal",
    "corpus/moai/j2hwank__memo-everywhere__SPEC-BACKEND-001-spec.md",
    "corpus/kiro/MTNTek__tfmshop__ecommerce-backend-design.md",
)


def plan(path: Path, overrides: dict[str, str]) -> Blueprint:
    source, _ = pipeline.load(str(path))
    spec = pipeline.read(pipeline.parse(source))
    return build(spec, pipeline.decide(str(path), spec, overrides))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_plan(case: Path, golden: Golden) -> None:
    made = plan(case / "in.md", {})
    assert not broken(made)
    golden(case / "plan.json", json.dumps(summary(made), indent=2, ensure_ascii=False) + "\n")


@pytest.mark.parametrize("auth", ["jwt", "session", "none"])
@pytest.mark.parametrize("name", SHARED)
def test_shared_specs_keep_the_laws(name: str, auth: str, shared: Path) -> None:
    made = plan(shared / name, {"auth": auth})
    assert not broken(made)
    assert len(made.operations) > 1
