"""Throughput of a generated service over the least hand-written app in its framework, with the same queries.

Both serve the same SQLite file, one after the other and in turns, to 64 connections of wrk on the loopback
address. `make bench` runs it for every framework that has an app below tools/baselines/; the ratio is of medians.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.ports import free_port  # noqa: E402
from tests.support.projects import BOOT_SECONDS, clean_environment, generate, serving, with_group_stopped  # noqa: E402

SPEC = ROOT.parent / "shared" / "specs" / "notes-minimal"
BASELINES = Path(__file__).parent / "baselines"
TARGETS = {"fastapi": 0.85, "flask": 0.85, "django": 0.9}
CONNECTIONS = 64
ROWS = 100


class Ratio(NamedTuple):
    """Requests a second of the generated service and of the hand-written one, and the least that their ratio may be."""

    title: str
    generated: float
    minimal: float
    target: float


def frameworks() -> list[str]:
    """Those that have a hand-written app to compare with."""
    return sorted(path.name.removesuffix("_notes.py") for path in BASELINES.glob("*_notes.py"))


def measure(framework: str, rounds: int = 3, seconds: int = 4) -> list[Ratio]:
    """The ratios of a framework: read one, and list. Raises LookupError when wrk is not installed."""
    if shutil.which("wrk") is None:
        raise LookupError("wrk is not installed")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        project = generate(SPEC, Path(folder) / "service", "--framework", framework)
        url = f"sqlite:///{folder}/notes.db"
        settings = {"DATABASE_URL": url, "RATE_LIMIT_ENABLED": "false", "LOG_LEVEL": "INFO"}
        with serving(project, **settings) as ours, _minimal(framework, project.folder, url) as theirs:
            root = ours.url + _base(project.folder)
            key = [_create(root, number) for number in range(ROWS)][ROWS // 2]
            paths = {"read one": f"/notes/{key}", "list": "/notes"}
            return [
                _ratio(f"{framework}, {title}", (root + path, theirs + path), TARGETS[framework], rounds, seconds)
                for title, path in paths.items()
            ]


def _base(folder: Path) -> str:
    document = json.loads((folder / "openapi.json").read_text(encoding="utf-8"))
    return str(document["servers"][0]["url"]).rstrip("/")


@contextmanager
def _minimal(framework: str, folder: Path, url: str) -> Iterator[str]:
    port = free_port()
    command = [str(folder / ".venv" / "bin" / "python"), str(BASELINES / f"{framework}_notes.py")]
    environment = clean_environment({"DATABASE_URL": url, "PORT": str(port)})
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        with_group_stopped(process)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(BOOT_SECONDS * 5):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the hand-written app did not come up")


def _create(url: str, number: int) -> str:
    body = json.dumps({"title": f"note {number}", "body": "text " * 20, "pinned": False}).encode()
    request = urllib.request.Request(f"{url}/notes", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return str(json.loads(answer.read())["id"])


def _ratio(title: str, urls: tuple[str, str], target: float, rounds: int, seconds: int) -> Ratio:
    """Medians of turns, so that what else the machine does meets both."""
    figures: dict[str, list[float]] = {url: [] for url in urls}
    for _ in range(rounds):
        for url, found in figures.items():
            found.append(_wrk(url, seconds))
    generated, minimal = (statistics.median(figures[url]) for url in urls)
    return Ratio(title, generated, minimal, target)


def _wrk(url: str, seconds: int) -> float:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", url]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told:
        raise RuntimeError(told)
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if found is None:
        raise RuntimeError(told)
    return float(found[1])
