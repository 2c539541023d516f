"""The entries of the history of a SPEC: a version and a day each, in bullets, rows or headings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.text.words import kind_of

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


def told(facts: Facts) -> dict[str, tuple[str, Span]]:
    """What a SPEC says of itself, `version`, `created` and `updated`, as written and where: the first place counts.

    In front matter, and in rows and lines above its first part: `| 버전 | 1.1.0 |`, `**Version**: 1.1.0 | Date: ...`.
    """
    found: dict[str, tuple[str, Span]] = {}
    for key, value, span in (*facts.spec.meta.fields, *_above(facts)):
        kind = kind_of("document_facts", key)
        if kind:
            found.setdefault(kind, (value.strip("\"'"), span))
    return found


def _above(facts: Facts) -> Iterator[tuple[str, str, Span]]:
    path, lines = next(iter(facts.lines.items()), ("", ()))
    parts = [one for one in facts.spec.sections if one.span.path == path and one.kind != "metadata"]
    last = parts[1].span.line if len(parts) > 1 else 0
    for at, text in enumerate(lines[: last - 1] if last else (), 1):
        cells = [part.strip(_MARKS) for part in text.split("|")]
        span = Span(path, at, 1, at, len(text) + 1)
        for cell, behind in zip(cells, [*cells[1:], ""], strict=True):
            key, colon, value = cell.partition(":")
            if value or behind:
                yield key.strip(_MARKS), value.strip(_MARKS) if colon else behind, span


_MARKS = " *_`>-"


def number(version: str) -> tuple[int, ...]:
    """A version as numbers that compare: 1.2 is 1.2.0."""
    parts = [int(part) for part in version.split(".")]
    return (*parts, *[0] * (3 - len(parts)))
