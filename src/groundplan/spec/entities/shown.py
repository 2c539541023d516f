"""Columns that a text shows in code spans with their types: `` `id UUID PK`; `owner TEXT`, `state` ``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import compact
from groundplan.spec.draft import place_within
from groundplan.spec.entities.headed import ATTRIBUTES
from groundplan.spec.fields import fields
from groundplan.spec.model import Field, FieldType
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from collections.abc import Iterator

MIN_TYPED = 2
"""Fewer code spans with types may be of anything."""


@cache
def _typed() -> re.Pattern[str]:
    return regex.compile(r"([a-z_]\w*\??)(\s*\([^`]+\)|: ?[^`]+|\s[^`]+)")


@cache
def _span() -> re.Pattern[str]:
    """A code span, or a bracket outside one."""
    return regex.compile(r"`([^`]+)`|[()]")


@cache
def _values() -> re.Pattern[str]:
    """``(`open`/`done`)`` behind a column."""
    return regex.compile(r"\s*\((`\w+`(?:\s*[/|,]\s*`\w+`)+)\)")


@cache
def _between() -> re.Pattern[str]:
    """What stands between two columns of a list."""
    return regex.compile(
        r"[\s,;]*(?:(?:and|plus|nullable|optional|unique|required|an?|the|surrogate|timestamps,|및)\s+)*"
    )


@cache
def _keys() -> re.Pattern[str]:
    """``PK `(boat_id, day)` ``, ``keyed `(boat_id, day)` ``: the columns of a key of several."""
    return regex.compile(
        r"\b(?:PK|[Pp]rimary key|PRIMARY KEY|[Kk]eyed(?: by)?)[*\s]*(?:over |on |of )?`?\((\w+(?:, ?\w+)+)\)"
    )


def columns(
    text: str, lines: tuple[Text, ...], path: str, start: int = 0, stop: int | None = None, *, least: int = MIN_TYPED
) -> list[Field]:
    """The columns between two offsets of a text over `lines`: those with types, and the names listed beside them."""
    stop = len(text) if stop is None else stop
    found: dict[str, Field] = {}
    typed, before, follows = 0, start, True
    for one in _outside(text, start, stop):
        gap = regex.sub(r"\([^()]*\)", "", text[before : one.start()])
        before = one.end()
        several = _several(one, lines, path) if ", " in one[1] else []
        if several:
            typed += len(several)
            found |= {each.name: each for each in several if each.name not in found}
            continue
        stated = _stated(one[1], one.start(1), lines, path)
        if stated is None and gap.strip() in ("/", "|"):
            continue  # another value of the column before it
        follows = (follows and _between().fullmatch(gap) is not None) or _is_label(gap)
        made = stated or (_plain(one, lines, path) if follows else None)
        follows = made is not None
        typed += stated is not None and stated.name not in found
        if made:
            found.setdefault(made.name, _with_values(made, text, one.end()))
    return _with_key(found, text, lines, path, start, stop) if typed >= least else []


@cache
def _wide() -> re.Pattern[str]:
    return regex.compile(r"`[a-z_]\w* [A-Za-z][^`]*, [a-z_]\w* [A-Za-z][^`]*`")


def are_many(text: str) -> bool:
    """Whether a text may show columns: several code spans, or several columns in one."""
    return text.count("`") > 2 * MIN_TYPED or (", " in text and _wide().search(text) is not None)


def _several(one: re.Match[str], lines: tuple[Text, ...], path: str) -> list[Field]:
    """The columns of one code span, each with its type: `` `id SERIAL PK, day DATE, kind TEXT (A/B)` ``."""
    parts = split(one[1])
    found = [_stated(part, one.start(1) + at, lines, path) for part, at in parts]
    stated = [each for each in found if each]
    return stated if len(stated) >= MIN_TYPED and len(stated) == len(parts) else []


def _outside(text: str, start: int, stop: int) -> Iterator[re.Match[str]]:
    """The code spans that stand in no brackets."""
    depth = 0
    for one in _span().finditer(text, start, stop):
        if one[1] is None:
            depth += 1 if one[0] == "(" else -min(depth, 1)
        elif not depth:
            yield one


def _is_label(gap: str) -> bool:
    words = gap.rstrip(" :*`").split()
    return bool(words) and (compact(words[-1]) in ATTRIBUTES or words[-1] in ("Key", "PK"))


def _stated(words: str, at: int, lines: tuple[Text, ...], path: str) -> Field | None:
    """The field of `name TYPE constraints`, where the type is known or it is a key."""
    found = _typed().fullmatch(words)
    if found is None:
        return None
    from groundplan.spec.code import sql

    name, rest = found[1], found[2].strip()
    span = place_within(path, lines, at, len(name))
    where = Text(name, span.line, span.column)
    said = name + (rest if rest[:1] in ("(", ":") else f": {rest}")
    bullet = fields.from_bullet(where._replace(text=said), path)
    made = bullet.field if bullet and not bullet.unread else None
    if made is None or made.type.base in ("unknown", "ref"):
        made = sql.column(words, where, path) or made
    if made is None and rest in ("PK", "FK"):
        made = fields.make(name, fields.UNKNOWN, span, ())._replace(primary_key=rest == "PK")
    known = made is not None and (made.type.base != "unknown" or made.primary_key or rest == "FK")
    return made._replace(span=span) if made and (known or rest.split()[0].isupper()) else None


@cache
def _name() -> re.Pattern[str]:
    return regex.compile(r"([a-z_][a-z\d_]*)(?: ?\([^()]+\))?")


def _plain(one: re.Match[str], lines: tuple[Text, ...], path: str) -> Field | None:
    """A name in the list of columns, alone or with a type that nobody here knows: `size(size_enum)`."""
    name = _name().fullmatch(one[1])
    return (
        fields.make(name[1], fields.UNKNOWN, place_within(path, lines, one.start(1), len(name[1])), ())
        if name
        else None
    )


def _with_values(field: Field, text: str, at: int) -> Field:
    found = _values().match(text, at)
    if found is None or field.type.base not in ("unknown", "string", "text"):
        return field
    return field._replace(type=FieldType("enum", values=tuple(regex.findall(r"\w+", found[1]))))


def _with_key(
    found: dict[str, Field], text: str, lines: tuple[Text, ...], path: str, start: int, stop: int
) -> list[Field]:
    """The columns with those of a key of several, which stand first where nothing else names them."""
    key = _keys().search(text, start, stop)
    names = regex.findall(r"\w+", key[1]) if key else []
    where = place_within(path, lines, key.start(1), len(key[1])) if key else None
    first = [
        fields.make(one, fields.UNKNOWN, where, ())._replace(primary_key=True, required=True)
        for one in names
        if where and one not in found
    ]
    return first + [one._replace(primary_key=True) if one.name in names else one for one in found.values()]
