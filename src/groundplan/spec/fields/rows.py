"""One row of a field table: its name, type, flags and constraints, and what its remark binds."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.fields import choices, fields, remarks
from groundplan.spec.fields.cells import constraint_pieces, read_constraints, read_type, spread
from groundplan.spec.model import FieldType
from groundplan.spec.text import tables
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.fields.cells import Constraint
    from groundplan.spec.model import Field

_DIGITS = 6
"""A length has fewer."""
_NOTHING = ("-", "—", "–")


def read(row: tuple[Text, ...], found: tables.Columns, path: str, draft: Draft) -> list[Field]:
    """The fields of a row: one, or as many as its first cell names; a row that names none is listed as unread."""
    if not any(one.text for one in row):
        return []
    cell = tables.cell(row, found, "field")
    marked = _marked().fullmatch(bare(cell.text)) if cell and cell.text.endswith((")", ")**")) else None
    names = [fields.identifier(part) for part in _parts(marked[1] if marked else cell.text)] if cell else []
    if not cell or not all(names):
        draft.miss(path, cell or next(one for one in row if one.text), "field-name")
        return []
    reader = _Row(row, found, path, draft)
    return [reader.field(name, cell, marked[2] if marked else "") for name in names]


def _parts(text: str) -> list[str]:
    """`started_on` / `ended_on` are two, as with a comma."""
    return text.replace(" / ", ",").split(",")


@cache
def _marked() -> re.Pattern[str]:
    """`id (PK)`, `owner_id (FK)`: a name with its key."""
    return regex.compile(r"(\w+) ?\(((?:PK|FK|UK|UQ)(?:, ?(?:PK|FK|UK|UQ))*)\)")


class _Row:
    def __init__(self, row: tuple[Text, ...], found: tables.Columns, path: str, draft: Draft) -> None:
        self.path, self.draft = path, draft
        # each row is asked for nine columns
        self._cell = {kind: row[at] for kind, at in found.items() if 0 <= at < len(row) and row[at].text}.get

    def field(self, name: str, where: Text, key: str = "") -> Field:
        cell, note = self._cell("type"), self._cell("summary")
        typed = _typed(cell.text) if cell else None
        kind = read_type(typed.type if typed else cell.text) if cell else fields.UNKNOWN
        if kind is None or (kind.base == "unknown" and cell):
            self.draft.miss(self.path, cell or where, "type")
            kind = kind or fields.UNKNOWN
        text = note.text if note else ""
        kind, bound = self._bound(_sized(kind, self._cell("length")), text)
        constraints = [*self._flags(), *bound, *remarks.constraints(text, kind)]
        for piece, _ in typed.constraints if typed else ():
            constraints += read_constraints(piece) or ()
        constraints += [each for one, _ in constraint_pieces(key) for each in read_constraints(one) or ()]
        raw = cell.text if cell else ""
        return fields.make(name, kind, place(self.path, where), constraints, description=text, raw_type=raw)

    def _bound(self, kind: FieldType, remark: str) -> tuple[FieldType, list[Constraint]]:
        """The type with the values of a choice that stand beside it, and what else is demanded there."""
        one = self._cell("constraints")
        if one is None or one.text in _NOTHING:
            named = choices.listed(remark) if _is_open(kind) else ()
            return (FieldType("enum", values=named) if named else kind), []
        if not _is_choice(kind):
            return kind, self._pieces(one)
        named, others = choices.values(one.text)
        if not named and _is_open(kind):
            named, others = choices.leading(one.text)
        if not named:
            return kind, self._pieces(one)
        rest = [self._piece(piece, one, max(one.text.find(piece), 0)) for piece in others]
        return FieldType("enum", values=named), [each for piece in rest for each in piece]

    def _flags(self) -> list[Constraint]:
        flags: list[Constraint] = []
        for column, attribute in (("required", "required"), ("unique", "unique"), ("nullable", "nullable")):
            one = self._cell(column)
            if one is None:
                continue
            answer = fields.is_true(one.text)
            if answer is None:
                flags += self._pieces(one)
            elif answer:
                flags.append((attribute, ""))
            elif column == "nullable" and bare(one.text).isalpha():
                flags.append(("required", ""))  # `NULL: NO`
        default = self._cell("default")
        if default and default.text not in _NOTHING:
            flags.append(("default", bare(default.text).strip("\"'")))
        key = self._cell("key")
        if key and fields.is_true(key.text) is not None:  # `| PK |` with `Y`
            return [*flags, ("primary_key", "")] if fields.is_true(key.text) else flags
        return flags + (self._pieces(key) if key else [])

    def _pieces(self, one: Text) -> list[Constraint]:
        return [each for piece, at in constraint_pieces(one.text) for each in self._piece(piece, one, at)]

    def _piece(self, piece: str, one: Text, at: int) -> tuple[Constraint, ...]:
        found = read_constraints(piece)
        if found is None:
            self.draft.miss(self.path, Text(piece, one.line, one.column + at), "constraint")
        return found or ()


def _sized(kind: FieldType, length: Text | None) -> FieldType:
    """A string of no length that its type says, with that of the column for it."""
    if length and kind.base == "string" and kind.length is None and length.text.isdecimal():
        return kind._replace(length=int(length.text)) if len(length.text) < _DIGITS else kind
    return kind


def _is_open(kind: FieldType) -> bool:
    """A choice whose values its type does not say."""
    return kind.base == "enum" and not kind.values


@lru_cache(2048)
def _typed(text: str) -> fields.Bracketed | None:
    """A type with constraints in brackets or in words behind it: `UUID PK`, `VARCHAR(255), not null`; `FK users.id`."""
    text = spread(text)
    target = dict(read_constraints(text) or ()).get("points")
    found = fields.Bracketed(f"-> {target}", ((text, 0),), "") if target else fields.in_brackets(text)
    if found:
        return found
    first, *others = [piece for piece, _ in constraint_pieces(text.replace("`", " "))] or [""]
    kind, rest = fields.typed(first)
    bounds = [one for one in (rest, *others) if one]
    if kind is None or kind.base == "unknown" or any(read_constraints(one) is None for one in bounds):
        return None
    return fields.Bracketed(first.removesuffix(rest), tuple((one, 0) for one in bounds), "") if bounds else None


def _is_choice(kind: FieldType) -> bool:
    """`Enum`, or a type of its own that is called as choices are: `TicketStatus`."""
    return _is_open(kind) or (kind.base == "ref" and kind.target.lower().endswith(choices.CHOSEN))
