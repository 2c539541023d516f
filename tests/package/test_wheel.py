"""The wheel alone is the whole product: built, installed in a fresh environment and run with the network cut."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

GUARD = """
import socket

def refuse(*_arguments, **_options):
    raise RuntimeError("the network was used")

socket.socket.connect = refuse
socket.create_connection = refuse
socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an environment that holds nothing but the wheel and its dependencies."""
    home = tmp_path_factory.mktemp("wheel")
    uv = [sys.executable, "-m", "uv", "--quiet"]
    subprocess.run([*uv, "build", "--wheel", "--out-dir", str(home / "dist"), str(ROOT)], check=True)
    wheel = next((home / "dist").glob("groundplan-*.whl"))
    subprocess.run([*uv, "venv", "--python", sys.executable, str(home / "venv")], check=True)
    python = str(home / "venv" / "bin" / "python")
    subprocess.run([*uv, "pip", "install", "--python", python, str(wheel)], check=True)
    return home / "venv" / "bin"


def _offline(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `command` without a network: in an empty network namespace, or with sockets that refuse."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "GROUNDPLAN_CACHE": str(folder / "cache")}
    if shutil.which("unshare") and subprocess.run(["unshare", "-rn", "true"], check=False).returncode == 0:
        command = ["unshare", "-rn", *command]
    else:
        (folder / "guard").mkdir(exist_ok=True)
        (folder / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
        environment["PYTHONPATH"] = str(folder / "guard")
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_lints_contracts_and_generates_offline(installed: Path, tmp_path: Path) -> None:
    spec = tmp_path / "spec.md"
    shutil.copy(ROOT / "examples" / "tasks" / "spec.md", spec)
    program = str(installed / "groundplan")

    lint = _offline([program, "lint", "spec.md", "--format", "concise"], tmp_path)
    openapi = _offline([program, "openapi", "spec.md"], tmp_path)
    report = _offline([program, "report", "spec.md", "-o", "report.html"], tmp_path)
    new = _offline([program, "new", "spec.md", "-o", "service", "--yes"], tmp_path)

    assert lint.returncode in (0, 1), lint.stderr
    assert "Traceback" not in lint.stderr
    assert openapi.returncode == 0, openapi.stderr
    assert openapi.stdout.startswith("openapi: 3.1")
    assert report.returncode == 0, report.stderr
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert new.returncode == 0, new.stderr
    assert (tmp_path / "service" / "Makefile").is_file()
    assert (tmp_path / "service" / ".groundplan" / "lock.json").is_file()
