"""docs/security.md names every attack that is tried, and none that is not."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

from ruamel.yaml import YAML

from tests.conftest import ROOT

HERE = Path(__file__).parent
DOCS = runpy.run_path(str(ROOT / "tools" / "docs.py"))


def _tried() -> set[str]:
    """The tests that attack a service: those that ask for a target."""
    return {
        f"{path.stem}.{node.name}"
        for path in HERE.glob("test_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
        if "target" in {argument.arg for argument in node.args.args}
    }


def test_the_catalogue_is_what_is_tried() -> None:
    rows: list[dict[str, str]] = YAML(typ="safe").load(DOCS["ATTACKS"].read_text(encoding="utf-8"))

    assert {row["test"] for row in rows} == _tried()
    assert len({row["attack"] for row in rows}) == len(rows)


def test_the_page_is_made_from_it() -> None:
    assert (ROOT / "docs" / "security.md").read_text(encoding="utf-8") == DOCS["security"](), "run `make docs`"
