"""The OpenAPI document under the linters that teams run: Redocly's recommended rules and Spectral's oas ruleset.

`npm install --prefix .cache/node @redocly/cli @stoplight/spectral-cli` makes the tools.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from groundplan.emit import emit
from groundplan.plan.model.blueprint import Auth, Blueprint
from tests.conftest import ROOT
from tests.emit.blueprints import blueprint
from tests.emit.cases import CASES, NEIGHBOURS, planned

pytestmark = pytest.mark.slow

BY_HAND = {
    "by hand": blueprint(),
    "by hand, problem, session": blueprint(
        error_format="problem", auth=Auth(scheme="session", session_cookie="session", csrf_cookie="csrf_token")
    ),
}
SPECS = {path.name: path / "in.md" for path in CASES} | {path.name: path for path in NEIGHBOURS}


def _tool(name: str) -> str:
    found = shutil.which(name, path=str(ROOT / ".cache" / "node" / "node_modules" / ".bin")) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is neither in .cache/node nor on PATH")
    return found


def _made(name: str) -> Blueprint:
    return BY_HAND[name] if name in BY_HAND else planned(SPECS[name])


def _run(command: list[str], folder: Path) -> Any:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout.strip(), done.stderr
    return json.loads(done.stdout)


@pytest.fixture(params=[*BY_HAND, *SPECS])
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "openapi.yaml").write_text(emit("openapi", _made(request.param)), encoding="utf-8")
    return tmp_path


def test_redocly_finds_nothing(written: Path) -> None:
    (written / "redocly.yaml").write_text("extends: [recommended]\n", encoding="utf-8")
    found = _run([_tool("redocly"), "lint", "openapi.yaml", "--format", "json"], written)
    assert [(one["ruleId"], one["message"], one["location"]) for one in found["problems"]] == []


def test_spectral_finds_no_error(written: Path) -> None:
    (written / ".spectral.yaml").write_text('extends: ["spectral:oas"]\n', encoding="utf-8")
    found = _run([_tool("spectral"), "lint", "--quiet", "--format", "json", "openapi.yaml"], written)
    assert [(one["code"], one["message"], one["path"]) for one in found if one["severity"] == 0] == []
