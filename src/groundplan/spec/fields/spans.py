"""Fields as lists of code spans, with or without a key: `` `id`, `ownerId?`, `kind` (Day|Night)``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.fields.cells import known_type
from groundplan.spec.fields.codetypes import code_type
from groundplan.spec.fields.fields import UNKNOWN, told
from groundplan.spec.model import Field, FieldType
from groundplan.spec.text import tables
from groundplan.spec.text.words import bare, key_value, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Table, Text
    from groundplan.spec.text.tables import Columns

_KEYS = frozenset({"fields", "attributes", "columns", "properties", "identity", "필드", "속성", "컬럼"})
"""Behind these every list is one of fields; behind another word its names must look like names of members."""
_VALUES = frozenset({
    "status", "statuses", "state", "states", "values", "enum", "role", "roles", "type", "types", "kind", "kinds",
    "index", "indexes", "unique", "events", "methods", "example", "examples", "상태", "값", "역할", "인덱스", "유형",
    "종류", "예", "예시",
})  # fmt: skip
MIN_NAMES = 3
MAX_LINE = 2_000


@cache
def _piece() -> re.Pattern[str]:
    return regex.compile(
        r"(?:(?:and|및)\s+)?`([A-Za-z_]\w*)(\??)(?:\s*:\s*([^`]+)|\s*(\{[^`]*\}|\[\]))?`\s*(?:\(([^()]*)\))?(?:\s+[^`,]*)?$"
    )


@cache
def _values() -> re.Pattern[str]:
    return regex.compile(r"\w[\w-]*(?:\s*\|\s*\w[\w-]*)+$")


def fields(line: Text, path: str, *, follows: bool = False) -> list[Field]:
    """The fields that a line lists; none where a piece of it is no name, or the list is one of values.

    `follows` where fields of the same thing stand before: then two are a list.
    """
    if "`" not in line.text or len(line.text) > MAX_LINE:
        return []
    key, value, start = key_value(line.text)
    if line.text[:1] == "`" and line.text.count("`", 0, start) == 1:
        key, value, start = "", line.text, 0  # the colon of `id: UUID` is no key's
    word = compact(key)
    if word in _VALUES or (key and "`" in line.text[:start]):
        return []
    body, start = (value, start) if key else (line.text, 0)
    if not body.startswith("`"):
        return []
    found: list[Field] = []
    for piece, at in split(body.rstrip(". ")):
        one = _piece().match(piece)
        if one is None:
            return []
        where = place(path, line, start + at + one.start(1), len(one.group(1)))
        found.append(_field(one, where))
    least = 1 if word in _KEYS else 2 if follows else MIN_NAMES
    if len(found) < least or (word not in _KEYS and not _are_members(found)):
        return []
    return found


@cache
def _choice() -> re.Pattern[str]:
    return regex.compile(
        r"[`*]+[A-Z]\w*[a-z]\w*[`*]+\s*[:—–-]?[`*]*\s*:?\s*"
        r"(?:(?:`[A-Z][A-Z\d_]*`(?:,\s*|\s*\|\s*|\s*/\s*|\.?$)){2,}$|[A-Z][A-Z\d_]*(?:\s*[|/]\s*[A-Z][A-Z\d_]*)+\.?$)"
    )


def is_choice(text: str) -> bool:
    """`` `OrderStatus`: `CREATED`, `PAID` ``: the values of a type, and no field."""
    return len(text) <= MAX_LINE and _choice().match(text) is not None


_PLAIN = frozenset({"name", "key", "이름", "항목", "項目", "項目名", "nombre", "property"})
"""Heads of tables that list anything."""
_GROUPED = frozenset({
    "fields", "representativefields", "columns", "attributes", "keyfields", "mainfields", "importantfields",
    "corefields", "keycolumns", "maincolumns", "importantcolumns", "keyattributes", "주요컬럼", "주요속성", "핵심필드",
    "필드", "컬럼", "속성", "주요필드",
})  # fmt: skip
MAX_ROWS = 1_000


def is_described(table: Table, found: Columns) -> bool:
    """Whether a table names fields and tells what they are, without their types: `| Field | Meaning |`."""
    at = found.get("field", -1)
    if at < 0 or "path" in found:
        return False
    names = [part.strip() for row in table.rows if at < len(row) for part in tables.parts(row[at].text)]
    if "summary" not in found and not ("column" in found and all(one[:1] == "`" for one in names)):
        return False
    if compact(table.header[at].text) in _PLAIN and not _are_attributes(names):
        return False
    plain = sum(part.strip("`*").isidentifier() for part in names)
    shown = sum(part[:1] == "`" for part in names)  # beside code spans a row may be in words: `the usual timestamps`
    return bool(names) and (plain == len(names) or (plain == shown and 3 * plain >= 2 * len(names)))


def headless(table: Table) -> Columns:
    """The columns of a table without heads whose rows are fields: `| id | UUID | PK |`."""
    known = sum(len(row) > 1 and known_type(row[1].text) is not None for row in table.rows)
    named = all(1 < len(row) < _WIDE and row[0].text.strip("`").isidentifier() for row in table.rows)
    typed = len(table.rows) > 1 and 2 * known > len(table.rows)  # `ENUM` alone is no type that we know
    return {"field": 0, "type": 1, "constraints": 2} if typed and named else {}


_WIDE = 4
"""Cells of a row: fewer say what a field is."""


def _are_attributes(names: list[str]) -> bool:
    """Whether most names are of attributes: `id`, `booked_at`, `연락처`."""
    ends = tuple(vocabulary("attribute_ends"))
    bare_ = [one.strip("`*") for one in names]
    known = sum("_" in one or one in vocabulary("attribute_words") or one.endswith(ends) for one in bare_)
    return known > 1 and 2 * known > len(names)


def listing(table: Table) -> int:
    """The column of a table of resources that lists the fields of each; -1 where none does."""
    return next((at for at, one in enumerate(table.header) if compact(bare(one.text)) in _GROUPED), -1)


def of_groups(table: Table, path: str) -> list[Field]:
    """The fields of a table of groups: `| Ownership | `id`, `owner_id` |` below `| Group | Fields |`."""
    if len(table.header) != 2 or compact(bare(table.header[1].text)) not in _GROUPED:
        return []
    cells = [row[1] for row in table.rows[:MAX_ROWS] if len(row) > 1]
    return [field for one in cells for field in in_cell(one, path)]


@cache
def _loose() -> re.Pattern[str]:
    return regex.compile(r"(?:[A-Za-z가-힣]+ ){0,2}`([A-Za-z_]\w*)(\??)(?:`(?: .*)?|: \{[^`]*\}`)$")


def in_cell(line: Text, path: str) -> Iterator[Field]:
    """`` `id`, optional `merchant` and `total` JSON``: what is in no code span is left."""
    if len(line.text) > MAX_LINE:
        return
    for piece, at in split(line.text.replace(" and ", "   , ").replace(" 및 ", " , ")):
        blank = len(piece) - len(piece.lstrip())
        one = _loose().match(piece.lstrip())
        if one:
            where = place(path, line, at + blank + one.start(1), len(one.group(1)))
            yield Field(one.group(1), UNKNOWN, where, nullable=bool(one.group(2)) or piece.startswith("optional "))


@cache
def _compound() -> re.Pattern[str]:
    """`an account with balances (initial_cash, current_cash)`, `an account (ID, Name, Token/Code)`: names alone."""
    return regex.compile(r"\(([A-Za-z]\w*(?:(?:, |/)[A-Za-z]\w*)+)\)")


def in_brackets(line: Text, path: str) -> list[Field]:
    """The names in brackets in the words of a description: most as only programs spell them, or a key first."""
    if "(`" in line.text and (shown := _shown_in_brackets(line, path)):
        return shown
    may = "_" in line.text or "ID, " in line.text or "d, " in line.text
    for found in _compound().finditer(line.text) if may else ():
        made = [
            Field(one[0], UNKNOWN, place(path, line, one.start(), len(one[0])))
            for one in regex.compile(r"(?<!/)\b\w+").finditer(line.text, found.start(1), found.end(1))
        ]
        if 2 * sum("_" in one.name and one.name[0].islower() for one in made) > len(made) or (
            len(made) >= MIN_NAMES and _is_key(made[0].name)
        ):
            return made
    return []


@cache
def _spans() -> re.Pattern[str]:
    """``(`market`, `OPEN`/`CLOSED`, `fee` & `paidAt`)`` at the end."""
    return regex.compile(r"\((`\w+\??`(?:(?:, | ?[+&/·|] ?)`\w+\??`)*)\)\.?$")


def _shown_in_brackets(line: Text, path: str) -> list[Field]:
    """The code spans at the end of a description that are no values in capitals."""
    found = _spans().search(line.text)
    names = regex.compile(r"\w+").finditer(line.text, found.start(1), found.end(1)) if found else ()
    made = [
        Field(one[0], UNKNOWN, place(path, line, one.start(), len(one[0]))) for one in names if not one[0].isupper()
    ]
    return made if len(made) > 1 and _are_members(made) else []


def _is_key(name: str) -> bool:
    """`id`, `orderId`, `order_id`; not `paid`."""
    return name in ("id", "ID", "Id") or name.endswith(("Id", "ID", "_id"))


def among(line: Text, path: str) -> list[Field]:
    """The names among the words of a description: `` `id`, `name`, optional `slug` (unique), timestamps``."""
    if line.text.count("`") < 2 * MIN_NAMES:
        return []
    plain = regex.sub(r"\*\*|^\s*\([^()]*\) ", lambda mark: " " * len(mark[0]), line.text)
    stop = ending().search(plain)
    plain = plain[: stop.start()] if stop and plain.count("`", 0, stop.start()) >= 2 * MIN_NAMES else plain
    found = list({one.name: one for one in in_cell(line._replace(text=plain.rstrip(". ")), path)}.values())
    return found if len(found) >= MIN_NAMES and _are_members(found) else []


@cache
def ending() -> re.Pattern[str]:
    """Where a list goes over into another sentence."""
    return regex.compile(
        r"(?<=[`)a-z])(?<!e\.g)(?<!i\.e)\.\s+(?=[A-Z가-힣`])|; (?=(?:\w+ ){0,2}(?:index|unique|constraint))"
    )


@cache
def _carried() -> re.Pattern[str]:
    """``with `stage` (checked), `paid_at` and an optional `reason` ``, ``gains `closedAt` ``."""
    name = r"(?:(?:an?|the|optional|nullable|required) ){0,2}`[A-Za-z_]\w*\??`(?: ?\([^()]*\))?"
    verb = r"\b(?P<verb>with|carries|has|holds|stores|contains|gains|gets)"
    return regex.compile(rf"{verb} (?P<names>{name}(?:(?:, and |, | and ){name})*)", re.IGNORECASE)


def carried(line: Text, path: str) -> list[Field]:
    """The names in code spans that the words of a description say a thing has; acts of a program are none."""
    found = _carried().search(line.text) if "`" in line.text and len(line.text) <= MAX_LINE else None
    if found is None:
        return []
    made = list(in_cell(line._replace(text=" " * found.start("names") + found["names"]), path))
    least = 1 if found["verb"].lower() in ("gains", "gets") else MIN_NAMES - 1
    acts = any(regex.split(r"_|(?<=[a-z])(?=[A-Z])", one.name)[0] in vocabulary("acts") for one in made)
    return made if len(made) >= least and _are_members(made) and not acts else []


def _field(one: re.Match[str], where: object) -> Field:
    name, missing, kind, shape, words = one.groups()
    words = words or ""
    if shape:
        made = FieldType("json") if shape != "[]" else FieldType("list", item="unknown")
    elif kind:
        made = FieldType("list", item="json") if kind.startswith("[{") else code_type(kind)[0]
    elif _values().match(words.strip("` ")):
        made = FieldType("enum", values=tuple(part.strip("` ") for part in words.split("|")))
    else:
        made = UNKNOWN
    field = Field(name, made, where, nullable=bool(missing), description=words, raw_type=kind or "")  # type: ignore[arg-type]
    return told(field, words) if words and made is UNKNOWN else field


def _are_members(found: list[Field]) -> bool:
    """At least half are written as members are (`ownerId`, `created_at`), or the first is an id: else values."""
    compound = sum(
        "_" in one.name or not (one.name.islower() or one.name.isupper() or one.name.istitle()) for one in found
    )
    return compound * 2 >= len(found) or found[0].name.lower().endswith("id")
