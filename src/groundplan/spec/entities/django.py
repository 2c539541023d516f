"""Fields of Django models as prose gives them: `owner FK CASCADE related_name='boats'; built DateField null`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Text
from groundplan.spec.draft import Draft, place
from groundplan.spec.entities.headed import heading_entity
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region

_HINTS = ("Field(", "Field ", "Field;", " FK", " O2O", "auto_now", "related_name")
_MAX_LINE = 400
_KEYS = frozenset({"FK", "O2O", "ForeignKey", "OneToOneField", "OneToOne"})


def read(region: Region, draft: Draft) -> None:
    """What the heading of a data model names, with the fields of the bullets below it."""
    if region.kind != "data_model" or region.own:
        return
    lines = [one.lines[0] for one in region.blocks if one.__class__ is Item]
    if not any(hint in line.text for line in lines for hint in _HINTS):
        return
    name, label = heading_entity(region)
    path = region.document.path
    found = {one.name: one for line in lines for one in _fields(line, path)} if name else {}
    if found:
        draft.code_entities.append(Entity(name, tuple(found.values()), place(path, region.title), label))


def _fields(line: Text, path: str) -> Iterator[Field]:
    """The fields of a line, which semicolons part, and commas where each piece has a form of its own."""
    if len(line.text) > _MAX_LINE or line.text.startswith(("Meta", "@", "__", "`__")):
        return
    at = 0
    for part in line.text.split(";"):
        for piece, offset in split(part):
            made = _field(line, at + offset, piece, path)
            if made is None:
                break  # a remark, and what goes on from it
            yield made
        at += len(part) + 1


@cache
def _shape() -> re.Pattern[str]:
    kind = r"\w+Field|FK|O2O|ForeignKey|OneToOne|DateTime|Date|bool|\w*Int(?:eger)?|auto_now(?:_add)?"
    return regex.compile(
        rf"[`*]*(?P<name>[a-z]\w*)[`*]*(?:\((?P<size>\d{{1,4}})\b[^()]*\)|\((?P<inner>\w+Field)\b[^()]*\)"
        rf"|\s+[`*]*(?P<type>{kind})\b[`*]*(?:\((?P<length>\d{{1,4}})?[^()]*\))?)(?P<rest>.*)$"
    )


@cache
def _target() -> re.Pattern[str]:
    return regex.compile(r"\s*(?:->|→|to|\()?\s*(?:\w+\.)?([A-Z][a-z]\w*)")


def _field(line: Text, at: int, piece: str, path: str) -> Field | None:
    found = _shape().match(piece)
    if found is None:
        return None
    kind = found["type"] or found["inner"] or ""
    rest = found["rest"]
    if kind in _KEYS:
        target = _target().match(rest)
        shown = FieldType("ref", target=target[1] if target else found["name"])
    elif not kind:
        shown = FieldType("string", length=int(found["size"]))
    elif kind.startswith("auto_now"):
        shown = FieldType("datetime")
    else:
        from groundplan.spec.code.pyclasses import DJANGO

        shown = FieldType(DJANGO.get(kind.removesuffix("Field").lower(), "unknown"))
        shown = shown._replace(length=int(found["length"])) if shown.base == "string" and found["length"] else shown
    missing = regex.search(r"\bnull\b(?!=False)", piece) is not None
    return Field(
        found["name"],
        shown,
        place(path, line, at + found.start("name"), len(found["name"])),
        required=not missing,
        nullable=missing,
        unique=kind == "O2O" or "unique" in piece,
        primary_key=regex.search(r"\b(?:pk|primary_key)\b", piece) is not None,
        read_only=kind.startswith("auto_now"),
        raw_type=kind,
    )
