"""Where the SPEC refers to a name: beside the column, or in a constraint of its table further down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

_TABLE = 60
"""Lines of a table."""


def referred(item: Item, facts: Facts) -> Span:
    """The name in the line, or in the constraint of the same table that states the reference."""
    name, span = item.node.name, item.span
    if name in facts.line(span):
        return facts.place(span, name)
    lines = facts.lines.get(span.path, ())
    for number in range(span.line + 1, min(span.line + _TABLE, len(lines)) + 1):
        line = lines[number - 1]
        if line.startswith(("```", ");")) or line.lstrip().upper().startswith("CREATE "):
            break
        if name in line and "REFERENCES" in line.upper():
            return facts.place(Span(span.path, number, 1, number, len(line) + 1), name)
    return facts.place(span, name)
