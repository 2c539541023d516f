"""What each rule costs: at 1000 entities, and when a letter is typed at 100; run it before a rule lands."""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

import bench

from groundplan import pipeline
from groundplan.check import engine
from groundplan.memory import Memory
from groundplan.source import Source, SourceFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.check.facts import Facts
    from groundplan.check.rules import Rule
    from groundplan.check.selection import Nodes
    from groundplan.diagnostics import Diagnostic

RUNS = 4
KEYSTROKES = 9
BOUNDS = (3.0, 0.3)
"""Milliseconds that a rule may take in a whole run at 1000 entities, and after a letter at 100."""
PLACES = {
    "requirement": ("REQ-00250: The system", "The system"),
    "cell": ("### AssetK000x", "max 2000"),
    "endpoint": ("| GET | /lessonK000xs | List", "List"),
    "path": ("| GET | /lessonK000xs | List", "lessonK000xs"),
    "field": ("### AssetK000x", "| name"),
    "entity": ("### AssetK000x", "AssetK"),
    "prose": ("A backend for teams", "for teams"),
}
"""Where letters are typed: behind a part of what follows a line."""

Costs = dict[str, list[float]]


class Costly(NamedTuple):
    """Milliseconds of CPU: of the parts of a run, and of each rule."""

    parts: dict[str, float]
    rules: dict[str, float]


def main() -> int:
    """Print the rules that cost most, those over their bounds with a mark."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("rules", nargs="*", help="codes to print; by default the dearest")
    arguments.add_argument("--most", type=int, default=40)
    options = arguments.parse_args()
    if not bench.GENERATOR.exists():
        print("skipped: the workload generator is not beside this checkout")
        return 0
    bench._make_workload()
    gc.set_threshold(400_000, 20, 50)
    columns = {"1000 entities": _whole(), **{f"a letter in: {place}": _typing(place) for place in PLACES}}
    for title, one in columns.items():
        print(f"{title}: " + ", ".join(f"{part} {cost:.1f} ms" for part, cost in one.parts.items()))
    for line in _table(columns, options.rules, options.most):
        print(line)
    return 0


def _table(columns: dict[str, Costly], wanted: list[str], most: int) -> Iterator[str]:
    whole, *letters = (one.rules for one in columns.values())
    yield f"{'rule':8} {'1000':>8}" + "".join(f"{place:>13}" for place in PLACES)
    order = sorted(whole, key=lambda code: -max(whole[code] / 10, *(one.get(code, 0) for one in letters)))
    for code in [code for code in order if code in wanted] if wanted else order[:most]:
        typed = [one.get(code, 0) for one in letters]
        over = whole[code] > BOUNDS[0] or max(typed) > BOUNDS[1]
        yield f"{code:8} {whole[code]:8.2f}" + "".join(f"{one:13.2f}" for one in typed) + (" *" if over else "")


def _whole() -> Costly:
    """The least of some runs."""
    text = _text(1000)
    with _Watch() as watch:
        for _ in range(RUNS):
            _run(text, watch)
    return watch.told(min)


def _typing(place: str) -> Costly:
    """The median of some letters."""
    text, memory = _text(100), Memory()
    behind, part = PLACES[place]
    at = text.index(part, text.index(behind)) + len(part)
    _run(text, None, memory)
    with _Watch() as watch:
        for number in range(1, KEYSTROKES + 1):
            _run(f"{text[:at]}{'x' * number}{text[at:]}", watch, memory)
    return watch.told(statistics.median)


def _text(entities: int) -> str:
    return (bench.WORKLOAD / f"spec-{entities}.md").read_text(encoding="utf-8")


def _run(text: str, watch: _Watch | None, memory: Memory | None = None) -> None:
    source = Source("spec.md", (SourceFile("spec.md", tuple(text.split("\n"))),))
    times = [time.thread_time()]
    with memory or Memory():
        documents = pipeline.parse(source, memory)
        times.append(time.thread_time())
        spec = pipeline.read(documents, source, memory)
        times.append(time.thread_time())
        pipeline.check(spec, documents, source, memory=memory)
        times.append(time.thread_time())
    if watch is not None:
        for number, part in enumerate(("parse", "read", "check")):
            watch.parts[part].append((times[number + 1] - times[number]) * 1000)
        watch.turn()


class _Watch:
    """Counts what every rule costs while it is entered."""

    def __init__(self) -> None:
        self.parts: Costs = defaultdict(list)
        self._rules: Costs = defaultdict(list)
        self._now: dict[str, float] = {}
        self._own = engine._run

    def __enter__(self) -> _Watch:
        def run(rule: Rule, nodes: Nodes, facts: Facts, language: str) -> list[Diagnostic]:
            started = time.thread_time()
            found = self._own(rule, nodes, facts, language)
            self._now[rule.id] = (time.thread_time() - started) * 1000
            return found

        engine._run = run
        return self

    def __exit__(self, *_: object) -> None:
        engine._run = self._own

    def turn(self) -> None:
        """A run is over."""
        for code, cost in self._now.items():
            self._rules[code].append(cost)
        self._now = {}

    def told(self, one_of: Any) -> Costly:
        """One figure of those of all runs."""
        parts = {part: one_of(costs) for part, costs in self.parts.items()}
        rules = {code: one_of(costs) for code, costs in self._rules.items()}
        return Costly({**parts, "rules": sum(rules.values())}, rules)


if __name__ == "__main__":
    raise SystemExit(main())
