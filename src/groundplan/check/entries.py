"""The entries of the history of a SPEC: a version and a day each, in bullets, rows or headings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.record import NamedTuple
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts

_ENTRY = regex.compile(r"[\s*|#>_-]*\[?`?v?(\d+(?:\.\d+){1,2})\b(?![\w.%])")
_DAY = regex.compile(r"(?<![\d-])(\d{4}-\d\d-\d\d)(?![\d-])")


class Entry(NamedTuple):
    """A version, its day where it has one, as written, and the line."""

    version: str
    day: str
    span: Span


def entries(path: str, facts: Facts) -> Iterator[Entry]:
    """`- v1.0.0 (2026-02-27): approved`, `### 1.0.0`, `| 1.0.0 | 2026-02-27 |` below a heading of history."""
    lines = facts.lines.get(path, ())
    sections = [one for one in facts.spec.sections if one.span.path == path]
    level = 0
    for section, behind in zip(sections, [*sections[1:], None], strict=False):
        if level and section.level <= level:
            level = 0
        level = level or (section.level if section.kind == "history" else 0)
        last = behind.span.line - 1 if behind else len(lines)
        for at in range(section.span.line, last + 1) if level else ():
            found = _ENTRY.match(lines[at - 1])
            if found:
                day = _DAY.search(lines[at - 1], found.end())
                yield Entry(found[1], day[0] if day else "", Span(path, at, 1, at, len(lines[at - 1]) + 1))


def number(version: str) -> tuple[int, ...]:
    """A version as numbers that compare: 1.2 is 1.2.0."""
    parts = [int(part) for part in version.split(".")]
    return (*parts, *[0] * (3 - len(parts)))
