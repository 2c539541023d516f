"""`lint --watch`: run again whenever a file of a SPEC changes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import click

from groundplan.cli._linting import forget_configurations
from groundplan.errors import ConfigError
from groundplan.gate.config import find as find_configuration

_PAUSE_SECONDS = 0.2
_SUFFIXES = frozenset({".md", ".markdown", ".apib", ".toml", ".yaml", ".yml", ".json", ".sql", ".graphql", ".prisma"})


def watch(specs: Sequence[str], run: Callable[[], int]) -> int:
    """Run at once and after every change, until interrupted; the exit code of the last run.

    A configuration that cannot be used, as while it is typed, is told and waited for.
    """
    if "-" in specs:
        raise ConfigError("--watch works on files, not on standard input")
    seen: dict[Path, tuple[int, int]] = {}
    code = 0
    try:
        while True:
            now = dict(_facts(specs))
            if now != seen:
                seen = now
                click.clear()
                forget_configurations()
                try:
                    code = run()
                except ConfigError as fault:
                    click.echo(f"error: {fault}", err=True)
                    code = 2
                click.echo("Waiting for a change; Ctrl-C ends.", err=True)
            time.sleep(_PAUSE_SECONDS)
    except KeyboardInterrupt:
        return code


def _facts(specs: Sequence[str]) -> Iterator[tuple[Path, tuple[int, int]]]:
    """The size and time of every file that a SPEC may be made of."""
    for spec in specs:
        place = Path(spec)
        folder = place if place.is_dir() else place.parent
        files = sorted(folder.rglob("*") if place.is_dir() else folder.iterdir())
        above = find_configuration(folder.resolve())
        for path in [*files, above] if above else files:
            if path.suffix.lower() in _SUFFIXES:
                try:
                    facts = path.stat()
                except OSError:
                    continue
                yield path, (facts.st_size, facts.st_mtime_ns)
