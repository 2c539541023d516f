"""Resources in one line, as functions are written: `users (id, email)`, `` `watches` table (user_id, stock_id) ``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.draft import place
from groundplan.spec.fields import choices, fields, inline
from groundplan.spec.fields.cells import read_constraints, read_type
from groundplan.spec.model import Entity, Field
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from groundplan.document import Text

_FEW = 3
"""Fewer names in a list are examples."""
MAX_LINE = 2_000


@cache
def _signature() -> re.Pattern[str]:
    return regex.compile(
        r"`?(?P<schema>[a-z]\w*\.)?(?P<name>[A-Za-z_]\w*)`?\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*[.;]?$"
    )


@cache
def _brief() -> re.Pattern[str]:
    return regex.compile(
        r"[`*]*(\w+)[`*]*\s+(?:table|collection|테이블|컬렉션)[`*]*\s*:?\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)\s*[.;]?$",
        re.IGNORECASE,
    )


def signature(line: Text, path: str) -> Entity | None:
    """`` `users` (id, email, settings JSONB, state: 'a' | 'b')``: a resource with its columns."""
    if len(line.text) > MAX_LINE:
        return None
    found = _signature().match(line.text)
    parts = split(found[3]) if found else []
    if not found or len(parts) < _FEW or is_message(found["name"]):
        return None
    made = []
    for part, at in parts:
        name, _, kind = part.replace(":", " ", 1).strip("`").partition(" ")
        if not name.isidentifier() or not name.isascii():
            return None
        kind = _of_schema(kind.strip()) if found["schema"] else kind.strip()
        kind = "" if kind.startswith("[") else choices.spelled(kind, "", bracketed=False)[0]  # `user_id [of another]`
        bounds = read_constraints(kind) if kind else None
        shown, rest = (fields.UNKNOWN, "") if bounds or not kind else fields.typed(kind)
        where = place(path, line, found.start(3) + at, len(name))
        bounds = bounds or read_constraints(rest) or ()
        made.append(fields.make(name, shown or fields.UNKNOWN, where, bounds)._replace(raw_type=kind))
    plain = sum(one.raw_type == "" for one in made)
    if plain == len(made) and not any(one.name in ("id", "uuid", "name") or one.name.endswith("_id") for one in made):
        return None  # `findAll (filters, page, size)` is a call
    return Entity(found["name"], tuple(made), place(path, line, found.start("name"), len(found["name"])))


@cache
def _keyed() -> re.Pattern[str]:
    name = r"`?(?!PK\b|FK\b)\w+`?"
    key = rf"{name} \(?(?:PK|FK)\)?(?: ?(?:to|→|->) ?`?[\w.]+`?)?"
    rest = rf"(?:, ?(?:FK to `?[\w.]+`?|{key}|{name}))*"
    return regex.compile(rf"[`*]*([A-Za-z_]\w*)[`*]* ?\(({key}{rest})\)[.;]?\s*$")


def keyed(line: Text, path: str) -> Entity | None:
    """`` `crews` (`crew_id` PK, `boat_id` FK, FK to `piers`)``: a resource with its keys."""
    found = _keyed().match(line.text) if "PK" in line.text and len(line.text) <= MAX_LINE else None
    if not found or is_message(found[1]):
        return None
    made = []
    for part, at in split(found[2]):
        name, _, rest = part.replace("`", "").partition(" ")
        if name != "FK":
            where = place(path, line, found.start(2) + at + (part[0] == "`"), len(name))
            made.append(fields.make(name, fields.UNKNOWN, where, read_constraints(rest.strip("()")) or ()))
    return Entity(found[1], tuple(made), place(path, line, found.start(1), len(found[1])))


def _of_schema(kind: str) -> str:
    """`-> people.owners` among tables that are named with their schemas: what stands behind the dot."""
    return regex.sub(r"(?:->|→|FK|REFERENCES|references) ?[a-z]\w*\.", "-> ", kind)


@cache
def _listed() -> re.Pattern[str]:
    """`` `watches` 테이블: user_id, stock_id(FK)``."""
    part = r"[A-Za-z_]\w*(?: ?\([^()]{1,40}\))?"
    return regex.compile(
        rf"[`*]*([a-z]\w*)[`*]*\s+(?:table|collection|테이블|컬렉션)[`*]*\s*:\s*({part}(?:, {part}){{2,40}})\.?$",
        re.IGNORECASE,
    )


def listed(line: Text, path: str) -> Entity | None:
    """A table and its columns behind a colon in one bullet."""
    found = _listed().match(line.text) if ": " in line.text and len(line.text) <= MAX_LINE else None
    if not found or is_message(found[1]):
        return None
    own = inline.columns(line._replace(text=found[2], column=line.column + found.start(2)), path, sure=True)
    told = any("_" in one.name or one.name == "id" for one in own)
    where = place(path, line, found.start(1), len(found[1]))
    return Entity(found[1], tuple(own), where) if told and len(own) >= _FEW else None


def brief(line: Text, path: str) -> Entity | None:
    """`` `watches` table (user_id, stock_id)``: a table and its columns in one bullet."""
    found = _brief().match(line.text) if len(line.text) <= MAX_LINE and "(" in line.text else None
    parts = split(found.group(2)) if found else []
    if not found or len(parts) < _FEW - 1 or is_message(found.group(1)):
        return None
    made = [_column(part, line, path, found.start(2) + at) for part, at in parts]
    told = any(one and ("_" in one.name or one.name == "id" or one.raw_type) for one in made)
    whole = [one for one in made if one]
    if not told or len(whole) < len(made):
        return None
    return Entity(found.group(1), tuple(whole), place(path, line, found.start(1), len(found.group(1))))


def _column(part: str, line: Text, path: str, at: int) -> Field | None:
    """`name` or `name TYPE`; None for other words."""
    name, _, kind = part.replace(":", " ", 1).strip("`").partition(" ")
    shown = read_type(kind.strip()) if kind.strip() else fields.UNKNOWN
    if not name.isidentifier() or not name.isascii() or shown is None or (kind and shown.base in ("unknown", "ref")):
        return None
    return fields.make(name, shown, place(path, line, at, len(name)), ())._replace(raw_type=kind.strip())
