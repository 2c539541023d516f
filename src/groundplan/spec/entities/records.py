"""Resources as documents sketch them: a name, a bracket, and members with a type and words, in no language at all."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.entities.bullets import is_spelled
from groundplan.spec.fields import fields
from groundplan.spec.model import Entity, Field
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from groundplan.document import Fence
    from groundplan.spec.draft import Draft

MAX_LINE = 400
MIN_ROWS = 4
"""Two brackets and two members."""


@cache
def _opening() -> re.Pattern[str]:
    """`User {`, `entity Order {`, `Member extends User {`."""
    kinds, name = "entity|model|record|table|struct|type", r"[A-Z][A-Za-z0-9]*|[a-z]+(?:_[a-z]+)+(?=\s*=)"
    return regex.compile(rf"\s*(?:(?:{kinds})\s+)?({name})(?: extends [A-Z]\w*)?\s*[:=]?\s*\{{\s*$")


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The resources that a fence without a language sketches; one with any other line in it is none."""
    opened: tuple[str, Text] | None = None
    members: list[Field] = []
    for number, words in enumerate(fence.lines):
        found = _opening().match(words) if len(words) <= MAX_LINE else None
        if found:
            name = found.group(1)
            opened, members = (name, Text(name, fence.line + number, found.start(1) + 1)), []
        elif opened and words.strip() in ("}", "};", "},"):
            if len(members) > 1 and _are_known(members) and not is_message(opened[0]):
                draft.code_entities.append(Entity(opened[0], tuple(members), place(path, opened[1]), carrier="code"))
            opened = None
        elif opened and words.strip():
            member = _member(words, fence.line + number, path)
            row = [member] if member else _row(words, fence.line + number, path)
            members += row
            opened = opened if row or words.strip().startswith("//") else None


def _are_known(members: list[Field]) -> bool:
    """Whether one has a type, or a name that only members have."""
    return any(one.type.base != "unknown" or is_spelled(one.name) for one in members)


def _row(words: str, line: int, path: str) -> list[Field]:
    """`id, pierId, photoKey?,  // words`: members without their types."""
    parts = split(words.split("//")[0].split(" #")[0].rstrip().rstrip(","))
    found = [(_plain().fullmatch(part), at) for part, at in parts]
    if len(words) > MAX_LINE or not all(one for one, _ in found):
        return []
    return [
        Field(one[1], fields.UNKNOWN, place(path, Text(one[1], line, at + 1)), nullable=bool(one[2]))
        for one, at in found
        if one
    ]


@cache
def _plain() -> re.Pattern[str]:
    return regex.compile(r"([a-z_]\w*)(\?)?")


def nameless(fence: Fence, path: str) -> tuple[Field, ...]:
    """The typed members between the brackets of a fence that holds nothing else."""
    rows = [(number, words) for number, words in enumerate(fence.lines, fence.line) if words.strip()]
    if fence.info in ("yaml", "yml") and rows and ":" in rows[0][1]:
        rows = [(0, "{"), *rows, (0, "}")]  # without brackets of its own
    if len(rows) < MIN_ROWS or rows[0][1].strip() != "{" or rows[-1][1].strip().rstrip(";,") != "}":
        return ()
    members = [_member(words, number, path) for number, words in rows[1:-1]]
    fields = tuple(one for one in members if one)
    return fields if len(fields) == len(members) else ()


def _member(words: str, line: int, path: str) -> Field | None:
    """`email: String (required, unique), // words`; a value instead of a type is no member."""
    text = words.split(" //")[0].split(" #")[0].strip().rstrip(",").rstrip()
    found = fields.from_bullet(Text(text, line, len(words) - len(words.lstrip()) + 1), path) if text else None
    if not found or len(words) > MAX_LINE:
        return None
    kind = found.field.type
    return None if kind.base == "unknown" or (kind.base == "enum" and len(kind.values) < 2) else found.field
