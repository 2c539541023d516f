"""The lines that changed, told by a real repository."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from groundplan.errors import ConfigError
from groundplan.gate import changed

if shutil.which("git") is None:
    pytest.skip("git is not installed", allow_module_level=True)


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "spec.md").write_text("one\ntwo\nthree\nfour\n", encoding="utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    return tmp_path


def numbers(path: Path, revision: str = "HEAD") -> list[int]:
    found = changed.lines([str(path)], revision)[str(path)]
    return [line for some in found for line in range(some.start, min(some.stop, 100))]


def test_changed_and_added_lines_count_and_removed_ones_do_not(repository: Path) -> None:
    path = repository / "spec.md"
    assert numbers(path) == []

    path.write_text("one\nTWO\nfour\nfive\nsix\n", encoding="utf-8")
    assert numbers(path) == [2, 4, 5]


def test_a_new_file_is_all_new(repository: Path) -> None:
    path = repository / "new [x].md"
    path.write_text("one\n", encoding="utf-8")

    assert numbers(path)[:2] == [1, 2]


@pytest.mark.parametrize("revision", ["no-such-branch", "--output=x", "HEAD~9"])
@pytest.mark.parametrize("name", ["spec.md", "new.md"])
def test_no_such_revision_is_told(revision: str, name: str, repository: Path) -> None:
    (repository / "new.md").write_text("x\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="--changed-since: "):
        changed.lines([str(repository / name)], revision)
    assert not (repository / "x").exists()


def test_a_folder_without_a_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (tmp_path / "spec.md").write_text("x\n", encoding="utf-8")

    with pytest.raises(ConfigError, match="not a git repository"):
        changed.lines([str(tmp_path / "spec.md")], "HEAD")
