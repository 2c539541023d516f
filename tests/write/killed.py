"""A program for the kill tests: write a tree, and die by SIGKILL before or after its n-th operation on the disk.

    python -m tests.write.killed TARGET N {exchange,renames}

Prints how many operations there were when it was not killed.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from groundplan.filetree import File, FileTree
from groundplan.write import disk, write

_CHANGES = ("make_scratch", "make_folder", "create", "carry", "replace_with", "rename", "exchange", "remove")


class Counter:
    """Counts moments: one before and one after each operation, and one after each file that a removal removes."""

    def __init__(self, fatal: int) -> None:
        self.fatal, self.moments = fatal, 0

    def moment(self) -> None:
        """Die here if this is the fatal one."""
        self.moments += 1
        if self.moments == self.fatal:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, holder: Any, name: str) -> None:
        """Count the calls of `holder.name`."""
        original: Callable[..., Any] = getattr(holder, name)

        def counted(*values: Any, **named: Any) -> Any:
            self.moment()
            result = original(*values, **named)
            self.moment()
            return result

        setattr(holder, name, counted)


def new_tree() -> FileTree:
    """What is written: it replaces `a`, adds `b/c`."""
    tree = FileTree()
    tree.add("a", File("new"))
    tree.add("b/c", File("new"))
    return tree


def main(target: str, fatal: str, way: str) -> None:
    """Write, or die."""
    counter = Counter(int(fatal))
    if way == "renames":
        disk.exchange = lambda *_: False
    for name in _CHANGES:
        counter.watch(disk, name)
    for name in ("unlink", "rmdir", "fsync", "chmod"):
        counter.watch(os, name)
    write(new_tree(), Path(target), force=True)
    sys.stdout.write(f"{counter.moments}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
