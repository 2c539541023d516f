"""Things as scenarios see them: `WHEN a boat is stored` above ``THEN the record includes `id`, `name` and `depth` ``,
`WHEN the boats table is described` above `THEN it has columns: id (UUID, PK), name (text)`.

And columns that a sentence gives to the table of the sentence before it (``The `sold_at` column is nullable``) or to
what it names (``the berth's `sold_at` field``, `` `sold_at` on the Berth record``), and rows that are made.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import place, place_within
from groundplan.spec.entities import parts
from groundplan.spec.fields import fields, inline, phrases
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity, FieldType
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import singular

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.source import Span
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

MAX_TEXT = 2_000
_SEEN = (" is ", " are ", "되면", "될 때")
"""Of which one stands in each sentence that says what was stored."""
_COLUMN = ("` column ", "` field ", " column `", " field `")
_OWNED = ("'s `", "’s `", " record", " row", "` field o", "` column o")
"""Of which one stands in each sentence that tells of a field of what it names, or of a row that is made."""
_ROWS = "row|record|document|entry"
_TABLES = "table|model|entity|collection|schema"
_NAME = r"[a-z][\w-]*(?: [a-z][\w-]*){0,2}?"


class _Thing(NamedTuple):
    """What was stored; `kept` where the words say that it is a row or a table."""

    name: str
    kept: bool
    table: bool


@cache
def _stored() -> re.Pattern[str]:
    """`a new boat is inserted`, ``the `boats` table is described``, ``an event is recorded in the `logs` table``."""
    done = "created|stored|recorded|inserted|saved|persisted|written|described|inspected|represented|added"
    return regex.compile(
        rf"\b(?:[Aa]n?|[Tt]he) (?:new |valid )*(?:`(?P<shown>\w+)`|(?P<plain>{_NAME}))"
        rf"(?P<kind> (?:{_ROWS}|{_TABLES}|shape))? (?:is|was) (?:successfully )?(?:{done})\b"
        rf"(?: (?:in|into|to) the `(?P<table>\w+)` (?:table|collection))?"
    )


@cache
def _stored_in_korean() -> re.Pattern[str]:
    return regex.compile(
        r"(?:^|[\s`])(?:`(?P<shown>\w+)`|(?P<plain>[가-힣]{1,12}(?: [가-힣]{1,8})?|[A-Z][a-z]\w*))"
        r"(?P<kind> ?(?:레코드|행|테이블|문서|엔티티))?[이가] (?:새로 )?(?P<table>)"
        r"(?:저장|생성|기록|등록)(?:되면|될 때)"
    )


@cache
def _holds() -> re.Pattern[str]:
    """`it has columns: `, `the stored record SHALL include `, `레코드는 ... 를 포함한다`: up to the parts."""
    verbs = "has|have|includes?|contains?|captures?|exposes?|carries|carry|holds?|defines?|stores?"
    return regex.compile(
        rf"(?:^|[*_:] ?|\b(?:THEN|AND|then|and) )(?:it|the (?:stored |created |new |persisted )?"
        rf"(?:(?P<kept>{_ROWS}|{_TABLES})|(?P<own>[a-z]+))) (?:(?:SHALL|MUST|shall|must|should|will) )?(?:{verbs})"
        r"(?: the| at least| all)*(?: required| following| expected)*(?: (?:columns|fields|attributes|properties))?:? "
    )


@cache
def _holds_in_korean() -> re.Pattern[str]:
    return regex.compile(
        r"(?:저장된 |생성된 )?(?P<kept>레코드|행|문서|테이블)(?:는|은|에는|에) "
        r"(?P<parts>[^.]{5,300}?)(?:을|를|이|가)? ?(?:포함|가진|갖는|저장|담긴|있)"
    )


@cache
def _column() -> re.Pattern[str]:
    """A column that a sentence of its own tells of."""
    must = r"(?:SHALL|MUST|shall|must|should|will)"
    return regex.compile(
        rf"^(?:The|Its|An?|Each) (?:[a-z-]+ ){{0,2}}`(?P<one>\w+)` column (?:{must}|is|defaults|holds|stores|may)\b"
        rf"|^(?:It|The table|Each row|(?:Each|Every|The) `(?P<of>\w+)` (?:{_TABLES}|{_ROWS})) {must} (?:also )?"
        r"(?:have|carry|include|contain) an? (?:[A-Za-z-]+ ){0,3}(?:`(?P<two>\w+)` (?:column|field)\b"
        r"|(?:column|field) (?:named |called )?`(?P<three>\w+)`)"
    )


@cache
def _values() -> re.Pattern[str]:
    """``with values: `OPEN`, `SHUT` ``."""
    return regex.compile(r" values:? (`[\w-]+`(?:,? (?:and |or )?`[\w-]+`)+)")


@cache
def _table() -> re.Pattern[str]:
    return regex.compile(rf"`(?:\w+\.)?(?P<name>[a-z]\w*|[A-Z][a-z]\w*)`(?: database)? (?:{_TABLES}|{_ROWS})s?\b")


@cache
def _whose() -> re.Pattern[str]:
    """``the berth's `sold_at` field``, `` `sold_at` field on the Berth record``."""
    parts = "field|column|flag|attribute|property|counter|timestamp"
    beside = "associated|related|parent|matching|existing|corresponding|given|same|target|new|referenced"
    return regex.compile(
        rf"\b[a-z]+ (?:[a-z]+ )?(?P<one>[a-z]+|[A-Z][a-z]\w*)['’]s `(?P<its>[A-Za-z_]\w*)` (?:{parts})\b"
        rf"|`(?P<on>[A-Za-z_]\w*)`(?: (?:{parts}))? (?:on|of) (?:the|an?|each|that) (?:(?:{beside}) )?"
        rf"(?P<two>[a-z]+|[A-Z][a-z]\w*) (?:{_ROWS}|entity)\b"
        r"|\b(?:[Tt]he|THE|[Ee]ach|an?) (?P<three>[A-Z][a-z]\w*)['’]s `(?P<own>[a-z]\w*)`"
        rf"|`(?P<part>[a-z]\w*)` (?:{parts}) (?:on|of) (?:the|an?|each) (?:(?:{beside}) )?(?P<four>[A-Z][a-z]\w*)\b"
    )


_PAIRS = (("one", "its"), ("two", "on"), ("three", "own"), ("four", "part"))
"""The groups of a thing, and of its part."""


@cache
def _made() -> re.Pattern[str]:
    """``a Berth record is inserted with `free: true` ``."""
    pair = r"`[A-Za-z_]\w*(?: ?[:=] ?[^`]{1,40})?`"
    return regex.compile(
        r"\b[Aa]n? (?:new )?(?P<made>[a-z]+|[A-Z][a-z]\w*) (?:record|row) (?:is|SHALL be|MUST be|shall be|must be) "
        r"(?:inserted|created|stored|saved|persisted|written)"
        rf"(?: with (?P<given>{pair}(?:(?:, and |, | and ){pair}){{0,20}}))?"
    )


@cache
def _first() -> re.Pattern[str]:
    return regex.compile(r"`([A-Za-z_]\w*)")


def _owned(text: str, lines: tuple[Text, ...], path: str, draft: Draft) -> None:
    """The fields that a sentence gives to what it names, and the rows that it says are made."""
    found = []
    for one in _whose().finditer(text):
        name, part = next((name, part) for name, part in _PAIRS if one[name])
        found.append((one[name], one, [one.span(part)]))
    for one in _made().finditer(text):
        given = _first().finditer(text, *one.span("given")) if one["given"] else ()
        found.append((one["made"], one, [each.span(1) for each in given]))
    for name, one, spans in found:
        if not _is_kept(name):
            continue
        places = [place_within(path, lines, at, stop - at) for at, stop in spans]
        own = [
            fields.make(text[at:stop], fields.UNKNOWN, where, (), origin="inferred")
            for (at, stop), where in zip(spans, places, strict=True)
        ]
        draft.told.append(
            Entity(singular(name), tuple(own), place_within(path, lines, one.start(), 1), origin="inferred")
        )


@cache
def _set() -> re.Pattern[str]:
    """``AND `fromId` MUST be NULL``: a column of the row that the step before it says is made."""
    return regex.compile(
        r"[*_]*(?:THEN|AND|Then|And|then|and)[*_:]* +(?:the |its )?`(?P<its>[a-z]+(?:_[a-z\d]+|[A-Z][a-z\d]+)+)`"
        r"(?: (?:field|column))? (?:(?:SHALL|MUST|shall|must|should) (?:be|equal|default|hold|contain)\b|is\b|equals\b)"
    )


def _row(text: str) -> str:
    """The thing of which a step says that a row is made; empty where it says so of none that is kept."""
    found = _made().search(text)
    return found["made"] if found and _is_kept(found["made"]) else ""


def _is_kept(name: str) -> bool:
    word = compact(name)
    return not is_message(name) and all(
        word not in vocabulary(part) for part in ("containers", "messages", "unkept", "generic")
    )


def read(region: Region, draft: Draft) -> None:
    """What the scenarios and sentences of one region say that stored things have."""
    said = draft.said(region.blocks)
    stored, columns, owned = said.has(_SEEN), said.has(_COLUMN), said.has(_OWNED)
    thing: _Thing | None = None
    row = ""
    for block in region.blocks if stored or columns or owned else ():
        if not isinstance(block, Item | Paragraph):
            continue
        text = " ".join(one.text for one in block.lines)
        if len(text) > MAX_TEXT:
            continue
        if owned and regex.has(text, _OWNED):
            _owned(text, block.lines, region.document.path, draft)
            row = _row(text) or row
        its = _set().match(text) if row else None
        if its:
            where = place_within(region.document.path, block.lines, its.start("its"), len(its["its"]))
            own = fields.make(its["its"], fields.UNKNOWN, where, (), origin="inferred")
            draft.told.append(Entity(singular(row), (own,), where, origin="inferred"))
        if columns and "` table" in text:
            _of_one_table(text, block.lines, region.document.path, draft)
        if columns and regex.has(text, _COLUMN):
            _later(text, block.lines, region.document.path, draft)
        if stored and thing:
            _held(thing, text, block.lines, region.document.path, draft)
        thing = (_thing(text) if stored else None) or thing


def _thing(text: str) -> _Thing | None:
    found = _stored().search(text) or _stored_in_korean().search(text)
    if found is None:
        return None
    name = found["table"] or found["shown"] or found["plain"]
    last = compact(name.rpartition(" ")[2])
    none = is_message(name) or any(last in vocabulary(part) for part in ("containers", "messages"))
    kind = (found["kind"] or "").strip()
    kept = bool(found["table"] or kind)
    if none or (last in vocabulary("unkept") and not kept):
        return None
    return _Thing(name, kept, bool(found["table"]) or kind in ("table", "테이블", "model", "collection"))


def _held(thing: _Thing, text: str, lines: tuple[Text, ...], path: str, draft: Draft) -> None:
    """What the sentence below says that it has."""
    found = _holds().search(text) or _holds_in_korean().search(text)
    if found is None:
        return
    own = found.groupdict().get("own")
    if own and own not in thing.name.split():
        return
    end = parts.end().search(text, found.end())
    start, stop = found.end(), end.start() if end else len(text)
    if found.groupdict().get("parts"):
        start, stop = found.span("parts")
    made = _parts(text, lines, path, start, stop, sure=thing.kept or bool(found["kept"]))
    if made:
        name = thing.name if thing.table else singular(thing.name)
        draft.outlined.append(Entity(name, tuple(made), place(path, lines[0]), origin="inferred"))


def _parts(text: str, lines: tuple[Text, ...], path: str, start: int, stop: int, *, sure: bool) -> list[Field]:
    """The parts between two offsets: in code spans, with brackets behind them, or in words.

    `that name and the same day` are what was given, and no parts.
    """
    if _given().search(text, start, stop):
        return []
    listed = parts.listed(text, lines, path, start, stop)
    if listed or "`" in text[start:stop]:
        return listed or phrases.read(text, lines, path, start, stop, sure=sure)
    if "(" in text[start:stop] and len(lines) == 1:
        line = lines[0]
        typed = inline.columns(line._replace(text=text[start:stop], column=line.column + start), path, sure=True)
        if any(one.type.base != "unknown" for one in typed):
            return typed
    return phrases.read(text, lines, path, start, stop, sure=sure)


@cache
def _given() -> re.Pattern[str]:
    return regex.compile(r"\b(?:that|those|these|same|given|provided|submitted|correct|expected|new|all)\b")


def _of_one_table(text: str, lines: tuple[Text, ...], path: str, draft: Draft) -> None:
    """The columns that a sentence names beside its only table: ``rows of the `boats` table, ordered by `length` ``."""
    named = {one["name"] for one in _table().finditer(text)}
    if len(named) != 1 or is_message(owner := named.pop()):
        return
    for one in _beside().finditer(text):
        name = one[1] or one[2]
        where = place_within(path, lines, one.start(one.lastindex or 0), len(name))
        field = fields.make(name, fields.UNKNOWN, where, (), origin="inferred")
        draft.told.append(Entity(owner, (field,), where, origin="inferred"))


@cache
def _beside() -> re.Pattern[str]:
    """`` `pin` column``, ``ordered by `made_at` ``."""
    return regex.compile(r"`([a-z]\w*)` columns?\b|\b(?:ordered|sorted) by `([a-z]\w*)`")


def _later(text: str, lines: tuple[Text, ...], path: str, draft: Draft) -> None:
    """The columns of sentences that name their table, or stand behind one that does."""
    table, start = "", 0
    for stop in (*(one.end() for one in parts.end().finditer(text)), len(text)):
        sentence = text[start:stop]
        found = _column().search(sentence)
        owner = (found["of"] or table) if found else ""
        if found and owner and not is_message(owner):
            field = _told(found, sentence, place_within(path, lines, start + found.start(found.lastgroup or 0), 1))
            draft.code_entities.append(Entity(owner, (field,), field.span, carrier="altered"))
        named = _table().search(sentence)
        table, start = (named["name"] if named else table), stop


def _told(found: re.Match[str], sentence: str, where: Span) -> Field:
    """The column of a sentence with what that says of it."""
    name = found["one"] or found["two"] or found["three"]
    behind = sentence[found.end() :]
    values = _values().search(behind)
    kinds = (read_type(word.lower()) for word in found[0].split())
    kind = (
        FieldType("enum", values=tuple(regex.findall(r"[\w-]+", values[1])))
        if values
        else next(filter(None, kinds), None)
    )
    nullable = regex.search(r"(?<!not )(?<!non-)\bnullable\b", sentence) is not None
    where = where._replace(end_column=where.column + len(name))
    return fields.make(name, kind or fields.UNKNOWN, where, ())._replace(nullable=nullable)
