"""Tables that list things with what each is made of: `| Shift | site, start, end |` below `| What | Details |`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.fields import fields, inline
from groundplan.spec.model import Entity
from groundplan.spec.text import tables
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.titles import entity_name
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.document import Table, Text

_HEADS = frozenset({
    "what", "name", "thing", "model", "모델", "엔터티", "object", "record", "data", "resource", "item",
    "이름", "대상", "항목", "구분", "데이터", "정보", "객체",
})  # fmt: skip
"""Heads of the column that names the things, beside those that say `named`."""
MIN_ROWS = 2
MIN_PARTS = 2


def entities(table: Table, path: str) -> list[Entity]:
    """The things of such a table in a data model; none where a row lists no names."""
    head = compact(bare(table.header[0].text)) if table.header else ""
    known = head in _HEADS or head in vocabulary("named")
    if not known or tables.columns(table).keys() & {"type", "path", "method"} or len(table.rows) < MIN_ROWS:
        return []
    at = next((at for at in range(1, len(table.header)) if all(_parts(row, at, path) for row in table.rows)), 0)
    made = [_entity(row, at, path) for row in table.rows] if at else []
    return [one for one in made if one] if all(made) else []


def _parts(row: tuple[Text, ...], at: int, path: str) -> bool:
    return at < len(row) and "," in row[at].text and len(inline.columns(row[at], path)) >= MIN_PARTS


def _entity(row: tuple[Text, ...], at: int, path: str) -> Entity | None:
    name, label = entity_name(row[0].text)
    made = tuple(one._replace(origin="inferred") for one in inline.columns(row[at], path))
    known = bool(name) and not is_message(name) and fields.identifier(name.replace("-", " ")) != ""
    return Entity(name, made, place(path, row[0]), label) if known else None
