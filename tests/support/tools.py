"""Programs that are no dependency of ours: those that `.ci/run` put below .cache/tools, or that the machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

TOOLS = ROOT / ".cache" / "tools" / "bin"


def program(name: str) -> str:
    """The program; skips the test where there is none."""
    found = shutil.which(name, path=os.pathsep.join([str(TOOLS), os.environ.get("PATH", "")]))
    if found is None:
        pytest.skip(f"{name} is not installed (.ci/run installs it)")
    return found


def run(folder: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a tool in `folder`; both streams in one."""
    command = [program(name), *arguments]
    environment = os.environ | {"PATH": f"{TOOLS}{os.pathsep}{os.environ.get('PATH', '')}", "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
