"""What a fence without a language holds that is no code: requirements, a line each, and tables drawn with lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Fence, Item, Table, Text
from groundplan.document.parse import cells
from groundplan.spec.text.identifiers import leading_id, names_requirement

if TYPE_CHECKING:
    from groundplan.document import Block

_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext"})
_FEW = 2


_DRAWN = str.maketrans("│║┃", "|||")
_LINES = frozenset("+-=|:─━═│║┃┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╞╡╪┏┓┗┛┣┫┳┻╋")
"""What a line between the rows of a drawn table is made of."""


def listed(fence: Fence) -> tuple[Block, ...]:
    """The fence as the table or the list that it is, or as it stands."""
    if fence.info not in _PLAIN:
        return (fence,)
    table = _table(fence)
    return (table,) if table else _requirements(fence)


def _table(fence: Fence) -> Table | None:
    """A table with a line drawn below its heads: `Column │ Type`; boxes side by side have blank heads between them."""
    rows: list[tuple[Text, ...]] = []
    ruled = 0
    for number, words in enumerate(fence.lines, fence.line):
        plain = words.strip()
        if not plain:
            continue
        if _LINES.issuperset(plain):
            ruled = ruled or len(rows)
            continue
        row = cells(words.translate(_DRAWN), number)
        if len(row) < _FEW or (rows and len(row) != len(rows[0])):
            return None
        if rows and ruled and not row[0].text:
            rows[-1] = tuple(_joined(one, more) for one, more in zip(rows[-1], row, strict=True))
        else:
            rows.append(row)
    return Table(rows[0], tuple(rows[1:])) if ruled == 1 and rows[1:] and all(one.text for one in rows[0]) else None


def _joined(one: Text, more: Text) -> Text:
    """A cell that goes on in the line below it."""
    return one._replace(text=f"{one.text} {more.text}") if one.text and more.text else one if one.text else more


def _requirements(fence: Fence) -> tuple[Block, ...]:
    """The fence as a list, where every line that is not further in begins with an id."""
    items: list[Item] = []
    for number, words in enumerate(fence.lines, fence.line):
        plain = words.strip()
        line = Text(plain, number, len(words) - len(words.lstrip()) + 1)
        if plain and names_requirement(leading_id(plain)):
            items.append(Item(0, "-", (line,)))
        elif plain and items and line.column > items[-1].lines[0].column:
            items[-1] = items[-1]._replace(lines=(*items[-1].lines, line))
        elif plain:
            return (fence,)
    return tuple(items) if len(items) >= _FEW else (fence,)
