"""Attributes as references of APIs list them below `The Order object`: `**id** *string* words`, `id string words`."""

from __future__ import annotations

import re
from functools import cache
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.draft import place
from groundplan.spec.fields import fields
from groundplan.spec.fields.cells import read_constraints, read_type
from groundplan.spec.model import FieldType
from groundplan.spec.text.titles import is_of_fields
from groundplan.spec.text.words import heading, split

if TYPE_CHECKING:
    from groundplan.document import Paragraph, Text
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

_MODIFIERS = frozenset(
    {"nullable", "optional", "required", "unique", "deprecated", "expandable", "unix", "iso", "8601"}
)
_OBJECTS = ("object", "resource", "객체", "오브젝트", "리소스")


@cache
def _title() -> re.Pattern[str]:
    return regex.compile(rf"(?:The )?\S+(?: \S+)? (?:{'|'.join(_OBJECTS)})(?: attributes)?$", re.IGNORECASE)


def is_object(region: Region) -> bool:
    """Whether a heading is of how a thing looks: `The Shipment object`."""
    title = region.title.text
    if not any(mark in (title + region.above).lower() for mark in _OBJECTS):
        return False
    words = region.above if is_of_fields(title) else heading(title)[0]
    return _title().match(words) is not None


@cache
def _line() -> re.Pattern[str]:
    return regex.compile(r"(?P<mark>[`*]*)(?P<name>[a-z_][\w.]*\??)[`*]*[ ]*(?:[:—–|-][ ]*)?(?P<rest>[\w`*_(].*)$")


def read(line: Text, path: str, *, marked: bool = False) -> Field | None:
    """The attribute of one line: a name, a type and other words; a `marked` name is in bold or a code span."""
    found = _line().match(line.text)
    if not found or (marked and not found["mark"]):
        return None
    words = regex.sub(r"[`*_()|,—–:]|\. | - ", " ", found["rest"]).split()
    said = takewhile(lambda one: one.lower() in _MODIFIERS, words)
    bounds = [one for word in said for one in read_constraints(word.lower()) or ()]
    plain = list(dropwhile(lambda one: one.lower() in _MODIFIERS, words))
    count = 3 if plain[1:2] == ["of"] else 1
    raw = " ".join(plain[:count])
    kind = read_type(raw) if raw else None
    if kind is None or kind.base in ("unknown", "ref"):
        return None
    where = place(path, line, found.start("name"), len(found["name"]))
    name = found["name"].rstrip("?")
    return fields.make(name, kind, where, bounds, raw_type=raw, description=" ".join(plain[count:]))


@cache
def _column() -> re.Pattern[str]:
    """Beside a name in a code span the type may be in small letters."""
    size = r"(?:\([\d, ]+\))?"
    choice = r"(?i:enum) ?\([\w'\", |/-]+\)"
    return regex.compile(
        rf"(?:[`*]*(?P<name>[A-Za-z_]\w*)[`*]*[ ]+(?P<type>[A-Z]{{3,}}\w*{size})"
        rf"|`(?P<shown>[A-Za-z_]\w*)`[ ]+(?P<small>{choice}|[a-z]+\d?{size}(?:\[\])?))"
        r"(?P<values>: ?`[^`]+`)?(?:[ ,](?P<rest>.*))?$"
    )


def column(line: Text, path: str) -> Field | None:
    """The field of a bullet that is a column as SQL writes it: `class_no INT NOT NULL FK -> classes.id`."""
    found = _column().match(line.text)
    name, raw = (found["name"] or found["shown"], found["type"] or found["small"]) if found else ("", "")
    values = (
        tuple(one.strip() for one in found["values"][1:].strip(" `").split("|")) if found and found["values"] else ()
    )
    kind = (
        FieldType("enum", values=values) if values else read_type(raw if "(" in raw else raw.lower()) if found else None
    )
    if not found or kind is None or kind.base in ("unknown", "ref") or (values and raw != "enum"):
        return None
    rest = (found["rest"] or "").strip()
    bounds = _bounds(rest)
    where = place(path, line, line.text.find(name), len(name))
    return fields.make(name, kind, where, bounds, raw_type=raw, description=rest)


def _bounds(rest: str) -> list[tuple[str, str]]:
    """The constraints among the words behind a type; `unique per tenant` is not unique."""
    words = regex.sub(r"\([^()]*\)|\bunique per\b.*", " ", rest).replace(",", " ").split()
    bounds: list[tuple[str, str]] = []
    while words:
        said, count = next(((one, n) for n in (3, 2, 1) if (one := read_constraints(" ".join(words[:n])))), ([], 1))
        bounds += said
        words = words[count:]
    return bounds


@cache
def _piece() -> re.Pattern[str]:
    return regex.compile(r"`([A-Za-z_]\w*)`(?:[ ]+(.*))?$")


def columns(line: Text, path: str) -> list[Field]:
    """The columns of a bullet, each with its name in a code span: `` `id` UUID PK, `owner_id`, `notes` text``."""
    parts = split(line.text.rstrip(". "))
    found = [_piece().match(part) for part, _ in parts]
    if len(parts) < 2 or not all(found):
        alone = column(line, path)
        bound = (
            found[0] if len(parts) == 1 and found[0] and read_constraints((found[0][2] or "").split(" (")[0]) else None
        )
        return [alone] if alone else [_of_piece(bound, line, path)] if bound else []
    made = [
        _of_piece(one, line._replace(text=part, column=line.column + at), path)
        for one, (part, at) in zip(found, parts, strict=True)
        if one
    ]
    return made if any(one.type.base != "unknown" or one.primary_key for one in made) else []


def _of_piece(one: re.Match[str], part: Text, path: str) -> Field:
    whole = column(part, path)
    return whole or fields.make(one[1], fields.UNKNOWN, place(path, part, 1, len(one[1])), _bounds(one[2] or ""))


@cache
def _sketched() -> re.Pattern[str]:
    return regex.compile(r"`([a-z_]\w*)`\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)(?:\s*[:—–-]\s*.*)?$")


def sketched(line: Text, path: str) -> list[Field]:
    """`` `place` (geography(Point, 4326), GIST index)`` among fields: one of a type that nobody here knows."""
    found = _sketched().match(line.text)
    if not found:
        return []
    head = regex.split(r"[:,(]", found[2], maxsplit=1)[0].strip()
    kind = read_type(head) if head else None
    known = kind if kind and kind.base not in ("unknown", "ref", "enum") else fields.UNKNOWN
    made = fields.make(found[1], known, place(path, line, 1, len(found[1])), (), description=found[2])
    return [fields.told(made, found[2])]


def of_paragraph(block: Paragraph, path: str) -> list[Field]:
    """The attributes of a paragraph: of each line with a name in bold, or of all its lines."""
    marked = [read(line, path, marked=True) for line in block.lines]
    if marked[0]:
        return [one for one in marked if one]
    plain = [read(line, path) for line in block.lines]
    return [one for one in plain if one] if len(plain) > 1 and all(plain) else []
