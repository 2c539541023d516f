"""The lines that changed since a revision, as git tells."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.errors import ConfigError

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.source import Source

Lines = dict[str, list[range]]

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


def lines(paths: Iterable[str], revision: str) -> Lines:
    """The changed lines (1-based) by path: those of new files are all.

    Raises ConfigError where there is no git, no repository, or no such revision.
    """
    return {path: _of_file(Path(path), revision) for path in dict.fromkeys(paths)}


def told(source: Source, found: Iterable[Diagnostic], revision: str) -> list[Diagnostic]:
    """The findings on changed lines."""
    known = lines((file.path for file in source.files), revision)
    spans = [(one, one.primary.span) for one in found]
    return [one for one, span in spans if any(span.line in some for some in known.get(span.path, ()))]


def _of_file(path: Path, revision: str) -> list[range]:
    folder = str(path.resolve().parent)
    if not _git(folder, "ls-files", "--", path.name).strip():
        _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", told=revision)
        return [range(1, 2**31)]
    diff = _git(
        folder, "diff", "--unified=0", "--no-color", "--no-ext-diff", "--end-of-options", revision, "--", path.name,
        told=revision,
    )  # fmt: skip
    hunks = [match for match in map(_HUNK.match, diff.splitlines()) if match]
    return [range(int(one[1]), int(one[1]) + int(one[2] or 1)) for one in hunks]


def _git(folder: str, *arguments: str, told: str = "") -> str:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; the revision stands behind --end-of-options
            ["git", "--literal-pathspecs", "-C", folder, *arguments],  # noqa: S607 - git of the user's PATH
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise ConfigError("--changed-since needs git, and there is none on PATH") from None
    if done.returncode:
        reason = done.stderr.strip().splitlines()
        fallback = f"there is no revision `{told}`" if told else "git failed"
        raise ConfigError(f"--changed-since: {reason[0] if reason else fallback}")
    return done.stdout
