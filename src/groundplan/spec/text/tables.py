"""What a table is about, told by its column heads."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from groundplan.grammar import compact, vocabulary
from groundplan.spec.text.messages import is_envelope
from groundplan.spec.text.words import bare, heading, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Table, Text

Columns = dict[str, int]
"""Kind of column to its position; a word such as 권한 may give more than one kind for a position."""


def columns(table: Table) -> Columns:
    """The kinds of the table's columns; the first column of a kind wins."""
    found = _columns(tuple(cell.text for cell in table.header))
    if "path" not in found or not table.rows or _is_path(table.rows[0], found["path"]):
        return found
    others = (at for at, head in enumerate(table.header) if "path" in _kinds(head.text))
    better = next((at for at in others if _is_path(table.rows[0], at)), None)  # `| API | URL |`: a name, and its path
    return found if better is None else {**found, "path": better}


def _is_path(row: tuple[Text, ...], position: int) -> bool:
    return position < len(row) and bare(row[position].text).startswith("/")


@lru_cache(1024)
def _columns(heads: tuple[str, ...]) -> Columns:
    found: Columns = {}
    for position, head in enumerate(heads):
        for kind in _kinds(head):
            found.setdefault("remark" if kind == "summary" and kind in found else kind, position)  # `설명 | 비고`
    if found.get("key") == found.get("field"):
        found.pop("key", None)  # `| Key | Value |`
    if "physical" in found:
        found["field"] = found["column"] = found["physical"]  # beside what people call it: `컬럼명`
    return found


def _kinds(head: str) -> list[str]:
    words, label = heading(head)
    table = vocabulary("columns")
    for candidate in (compact(bare(head)), compact(words), compact(label)):
        if candidate in table:
            kinds: list[str] = table[candidate]
            is_physical = "column" in kinds and "physical" in table.get(compact(label), ())
            return [*kinds, "physical"] if is_physical else kinds  # `컬럼명(영문)` beside `컬럼명(한글)`
    if head[:1] == "`" and head.count("`") == 2:  # `data[]` 필드
        kinds = table.get(compact(head.rpartition("`")[2]), [])
        return kinds if "field" in kinds else []
    first, found, _ = bare(head).partition("/")
    kinds = table.get(compact(first), []) if found else []
    return kinds if _SAID.issuperset(kinds) else []  # `타입/관계`, `Type / Format`; `Method / Path` is both


_SAID = frozenset({"field", "column", "type", "constraints", "default", "summary"})


def of_several(table: Table, found: Columns) -> Columns:
    """The columns of a table of fields whose first says of what they are by a word for any group: `| 구분 | 항목 |`."""
    first = compact(bare(table.header[0].text)) if table.header else ""
    is_grouped = (
        first in vocabulary("grouping") and "entity" not in found and 0 not in (found.get("field"), found.get("type"))
    )
    return {**found, "entity": 0} if is_grouped and is_field_table(found, "data_model") else found


def is_field_table(found: Columns, kind: str) -> bool:
    """A field table has a name and a type column; of columns, and inside a data model, constraints will do."""
    if "path" in found or "method" in found or "field" not in found:
        return False
    if "entity" in found and "type" not in found:
        return False  # what stands in it is said of fields that are defined elsewhere
    known = found.keys() & {"constraints", "required", "default", "key", "nullable"}
    return "type" in found or (bool(known) and (kind == "data_model" or "column" in found))


def lists_features(table: Table) -> bool:
    """Whether the rows of a table are features or requirements by its heads: an id, and what the feature is called."""
    found = columns(table)
    if "path" in found or "method" in found:
        return False
    heads = {kind_of("features", bare(one.text)) for one in table.header}
    return "ids" in heads or ("id" in found and "names" in heads)


def own_rows(table: Table, found: Columns) -> Iterator[tuple[Text, ...]]:
    """The rows but those of messages, where a cell names what its row and those below it are of."""
    travels = False
    for row in table.rows:
        one = cell(row, found, "entity")
        travels = is_envelope(bare(one.text)) if one else travels
        if not travels:
            yield row


def cell(row: tuple[Text, ...], found: Columns, kind: str) -> Text | None:
    """The cell of a row in the column of `kind`, if there is one and it is not empty."""
    position = found.get(kind, -1)
    if 0 <= position < len(row) and row[position].text:
        return row[position]
    return None


def caller(row: tuple[Text, ...], found: Columns) -> Text | None:
    """The cell that says who calls: of a column of roles beside one of authentication, where it names some."""
    role = cell(row, found, "role") if found.get("role") != found.get("auth") else None
    some = role is not None and bare(role.text).strip("-—– ").lower() not in ("", *vocabulary("everybody"))
    return role if some else cell(row, found, "auth")


def parts(text: str) -> list[str]:
    """The names in a cell: `started_on` / `ended_on` are two, as with a comma or a dot between them."""
    return text.replace(" / ", ",").replace("·", ",").split(",")


_CODES = frozenset({"code", "key", "value", "identifier", "코드", "값", "키", "식별자", "코드값", "영문"})
"""Heads of the column that says what something is called in the system."""


def code_column(table: Table) -> int:
    """The column behind the first that says what the roles are called in the system; 0 where none does."""
    return next((at for at, head in enumerate(table.header) if at and compact(head.text) in _CODES), 0)
