"""One row of a field table: its name, type, flags and constraints, and what its remark binds."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.draft import place
from groundplan.spec.fields import choices, fields, remarks
from groundplan.spec.fields.cells import constraint_pieces, read_constraints, read_type, spread
from groundplan.spec.fields.narrowed import narrowed
from groundplan.spec.model import FieldType
from groundplan.spec.text import tables
from groundplan.spec.text.words import bare, key_value

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.fields.cells import Constraint
    from groundplan.spec.model import Field

_DIGITS = 6
"""A length has fewer."""
_NOTHING = ("-", "—", "–")
_NOWHERE = Span("", 1)


def read(row: tuple[Text, ...], found: tables.Columns, path: str, draft: Draft) -> list[Field]:
    """The fields of a row: one, or as many as its first cell names; a row that names none is listed as unread."""
    cell = tables.cell(row, found, "field")
    names, key, is_pair = _named(cell.text) if cell else ((), "", False)
    if cell and is_pair and _is_typeless(tables.cell(row, found, "type")):
        return [fields.make(one, FieldType("datetime"), place(path, cell), ()) for one in ("created_at", "updated_at")]
    if not cell or not all(names):
        filled = next((one for one in row if one.text), None)
        if filled:
            draft.miss(path, cell or filled, "field-name")
        return []
    own = {kind: row[at] for kind, at in found.items() if 0 <= at < len(row) and row[at].text}
    texts = tuple([(kind, one.text) for kind, one in own.items()])
    made = [_made(name, texts, key) for name in names]
    for miss in [miss for _, misses in made for miss in misses]:
        where = own[miss.column]
        draft.miss(path, Text(miss.text, where.line, where.column + miss.at), miss.why)
    span = place(path, cell)
    return [field._replace(span=span) for field, _ in made]


@lru_cache(4096)
def _named(text: str) -> tuple[tuple[str, ...], str, bool]:
    """The names in a first cell, the key beside the name, and whether it may be both times that frameworks keep."""
    marked = _marked().fullmatch(bare(text)) if text.endswith((")", ")**")) else None
    parts = tables.parts(marked[1] if marked else text)
    names = tuple(fields.identifier(one) for part in parts for one in _each(part))
    return names, marked[2] if marked else "", bare(text).lower() == "timestamps"


def _each(name: str) -> list[str]:
    """`question_1/2/3`, `answer1~3`: one name with its numbers."""
    found = _numbered().fullmatch(bare(name)) if "/" in name or "~" in name else None
    if not found:
        return [name]
    stem, first, rest = found.groups()
    last = int(rest[1:]) if rest[0] == "~" else 0
    numbers = range(int(first), last + 1) if int(first) < last <= _FEW else [first, *rest[1:].split("/")]
    return [f"{stem}{number}" for number in numbers]


_FEW = 20


@cache
def _numbered() -> re.Pattern[str]:
    return regex.compile(r"([A-Za-z]\w*?)(\d{1,2})((?:/\d{1,2}){1,9}|~\d{1,2})")


def _is_typeless(kind: Text | None) -> bool:
    """`| timestamps | |`."""
    return kind is None or not kind.text.strip("-—– ")


@cache
def _marked() -> re.Pattern[str]:
    """`id (PK)`, `owner_id (FK)`: a name with its key."""
    return regex.compile(r"(\w+) ?\(((?:PK|FK|UK|UQ)(?:, ?(?:PK|FK|UK|UQ))*)\)")


class _Miss(NamedTuple):
    """What could not be read: a text of a column, where in the cell it begins, and why."""

    column: str
    text: str
    at: int
    why: str


def told_below(field: Field, text: str) -> Field | None:
    """A field with what a bullet below it says as a cell would: `Type: int`, `Required: yes`, `제약: 1~80자`.

    In small letters, as the field itself is written, it may be a member: `address` over `type: string`.
    """
    key, value, _ = key_value(text)
    if not value or key[:1].islower() or field.name[:1].isupper():
        return None
    kinds = vocabulary("columns").get(compact(key), ())
    kind = next((one for one in kinds if one in _BELOW), "")
    if not kind:
        return field if compact(key) in vocabulary("said_of_fields") else None
    made, _ = _made(field.name, ((kind, value),), "")
    open_ = field.type.base in ("unknown", "ref") and made.type.base != "unknown"
    typed = made if open_ else field
    return narrowed(field, made)._replace(
        type=typed.type, raw_type=typed.raw_type, description=field.description or made.description
    )


_BELOW = frozenset({"type", "constraints", "required", "nullable", "unique", "default", "summary"})


@lru_cache(4096)
def _made(name: str, texts: tuple[tuple[str, str], ...], key: str) -> tuple[Field, list[_Miss]]:
    """The field of a row that says this by column, wherever it stands: many tables have the same rows."""
    row = _Row(dict(texts))
    return row.field(name, key), row.missed


class _Row:
    def __init__(self, texts: dict[str, str]) -> None:
        self._cell = texts.get
        self.missed: list[_Miss] = []

    def field(self, name: str, key: str) -> Field:
        cell, text = self._cell("type", ""), self._cell("summary", "")
        cell = "" if cell.replace("-", "").lower() in _OF_INDEXES else cell  # in a table of indexes
        typed = _typed(cell) if cell else None
        kind = read_type(typed.type if typed else cell) if cell else fields.UNKNOWN
        if kind is None or (kind.base == "unknown" and cell):
            self.missed.append(_Miss("type", cell, 0, "type"))
            kind = kind or fields.UNKNOWN
        kind, bound = self._bound(_sized(kind, self._cell("length", "")), text)
        if kind.base in ("string", "text") and text[:1] == "`" and (values := choices.shown(name, text)):
            kind = FieldType("enum", values=values)
        constraints = [*self._flags(kind), *bound, *remarks.constraints(text, kind)]
        constraints += remarks.constraints(self._cell("remark", ""), kind)
        for piece, _ in typed.constraints if typed else ():
            constraints += read_constraints(piece) or ()
        constraints += [each for one, _ in constraint_pieces(key) for each in read_constraints(one) or ()]
        if ("foreign", "") in constraints:
            told = (text, self._cell("constraints", ""), self._cell("remark", ""))
            target = next((one for each in told if (one := remarks.pointed(each, keyed=True))), "")
            constraints += [("points", target)] if target else []
        return fields.make(name, kind, _NOWHERE, constraints, description=text, raw_type=cell)

    def _bound(self, kind: FieldType, remark: str) -> tuple[FieldType, list[Constraint]]:
        """The type with the values of a choice that stand beside it, and what else is demanded there."""
        text = self._cell("constraints", "")
        if not text or text in _NOTHING:
            first, _, further = remark.partition(";")  # `` `FIXED`, `SWING`; default `FIXED` ``
            named = (choices.listed(first) or choices.between(remark)) if _is_open(kind) else ()
            bound = read_constraints(further.strip()) if named and further else None
            return (FieldType("enum", values=named) if named else kind), list(bound or ())
        if not _is_choice(kind):
            return kind, self._pieces("constraints")
        named, others = choices.values(text)
        if not named and _is_open(kind):
            named, others = choices.leading(text)
        if not named:
            return kind, self._pieces("constraints")
        rest = [self._piece(piece, "constraints", max(text.find(piece), 0)) for piece in others]
        return FieldType("enum", values=named), [each for piece in rest for each in piece]

    def _flags(self, kind: FieldType) -> list[Constraint]:
        flags: list[Constraint] = []
        for column, attribute in (("required", "required"), ("unique", "unique"), ("nullable", "nullable")):
            text = self._cell(column)
            if text is None:
                continue
            answer = fields.is_true(text)
            if column == "nullable" and answer is not None and "null" in text.lower():
                answer = not answer  # `NULL: NOT NULL`, which is a yes to what has to be there
            if answer is None:
                flags += self._pieces(column)
            elif answer:
                flags.append((attribute, ""))
            elif column == "nullable" and bare(text).replace(" ", "").isalpha():
                flags.append(("required", ""))  # `NULL: NO`
        default = self._cell("default")
        if default and default not in _NOTHING:
            flags.append(_default(bare(default).strip("\"'"), kind))
        key = self._cell("key")
        if key and fields.is_true(key) is not None:  # `| PK |` with `Y`
            return [*flags, ("primary_key", "")] if fields.is_true(key) else flags
        return flags + (self._pieces("key") if key else [])

    def _pieces(self, column: str) -> list[Constraint]:
        text = self._cell(column, "")
        return [each for piece, at in constraint_pieces(text) for each in self._piece(piece, column, at)]

    def _piece(self, piece: str, column: str, at: int) -> tuple[Constraint, ...]:
        found = read_constraints(piece)
        if found is None:
            self.missed.append(_Miss(column, piece, at, "constraint"))
        return found or ()


def _default(text: str, kind: FieldType) -> Constraint:
    """A default, or that the database gives the value: `GENERATED ALWAYS AS IDENTITY`, `자동 증가`."""
    given = read_constraints(text) if kind.base in _GIVEN else None
    return ("read_only", "") if given == (("read_only", ""),) else ("default", text.partition(" ON UPDATE ")[0])


_OF_INDEXES = frozenset({"btree", "hash", "gin", "gist", "brin"})
_GIVEN = frozenset({"int", "bigint", "uuid", "datetime", "ref"})
"""Of a choice `AUTO` may be a value."""


def _sized(kind: FieldType, length: str) -> FieldType:
    """A string of no length that its type says, with that of the column for it."""
    if length and kind.base == "string" and kind.length is None and length.isdecimal():
        return kind._replace(length=int(length)) if len(length) < _DIGITS else kind
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
