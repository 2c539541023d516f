"""SIGKILL at any moment of writing: the target is absent or complete, old or new, and the next run cleans up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from groundplan.write import write
from tests.conftest import ROOT
from tests.write.killed import new_tree
from tests.write.test_write import content, names, tree

NEW = {"a": "new", "b/c": "new"}
OLD = {"a": "old", "mine/note": "mine"}
POINTS = 20


def run(target: Path, fatal: int, way: str) -> subprocess.CompletedProcess[str]:
    """The program of `killed.py`."""
    command = [sys.executable, "-m", "tests.write.killed", str(target), str(fatal), way]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def prepare(place: Path, occupied: bool) -> Path:
    """A fresh folder for one kill, with the target in it when `occupied`."""
    place.mkdir()
    if occupied:
        write(tree(a="old", mine__note="mine"), place / "out")
    return place / "out"


@pytest.mark.parametrize(("occupied", "way"), [(False, "exchange"), (True, "exchange"), (True, "renames")])
def test_killed_at_twenty_points(tmp_path: Path, occupied: bool, way: str) -> None:
    moments = int(run(prepare(tmp_path / "whole", occupied), 0, way).stdout)
    assert moments > POINTS
    merged = {**OLD, **NEW} if occupied else NEW
    seen = set()
    for fatal in sorted({1 + (moments - 1) * point // (POINTS - 1) for point in range(POINTS)}):
        target = prepare(tmp_path / str(fatal), occupied)
        killed = run(target, fatal, way)
        assert killed.returncode == -9, killed.stderr
        found = content(target) if target.exists() else None
        if way == "renames" and found is None:
            found = _recovered(target)
        assert found in (OLD if occupied else None, merged), f"killed at moment {fatal} of {moments}"
        seen.add(found == merged)

        write(new_tree(), target, force=True)
        assert content(target) == merged
        assert names(target.parent) == ["out"], f"left after a kill at moment {fatal}"
    assert seen == {False, True}


def _recovered(target: Path) -> dict[str, str]:
    """Between two renames the old tree stands aside; a run that then refuses has put it back."""
    with pytest.raises(Exception, match="--force"):
        write(new_tree(), target)
    return content(target)
