"""Tables that sentences name: `users.created_at`, ``new tables: `a` (words), `b```.

Lower in rank than a data model: their columns count where nothing states any.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.fields import fields
from groundplan.spec.model import Entity
from groundplan.spec.text.words import singular

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

MAX_LINE = 2_000
_HINTS = (
    "uniqueness of",
    "unique constraint on",
    "unique index on",
    "_id`",
    "_at`",
    "_by`",
    "_name`",
    "_type`",
    "_status`",
    "column",
    "컬럼",
    "테이블",
    "table",
    "`를 ",
    "`을 ",
    "`와 ",
    "` to `",
)
"""One of these stands in each line that is read."""
_SETTINGS = frozenset(
    {"setting", "param", "prop", "option", "arg", "header", "claim", "metric", "config", "event", "kwarg"}
)
"""`settings.max_name`: what has members, and is kept in no table."""
_ENDS = ("id", "at", "by", "on", "name", "type", "status", "date", "count", "hash", "label")
"""Ends of names that columns have."""


def read(region: Region, draft: Draft) -> None:
    """The tables that the lines of one region name."""
    said = draft.said(region.blocks)
    for line in said.lines if said.has(_HINTS) else ():
        if "`" in line.text and len(line.text) <= MAX_LINE:
            draft.told += _columns(line, region.document.path) if "." in line.text else ()
            draft.told += (
                _with_columns(line, region.document.path) if "테이블" in line.text and "(" in line.text else ()
            )
            draft.told += _tables(line, region.document.path) if "able" in line.text or "테이블" in line.text else ()
            draft.told += _owned(line, region.document.path) if "` " in line.text else ()


@cache
def _column() -> re.Pattern[str]:
    """A column that its end or the word behind it tells of."""
    known = "|".join([*(f"(?<=_{end}`)" for end in _ENDS), r"(?<=\.status`)"])
    named = r"(?=(?:을|를) (?:[^.`]|`\w+`){0,50}컬럼으로|(?:, `[\w.]{3,60}`){0,6} ?(?:컬럼|columns?\b)"
    kept = r"(?:저장|기록|갱신|변경|설정|업데이트)"
    named += rf"|(?:\([^()`]{{1,20}}\))?(?:을|를|와|과) (?:[^.`]|`[^`]{{1,60}}`){{0,60}}?{kept}"
    named += "| to (?:`|true|false|null|now))"
    return regex.compile(rf"`([a-z][a-z0-9_]{{0,40}}s)\.([a-z]\w{{0,40}})`(?:{known}|{named})")


@cache
def _told() -> re.Pattern[str]:
    """`` `files` 테이블(path, owner_id FK, read_at nullable)에 ``: a table with its columns, each with its words."""
    kind = r"`[^`()]{0,60}(?:\([^`()]{0,60}\)[^`()]{0,20})?`"
    part = rf"[a-z]\w{{0,40}}(?: (?:PK|FK|UK|enum|nullable|unique|not null|{kind})){{0,3}}"
    listed = rf"\(({part}(?:(?:, | \+ ){part}){{1,40}})\)"
    return regex.compile(
        rf"`([a-z][a-z0-9_]{{0,40}}s)`(?: ?테이블 ?{listed}(?:에|로|을|를)|{listed} (?:매핑 |연결 )?테이블)"
    )


def _with_columns(line: Text, path: str) -> list[Entity]:
    made = []
    for one in _told().finditer(line.text):
        at = one.start(2) if one[2] else one.start(3)
        own = []
        for part in regex.split(r", | \+ ", one[2] or one[3]):
            name = part.partition(" ")[0]
            where = place(path, line, line.text.index(name, at), len(name))
            own.append(fields.make(name, fields.UNKNOWN, where, (), origin="inferred"))
        made.append(Entity(one[1], tuple(own), place(path, line, one.start(1), len(one[1])), origin="inferred"))
    return made


@cache
def _unique() -> re.Pattern[str]:
    """``uniqueness of `users.email` and `firms.code` ``."""
    return regex.compile(
        r"\b[Uu]nique(?:ness)?(?: (?:constraint|index|constraints|indexes))? (?:of|on|for) "
        r"((?:`[a-z][a-z0-9_]{0,40}s\.[a-z]\w{0,40}`(?:, and |, | and )?){1,8})"
    )


@cache
def _each() -> re.Pattern[str]:
    return regex.compile(r"`([a-z]\w*)\.(\w+)`")


def _columns(line: Text, path: str) -> list[Entity]:
    found = []
    keyed = _unique().search(line.text) if "nique" in line.text else None
    pairs = list(_each().finditer(line.text, keyed.start(1), keyed.end(1))) if keyed else []
    for one in (*_column().finditer(line.text), *pairs):
        if _is_table(one[1]):
            where = place(path, line, one.start(2), len(one[2]))
            own = fields.make(one[2], fields.UNKNOWN, where, (), origin="inferred")
            found.append(Entity(one[1], (own,), place(path, line, one.start(1), len(one[1])), origin="inferred"))
    return found


@cache
def _of_table() -> re.Pattern[str]:
    """`` `users` 테이블의 `plan`, `role` 컬럼 ``, `` the `plan` column of the `users` table ``."""
    listed = r"`[a-z]\w{0,40}`(?:, `[a-z]\w{0,40}`){0,6}"
    return regex.compile(
        rf"`(?P<of>[a-z][a-z0-9_]{{0,40}}s)` ?(?:테이블의|table's) (?P<one>{listed}) ?(?:컬럼|필드|columns?|fields?)"
        rf"|(?P<two>{listed}) (?:columns?|fields?) (?:of|in|on) (?:the )?`(?P<in>[a-z][a-z0-9_]{{0,40}}s)`(?: table)?"
    )


def _owned(line: Text, path: str) -> list[Entity]:
    made = []
    for one in _of_table().finditer(line.text):
        name, group = one["of"] or one["in"], "one" if one["one"] else "two"
        spans = regex.compile(r"\w+").finditer(line.text, one.start(group), one.end(group))
        own = (
            fields.make(each[0], fields.UNKNOWN, place(path, line, each.start(), len(each[0])), (), origin="inferred")
            for each in spans
        )
        if _is_table(name):
            made.append(Entity(name, tuple(own), place(path, line), origin="inferred"))
    return made


@cache
def _new() -> re.Pattern[str]:
    return regex.compile(
        r"(?:\b[Nn]ew|신규|새로운|새) (?:(?:DB|database|데이터베이스) )?(?:[Tt]ables?|테이블)[*_]*: ?(?=`)"
    )


def _tables(line: Text, path: str) -> list[Entity]:
    start = _new().search(line.text)
    names = _listed(line.text, start.end()) if start else []
    return [
        Entity(name, (), place(path, line, at, len(name)), origin="inferred") for name, at in names if _is_table(name)
    ]


@cache
def _one() -> re.Pattern[str]:
    return regex.compile(r"`([a-z]\w{0,40})`(?: ?\([^()`]{0,80}\))?(?:, ?|$)")


def _listed(text: str, at: int) -> list[tuple[str, int]]:
    """The names of a list, each with words in brackets or none, until something else is said."""
    found = []
    while (one := _one().match(text, at)) is not None:
        found.append((one[1], one.start(1)))
        at = one.end()
    return found


def _is_table(name: str) -> bool:
    one = singular(compact(name))
    return singular(name) != name and one not in _SETTINGS and one not in vocabulary("unkept")
