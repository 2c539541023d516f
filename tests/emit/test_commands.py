"""`groundplan openapi` and `groundplan architecture` from outside: where they write, what they refuse, sameness."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from groundplan.emit.architecture import MARK
from tests.emit.cases import HERE

LIBRARY = HERE / "library" / "in.md"
CLINIC = HERE / "clinic-ko" / "in.md"


def groundplan(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "groundplan", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
    )


def test_openapi_goes_to_standard_output() -> None:
    done = groundplan("openapi", LIBRARY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (LIBRARY.parent / "openapi.yaml").read_text(encoding="utf-8")


def test_a_json_file_is_json(tmp_path: Path) -> None:
    target = tmp_path / "openapi.json"
    assert groundplan("openapi", LIBRARY, "-o", target).returncode == 0
    assert json.loads(target.read_text(encoding="utf-8"))["openapi"] == "3.1.0"
    assert list(tmp_path.iterdir()) == [target]


def test_overrides_win() -> None:
    done = groundplan("openapi", LIBRARY, "--auth", "session", "--format", "json")
    assert "sessionCookie" in json.loads(done.stdout)["components"]["securitySchemes"]
    assert groundplan("openapi", LIBRARY, "--auth", "jwtt").returncode == 2


def test_what_cannot_be_planned_is_told(tmp_path: Path) -> None:
    spec = tmp_path / "spec.md"
    spec.write_text("# Nothing\n\nWords only.\n", encoding="utf-8")
    for command in ("openapi", "architecture"):
        done = groundplan(command, spec)
        assert (done.returncode, done.stdout) == (1, "")
        assert str(spec) in done.stderr
        assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == [spec]


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    done = groundplan("openapi", LIBRARY, "-o", tmp_path / "missing" / "openapi.yaml")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_architecture_lies_beside_the_specs(tmp_path: Path) -> None:
    spec = tmp_path / ".do" / "specs" / "SPEC-CLINIC-001" / "spec.md"
    spec.parent.mkdir(parents=True)
    shutil.copy(CLINIC, spec)
    done = groundplan("architecture", spec.parent)
    assert done.returncode == 0, done.stderr
    written = tmp_path / ".do" / "docs" / "backend-architecture-SPEC-CLINIC-001.md"
    assert written.read_text(encoding="utf-8").startswith(f"<!-- {MARK}")
    assert "## 결정" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize(("marker", "place"), [(".git", "docs"), ("", "a/b/docs")])
def test_architecture_elsewhere_lies_in_docs(tmp_path: Path, marker: str, place: str) -> None:
    spec = tmp_path / "a" / "b" / "spec.md"
    spec.parent.mkdir(parents=True)
    shutil.copy(CLINIC, spec)
    if marker:
        (tmp_path / marker).mkdir()
    assert groundplan("architecture", "spec.md", cwd=spec.parent).returncode == 0
    assert (tmp_path / place / "backend-architecture-SPEC-CLINIC-001.md").is_file()


def test_architecture_never_overwrites_what_it_did_not_write(tmp_path: Path) -> None:
    target = tmp_path / "mine.md"
    target.write_text("# Mine\n", encoding="utf-8")
    refused = groundplan("architecture", LIBRARY, "-o", target)
    assert (refused.returncode, target.read_text(encoding="utf-8")) == (2, "# Mine\n")
    assert "--force" in refused.stderr
    assert groundplan("architecture", LIBRARY, "-o", target, "--force").returncode == 0
    assert groundplan("architecture", LIBRARY, "-o", target).returncode == 0


def test_a_hostile_id_stays_in_its_folder(tmp_path: Path) -> None:
    spec = tmp_path / "in" / "spec.md"
    spec.parent.mkdir()
    shutil.copy(HERE / "hostile" / "in.md", spec)
    done = groundplan("architecture", spec)
    assert done.returncode == 0, done.stderr
    files = sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file())
    assert len(files) == 2
    assert files[0].startswith("in/docs/backend-architecture-")


@pytest.mark.parametrize("command", ["openapi", "architecture"])
def test_same_bytes_everywhere(command: str, tmp_path: Path) -> None:
    shutil.copy(CLINIC, tmp_path / "in.md")
    output = ("-o", "-") if command == "architecture" else ()
    first = groundplan(command, "in.md", *output, cwd=tmp_path, PYTHONHASHSEED="1", TZ="UTC", LANG="C")
    second = groundplan(
        command, tmp_path / "in.md", *output, cwd=Path("/"), PYTHONHASHSEED="77", TZ="Asia/Seoul", LANG="ko_KR.UTF-8"
    )
    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
