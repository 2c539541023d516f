"""Requirements in a fence without a language: `FR-001  The system shall ...`, a line each, are read as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Fence, Item, Text
from groundplan.spec.text.identifiers import leading_id, names_requirement

if TYPE_CHECKING:
    from groundplan.document import Block

_PLAIN = frozenset({"", "text", "txt", "plain", "plaintext"})
_FEW = 2


def listed(fence: Fence) -> tuple[Block, ...]:
    """The fence as the list that it is, or as it stands: every line that is not further in begins with an id."""
    if fence.info not in _PLAIN:
        return (fence,)
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
