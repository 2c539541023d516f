"""Resources that are drawn: boxes of ASCII or box characters with a name above a line and typed members below it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import compact
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.fields.codetypes import code_type
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.messages import is_message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence
    from groundplan.spec.draft import Draft

_WALLS = frozenset("|│║┃+├┤┼└┘╠╣╚╝┌┐")
_FILLER = "\0"
"""Stands behind a character that is two columns wide."""
MAX_WIDTH = 400
MAX_BOXES = 64
"""In one line."""
MAX_HEIGHT = 80


class _Cell(NamedTuple):
    """One line between the walls of a box, and where its first character stands."""

    text: str
    row: int
    column: int


@cache
def _edge() -> re.Pattern[str]:
    """The top of a box."""
    return regex.compile(r"\+[-=]{3,}\+|[┌╔┏][─═━┬┴╦]{3,}[┐╗┓]")


@cache
def _line() -> re.Pattern[str]:
    return regex.compile(r"[-=─═━+┼├┤┴┬]{3,}")


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The resources that a drawing shows."""
    if not any(_edge().search(line) for line in fence.lines):
        return
    plain = [line[:MAX_WIDTH] for line in fence.lines]
    found: dict[str, Entity] = {}
    for rows in (plain, ["".join(map(_widened, line)) for line in plain]):
        for sections in _boxes(rows):
            entity = _entity(sections, fence, path) if len(sections) > 1 else None
            known = found.get(entity.name) if entity else None
            if entity and (known is None or len(known.fields) < len(entity.fields)):
                found[entity.name] = entity
    draft.code_entities += found.values()


def _widened(letter: str) -> str:
    return letter + _FILLER if east_asian_width(letter) in "WF" else letter


def _boxes(rows: list[str]) -> Iterator[list[list[_Cell]]]:
    """Each box as its sections, from top to bottom."""
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        for edge in list(_edge().finditer(row))[:MAX_BOXES]:
            left, right = edge.start(), edge.end() - 1
            if (number, left) in taken:
                continue
            sections: list[list[_Cell]] = [[]]
            for below in range(number + 1, min(len(rows), number + MAX_HEIGHT)):
                walls = _walls(rows[below], left, right)
                if walls is None:
                    break
                inside = rows[below][walls[0] + 1 : walls[1]]
                if _line().fullmatch(inside):
                    taken.add((below, walls[0]))
                    sections.append([])
                elif inside.strip(f" {_FILLER}"):
                    sections[-1].append(_cell(rows[below], inside, below, walls[0] + 1))
            yield [one for one in sections if one]


_ASKEW = ((0, 0), (0, 1), (0, -1), (-1, -1), (1, 1))
"""How far the walls of a row may stand from those of its box: drawings by hand are a column off here and there."""


def _walls(row: str, left: int, right: int) -> tuple[int, int] | None:
    """Where the walls of a row stand; none where the box has ended."""
    for at, end in ((left + first, right + last) for first, last in _ASKEW):
        if at >= 0 and len(row) > end and row[at] in _WALLS and row[end] in _WALLS:
            return at, end
    return None


def _cell(row: str, inside: str, number: int, start: int) -> _Cell:
    blank = len(inside) - len(inside.lstrip())
    column = start + blank - row.count(_FILLER, 0, start + blank)
    return _Cell(inside.strip().replace(_FILLER, ""), number, column)


def _entity(sections: list[list[_Cell]], fence: Fence, path: str) -> Entity | None:
    """A box of a name over typed members; boxes of the parts of a program have none."""
    head, members = sections[0], [cell for section in sections[1:] for cell in section]
    name = head[-1].text.strip("«»<> ").removesuffix("테이블").strip()
    if len(head) > 2 or not name.replace(" ", "_").isidentifier() or len(name.split()) > 2 or is_message(name):
        return None
    fields = _names(members, fence, path) or [_member(cell, fence, path) for cell in members]
    typed = [one for one in fields if one is not None]
    if len(typed) < 2 or any("()" in cell.text for cell in members) or 2 * len(typed) < len(members):
        return None
    where = Text(head[-1].text, fence.line + head[-1].row, head[-1].column + 1)
    return Entity(name, tuple(typed), place(path, where))


def _names(members: list[_Cell], fence: Fence, path: str) -> list[Field | None]:
    """The members of a box that holds nothing but names, one of them an id; none of any other."""
    parts = [part for cell in members for part in _parts(cell)]
    if not any(compact(part.text.partition("(")[0]) in ("id", "uuid") for part in parts):
        return []
    found = [_named(part, fence, path) for part in parts]
    return found if all(found) else []


def _parts(cell: _Cell) -> list[_Cell]:
    """The names of one line: `title, slug` are two, and `shipping_*` stands for some that are not told."""
    found, at = [], 0
    for part in cell.text.split(","):
        text = part.strip()
        if text and not text.endswith("*"):
            found.append(_Cell(text, cell.row, cell.column + at + part.index(text)))
        at += len(part) + 1
    return found


def _named(cell: _Cell, fence: Fence, path: str) -> Field | None:
    """A name with or without its key, or with its type in brackets."""
    one = _plain().fullmatch(cell.text)
    if one is None:
        return _member(cell, fence, path) if cell.text.endswith(")") else None
    where = place(path, Text(one[1], fence.line + cell.row, cell.column + one.start(1) + 1))
    primary = one[2] == "PK"
    return Field(one[1], FieldType("unknown"), where, required=primary, primary_key=primary, unique=one[2] == "UK")


@cache
def _plain() -> re.Pattern[str]:
    """`id`, `- owner_id (FK)`, `email UK`."""
    return regex.compile(r"[-+#*•·]?\s*([a-z_]\w*)\s*\(?(PK|FK|UK)?\)?")


@cache
def _typed() -> re.Pattern[str]:
    key = r"(?:\(?(PK|FK|UK)\)?[: ]+)?"
    return regex.compile(
        rf"[-+#*•·]?\s*{key}([A-Za-z_]\w*)\s*(?::\s*|\s+|\()([A-Za-z]\w*(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])?\??)\)?(?:[\s,(\[]+(.*))?$"
    )


def _member(cell: _Cell, fence: Fence, path: str) -> Field | None:
    found = _typed().match(cell.text)
    if not found:
        return None
    key, name, kind, rest = found.group(1) or "", found.group(2), found.group(3), found.group(4) or ""
    flags = f"{key} {rest}"
    shown, missing = code_type(kind)
    if kind in ("PK", "FK", "UK"):
        flags, shown = f"{flags} {kind}", FieldType("unknown")
    elif shown.base == "unknown" or (shown.base == "ref" and not kind[:1].isupper()):
        return None
    at = cell.text.find(name)
    where = Text(name, fence.line + cell.row, cell.column + at + 1)
    primary = regex.search(r"\bPK\b", flags) is not None
    return Field(
        name, shown, place(path, where), required=primary or not missing, nullable=missing,
        unique=regex.search(r"\b(?:UK|UNIQUE|unique)\b", flags) is not None, primary_key=primary, raw_type=kind,
    )  # fmt: skip
