"""Columns that a sentence or a cell gives to a table: ``add a `budget Int` column to the `Club` table``,
``The Club model SHALL have a `budget` IntegerField``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Table
from groundplan.grammar import compact
from groundplan.spec.draft import place
from groundplan.spec.fields.cells import known_type, read_type
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.polarity import is_later
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Text
    from groundplan.source import Span
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

MAX_LINE = 2_000
_HINTS = (
    "add ",
    "Add ",
    "adds ",
    "Adds ",
    "adding ",
    "Adding ",
    "have a",
    "추가",
    " field in ",
    " column in ",
    " on `[",
)
_KINDS = "model|table|entity|schema|resource|collection|테이블|모델|엔티티|컬렉션"
_KOREAN = "테이블|모델|엔티티|컬렉션"
_PARTS = "field|column|attribute|property|필드|컬럼|열|속성"


def read(region: Region, draft: Draft) -> None:
    """The resources of one region with the one column that they get."""
    said = draft.said(region.blocks)
    for line in said.lines if said.has(_HINTS) else ():
        added = _added(line, region.document.path)
        draft.code_entities += [added] if added else _several(line, region.document.path)
    if said.has(_GROWS):
        draft.code_entities += _below(region)
    for block in region.blocks:
        if isinstance(block, Table) and len(block.header) > 1 and compact(block.header[1].text) in _CHANGES:
            draft.code_entities += _changed(block, region.document.path)


_CHANGES = frozenset({"change", "changes", "modification", "modifications", "변경", "변경사항", "변경내용", "수정"})
_NAMED = frozenset({"table", "model", "collection", "테이블", "모델", "컬렉션"})


def _changed(table: Table, path: str) -> Iterator[Entity]:
    """``| boats | `pier_id uuid null`; index on it |``: the tables of a migration with the columns that they get."""
    for row in table.rows if compact(table.header[0].text) in _NAMED else ():
        name = bare(row[0].text)
        cell = row[1] if len(row) > 1 else row[0]
        own = [
            Field(one["name"], kind, place(path, cell, one.start("name"), len(one["name"])), raw_type=one["type"])
            for one in _gained().finditer(cell.text)
            if (kind := known_type(one["type"].lower()))
        ]
        if own and name.isidentifier() and not is_message(name):
            yield Entity(name, tuple(own), place(path, row[0]), carrier="altered")


@cache
def _gained() -> re.Pattern[str]:
    """A column with its type in a code span, which nothing before it takes away."""
    return regex.compile(
        r"(?<!drop )(?<!remove )(?<!Drop )(?<!Remove )`(?P<name>[a-z_]\w*) (?P<type>[A-Za-z]\w*)(?:\([\d, ]+\))?[^`]*`"
    )


_GROWS = ("테이블 확장", "테이블 수정", "테이블 변경", "테이블 컬럼 추가", "extend ", "alter ")


@cache
def _grown() -> re.Pattern[str]:
    """`boats 테이블 확장`, ``Extend the `boats` table``: what the bullets below it add."""
    return regex.compile(
        r"(?:`(?P<e>[A-Za-z]\w*)`|(?<![\w.])(?P<eplain>[A-Za-z]\w*)) ?테이블 ?(?:확장|수정|변경|컬럼 추가)"
        r"|\b(?:[Ee]xtend|[Aa]lter) (?:the )?"
        r"(?:`(?P<a>[A-Za-z]\w*)`|(?P<aplain>[a-z]+(?:_[a-z\d]+)+|[A-Z]\w*)) (?:table|model)\b"
    )


@cache
def _column() -> re.Pattern[str]:
    return regex.compile(
        r"(?:[Aa]dd (?:an? |the )?)?`(?P<name>[a-z_]\w*)` (?P<type>[A-Za-z]+(?:\([\d, ]+\))?)(?: [A-Z\d' ]+)? "
        r"(?:(?:컬럼|필드)(?:을|를)? 추가|column|field)"
    )


def _below(region: Region) -> Iterator[Entity]:
    """The tables that a line says grow, with the columns that the bullets below it add."""
    path, table = region.document.path, ""
    for block in region.blocks:
        line = block.lines[0] if isinstance(block, Item | Paragraph) else None
        grown = _grown().search(line.text) if line else None
        if grown:
            table = next(one for one in grown.groups() if one)
        elif not isinstance(block, Item):
            table = ""
        elif table and line and (one := _column().match(line.text)) and not is_message(table):
            known = known_type(one["type"].lower()) or FieldType("unknown")
            own = Field(one["name"], known, place(path, line, one.start("name"), len(one["name"])))
            yield Entity(table, (own,), place(path, line), carrier="altered")


@cache
def _shape() -> re.Pattern[str]:
    return regex.compile(
        rf"`(?P<to>\w+)`\s*(?:{_KINDS})?에\s*`(?P<one>\w+):? (?P<kind>[A-Za-z][^`]*)`"
        rf"\s*(?:{_PARTS})(?:을|를)?\s*(?:새로 )?추가"
        rf"|\badd(?:s|ing)? (?:an? |the )?(?:new )?`(?P<new>\w+) (?P<type>[A-Za-z][^`]*)` (?:{_PARTS})"
        rf" to (?:the )?`(?P<table>\w+)`(?: (?:{_KINDS}))?",
        re.IGNORECASE,
    )


@cache
def _had() -> re.Pattern[str]:
    return regex.compile(
        rf"(?:^|\b[Tt]he )`?(?P<table>[A-Za-z]\w*)`? (?:{_KINDS}) (?i:shall|must|should|will) have an? "
        r"(?:nullable |optional |unique |new )*"
        r"(?:`(?P<new>\w+)` (?P<type>[A-Za-z]+)|(?P<kind>[a-z]+) `(?P<one>\w+)`)"
    )


def _added(line: Text, path: str) -> Entity | None:
    if "`" not in line.text or len(line.text) > MAX_LINE:
        return None
    had = _had().search(line.text) if " have a" in line.text else None
    found = had or _shape().search(line.text)
    if found is None:
        return None
    name, kind = ("one", "kind") if found["one"] else ("new", "type")
    words = found[kind].partition(" |")[0].rstrip("?")
    shown = known_type(words.removesuffix("Field") if had else words)
    if shown is None:
        return None
    own = Field(found[name], shown, place(path, line, found.start(name), len(found[name])), raw_type=words)
    table = found.groupdict().get("to") or found["table"]
    return Entity(table, (own._replace(nullable=words != found[kind]),), place(path, line), carrier="altered")


@cache
def _listed() -> re.Pattern[str]:
    """``add `photo_url` (text, nullable) and `rank` columns to the `boats` table``, `` `boats`에 `rank` 컬럼 추가``."""
    note = r"(?: ?\([^()`]{1,80}\))?"
    name = rf"(?:`[a-z_]\w*`{note}|[a-z]+(?:_[a-z\d]+)+{note})"
    noted = r"`[a-z_]\w*` ?\([^()`]{1,80}\)"
    names = rf"{name}(?:(?:, and |, | and | \+ |, 및 | 및 ){name}){{0,12}}"
    table = r"(?:`(?P<T>[A-Za-z]\w*)`|(?P<U>[A-Za-z]\w*)(?= (?:table|model|entity|collection)\b))"
    known = r"(?:`(?P<T>[a-z][a-z\d_]*s)`|`?(?P<U>[A-Za-z]\w*)`? (?:table|model|entity|collection)\b)"
    words = r"(?:(?:an?|the|new|nullable|optional|required|unique|following) )*"
    first, last, alone, held = (
        one.replace("<T>", f"<{mark}>").replace("<U>", f"<{mark}plain>")
        for one, mark in ((table, "a"), (table, "b"), (known, "c"), (r"`(?P<T>[a-z][a-z\d_]*s)`", "d"))
    )
    return regex.compile(
        rf"\b[Aa]dd(?:s|ing)? {words}(?P<first>{names})(?: (?P<kind>[A-Za-z]+))? (?:columns?|fields?|attributes?)"
        rf" (?:to|on) (?:the |each )?{first}"
        rf"|\b[Aa]dd(?:s|ing)? {words}(?:columns?|fields?|attributes?):? (?P<last>{names}) (?:to|on) (?:the )?{last}"
        rf"|\b[Aa]dd(?:s|ing)? {words}(?P<alone>{names}) (?:to|on) (?:the )?{alone}"
        rf"|`(?P<own>[a-z_]\w*)` (?:field|column) (?:in|on|of) (?:the )?{held}"
        rf"|(?:`(?P<e>[A-Za-z]\w*)` ?(?:{_KOREAN})?|(?P<eplain>[A-Za-z]\w*) ?(?:{_KOREAN}))에는? ?"
        rf"(?:(?:선택적 |새로운 |새 |신규 )?(?P<ko>{names}) ?(?:컬럼|필드|열|속성)(?:을|를)? ?(?:새로 |신규 )?추가"
        rf"|(?P<noted>{noted}(?:, {noted}){{0,12}})(?:을|를)? ?추가)"
        rf"|`?(?P<g>[A-Za-z]\w*)`?(?: ?(?:{_KOREAN}|table|model))?: (?:컬럼|필드|속성) 추가:? ?(?P<behind>{names})"
        r"|`?\[(?P<key>\w+(?:, ?\w+)+)\]`? (?:in|on) (?:the )?`(?P<f>[a-z][a-z\d_]*s)`"
    )


@cache
def _name() -> re.Pattern[str]:
    return regex.compile(r"`?(?P<name>[a-z_]\w*)`?(?: ?\((?P<note>[^()]*)\))?")


def _several(line: Text, path: str) -> list[Entity]:
    """The table that a line gives columns by their names, one or several, with words for a type or none."""
    if ("`" not in line.text and "_" not in line.text) or len(line.text) > MAX_LINE:
        return []
    found = (_given(one, line, path) for one in _listed().finditer(line.text))
    return [one for one in found if one]


def _given(found: re.Match[str], line: Text, path: str) -> Entity | None:
    """The columns of one such mention, and their table."""
    group = next(one for one in _GIVEN if found[one])
    table = next(filter(None, map(found.group, _TABLES)))
    if is_message(table) or table.lower() in _PLAIN or is_later(line.text, *found.span()):
        return None
    shown = read_type((found["kind"] or "").lower()) if group == "first" else None
    own = [
        _one(one, shown, place(path, line, one.start("name"), len(one["name"])))
        for one in _name().finditer(line.text, found.start(group), found.end(group))
        if one["name"] != "and"
    ]
    return Entity(table, tuple(own), place(path, line), carrier="altered")


_TABLES = ("a", "aplain", "b", "bplain", "c", "cplain", "d", "e", "eplain", "f", "g")
"""The groups that name a table."""
_GIVEN = ("first", "last", "alone", "own", "ko", "noted", "behind", "key")
"""Those that name columns."""
_PLAIN = frozenset({"the", "data", "domain", "response", "request", "this", "each", "base"})


def _one(found: re.Match[str], shown: FieldType | None, where: Span) -> Field:
    """A column with the type that stands in its bracket: `photo_url (text, nullable)`."""
    note = (found["note"] or "").lower()
    kind = read_type(note.partition(",")[0].strip()) if note else shown
    known = kind if kind and kind.base not in ("unknown", "ref", "enum") else FieldType("unknown")
    return Field(found["name"], known, where, nullable="nullable" in note)
