"""What may be written at a place: types, constraints, roles, entities, requirements, keys of the front matter."""

from __future__ import annotations

import re
from typing import Literal

from groundplan.lsp.analysis import Analysis
from groundplan.record import NamedTuple

TYPES = (
    "string", "text", "int", "bigint", "float", "decimal", "bool", "uuid", "date", "datetime", "time", "email", "url",
    "password", "json", "binary", "enum",
)  # fmt: skip
CONSTRAINTS = (
    "required", "unique", "primary key", "indexed", "read-only", "write-only", "nullable", "computed", "default",
    "min", "max", "pattern",
)  # fmt: skip
ACCESS = ("none", "user", "owner", "admin", "public")
KEYS = ("id", "title", "version", "status", "lang", "framework", "auth", "database", "cache")

_FRONT_MATTER = re.compile(r"^\s*([\w-]*)$")
_REFERENCE = re.compile(r"->\s*([\w가-힣]*)$")
_ACCESS = re.compile(r"(?i)(?:auth|access|roles?|인증|권한|역할)\s*[:=]\s*(?:[\w가-힣]+\s*,\s*)*([\w가-힣]*)$")
_REQUIREMENT = re.compile(r"\b((?:REQ|FR|NFR|AC|SC)-[\w-]*)$")
_TYPE = re.compile(r"^\s*[-*+]\s+`?[\w가-힣]+`?\s*:\s*(\w*)$")
_CONSTRAINT = re.compile(r"^\s*[-*+]\s+`?[\w가-힣]+`?\s*:\s*[^,]+,(?:.*,)?\s*([\w -]*)$")
_CELL = re.compile(r"\|\s*([\w가-힣 -]*)$")


class Candidate(NamedTuple):
    """`start` is the column from which it replaces what is typed."""

    text: str
    kind: Literal["type", "constraint", "entity", "role", "requirement", "key"]
    start: int


def complete(analysis: Analysis, path: str, line: int, column: int) -> list[Candidate]:
    """The candidates for what stands before the cursor, in a fixed order."""
    before = analysis.line(path, line)[: column - 1]
    if _in_front_matter(analysis, path, line) and (match := _FRONT_MATTER.match(before)):
        return _candidates(KEYS, "key", match)
    if match := _REFERENCE.search(before):
        return _candidates(_entities(analysis), "entity", match)
    if match := _REQUIREMENT.search(before):
        return _candidates(_requirements(analysis), "requirement", match)
    if match := _ACCESS.search(before):
        return _candidates(_roles(analysis), "role", match)
    if match := _TYPE.match(before):
        return _candidates(TYPES, "type", match)
    if match := _CONSTRAINT.match(before):
        return _candidates(CONSTRAINTS, "constraint", match)
    if match := _CELL.search(before):
        return _in_cell(analysis, path, line, before, match)
    return []


def _candidates(
    words: tuple[str, ...], kind: Literal["type", "constraint", "entity", "role", "requirement", "key"],
    match: re.Match[str],
) -> list[Candidate]:  # fmt: skip
    typed = match[1].casefold()
    return [Candidate(word, kind, match.start(1) + 1) for word in words if word.casefold().startswith(typed)]


def _in_front_matter(analysis: Analysis, path: str, line: int) -> bool:
    file = analysis.source.file(path)
    if file is None or not file.lines or file.lines[0].strip() != "---":
        return False
    end = next((number for number, text in enumerate(file.lines[1:], 2) if text.strip() == "---"), 0)
    return 1 < line < end


_HEADS: tuple[tuple[re.Pattern[str], Literal["type", "constraint", "role"]], ...] = (
    (re.compile(r"type|타입|자료형", re.IGNORECASE), "type"),
    (re.compile(r"constraint|제약", re.IGNORECASE), "constraint"),
    (re.compile(r"auth|access|role|인증|권한|역할", re.IGNORECASE), "role"),
)


def _in_cell(analysis: Analysis, path: str, line: int, before: str, match: re.Match[str]) -> list[Candidate]:
    """By the head of the table's column."""
    head = _head(analysis, path, line, before.count("|"))
    for pattern, kind in _HEADS:
        if pattern.search(head):
            words = {"type": TYPES, "constraint": CONSTRAINTS, "role": _roles(analysis)}[kind]
            return _candidates(words, kind, match)
    return []


def _head(analysis: Analysis, path: str, line: int, column: int) -> str:
    """The head of a table's column (1 is the first), empty outside a table."""
    while line > 1 and analysis.line(path, line - 1).lstrip().startswith("|"):
        line -= 1
    cells = analysis.line(path, line).strip().strip("|").split("|")
    return cells[column - 1].strip() if column <= len(cells) else ""


def _entities(analysis: Analysis) -> tuple[str, ...]:
    return tuple(sorted({one.name for one in analysis.spec.entities}))


def _requirements(analysis: Analysis) -> tuple[str, ...]:
    return tuple(sorted({one.id for one in analysis.spec.requirements if one.id}))


def _roles(analysis: Analysis) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*ACCESS, *sorted(set(analysis.facts.declared_roles.values()))]))
