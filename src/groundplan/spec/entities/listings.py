"""Tables as fences without a language list them: a column a line, names over such columns, or `name (id, email)`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Paragraph, Text
from groundplan.grammar import vocabulary
from groundplan.spec.draft import place
from groundplan.spec.entities import signatures
from groundplan.spec.entities.bullets import is_spelled
from groundplan.spec.entities.headed import heading_entity
from groundplan.spec.entities.relations import is_index
from groundplan.spec.fields import fields, inline
from groundplan.spec.fields.attributes import column as sql_column
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity, Field
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.titles import entity_name
from groundplan.spec.text.words import heading, split

if TYPE_CHECKING:
    from groundplan.document import Block, Fence
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

MAX_LINE = 400
MIN_COLUMNS, MIN_TYPED = 3, 2
"""Fewer lone names may be anything; with types, fewer will do."""
_REMARKS = ("--", "#", "//", "...", "…")


def read(fence: Fence, before: Block | None, region: Region, draft: Draft) -> None:
    """What a fence in a data model lists: the columns of the table named above it, else whole tables."""
    path = region.document.path
    lines = [one for one in _lines(fence) if not one.text.startswith(_REMARKS)]
    if not lines or any(len(one.text) > MAX_LINE for one in lines) or _is_sql(lines[0].text):
        return
    lines = [one for one in lines if not is_index(one.text)]
    groups = _groups(lines, path) if lines else []
    if groups:
        draft.code_entities += groups
        return
    plain = [one for one in lines if not _key().match(one.text)]
    named = _names(plain, region) if plain else ()
    if named:
        draft.code_entities += [Entity(one.text, (), place(path, one), carrier="code") for one in named]
        return
    signed = [signatures.signature(_rounded(one), path) for one in plain]
    if all(signed):
        draft.code_entities += [one for one in signed if one]
        return
    headed = len(plain) > 1 and all(one.column > plain[0].column for one in plain[1:])  # `orders` over its columns
    listed = () if headed else _rows(plain, path) or _columns(lines, path)
    where = _label(before) or region.title
    name = where.text if where is not region.title else heading_entity(region)[0]
    if listed and name and not is_message(name):
        draft.code_entities.append(Entity(name, listed, place(path, where), carrier="code"))


def _lines(fence: Fence) -> list[Text]:
    """The lines that are not blank, without the branches of a tree, and where their words begin."""
    found = []
    for number, words in enumerate(fence.lines, fence.line):
        plain = _told(words).lstrip(_BRANCHES)
        if plain and not words.lstrip().startswith("-- "):
            found.append(Text(plain.rstrip(), number, len(words) - len(plain) + 1))
    return found


def _told(words: str) -> str:
    """A line without the remark behind an arrow to the left; one to the right says what a column refers to."""
    if "←" in words:
        words = words.partition("←")[0].rstrip()
    return regex.sub(r"→ ?(\w+ ?\(\w+\))$", r"REFERENCES \1", words) if "→" in words else words


def _rounded(line: Text) -> Text:
    """`Asset { name, ownerId }` as a table with its columns is written."""
    head, _, rest = line.text.partition("{")
    if not head.strip().isidentifier() or not rest.rstrip(" ;,").endswith("}"):
        return line
    return line._replace(text=f"{head}({rest.rstrip(' ;,')[:-1]})")


_BRANCHES = " \t│├└─┬|+-*•·"


def _label(before: Block | None) -> Text | None:
    """The one name in a code span of a line right above: ``Suggested `rides`:``."""
    line = before.lines[-1] if isinstance(before, Paragraph) else None
    found = _named().fullmatch(line.text) if line else None
    if not line or not found:
        return None
    return Text(found.group(1), line.line, line.column + found.start(1))


@cache
def _named() -> re.Pattern[str]:
    return regex.compile(r"[^`]{0,40}`(\w+)`[^`]{0,40}[:：]\**")


@cache
def _key() -> re.Pattern[str]:
    """`PRIMARY KEY (source, day)`, `PK(source, day)`, `foreign key (user_id) references users`: about columns."""
    return regex.compile(r"(primary key|foreign key|pk|fk)\s*\(([\w, `\"]+)\)", re.IGNORECASE)


def _columns(lines: list[Text], path: str) -> tuple[Field, ...]:
    """The columns where every line is one, or a key of some, and one of them is a key, or each has a type."""
    keys = [_key().match(one.text) for one in lines]
    primary = {name.strip(' `"') for key in keys if key and key[1][:1] in "pP" for name in key[2].split(",")}
    found = [_column(one, path) for one, key in zip(lines, keys, strict=True) if not key]
    made = tuple(one._replace(primary_key=one.primary_key or one.name in primary) for one in found if one)
    if len(made) < len(found):
        return ()
    typed = len(made) >= MIN_TYPED and all(one.type.base not in ("unknown", "ref") for one in made)
    return made if typed or primary or (len(made) >= MIN_COLUMNS and any(map(_is_key, made))) else ()


def _rows(lines: list[Text], path: str) -> tuple[Field, ...]:
    """`id (uuid), email (text), state,` over lines: columns in rows, the first of them a key."""
    made: list[Field] = []
    for one in lines if any(len(split(one.text.rstrip(","))) > 1 for one in lines) else ():
        found = inline.columns(one._replace(text=one.text.rstrip(",")), path)
        if not found or not all(each.name.isidentifier() and each.name.isascii() for each in found):
            return ()
        made += found
    return tuple(made) if len(made) >= MIN_COLUMNS and made[0].name.lower().endswith("id") else ()


def _names(lines: list[Text], region: Region) -> tuple[Text, ...]:
    """`Driver, Depot, Lorry   (who drives)`: names alone, below a heading that says what is listed."""
    last = heading(region.title.text)[0].lower().rpartition(" ")[2]
    if last not in vocabulary("things") or not all(_several().fullmatch(one.text) for one in lines):
        return ()
    return tuple(
        Text(found[0], one.line, one.column + found.start())
        for one in lines
        for found in regex.finditer(r"[A-Z]\w+", one.text.partition("(")[0])
    )


@cache
def _several() -> re.Pattern[str]:
    return regex.compile(r"[A-Z]\w*[a-z]\w*(?:,\s*[A-Z]\w*[a-z]\w*)*,?\s*(?:\([^()]*\))?")


def _is_key(one: Field) -> bool:
    return one.primary_key or one.name.lower() in ("id", "_id", "uuid") or one.name.endswith(("_id", "Id"))


def _is_sql(text: str) -> bool:
    """`CREATE TABLE`, `SELECT`: what SQL says of itself is read as SQL."""
    return text.split(None, 1)[0].isupper()


@cache
def _line() -> re.Pattern[str]:
    """`quote_mode    manual | auto`, `id: UUID (PK)`, `owner_id -> users`, `email # unique`."""
    return regex.compile(
        r"([a-z_]\w*\??)(?:\[\])?(?:(?:[ \t]*[:：]|[ \t]{2,}|[ \t](?=->|→|\())[ \t]*(\S.*)|[ \t]+(?:#|--|//).*)?$"
    )


@cache
def _stated() -> re.Pattern[str]:
    """`created_at timestamptz not null default now()`, as SQL has it."""
    return regex.compile(
        r"([a-z_]\w*)[ \t]+[A-Za-z]\w*(?:\([\d, ]+\)|\[\])?[ \t]+"
        r"(?:primary key|not null|null|default|unique|references|check|generated)\b",
        re.IGNORECASE,
    )


def _column(line: Text, path: str) -> Field | None:
    stated = _stated().match(line.text)
    if stated:
        from groundplan.spec.code import sql

        one = sql.column(line.text.split(" --")[0].rstrip(", "), line._replace(text=stated[1]), path)
        if one and (one.type.base not in ("unknown", "ref") or "REFERENCES" in line.text):
            return one
    found = _line().match(line.text.rstrip(","))
    if not found:
        return sql_column(line, path) or _plain(line, path)
    name, rest = found.group(1), (found.group(2) or "").split(" //")[0].split(" # ")[0].split(" --")[0].strip()
    span = place(path, line, found.start(1), len(name))
    behind = f" {rest}" if rest[:1] == "(" else f": {rest}"
    typed = fields.from_bullet(Text(f"{name}{behind}", line.line, line.column), path) if rest else None
    if typed:
        return typed.field._replace(span=span)
    kind = read_type(rest) if "|" in rest else None  # `manual | auto`
    return fields.make(name.rstrip("?"), kind or fields.UNKNOWN, span, (), description="" if kind else rest)


def _plain(line: Text, path: str) -> Field | None:
    """`score bigint`: a name and a type that we know."""
    name, _, words = line.text.rstrip(",").partition(" ")
    kind = read_type(words) if name.isidentifier() and words else None
    if kind is None or kind.base in ("unknown", "ref", "enum"):
        return None
    return fields.make(name, kind, place(path, line, 0, len(name)), (), raw_type=words)


def _groups(lines: list[Text], path: str) -> list[Entity]:
    """Tables that stand further out than their columns: `users` over `id`, `email`; none where a line is neither."""
    margin = min(one.column for one in lines)
    groups: list[tuple[Text, list[Text]]] = []
    for one in lines:
        if one.column == margin:
            groups.append((one, []))
        elif groups:
            groups[-1][1].append(one)
    made = [_group(head, below, path) for head, below in groups]
    return [one for one in made if one] if all(made) else []


def _group(head: Text, below: list[Text], path: str) -> Entity | None:
    name, label = entity_name(head.text)
    columns = _columns(below, path)
    plain = not name or is_message(name) or not name.replace(" ", "_").isidentifier()
    if plain or not columns or not any(is_spelled(one.name) or one.primary_key for one in columns):
        return None
    return Entity(name, columns, place(path, head), label, carrier="code")
