"""Tables as DBML and its kin sketch them: a name, a bracket, and columns of a name, a type and settings.

`Table users { id integer [pk] }` of dbdiagram, `users { id integer pk -- words }` of others.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.fields import fields
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message

if TYPE_CHECKING:
    from groundplan.document import Fence
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field

MAX_LINE = 400
INFOS = frozenset({"", "sql", "dbml", "erd", "text", "txt", "plaintext", "plain"})


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(
        r'\s*(?:(?P<table>[Tt]able)\s+)?"?(?:\w+\.)?(?P<name>[A-Za-z_]\w*)"?(?:\s+as\s+\w+)?(?:\s*\[[^\]]*\])?\s*\{\s*$'
    )


@cache
def _column() -> re.Pattern[str]:
    return regex.compile(r'\s*"?([A-Za-z_]\w*)"?\s+([A-Za-z]\w*(?:\s?\(\d+(?:, ?\d+)?\))?(?:\[\])?)(?=[\s\[,]|$)(.*)$')


@cache
def _target() -> re.Pattern[str]:
    return regex.compile(
        r'(?:\bfk\b|\bref(?:erences)?\b:?)\s*[<>-]{0,2}\s*"?(?:\w+\.)??(\w+)"?[.(]\s*"?\w+', re.IGNORECASE
    )


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The tables of a fence; a block of which one line is no column, a comment or a list of indexes is none."""
    if any(line.lstrip()[:7].upper() == "CREATE " for line in fence.lines):
        return
    number, total = 0, len(fence.lines)
    while number < total:
        found = _opening().match(fence.lines[number]) if len(fence.lines[number]) <= MAX_LINE else None
        number += 1
        if not found:
            continue
        columns, number = _columns(fence, number, path)
        known = sum(one.type.base not in ("unknown", "ref") or one.primary_key for one in columns)
        name = found.group("name")
        if len(columns) > 1 and 2 * known > len(columns) and not (is_message(name) and not found.group("table")):
            where = Text(name, fence.line + number, found.start("name") + 1)
            draft.code_entities.append(Entity(name, tuple(columns), place(path, where)))


def _columns(fence: Fence, start: int, path: str) -> tuple[list[Field], int]:
    """The columns up to the closing bracket, and the line behind it; none where another line stands between."""
    columns: list[Field] = []
    level, sound = 1, True
    for number in range(start, len(fence.lines)):
        line = fence.lines[number]
        plain = line.strip()
        level += plain.endswith("{") - plain.startswith("}")
        if not level:
            return (columns if sound else []), number + 1
        if level == 1 and plain and not plain.startswith(("--", "//", "}", "#", "Note", "note", "indexes", "'")):
            column = _read(line, fence.line + number, path) if len(line) <= MAX_LINE else None
            sound = sound and column is not None
            columns += [column] if column else []
    return [], len(fence.lines)


def _read(line: str, number: int, path: str) -> Field | None:
    code, _, words = line.partition(" --") if " --" in line else line.partition(" //")
    found = _column().match(code.rstrip())
    if not found:
        return None
    name, kind, rest = found.groups()
    lower = rest.lower()
    target = _target().search(rest)
    constraints = [("points", target.group(1))] if target else []
    constraints += [
        (flag, "")
        for flag, mark in (("primary_key", r"\bpk\b|primary key"), ("unique", r"\bunique\b"), ("required", "not null"))
        if regex.compile(mark).search(lower)
    ]
    where = Text(name, number, found.start(1) + 1)
    return fields.make(
        name, read_type(kind.lower()) or fields.UNKNOWN, place(path, where), constraints,
        description=words.strip(), raw_type=kind,
    )  # fmt: skip
