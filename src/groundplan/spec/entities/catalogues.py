"""Tables that list things with what each is made of: `| Shift | site, start, end |` below `| What | Details |`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.fields import fields, inline, spans
from groundplan.spec.model import Entity
from groundplan.spec.text import tables
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.titles import entity_name
from groundplan.spec.text.words import bare, heading

if TYPE_CHECKING:
    from groundplan.document import Table, Text

_HEADS = frozenset({
    "what", "name", "thing", "model", "모델", "엔터티", "object", "record", "data", "resource", "item",
    "이름", "대상", "항목", "구분", "데이터", "정보", "객체",
})  # fmt: skip
"""Heads of the column that names the things, beside those that say `named`."""
_CALLED = frozenset({
    "table", "tables", "tablename", "entity", "entityname", "collection", "테이블", "테이블명", "엔티티", "엔티티명",
    "엔터티", "컬렉션", "컬렉션명", "エンティティ", "テーブル",
})  # fmt: skip
"""Heads of the first column of tables that list resources by their names in the system."""
_CHANGES = frozenset({"change", "changes", "변경", "변경사항", "변경내용"})
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


def naming(table: Table, *, modelled: bool) -> int:
    """The column of names in a table of resources, `| Table | Purpose |`, or -1.

    It is the first, or behind what people call them (`| 엔티티 | 테이블명 |`) the one beside it. Where things are
    `modelled` anything may be said of them, but for what changes in those that are there.
    """
    heads = [compact(heading(one.text)[0]) for one in table.header[:2]]
    changes = not modelled or not _CHANGES.isdisjoint(heads[1:])
    if not heads or (changes and "summary" not in tables.columns(table) and spans.listing(table) < 1):
        return -1
    for at, head in enumerate(heads):
        names = [name for row in table.rows for name in names_in(row, at)]
        if head not in _CALLED or all(one.isidentifier() and one.isascii() for one in names):
            return at if head in _CALLED and names else -1
    return -1


def names_in(row: tuple[Text, ...], at: int) -> list[str]:
    """The names of a cell: `` `boats` / `boat_notes` `` are two."""
    return [bare(one) for one in tables.parts(row[at].text)] if at < len(row) and row[at].text else []
