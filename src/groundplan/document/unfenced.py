"""Code that stands in the text without a fence: DDL, diagrams and declarations pasted from a chat."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

STARTS = (
    "CREATE ",
    "create ",
    "ALTER TABLE ",
    "alter table ",
    "erDiagram",
    "classDiagram",
    "model ",
    "interface ",
    "export interface ",
    "type ",
)
"""How the first line of such code begins: a look at it costs next to nothing."""
MAX_LINES = 150


@cache
def _openings() -> dict[str, re.Pattern[str]]:
    name = r'[`"\[]?[\w.]+[`"\]]?'
    return {
        "block": regex.compile(
            rf"(?:CREATE (?:TEMP(?:ORARY)? )?TABLE (?:IF NOT EXISTS )?{name}"
            rf"|create table (?:if not exists )?{name})\s*\("
            r"|(?:export )?interface [A-Z]\w*(?: extends [\w, ]+)? \{$|model [A-Z]\w* \{$|type [A-Z]\w* struct \{$"
        ),
        "statement": regex.compile(
            rf"(?:CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?{name} ON|ALTER TABLE (?:ONLY )?{name} ADD) ",
            re.IGNORECASE,
        ),
        "diagram": regex.compile(r"(?:erDiagram|classDiagram)$"),
    }


def end_of(lines: Sequence[str], start: int) -> int:
    """The number of the last line of the code that begins at `start`; -1 where none does."""
    first = lines[start].strip()
    kind = next((kind for kind, opening in _openings().items() if opening.match(first)), "")
    window = lines[start : start + MAX_LINES]
    if kind == "diagram":
        length = _diagram(window)
    elif kind == "block":
        length = _block(window)
    else:
        length = _statement(window) if kind else 0
    return start + length - 1 if length else -1


def _block(lines: Sequence[str]) -> int:
    """How many lines there are up to where the bracket closes; none where it stays open."""
    level = 0
    for number, line in enumerate(lines):
        if line.startswith(("#", "```")):
            return 0
        code = line.partition("--")[0]
        level += code.count("(") + code.count("{") - code.count(")") - code.count("}")
        if level <= 0:
            return number + 1
    return 0


def _statement(lines: Sequence[str]) -> int:
    for number, line in enumerate(lines):
        if not line.strip():
            return 0
        if line.rstrip().endswith(";"):
            return number + 1
    return 0


@cache
def _drawn() -> re.Pattern[str]:
    """A line of a diagram outside brackets: a relation, an opening, a direction, a comment."""
    relation = r'[\w"-]+ (?:"[^"]*" )?[|}o<*.-][|{}o<>*.-]+[|{}o<>*.-] ?.*'
    opening = r'(?:class )?[\w"-]+(?:\[[^\]]*\])? ?\{\}?'
    return regex.compile(rf"\s*(?:direction \w+|%%.*|{relation}|{opening})\s*$")


def _diagram(lines: Sequence[str]) -> int:
    """How many lines belong to the diagram whose name stands in the first; none where nothing is drawn."""
    level, last = 0, 0
    for number, line in enumerate(lines[1:], 1):
        if not line.strip():
            continue
        if level <= 0 and not _drawn().match(line):
            break
        level += line.count("{") - line.count("}") if level or line.rstrip().endswith("{") else 0
        last = number
    return last + 1 if last and level <= 0 else 0
