"""The parts of a resource that a sentence lists, or the bullets below it."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place, place_within
from groundplan.spec.entities import shown
from groundplan.spec.fields import fields, inline
from groundplan.spec.fields.cells import constraint_pieces, known_type
from groundplan.spec.model import Field, FieldType
from groundplan.spec.text.words import split

MIN_NAMES = 3
"""Fewer names in a list are examples."""
MAX_SENTENCE = 2_000
ENGLISH = "fields?|columns?|attributes?|properties"
KOREAN = "필드|컬럼|열|속성"


@cache
def end() -> re.Pattern[str]:
    """Where a sentence ends."""
    return regex.compile(r"(?<!\be\.g)(?<!\bi\.e)\.\s+(?=[A-Z가-힣`*])")


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    return {
        "cue": regex.compile(rf"(?:\b(?:{ENGLISH})|(?:{KOREAN}))[*_]*\s*[:：]", re.IGNORECASE),
        "plain": regex.compile(r"([A-Za-z_]\w*)(\[\]|\?)?(?:\s*\(([^()]+(?:\([^()]*\)[^()]*)*)\))?"),
        "name": regex.compile(r"`(\w+\??)`(?:\s+[`(]?([A-Za-z][\w ]*?(?:\(\d[\d, ]*\))?)[`)]?(?=[,;.()]|\s+and\b|$))?"),
        "column": regex.compile(r"`(\w+ [^`]+)`"),
        "object": regex.compile(r":?\s*`\{ ?([A-Za-z_][\w, ?]{4,300}?) ?\}`"),
        "bracket": regex.compile(r" ?\([^()]*(?:\([^()]*\)[^()]*)*\)"),
        "bullet": regex.compile(r"[`*]+(\w+\??)[`*]+\s+([A-Za-z가-힣].*)$"),
        "item": regex.compile(
            r"[*]*(?:`([A-Za-z_]\w*\??)`|([a-z_]\w*)(?= \())[*]*( ?\([^()]*(?:\([^()]*\)[^()]*)*\))?"
            r"(?=\s*(?:$|[:,.—–-]))"
        ),
    }


def listed(text: str, lines: tuple[Text, ...], path: str, start: int, end: int) -> list[Field]:
    """The parts between two offsets of a sentence over `lines`."""
    one = _shapes()["object"].match(text, start, end)
    start, end = one.span(1) if one else (start, end)
    return _inline(text, lines, path, start, end) or _plain(text, lines, path, start, end)


def _plain(text: str, lines: tuple[Text, ...], path: str, start: int, end: int) -> list[Field]:
    """`id, email, tags[], created_at`: names without code spans, some spelled as only programs spell them."""
    opening = _entry().match(text, start, end)
    start = opening.end() if opening else start
    found: list[Field] = []
    for part, at in split(text[start:end].rstrip(". ").replace(" and ", ",    ")):
        one = _shapes()["plain"].fullmatch(part)
        if one is None and found and _ruled().match(part):
            break  # `with a unique constraint on (a, b)`: what is said of the table
        if one is None and part.strip():
            return []
        if one is None:
            continue  # between `, and `
        where = place_within(path, lines, start + at, len(one.group(1)))
        inside = _assigned().sub("", _sized().sub(r"\1(\2)", one.group(3) or ""))
        kind = FieldType("list", item="unknown") if one.group(2) == "[]" else _type(inside)
        made = Field(one.group(1), kind, where, nullable=one.group(2) == "?")
        noted = _noted(one.group(1), f"({inside})", lines[0], path) if inside and not kind.values else made
        found.append(noted._replace(span=where) if kind.base == "unknown" and noted.type.base != "unknown" else made)
    spelled = any("_" in one.name or one.name == "id" or not one.name.islower() for one in found)
    typed = sum(one.type.base != "unknown" for one in found)
    return found if len(found) >= MIN_NAMES and (spelled or 2 * typed > len(found)) else []


@cache
def _entry() -> re.Pattern[str]:
    """What stands between the word for columns and the first of them: `컬럼을 가져야 한다: id`."""
    return regex.compile(r"(?:[을를]? ?(?:가[져진]|포함|갖|두|정의)[가-힣]{0,4}(?: 한다| 합니다)?(?=: ))?[ :*]*")


@cache
def _sized() -> re.Pattern[str]:
    """`VARCHAR 255`: a type and its length without brackets."""
    return regex.compile(r"\b((?:VAR)?CHAR|varchar|char) (\d+)\b")


@cache
def _assigned() -> re.Pattern[str]:
    """`str | None`, `str = "medium"`: what else may stand there, and what does where nothing else is given."""
    return regex.compile(r" ?\| ?(?:None|null)\b| ?= ?[\"']?[\w.]+[\"']?$")


@cache
def _ruled() -> re.Pattern[str]:
    return regex.compile(
        r"(?:and )?(?:with|plus|having) (?:an? |the )?(?:composite |compound )?(?:unique|UNIQUE|primary|index|foreign)"
    )


def _type(inside: str) -> FieldType:
    """`JSON` in brackets is a type, `open/done` are the values of a choice; other words are said of the field."""
    values = tuple(inside.split("/"))
    if len(values) > 1 and all(one.isidentifier() for one in values):
        return FieldType("enum", values=values)
    return (known_type(inside) if inside else None) or fields.UNKNOWN


def _inline(text: str, lines: tuple[Text, ...], path: str, start: int, end: int) -> list[Field]:
    """Names in code spans behind the word for columns, up to the end of the sentence."""
    found = shown.columns(text, lines, path, start, end, least=MIN_NAMES)
    if found:
        return found
    found = named(text, lines, path, start, end)
    typed = sum(one.type.base != "unknown" for one in found)
    return found if len(found) >= MIN_NAMES or (typed >= 2 and typed == len(found)) else []


def named(text: str, lines: tuple[Text, ...], path: str, start: int, end: int) -> list[Field]:
    """The names in code spans between two offsets, each with what stands behind it."""
    found: list[Field] = []
    closed = start
    for one in _shapes()["name"].finditer(text, start, end):
        before = text[max(start, one.start() - 40) : one.start()]
        around = text[max(one.start() - 1, start) : one.end(1) + 2]
        aside = around == f"(`{one[1]}`)" and not before.endswith((" field (", " column ("))
        if one.start() < closed or _pointing().search(before) or aside:
            continue
        kind = known_type(one[1].lower().rstrip("?")) if one[1][:1].isupper() else None
        if kind and regex.match(r"` (?:fields?|columns?) \(`", text[one.end(1) : one.end(1) + 12]):
            continue  # one optional `Json?` field (`hours`)
        kind = kind if found and not one[1].endswith("?") else None
        if kind and (one[1].isupper() or _said().search(before)):
            found[-1] = found[-1] if one[1].isupper() else found[-1]._replace(type=kind, raw_type=one[1])
            continue  # `opened_at` `TIMESTAMPTZ`, `title` as a non-empty `String`: what the names before are
        kind = known_type(one[2].strip()) if one[2] else None
        bracket = _shapes()["bracket"].match(text, one.end(1) + 1, end)
        closed = bracket.end() if bracket else closed
        made = _noted(one[1].rstrip("?"), bracket[0] if bracket and not kind else "", lines[0], path)
        span = place_within(path, lines, one.start(1), len(one[1]))
        made = made._replace(type=kind, raw_type=one[2]) if kind else made
        found.append(made._replace(span=span))
    return found


@cache
def _pointing() -> re.Pattern[str]:
    return regex.compile(r"(?:FK|references|to|key)\s*$|→\s*$")


@cache
def _said() -> re.Pattern[str]:
    """`as a non-empty `, before a type."""
    return regex.compile(r"`[ ,]+(?:as|is|of type) (?:an? |the )?(?:[a-z-]+ ){0,5}$")


def columns(lines: tuple[Text, ...], path: str) -> tuple[Field, ...]:
    """`Key columns: `email` (UNIQUE), `role`, `town`` in the words below the heading of a resource."""
    text = " ".join(one.text for one in lines)
    if "`" not in text or len(text) > MAX_SENTENCE:
        return ()
    cue = _shapes()["cue"].search(text)
    stop = end().search(text, cue.end()) if cue else None
    return tuple(_inline(text, lines, path, cue.end(), stop.start() if stop else len(text))) if cue else ()


def bullet(line: Text, path: str) -> Field | None:
    """A field of `` `name` TYPE constraints (words)`` or of any other spelling of a field bullet."""
    whole = _shapes()["column"].match(line.text)
    if whole:
        from groundplan.spec.code import sql

        own = Text(whole.group(1).partition(" ")[0], line.line, line.column + 1)
        made_of_sql = sql.column(whole.group(1), own, path)
        if made_of_sql and made_of_sql.type.base != "unknown":
            return made_of_sql
    found = fields.from_bullet(line, path)
    if found:
        return found.field
    spaced = _shapes()["bullet"].match(line.text)
    if not spaced:
        return None
    rest, name = spaced.group(2).replace("`", " "), spaced.group(1).rstrip("?")
    for words in (rest, rest.partition(" (")[0]):
        made = fields.from_pieces(name, line, path, constraint_pieces(words))
        if made and made.field.type.base not in ("unknown", "ref"):
            return made.field
    return None


def item(line: Text, path: str) -> Field | None:
    """`` `made_at`: words``, `kind (enum: DAY or NIGHT)`: a field whose type may be in words that we do not know."""
    found = _shapes()["item"].match(line.text)
    name = (found[1] or found[2]).rstrip("?") if found else ""
    if not found or not name:
        return None
    at = found.start(1) if found[1] else found.start(2)
    behind = line.text[found.end() :].lstrip(" :—–-")
    typed = fields.from_pieces(name, line, path, constraint_pieces(behind.replace("`", " "))) if behind else None
    known = typed and not found[3] and typed.field.type.base not in ("unknown", "ref")
    made = typed.field if typed and known else _noted(name, found[3] or "", line, path)
    span = place(path, line, at, len(name))
    return made._replace(span=span, nullable=made.nullable or found[0].count("?`") > 0)


def _noted(name: str, inside: str, line: Text, path: str) -> Field:
    """A name with what stands in brackets behind it: a type, constraints, values or words."""
    pieces = constraint_pieces(inside.strip()[1:-1].replace("`", " ")) if inside else []
    typed = fields.from_pieces(name, line, path, pieces) if pieces else None
    if typed and typed.field.type.base not in ("unknown", "ref", "enum"):
        return typed.field
    own = inline.columns(line._replace(text=name + inside.replace("`", " ")), path, sure=True) if inside else []
    return own[0] if len(own) == 1 else fields.make(name, fields.UNKNOWN, place(path, line), ())
