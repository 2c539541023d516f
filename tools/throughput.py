"""What a request costs a generated service, over the least hand-written app in its framework with the same queries.

Both serve the same SQLite file, in turns, to 64 connections of wrk on the loopback address. `make bench` runs it for
every framework that has an app below tools/baselines/; `python tools/throughput.py FRAMEWORK` for one.

The service has one processor to itself and wrk the others: where the threads of one process are moved about, the lock
that they share costs up to half of all requests, in one turn and not in the next, on either side.

A goal is met by CPU seconds a request: user and system time of all processes of a service. Each of them is one Python
process that is busy all the time, so that this is its throughput on a machine with nothing else to do; requests a
second are shown beside it, and tell of the machine's other work too.

Both are started several times: hash seeds and where objects lie differ from start to start, and ratios with them, by
0.03 either way. A figure is the median over starts of the median over the rounds of each. A framework takes 115 s.
"""

from __future__ import annotations

import json
import os
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
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.support.ports import free_port  # noqa: E402
from tests.support.projects import (  # noqa: E402
    BOOT_SECONDS,
    Project,
    clean_environment,
    generate,
    serving,
    with_group_stopped,
)

SPEC = ROOT.parent / "shared" / "specs" / "notes-minimal"
BASELINES = Path(__file__).parent / "baselines"
TARGETS = {"fastapi": 0.85, "flask": 0.85, "django": 0.9}
CONNECTIONS = 64
ROWS = 100
STARTS = 5
ROUNDS = 3
SECONDS = 1
WARM_UP_SECONDS = 1


class Ratio(NamedTuple):
    """How a generated service stands to the hand-written one: by CPU and by the clock; the least it may be by CPU.

    `starts` are the ratios by CPU of each start, the lowest first.
    """

    title: str
    cpu: float
    wall: float
    target: float
    starts: tuple[float, ...]


class Server(NamedTuple):
    """A service that runs: where its API is, and the session of its processes."""

    url: str
    session: int


class Turn(NamedTuple):
    """What a service did in one turn: requests for each second, by the clock and of CPU."""

    wall: float
    cpu: float


def frameworks() -> list[str]:
    """Those that have a hand-written app to compare with."""
    return sorted(path.name.removesuffix("_notes.py") for path in BASELINES.glob("*_notes.py"))


def measure(framework: str, rounds: int = ROUNDS, seconds: int = SECONDS) -> list[Ratio]:
    """The ratios of a framework: read one, and list. Raises LookupError when wrk is not installed."""
    if shutil.which("wrk") is None:
        raise LookupError("wrk is not installed")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        project = generate(SPEC, Path(folder) / "service", "--framework", framework)
        return compare(framework, project, rounds, seconds)


def compare(
    framework: str, project: Project, rounds: int = ROUNDS, seconds: int = SECONDS, starts: int = STARTS
) -> list[Ratio]:
    """The ratios of a project that was generated for `framework`."""
    found = [_start(framework, project, rounds, seconds, number) for number in range(starts)]
    return [
        Ratio(f"{framework}, {title}", cpu, wall, TARGETS[framework], tuple(sorted(one[title].cpu for one in found)))
        for title in found[0]
        for wall, cpu in [_median([one[title] for one in found])]
    ]


def _start(framework: str, project: Project, rounds: int, seconds: int, number: int) -> dict[str, Turn]:
    """The ratios of one start of both by title; who is first in a round changes with `number` too."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = f"sqlite:///{folder}/notes.db"
        settings = {"DATABASE_URL": url, "RATE_LIMIT_ENABLED": "false", "LOG_LEVEL": "INFO"}
        with serving(project, **settings) as service, _minimal(framework, project.folder, url) as theirs:
            ours = Server(service.url + _base(project.folder), os.getsid(service.pid))
            key = [_create(ours.url, number) for number in range(ROWS)][ROWS // 2]
            paths = {"read one": f"/notes/{key}", "list": "/notes"}
            with _apart(ours, theirs):
                return {
                    title: _ratio(ours, theirs, path, range(number, number + rounds), seconds)
                    for title, path in paths.items()
                }


@contextmanager
def _apart(*servers: Server) -> Iterator[None]:
    """Give the servers, which work in turns, one processor, and what this process starts the others."""
    mine = os.sched_getaffinity(0)
    first, *others = sorted(mine)
    for server in servers:
        for task in _tasks(server.session):
            os.sched_setaffinity(task, {first})
    os.sched_setaffinity(0, others or mine)
    try:
        yield
    finally:
        os.sched_setaffinity(0, mine)


def _tasks(session: int) -> Iterator[int]:
    """The threads of the processes of a session; those that they start later stay where they are."""
    for pid, fields in _processes():
        if int(fields[3]) == session:
            yield from (int(task.name) for task in Path(f"/proc/{pid}/task").iterdir())


def _base(folder: Path) -> str:
    document = json.loads((folder / "openapi.json").read_text(encoding="utf-8"))
    return str(document["servers"][0]["url"]).rstrip("/")


@contextmanager
def _minimal(framework: str, folder: Path, url: str) -> Iterator[Server]:
    port = free_port()
    command = [str(folder / ".venv" / "bin" / "python"), str(BASELINES / f"{framework}_notes.py")]
    environment = clean_environment({"DATABASE_URL": url, "PORT": str(port)})
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _wait(port, process)
        yield Server(f"http://127.0.0.1:{port}", process.pid)
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


def _ratio(ours: Server, theirs: Server, path: str, rounds: range, seconds: int) -> Turn:
    """How `ours` stands to `theirs`: in turns, so that what else the machine does meets both; each first as often."""
    for server in (ours, theirs):
        _turn(server, path, WARM_UP_SECONDS)
    found = []
    for number in rounds:
        pair = (ours, theirs) if number % 2 else (theirs, ours)
        turns = {server: _turn(server, path, seconds) for server in pair}
        found.append(Turn(turns[ours].wall / turns[theirs].wall, turns[ours].cpu / turns[theirs].cpu))
    return _median(found)


def _median(turns: list[Turn]) -> Turn:
    return Turn(*(statistics.median(figures) for figures in zip(*turns, strict=True)))


def _turn(server: Server, path: str, seconds: int) -> Turn:
    before = _cpu_seconds(server.session)
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", server.url + path]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    used = _cpu_seconds(server.session) - before
    requests = re.search(r"(\d+) requests in ", told)
    if requests is None or "Non-2xx" in told:
        raise RuntimeError(told)
    return Turn(int(requests[1]) / seconds, int(requests[1]) / used)


def _cpu_seconds(session: int) -> float:
    """User and system time of the processes of a session until now."""
    ticks = sum(int(fields[11]) + int(fields[12]) for _, fields in _processes() if int(fields[3]) == session)
    return ticks / os.sysconf("SC_CLK_TCK")


def _processes() -> Iterator[tuple[str, list[str]]]:
    """All processes by number, with their state, ppid, pgrp, session ... utime and stime at 11 and 12 (Linux)."""
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # Those follow the name of the program, which may have any character.
            yield file.parent.name, file.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()


def main() -> int:
    """Print the ratios of the frameworks that are named, all without a name; 1 when one is too low."""
    ratios = [ratio for framework in sys.argv[1:] or frameworks() for ratio in measure(framework)]
    for one in ratios:
        starts = " ".join(f"{ratio:.2f}" for ratio in one.starts)
        print(f"{one.title:<24} by CPU {one.cpu:.2f} (>= {one.target:g}; {starts})   by the clock {one.wall:.2f}")
    return 0 if all(one.cpu >= one.target for one in ratios) else 1


if __name__ == "__main__":
    raise SystemExit(main())
