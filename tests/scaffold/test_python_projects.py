"""What the Python scaffold makes of SPECs of every sort: code that parses, and that the project's own tools accept."""

from __future__ import annotations

import ast
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from groundplan.filetree import FileTree
from groundplan.plan import build
from groundplan.scaffold import load, render
from groundplan.spec.model import Spec
from tests.conftest import ROOT
from tests.plan.handmade import decisions, tasks
from tests.scaffold.specs import HOSTILE, hostile, notes, words

CASES = {
    "tasks": (tasks(), "jwt"),
    "notes": (notes(), "none"),
    "words": (words(), "none"),
    "hostile": (hostile(), "jwt"),
}
FRAMEWORKS = ("fastapi", "flask")


def project(name: str, framework: str = "fastapi") -> FileTree:
    """The project of a case."""
    spec, auth = CASES[name]
    return _rendered(spec, auth, framework)


def _rendered(spec: Spec, auth: str, framework: str = "fastapi") -> FileTree:
    return render(build(spec, decisions(auth)), load(framework))


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("name", CASES)
def test_every_module_parses_and_two_renders_are_equal(name: str, framework: str) -> None:
    first, second = project(name, framework), project(name, framework)

    assert [(path, file.text) for path, file in first] == [(path, file.text) for path, file in second]
    modules = [(path, file.text) for path, file in first if path.endswith(".py")]
    assert len(modules) > 50
    for path, text in modules:
        ast.parse(text, path)
    tomllib.loads(first["pyproject.toml"].text)


@pytest.mark.parametrize("framework", FRAMEWORKS)
@pytest.mark.parametrize("name", CASES)
def test_formatter_and_linter_find_nothing(name: str, framework: str, tmp_path: Path) -> None:
    ruff = shutil.which("ruff", path=str(ROOT / ".venv" / "bin")) or shutil.which("ruff")
    if ruff is None:
        pytest.skip("ruff is not installed")
    for path, file in project(name, framework):
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.text, encoding="utf-8")

    for command in (["format", "--check", "--diff", "--no-cache"], ["check", "--no-cache"]):
        done = subprocess.run([ruff, *command, "."], capture_output=True, text=True, check=False, cwd=tmp_path)
        assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_text_of_a_spec_is_never_code(framework: str) -> None:
    for path, file in project("hostile", framework):
        if path.endswith(".py"):
            for node in ast.walk(ast.parse(file.text)):
                assert not (isinstance(node, ast.Name) and node.id in ("DROP", "TABLE", "Evil")), path
        assert "\u202e" not in file.text, path
        assert "\u200b" not in file.text, path
    assert "{{ x }}" in HOSTILE
    assert "{{ x }}" in project("hostile")["README.md"].text


def test_a_service_without_accounts_has_nothing_about_them() -> None:
    files = {path for path, _ in project("notes")}

    assert not [path for path in files if path.startswith("app/auth/") or "policies" in path or "manage" in path]
    assert "pyjwt" not in project("notes")["requirements.txt"].text
    assert "secret_key" not in project("notes")["app/core/settings.py"].text


def test_no_policy_is_missing_for_a_rule() -> None:
    tree = project("tasks")

    used = {name for path, file in tree if path.startswith("app/services/") for name in _policies(file.text)}
    made = {node.id for node in ast.walk(ast.parse(tree["app/policies.py"].text)) if isinstance(node, ast.Name)}
    assert used
    assert used <= made


def _policies(code: str) -> set[str]:
    found = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Attribute))
    return {node.attr for node in found if isinstance(node.value, ast.Name) and node.value.id == "policies"}
