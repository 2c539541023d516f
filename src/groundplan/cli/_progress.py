"""A progress bar for work that takes long, on a terminal only; work that is done soon shows none."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE_SECONDS = 1.0
_STEP_SECONDS = 0.1

Report = Callable[[int, int], None]


class Bar:
    """Called with what is done and what is to do; draws after a while, rich being dear to import."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._next = time.monotonic() + _PATIENCE_SECONDS
        self._drawn: tuple[Progress, TaskID] | None = None

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _STEP_SECONDS
        progress, task = self._drawn = self._drawn or self._draw()
        progress.update(task, completed=done, total=total)

    def _draw(self) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import Progress

        progress = Progress(console=Console(stderr=True), transient=True)
        progress.start()
        return progress, progress.add_task(self._label, total=None)

    def close(self) -> None:
        """Take the bar off the terminal."""
        if self._drawn:
            self._drawn[0].stop()


@contextmanager
def progress(label: str) -> Iterator[Report | None]:
    """Something to report progress to, or None where nobody watches."""
    if not sys.stderr.isatty():
        yield None
        return
    bar = Bar(label)
    try:
        yield bar
    finally:
        bar.close()
