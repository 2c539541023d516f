"""Counts what every lint rule finds in SPECs that people wrote: `python tools/findings.py FOLDER [--sample CODE]`.

The table in docs/findings.md was made with it; a rule that is often wrong there is mended, demoted or removed.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from groundplan import pipeline
from groundplan.check.rules import load
from groundplan.diagnostics import Diagnostic

Found = dict[str, list[tuple[Path, Diagnostic]]]


def main() -> int:
    """Print the table, or every finding of one rule with its line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--sample", metavar="CODE", help="print the findings of one rule")
    options = arguments.parse_args()
    documents = sorted(options.folder.rglob("*.md"))
    found = _found(documents)
    lines = _sample(found, options.sample) if options.sample else _table(found, len(documents))
    print("\n".join(lines))
    return 0


def _found(documents: list[Path]) -> Found:
    found: Found = defaultdict(list)
    for path in documents:
        for one in pipeline.understand(str(path), "en").diagnostics:
            found[one.code].append((path, one))
    return found


def _table(found: Found, documents: int) -> list[str]:
    lines = [f"| rule | severity | findings | of {documents} documents |", "| --- | --- | --- | --- |"]
    for rule in sorted(load().rules, key=lambda one: (-len(found[one.id]), one.id)):
        own = found[rule.id]
        if own:
            lines.append(f"| {rule.id} {rule.name} | {rule.severity} | {len(own)} | {len({path for path, _ in own})} |")
    return lines


def _sample(found: Found, code: str) -> list[str]:
    return [f"{path}:{one.primary.span.line}: {one.message}" for path, one in found[code]]


if __name__ == "__main__":
    sys.exit(main())
