"""Generated projects as their users have them: made by the command line, driven by their own Makefile."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.support.ports import free_port

BIN = Path(sys.executable).parent
BOOT_SECONDS = 60
SECRET = "0123456789abcdef0123456789abcdef"


class Project:
    """A generated project in `folder`; `make` runs a target of its Makefile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self, *targets: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run `make targets` with environment variables; output is captured, both streams in one."""
        return subprocess.run(
            ["make", "--no-print-directory", *targets],
            cwd=self.folder, env=clean_environment(variables),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip


class Service:
    """A running service: `url`, the process id of the server itself, and its log."""

    def __init__(self, url: str, pid: int, log: Path) -> None:
        self.url, self.pid, self.log = url, pid, log


def generate(spec: Path, folder: Path, *options: str) -> Project:
    """`groundplan new SPEC -o folder`. Raises AssertionError with its output when it refuses."""
    command = [sys.executable, "-m", "groundplan", "new", str(spec), "-o", str(folder), "--yes", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return Project(folder)


def clean_environment(variables: Mapping[str, str]) -> dict[str, str]:
    """The environment without what an outer make or pytest left, our tools first on PATH."""
    left = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS", "PYTEST"))}
    left.pop("VIRTUAL_ENV", None)
    return left | {"PATH": f"{BIN}{os.pathsep}{left.get('PATH', '')}"} | dict(variables)


@contextmanager
def serving(project: Project, **variables: str) -> Iterator[Service]:
    """The project's server by `make run` on a free port, until the end of the block; its whole group is stopped."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    log = project.folder / f"server-{port}.log"
    environment = clean_environment({"PORT": str(port), "SECRET_KEY": SECRET} | variables)
    with log.open("wb") as stream:
        process = subprocess.Popen(
            ["make", "--no-print-directory", "run"], cwd=project.folder, env=environment,
            stdout=stream, stderr=stream, start_new_session=True,
        )  # fmt: skip
    try:
        _wait(url, process, log)
        yield Service(url, listener(port), log)
    finally:
        with_group_stopped(process)


@contextmanager
def running(project: Project, target: str, **variables: str) -> Iterator[Path]:
    """`make target` in the background until the end of the block; its log."""
    log = project.folder / f"{target}.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            ["make", "--no-print-directory", target], cwd=project.folder,
            env=clean_environment({"SECRET_KEY": SECRET} | variables),
            stdout=stream, stderr=stream, start_new_session=True,
        )  # fmt: skip
    try:
        yield log
    finally:
        with_group_stopped(process)


def with_group_stopped(process: subprocess.Popen[bytes]) -> None:
    """Stop `process` and all it started: politely, then not."""
    for attempt in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, attempt)
            process.wait(timeout=35)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait(timeout=5)


def listener(port: int) -> int:
    """The process that listens on `port` of the loopback address (Linux: from /proc)."""
    for _ in range(10):
        inodes = _listening_inodes(port)
        for process in Path("/proc").glob("[0-9]*"):
            if any(link[8:-1] in inodes for link in _open_files(process) if link.startswith("socket:")):
                return int(process.name)
        time.sleep(0.2)  # the kernel's table is read in pieces: sockets of others that close meanwhile hide a row
    raise RuntimeError(f"nothing listens on {port}")


def _open_files(process: Path) -> Iterator[str]:
    """What a process has open; a file that it closes meanwhile is not worth losing the others."""
    with suppress(OSError):
        for link in (process / "fd").iterdir():
            with suppress(OSError):
                yield str(link.readlink())


def _listening_inodes(port: int) -> set[str]:
    listening = "0A"
    rows = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    cells = [row.split() for row in rows]
    return {cell[9] for cell in cells if cell[3] == listening and int(cell[1].split(":")[1], 16) == port}


def _wait(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(BOOT_SECONDS * 5):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the service did not come up:\n{log.read_text(errors='replace')[-4000:]}")
