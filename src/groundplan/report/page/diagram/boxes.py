"""Tables as boxes: all columns where they are few, the keys where they are many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from groundplan.emit.architecture.data import shown_type
from groundplan.report.page.diagram.model import WIDTH, Box, BoxRow, Edge, Tables
from groundplan.report.width import shown, width

if TYPE_CHECKING:
    from groundplan.plan.model.data import Field, Resource

_FEW_TABLES = 14
_MOST_ROWS = 16
_ROOM = WIDTH - 58
"""What a row has for name and type, in pixels; a character of them takes so many."""
_WIDE, _NARROW = 7.3, 6.7
_NAME, _TITLE = 21, 26


def boxes(resources: Sequence[Resource]) -> Tables:
    """The boxes in the order of the tables, and the foreign keys between them."""
    numbers = {one.table: number for number, one in enumerate(resources)}
    keys_only = len(resources) > _FEW_TABLES
    made, edges = [], []
    for number, resource in enumerate(resources):
        fields = _shown(resource, keys_only=keys_only)
        made.append(_box(resource, fields))
        edges += [
            Edge(number, numbers[key.table], row, one.nullable, _alone(one, resource))
            for row, one in enumerate(fields)
            if (key := one.foreign_key) and key.table in numbers
        ]
    loops = tuple(one for one in edges if one.source == one.target)
    return Tables(tuple(made), tuple(one for one in edges if one.source != one.target), loops)


def _shown(resource: Resource, *, keys_only: bool) -> list[Field]:
    """Keys always; other columns where there is room."""
    room = 0 if keys_only else _MOST_ROWS - sum(_is_key(one, resource) for one in resource.fields)
    shown_ones = []
    for one in resource.fields:
        if not _is_key(one, resource):
            room -= 1
            if room < 0:
                continue
        shown_ones.append(one)
    return shown_ones


def _is_key(field: Field, resource: Resource) -> bool:
    return field.foreign_key is not None or field.column in resource.primary_key


def _alone(field: Field, resource: Resource) -> bool:
    """Whether one row at most refers to each: the far end is no crow's foot."""
    return field.unique or resource.primary_key == (field.column,)


def _box(resource: Resource, fields: Sequence[Field]) -> Box:
    rows = []
    for one in fields:
        primary = "PK" if one.column in resource.primary_key else ""
        name = _cut(one.column, _NAME)
        room = (_ROOM - _WIDE * width(name)) // _NARROW
        kind = _cut(shown_type(one.type).removeprefix("enum "), int(room))
        rows.append(BoxRow(name, kind, primary or ("FK" if one.foreign_key else "UK" if one.unique else "")))
    return Box(_cut(resource.table, _TITLE), resource.kind, tuple(rows), len(resource.fields) - len(fields))


def _cut(text: str, most: int) -> str:
    plain = shown(text)
    if width(plain) <= most:
        return plain
    while plain and width(plain) >= most:
        plain = plain[:-1]
    return f"{plain}…" if plain else ""
