"""The extension of editors/vscode: built, packed, with the client of VS Code alone, and in VS Code itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.conftest import ROOT
from tests.editors.test_editors import BIN, SPEC, WAIT, required, run
from tests.support.browser import Browser, browser
from tests.support.ports import free_port

pytestmark = pytest.mark.slow

EXTENSION = ROOT / "editors" / "vscode"
INSTALLED = ROOT / ".cache" / "vscode" / "node_modules" / "code-server" / "lib" / "vscode"
PATIENCE = 3
SETTINGS = {
    "groundplan.path": str(BIN / "groundplan"),
    "security.workspace.trust.enabled": False,
    "workbench.startupEditor": "none",
    "extensions.autoCheckUpdates": False,
}


@pytest.fixture(scope="module")
def extension(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension with what it is built with, built."""
    npm = required("npm")
    folder = tmp_path_factory.mktemp("vscode") / "extension"
    shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    installed = run([npm, "ci", "--no-audit", "--no-fund"], folder)
    if installed.returncode:
        pytest.skip(f"npm cannot install what the extension is built with: {installed.stderr[-300:]}")
    for step in ("check", "build"):
        done = run([npm, "run", step], folder)
        assert not done.returncode, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def package(extension: Path) -> Path:
    """What `npm run package` makes of it."""
    packed = run(["npm", "run", "package", "--", "--out", "groundplan.vsix"], extension)
    if packed.returncode and "npm error" in packed.stderr:
        pytest.skip(f"vsce cannot be installed: {packed.stderr[-300:]}")
    assert not packed.returncode, packed.stdout + packed.stderr
    return extension / "groundplan.vsix"


def test_the_client_of_vscode_and_a_real_server(extension: Path) -> None:
    done = run(["node", "--test", "test/extension.test.js"], extension)
    assert not done.returncode, done.stdout
    assert re.search(r"pass [1-9]", done.stdout)


def test_the_package_holds_what_it_needs_and_no_more(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        parts = {name for name in archive.namelist() if name.startswith("extension/")}
        manifest = json.loads(archive.read("extension/package.json"))
        entry = f"extension/{Path(manifest['main'])}"
    assert parts == {f"extension/{name}" for name in ("package.json", "readme.md", "LICENSE.txt", "dist/extension.js")}
    assert entry in parts
    assert manifest["version"] == json.loads((EXTENSION / "package.json").read_text())["version"]


def test_the_lockfile_names_no_registry() -> None:
    lock = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))
    assert not [name for name, one in lock["packages"].items() if "resolved" in one]


class Editor:
    """A window of VS Code on one folder."""

    def __init__(self, page: Browser) -> None:
        self.page = page

    def wait(self, told: Callable[[], Any], what: str) -> Any:
        """What is told once it is something."""
        end = time.monotonic() + WAIT
        while not (found := told()):
            assert time.monotonic() < end, f"no {what}: {self.page.run('document.body.innerText')[-1000:]}"
            time.sleep(0.1)
        return found

    def underlined(self) -> int:
        """How many places have a wavy line."""
        return int(self.page.run("document.querySelectorAll('.squiggly-error, .squiggly-warning').length"))

    def quick_fixes(self) -> list[str]:
        """The menu of quick fixes, asked for until there is one: VS Code asks each server once, ready or not."""
        end = time.monotonic() + PATIENCE
        self.page.press("Escape")
        self.page.press(".", control=True)
        while not (found := self._offered()) and time.monotonic() < end:
            time.sleep(0.1)
        return found

    def _offered(self) -> list[str]:
        shown: list[str] = self.page.run(
            "[...document.querySelectorAll('.action-widget .monaco-list-row')].map(one => one.innerText.trim())"
        )
        return shown


@contextmanager
def vscode(package: Path, folder: Path, opened: Path) -> Iterator[Editor]:
    """VS Code with the package installed, in a browser, a file open."""
    if not (INSTALLED / "node_modules").is_dir():
        pytest.skip("VS Code is not installed (.ci/run installs it)")
    data, port = folder / "data", free_port()
    for place in ("Machine", "User"):
        (data / "data" / place).mkdir(parents=True)
        (data / "data" / place / "settings.json").write_text(json.dumps(SETTINGS))
    common = ["node", str(INSTALLED / "out" / "server-main.js"), "--accept-server-license-terms"]
    common += ["--server-data-dir", str(data), "--extensions-dir", str(folder / "extensions")]
    installed = run([*common, "--install-extension", str(package)], folder)
    assert "successfully installed" in installed.stdout, installed.stdout + installed.stderr
    serve = ["--host", "127.0.0.1", "--port", str(port), "--without-connection-token", "--telemetry-level", "off"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([*common, *serve], cwd=folder, stdout=log, stderr=subprocess.STDOUT)
    try:
        wanted = {
            "folder": str(opened.parent),
            "payload": json.dumps([["openFile", f"vscode-remote://127.0.0.1:{port}{opened}"]]),
        }
        with browser(folder / "profile") as page:
            editor = Editor(page)
            editor.wait(lambda: answers(port), "server")
            page.show_as(width=1200, height=800)
            page.visit(f"http://127.0.0.1:{port}/?{urlencode(wanted)}")
            yield editor
    finally:
        server.terminate()
        server.wait()


def answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/version", timeout=WAIT) as answer:
            return bool(answer.status == 200)
    except (URLError, ConnectionError):
        return False


def test_a_finding_is_underlined_and_mended_in_vscode(package: Path, tmp_path: Path) -> None:
    spec = tmp_path / "shop" / "spec.md"
    spec.parent.mkdir()
    spec.write_text(SPEC, encoding="utf-8")
    with vscode(package, tmp_path, spec) as editor:
        before = editor.wait(editor.underlined, "wavy line")
        for _ in range(3):  # to the version
            editor.page.press("ArrowDown")
        editor.page.press("End")
        offered = editor.wait(editor.quick_fixes, "quick fix")
        assert any("1.0.0" in one for one in offered), offered
        editor.page.press("Enter")
        editor.wait(lambda: editor.underlined() < before, "finding less")
        editor.page.press("s", control=True)
        editor.wait(lambda: spec.read_text(encoding="utf-8") == SPEC.replace("version: v1", "version: 1.0.0"), "save")
