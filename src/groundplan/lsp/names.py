"""Names that can be followed: entities, requirements and roles, where they are declared and where they are used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

from groundplan.check.facts import Facts, fold, role, singular
from groundplan.check.nodes import NODES
from groundplan.record import NamedTuple
from groundplan.source import Span

Kind = Literal["entity", "requirement", "role"]


class Occurrence(NamedTuple):
    """A name at its very place; `key` is the same for all spellings of one thing."""

    kind: Kind
    key: str
    name: str
    span: Span
    declares: bool


class _Named(NamedTuple):
    kind: Kind
    name: str
    span: Span
    declares: bool


_USES: tuple[tuple[Kind, str], ...] = (
    ("entity", "link"),
    ("entity", "body"),
    ("requirement", "mention"),
    ("role", "grant"),
)
"""The nodes of the linter that use names of a kind."""


_KEYS: dict[Kind, Callable[[str], str]] = {"entity": singular, "requirement": fold, "role": role}


def occurrences(facts: Facts) -> Iterator[Occurrence]:
    """Every declaration, and every use whose name stands in the text as it was read."""
    seen: set[tuple[Kind, Span]] = set()
    for one in (*_declared(facts), *_used(facts), *_mentioned(facts)):
        place = _place(facts, one)
        if place is not None and (one.kind, place) not in seen:
            seen.add((one.kind, place))
            yield Occurrence(one.kind, key(one.kind, one.name), one.name, place, one.declares)


def key(kind: Kind, name: str) -> str:
    """What the spellings of one thing have in common."""
    return _KEYS[kind](name)


def _declared(facts: Facts) -> Iterator[_Named]:
    for entity in facts.spec.entities:
        yield _Named("entity", entity.name, entity.span, True)
    for one in facts.spec.roles:
        yield _Named("role", one.name, one.span, True)


def _used(facts: Facts) -> Iterator[_Named]:
    for kind, node in _USES:
        for item in NODES[node].walk(facts.spec):
            yield _Named(kind, item.node.name, item.span, False)


def _mentioned(facts: Facts) -> Iterator[_Named]:
    """Ids of requirements wherever they stand: endpoints, tables and notes name them in passing.

    The last one at or above a requirement's statement declares it: that is its heading, or its own line.
    """
    places = _ids(facts)
    for requirement in facts.spec.requirements:
        above = [span for span in places.get(requirement.id, ()) if _at_or_above(span, requirement.span)]
        for span in places.pop(requirement.id, ()):
            yield _Named("requirement", requirement.id, span, bool(above) and span == max(above))


def _at_or_above(span: Span, statement: Span) -> bool:
    return span.path == statement.path and span.line <= statement.line


def _ids(facts: Facts) -> dict[str, list[Span]]:
    """Where the ids of requirements stand."""
    names = sorted({one.id for one in facts.spec.requirements if one.id}, key=lambda one: (-len(one), one))
    found: dict[str, list[Span]] = {}
    if not names:
        return found
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])")
    for path, lines in facts.lines.items():
        for number, line in enumerate(lines, 1):
            for match in pattern.finditer(line):
                span = Span(path, number, match.start() + 1, number, match.end() + 1)
                found.setdefault(match.group(), []).append(span)
    return found


def _place(facts: Facts, one: _Named) -> Span | None:
    """Where the name stands as a word of its own, in the span or else in its lines."""
    lines = facts.lines.get(one.span.path, ())
    pattern = re.compile(rf"(?<![A-Za-z0-9_가-힣]){re.escape(one.name)}(?![A-Za-z0-9_])")
    for from_start in (False, True):
        for number in range(one.span.line, min(max(one.span.line, one.span.end_line), len(lines)) + 1):
            start = one.span.column - 1 if number == one.span.line and not from_start else 0
            match = pattern.search(lines[number - 1], start)
            if match:
                return Span(one.span.path, number, match.start() + 1, number, match.end() + 1)
    return None
