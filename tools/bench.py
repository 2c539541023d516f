"""`make bench`: CPU seconds of whole processes, as ratios to bare Python and to peers measured in the same run.

Each figure is the median of seven runs of user + system time; memory is the peak resident size. The commands run
in turn, so that a slow minute of the machine meets all of them and not the ratio of two. Peers are installed
below .cache on first use (npm, PyPI); what cannot be installed is said and its rows are left out.
The workload is one backend at 5, 100 and 1000 entities in several notations (../shared/peers/gen_workload.py).
Lint reads and checks everything again unless a row says "unchanged": then it finds what it remembers of the SPEC.
How much sooner two processes are done with a thousand SPECs than one is told by the clock: it needs two idle cores.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import editor
import throughput

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
CACHE = ROOT / ".cache"
WORKLOAD = CACHE / "bench" / "workload"
GENERATOR = ROOT.parent / "shared" / "peers" / "gen_workload.py"
RUNS = 7
FILES = 1000
FILE_RUNS = 3


class Usage(NamedTuple):
    """CPU seconds and peak resident MiB of one command."""

    cpu: float
    rss: float


class Goal(NamedTuple):
    """A ratio or figure that must hold: `at_most` or, when `least`, at least `bound`."""

    title: str
    value: float
    bound: float
    least: bool = False
    unit: str = "x"

    @property
    def met(self) -> bool:
        """Whether the figure is on the right side of its bound."""
        return self.value >= self.bound if self.least else self.value <= self.bound


def main() -> int:
    """Measure, print the table, and return 1 when a goal is missed."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--json", action="store_true", help="print figures as JSON")
    arguments.add_argument("--runs", type=int, default=RUNS)
    options = arguments.parse_args()
    if not GENERATOR.exists():
        print("skipped: the workload generator is not beside this checkout")
        return 0
    _make_workload()
    figures = _measure(_commands(), options.runs)
    goals = [*_goals(figures), _two_jobs(), *_editor(), *_throughput()]
    print(_as_json(figures, goals) if options.json else _as_text(figures, goals))
    return 0 if all(goal.met for goal in goals) else 1


def _make_workload() -> None:
    WORKLOAD.parent.mkdir(parents=True, exist_ok=True)
    if not (WORKLOAD / "spec-1000.md").exists():
        subprocess.run([sys.executable, str(GENERATOR), "5", "100", "1000"], cwd=WORKLOAD.parent, check=True)


def _commands() -> dict[str, Callable[[], list[str]]]:
    groundplan = str(BIN / "groundplan")
    spec = {size: str(WORKLOAD / f"spec-{size}.md") for size in (5, 100, 1000)}
    contract = str(WORKLOAD / "openapi-5.yaml")
    commands: dict[str, Callable[[], list[str]]] = {
        "python -c pass": lambda: [sys.executable, "-c", "pass"],
        "groundplan --version": lambda: [groundplan, "--version"],
        "groundplan lint, 5": lambda: [groundplan, "lint", "--no-cache", spec[5]],
        "groundplan lint, 100": lambda: [groundplan, "lint", "--no-cache", spec[100]],
        "groundplan lint, 1000": lambda: [groundplan, "lint", "--no-cache", spec[1000]],
        "groundplan lint, 5, unchanged": lambda: [groundplan, "lint", spec[5]],
        "groundplan lint, 1000, unchanged": lambda: [groundplan, "lint", spec[1000]],
        "groundplan openapi, 5": lambda: [groundplan, "openapi", spec[5]],
        "groundplan new, 5": lambda: [groundplan, "new", spec[5], "-o", _fresh(), "--framework", "fastapi", "--yes"],
    }
    if redocly := _node_tool("redocly"):
        commands["redocly lint, 5"] = lambda: [redocly, "lint", contract]
    if spectral := _node_tool("spectral"):
        ruleset = WORKLOAD / "spectral.yaml"
        ruleset.write_text('extends: ["spectral:oas"]\n', encoding="utf-8")
        commands["spectral lint, 5"] = lambda: [spectral, "lint", contract, "-r", str(ruleset)]
    if generator := _openapi_generator():
        commands["openapi-generator python-fastapi, 5"] = lambda: [
            generator, "generate", "-i", contract, "-g", "python-fastapi", "-o", _fresh(),
        ]  # fmt: skip
    return commands


def _fresh() -> str:
    """A path that does not exist, below a folder that the end of the run removes."""
    scratch = CACHE / "bench" / "out"
    scratch.mkdir(parents=True, exist_ok=True)
    return tempfile.mkdtemp(dir=scratch) + "/project"


def _node_tool(name: str) -> str | None:
    tool = CACHE / "node" / "node_modules" / ".bin" / name
    if not tool.exists() and shutil.which("npm"):
        packages = ["@redocly/cli@2", "@stoplight/spectral-cli@6"]
        quiet = ["--no-audit", "--no-fund", "--silent", "--ignore-scripts"]
        subprocess.run(["npm", "install", "--prefix", str(CACHE / "node"), *quiet, *packages], check=False)
    if tool.exists():
        return str(tool)
    print(f"left out: {name} could not be installed", file=sys.stderr)
    return None


def _openapi_generator() -> str | None:
    home = CACHE / "openapi-generator"
    tool = home / "bin" / "openapi-generator-cli"
    if shutil.which("java") is None:
        print("left out: openapi-generator needs Java", file=sys.stderr)
        return None
    if not tool.exists():
        subprocess.run([sys.executable, "-m", "venv", str(home)], check=False)
        subprocess.run([str(home / "bin" / "pip"), "install", "-q", "openapi-generator-cli"], check=False)
    if tool.exists():
        return str(tool)
    print("left out: openapi-generator could not be installed", file=sys.stderr)
    return None


def _measure(commands: dict[str, Callable[[], list[str]]], runs: int) -> dict[str, Usage]:
    """The median CPU and the peak memory of each; the round before counts for nothing (caches, first import)."""
    rounds = [{name: _run(command()) for name, command in commands.items()} for _ in range(runs + 1)][1:]
    shutil.rmtree(CACHE / "bench" / "out", ignore_errors=True)
    return {
        name: Usage(statistics.median(one[name].cpu for one in rounds), max(one[name].rss for one in rounds))
        for name in commands
    }


def _run(command: list[str]) -> Usage:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return Usage(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _goals(figures: dict[str, Usage]) -> list[Goal]:
    cpu = {name: usage.cpu for name, usage in figures.items()}
    lint, big = "groundplan lint, 5", "groundplan lint, 1000"
    goals = [
        Goal("--version over bare Python", cpu["groundplan --version"] / cpu["python -c pass"], 4),
        Goal("lint, 1000 entities: CPU", cpu[big], 2.5, unit="s"),
        Goal("lint, 1000 entities: memory", figures[big].rss, 300, unit="MiB"),
        Goal("lint, 1000 over 100 entities", cpu[big] / cpu["groundplan lint, 100"], 12),
    ]
    for peer, own, bound in (
        ("redocly lint, 5", lint, 4.0),
        ("redocly lint, 5", "groundplan lint, 5, unchanged", 8.0),
        ("spectral lint, 5", lint, 8.0),
        ("openapi-generator python-fastapi, 5", "groundplan new, 5", 4.0),
    ):
        if peer in cpu:
            goals.append(Goal(f"{peer} over {own}", cpu[peer] / cpu[own], bound, least=True))
    return goals


def _two_jobs() -> Goal:
    """How much sooner two processes have linted many SPECs: the median of pairs of runs."""
    ratios = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        files = _many_specs(Path(folder))
        for _ in range(FILE_RUNS):
            one, two = (_seconds(files, jobs) for jobs in (1, 2))
            ratios.append(one / two)
    return Goal(f"lint of {FILES} SPECs: --jobs 1 over --jobs 2", statistics.median(ratios), 1.7, least=True)


def _many_specs(folder: Path) -> list[str]:
    text = (WORKLOAD / "spec-5.md").read_text(encoding="utf-8")
    files = [folder / f"{number:04}.md" for number in range(FILES)]
    for number, file in enumerate(files):
        file.write_text(text.replace("Workboard", f"Workboard {number}"), encoding="utf-8")
    return [str(file) for file in files]


def _seconds(files: list[str], jobs: int) -> float:
    command = [str(BIN / "groundplan"), "lint", "--no-cache", "--format", "concise", "--jobs", str(jobs), *files]
    started = time.perf_counter()
    _run(command)
    return time.perf_counter() - started


def _editor() -> list[Goal]:
    """What a language server works at 100 entities until it tells the first findings, and those of a letter more."""
    session = editor.measure([str(BIN / "groundplan"), "lsp"], WORKLOAD / "spec-100.md", "REQ-00250: The system")
    waits = (("first findings", session.opening, 300), ("a keystroke", session.typing, 50))
    return [
        Goal(f"editor: {title} (clock {one.clock:.0f}; no work {session.floor.clock:.0f})", one.cpu, bound, unit="ms")
        for title, one, bound in waits
    ]


def _throughput() -> list[Goal]:
    """Generated services over the least hand-written ones."""
    goals = []
    for framework in throughput.frameworks():
        try:
            ratios = throughput.measure(framework)
        except LookupError as reason:
            print(f"left out: throughput of {framework}: {reason}", file=sys.stderr)
            continue
        goals += [
            Goal(f"throughput {one.title} (by the clock {one.wall:.2f})", one.cpu, one.target, least=True)
            for one in ratios
        ]
    return goals


def _as_text(figures: dict[str, Usage], goals: list[Goal]) -> str:
    lines = [f"{'command':<40} {'CPU s':>8} {'x bare':>8} {'MiB':>6}"]
    floor = figures["python -c pass"].cpu
    lines += [f"{name:<40} {use.cpu:8.3f} {use.cpu / floor:8.1f} {use.rss:6.0f}" for name, use in figures.items()]
    lines += ["", f"{'goal':<64} {'figure':>9} {'bound':>12}"]
    for goal in goals:
        sign = ">=" if goal.least else "<="
        verdict = "met" if goal.met else "MISSED"
        lines.append(f"{goal.title:<64} {goal.value:7.2f} {goal.unit:<3} {sign} {goal.bound:g} {goal.unit}  {verdict}")
    return "\n".join(lines)


def _as_json(figures: dict[str, Usage], goals: list[Goal]) -> str:
    shown = {
        "figures": {name: use._asdict() for name, use in figures.items()},
        "goals": [goal._asdict() | {"met": goal.met} for goal in goals],
    }
    return json.dumps(shown, indent=2)


if __name__ == "__main__":
    raise SystemExit(main())
