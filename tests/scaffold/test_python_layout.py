"""Layout of generated Python: each case is a module as a template writes it, and as `ruff format` leaves it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from groundplan.scaffold.python.layout import tidy, used_names
from tests.conftest import ROOT

CASES = sorted((Path(__file__).parent / "layout").glob("*.in"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_module_is_laid_out(case: Path) -> None:
    expected = case.with_suffix(".out").read_text(encoding="utf-8")

    assert tidy(case.read_text(encoding="utf-8")) == expected
    assert tidy(expected) == expected


def test_the_formatter_would_change_nothing(tmp_path: Path) -> None:
    ruff = shutil.which("ruff", path=str(ROOT / ".venv" / "bin")) or shutil.which("ruff")
    if ruff is None:
        pytest.skip("ruff is not installed")
    for case in CASES:
        shutil.copy(case.with_suffix(".out"), tmp_path / f"{case.stem}.py")

    command = [ruff, "format", "--check", "--diff", "--isolated", "--line-length", "100", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert CASES
    assert done.returncode == 0, done.stdout


def test_names_are_used_in_code_and_in_filled_places_only() -> None:
    code = 'value = call(keyword=one, other=f"{two} three")  # four\ntext = "five"\nrow.six()\n'

    assert used_names(code) == {"value", "call", "one", "two", "text", "row"}
