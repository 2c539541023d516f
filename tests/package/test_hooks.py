"""What others run us by: the hooks of pre-commit and the GitHub Action."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from groundplan.dialects import BY_FILE
from tests.conftest import ROOT
from tests.support import tools

HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = ROOT / "action.yml"


def yaml(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("hook", yaml(HOOKS), ids=lambda hook: hook["id"])
def test_a_hook_runs_on_files_of_specs(hook: dict[str, Any], tmp_path: Path) -> None:
    spec = tmp_path / "spec.md"
    spec.write_text("# Shop\n\n## API\n- `GET /books/` list books\n", encoding="utf-8")
    program, *arguments = shlex.split(hook["entry"])

    done = subprocess.run(
        [sys.executable, "-m", program, *arguments, str(spec)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert ("/books`" in spec.read_text(encoding="utf-8")) == ("--fix" in arguments)
    assert all(re.search(hook["files"], f"specs/shop/{name}") for one in BY_FILE for name in one.files[:1])
    assert not re.search(hook["files"], "docs/inspec.md")


def test_the_action_runs_what_the_program_knows(tmp_path: Path) -> None:
    (run,) = [step["run"] for step in yaml(ACTION)["runs"]["steps"] if "groundplan lint" in step.get("run", "")]
    spec = tmp_path / "spec.md"
    spec.write_text("# Shop\n\n## API\n- `GET /books/` list books\n", encoding="utf-8")
    command = run.replace("groundplan", f"{shlex.quote(sys.executable)} -m groundplan", 1)
    environment = {"ARGUMENTS": "--select API007 --strict", "SPECS": str(tmp_path / "*.md")}

    done = subprocess.run(["bash", "-c", command], env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("::warning file=")


@pytest.mark.slow
@pytest.mark.parametrize(("schema", "path"), [("vendor.github-actions", ACTION)])
def test_files_for_others_keep_their_schema(schema: str, path: Path) -> None:
    done = tools.run(ROOT, "check-jsonschema", "--builtin-schema", schema, str(path))

    assert done.returncode == 0, done.stdout
