"""Same SPEC, same bytes: two runs under different hash seeds, time zones, locales and working folders."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

SPEC = Path("tests/new/determinism/spec.md")

WORLDS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"},
    {"PYTHONHASHSEED": "4242", "TZ": "Asia/Seoul", "LANG": "ko_KR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
)

OUTPUTS = {
    "lint": ["lint", "--format", "json"],
    "lint-text": ["lint"],
    "lint-sarif": ["lint", "--format", "sarif"],
    "show": ["show", "--format", "json"],
    "show-text": ["show"],
    "decide": ["decide", "--format", "json", "--yes"],
    "decide-text": ["decide", "--yes"],
    "openapi": ["openapi"],
    "openapi-json": ["openapi", "--format", "json"],
    "architecture": ["architecture", "-o", "-"],
    "new": ["new", "-o", "out", "--yes"],
    "new-json": ["new", "-o", "out", "--yes", "--format", "json"],
    "new-dry-run": ["new", "-o", "out", "--yes", "--dry-run"],
}


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A cache for each world, so that neither takes what the other compiled."""
    return [tmp_path_factory.mktemp(f"cache-{world}") for world in range(len(WORLDS))]


def _run(command: list[str], world: int, tmp_path: Path, cache: Path) -> dict[str, bytes]:
    """What a run says and makes: `stdout`, `stderr`, the exit code and every file with its mode.

    The SPEC lies at the same relative path, so that its path in messages is the same from another folder.
    """
    folder = tmp_path / f"world-{world}" / ("deeper/" * world)
    folder.mkdir(parents=True)
    (folder / "spec.md").write_bytes((ROOT / SPEC).read_bytes())
    environment = {**os.environ, **WORLDS[world], "GROUNDPLAN_CACHE": str(cache)}
    line = [sys.executable, "-m", "groundplan", command[0], "spec.md", *command[1:]]
    done = subprocess.run(line, cwd=folder, env=environment, capture_output=True, check=False)
    made = {"stdout": done.stdout, "stderr": done.stderr, "exit": str(done.returncode).encode()}
    for path in sorted((folder / "out").rglob("*")):
        if path.is_file():
            made[f"{path.relative_to(folder)} {path.stat().st_mode:o}"] = path.read_bytes()
    return made


@pytest.mark.parametrize("name", OUTPUTS)
def test_same_bytes_in_another_world(name: str, tmp_path: Path, caches: list[Path]) -> None:
    first, second = (_run(OUTPUTS[name], world, tmp_path, caches[world]) for world in range(len(WORLDS)))

    assert first["exit"] in (b"0", b"1"), first["stderr"].decode()
    assert first["stdout"], first["stderr"].decode()
    assert sorted(first) == sorted(second)
    assert [key for key in first if first[key] != second[key]] == []
    if name in ("new", "new-json"):
        assert sum(key.startswith("out/") for key in first) > 20, first["stderr"].decode()
