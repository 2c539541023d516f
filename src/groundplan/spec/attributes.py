"""Attributes as references of APIs list them below `The Order object`: `**id** *string* words`, `id string words`."""

from __future__ import annotations

import re
from functools import cache
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec import fields
from groundplan.spec.cells import read_constraints, read_type
from groundplan.spec.draft import place
from groundplan.spec.titles import is_of_fields
from groundplan.spec.words import heading

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
    return regex.compile(
        r"[`*]*(?P<name>[A-Za-z_]\w*)[`*]*[ ]+(?P<type>[A-Z]{3,}\w*(?:\([\d, ]+\))?)(?:[ ]+(?P<rest>.*))?$"
    )


def column(line: Text, path: str) -> Field | None:
    """The field of a bullet that is a column as SQL writes it: `class_no INT NOT NULL FK -> classes.id`."""
    found = _column().match(line.text)
    kind = read_type(found["type"].lower()) if found else None
    if not found or kind is None or kind.base in ("unknown", "ref"):
        return None
    words = (found["rest"] or "").split()
    bounds: list[tuple[str, str]] = []
    while words:
        said, count = next(((one, n) for n in (3, 2, 1) if (one := read_constraints(" ".join(words[:n])))), ([], 1))
        bounds += said
        words = words[count:]
    where = place(path, line, found.start("name"), len(found["name"]))
    return fields.make(found["name"], kind, where, bounds, raw_type=found["type"], description=found["rest"] or "")


def of_paragraph(block: Paragraph, path: str) -> list[Field]:
    """The attributes of a paragraph: of each line with a name in bold, or of all its lines."""
    marked = [read(line, path, marked=True) for line in block.lines]
    if marked[0]:
        return [one for one in marked if one]
    plain = [read(line, path) for line in block.lines]
    return [one for one in plain if one] if len(plain) > 1 and all(plain) else []


def is_left(line: Text) -> bool:
    """Whether a line begins with a name in bold or a code span as an attribute does, whatever stands behind it."""
    found = _line().match(line.text)
    return found is not None and bool(found["mark"])
