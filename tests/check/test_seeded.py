"""Clean SPECs have nothing to mend; one defect put into one of them is found, at its line, and nothing else breaks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from ruamel.yaml import YAML

from groundplan import pipeline
from groundplan.diagnostics import Diagnostic

HERE = Path(__file__).parent
CLEAN = sorted((HERE / "clean").iterdir())
SETS = (
    "seeded.yaml",
    "seeded_by_review.yaml",
    "seeded_blind.yaml",
    "seeded_fresh.yaml",
    "seeded_elsewhere.yaml",
    "seeded_undeclared.yaml",
    "seeded_shapes.yaml",
    "seeded_seniors.yaml",
    "seeded_sections.yaml",
    "seeded_windows.yaml",
    "seeded_yards.yaml",
    "seeded_wallets.yaml",
    "seeded_domes.yaml",
    "seeded_orchards.yaml",
    "seeded_folders.yaml",
    "seeded_groves.yaml",
    "seeded_rentals.yaml",
    "seeded_hives.yaml",
    "seeded_festival.yaml",
    "seeded_kilns.yaml",
    "seeded_bees.yaml",
)
DEFECTS: list[dict[str, Any]] = [
    row for name in SETS for row in YAML(typ="safe").load((HERE / name).read_text(encoding="utf-8"))
]


def found(path: Path) -> list[Diagnostic]:
    return pipeline.understand(str(path)).diagnostics


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.name)
def test_a_clean_spec_has_nothing_to_mend(path: Path) -> None:
    assert [f"{one.primary.span.line}: {one.code} {one.message}" for one in found(path)] == []


@pytest.mark.parametrize("row", DEFECTS, ids=lambda row: f"{row['spec']}-{row['code']}-{row['write'][:24]}")
def test_a_defect_is_found_at_its_line(row: dict[str, Any], tmp_path: Path) -> None:
    text = (HERE / "clean" / row["spec"]).read_text(encoding="utf-8")
    assert text.count(row["find"]) == 1, "an edit has one place"
    changed = text.replace(row["find"], row["write"])
    top, _, part = row["spec"].partition("/")
    spec, whole = tmp_path / "spec.md", tmp_path
    if part:
        whole = Path(copytree(HERE / "clean" / top, tmp_path / top))
        spec = whole / part
    spec.write_text(changed, encoding="utf-8")

    diagnostics = found(whole if part else spec)

    part = row.get("in") or part  # what is left out here may be missed there
    changed = (whole / part).read_text(encoding="utf-8") if row.get("in") else changed
    mark = row.get("at") or row["write"].splitlines()[0]
    line = changed[: changed.index(mark)].count("\n") + 1
    own = [one for one in diagnostics if not part or Path(one.primary.span.path) == whole / part]
    assert (row["code"], line) in [(one.code, one.primary.span.line) for one in own]
    assert {one.code for one in diagnostics if one.severity == "error"} <= {row["code"]}


def test_the_table_is_broad() -> None:
    kinds = Counter(row["spec"] for row in DEFECTS)

    assert len(kinds) >= 3
    assert any(name.endswith(".ko.md") for name in kinds)
    assert len({row["code"] for row in DEFECTS}) >= 50
