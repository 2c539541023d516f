"""Linting of one SPEC or of many: found before, found now, or found by other processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from groundplan.gate.config import Codes, Config
from groundplan.gate.policy import Policy
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.report import RuleText
    from groundplan.source import Source

_FEW = 8
"""SPECs that are linted sooner than another process would have begun."""


class Asked(NamedTuple):
    """What the command line asks of every SPEC; `config` is a file, "" for the nearest, None for none."""

    language: str | None = None
    select: Codes = ()
    ignore: Codes = ()
    config: str | None = ""
    cached: bool = True
    dialect: str = ""
    profile: str = ""

    def policy(self, config: Config) -> Policy:
        """What counts in a SPEC with this configuration."""
        return Policy(config, self.select, self.ignore, self.profile or config.profile)


class Linted(NamedTuple):
    """What was found in one SPEC, with its text and the configuration that holds for it."""

    source: Source
    language: str
    config: Config
    found: list[Diagnostic]


def lint_all(
    specs: Sequence[str], asked: Asked, jobs: int, report: Callable[[int, int], None] | None = None
) -> list[Linted]:
    """The SPECs in their order, by `jobs` processes (0: one a core)."""
    done = []
    for number, one in enumerate(_linted(specs, asked, jobs or os.cpu_count() or 1), 1):
        done.append(one)
        if report:
            report(number, len(specs))
    return once_each(done, lambda one: one.source)


Of = TypeVar("Of")


def once_each(found: Sequence[Of], source: Callable[[Of], Source]) -> list[Of]:
    """Each SPEC once: a commit hook names several files of one, and each of them stands for all."""
    return list(
        {tuple(sorted(file.path for file in source(one).files)) or at: one for at, one in enumerate(found)}.values()
    )


def _linted(specs: Sequence[str], asked: Asked, jobs: int) -> Iterator[Linted]:
    if jobs == 1 or len(specs) <= _FEW:
        yield from (lint(spec, asked) for spec in specs)
        return
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    with ProcessPoolExecutor(min(jobs, len(specs))) as pool:
        share = max(1, min(32, len(specs) // (4 * jobs)))
        yield from pool.map(partial(lint, asked=asked), specs, chunksize=share)


def lint(spec: str, asked: Asked) -> Linted:
    """One SPEC.

    Raises ConfigError for a configuration that cannot be used.
    """
    config = configuration(spec, asked.config)
    policy = asked.policy(config)
    source, language, found = _found(spec, asked, policy)
    return Linted(source, language, config, policy.apply(found))


def configuration(spec: str, place: str | None) -> Config:
    """The configuration that holds for a SPEC."""
    from groundplan.gate import config

    if place is None:
        return Config()
    folder = Path() if spec == "-" else Path(spec)
    path = Path(place) if place else config.find((folder if folder.is_dir() else folder.parent).resolve())
    return _read(path) if path else Config()


def _read(path: Path) -> Config:
    from groundplan.gate import config

    if path not in _READ:
        _READ[path] = config.read(path)
    return _READ[path]


_READ: dict[Path, Config] = {}


def forget_configurations() -> None:
    """They are read anew, for they may have changed."""
    _READ.clear()


def _found(spec: str, asked: Asked, policy: Policy) -> tuple[Source, str, list[Diagnostic]]:
    from groundplan import pipeline

    language = asked.language or policy.config.lang
    if spec == "-" or not asked.cached:
        understood = pipeline.understand(spec, language, policy.selected, asked.dialect, policy.profile)
        return understood.source, language or understood.spec.meta.language, understood.diagnostics
    from groundplan.gate import results

    source, faults = pipeline.load(spec, asked.dialect)
    key = results.key(source, faults, policy, language)
    known = results.recall(key)
    if known is None:
        understood = pipeline.understood(source, faults, language, policy.selected, profile=policy.profile)
        known = language or understood.spec.meta.language, understood.diagnostics
        results.keep(key, *known)
    return source, *known


def rule_texts(language: str) -> dict[str, RuleText]:
    """What formats that describe rules say of each, by code."""
    from groundplan.check.rules import by_id
    from groundplan.check.texts import summary
    from groundplan.report import RuleText

    return {
        code: RuleText(rule.name, rule.severity, summary(rule, language), rule.why[language], rule.tags)
        for code, rule in by_id().items()
    }
