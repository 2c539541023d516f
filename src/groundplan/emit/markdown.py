"""A small markdown printer: blocks of plain data to CommonMark with tables.

Text is escaped by the printer. Only `Markup`, which this module's helpers make, passes as it is: so nothing that a
SPEC says can become a heading, a link, html or another cell, whoever writes the next section.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from groundplan.emit import text
from groundplan.record import NamedTuple


class Markup(str):
    """Markdown that is already safe. Formatting or adding to it gives plain text again, which is escaped."""

    __slots__ = ()


class Heading(NamedTuple):
    """A heading of level 1 to 6."""

    level: int
    text: str


class Paragraph(NamedTuple):
    """One paragraph."""

    text: str


class Bullets(NamedTuple):
    """A list; `numbered` where the order means something."""

    items: tuple[str, ...]
    numbered: bool = False


class Table(NamedTuple):
    """A table; every row is as long as `head`."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Fence(NamedTuple):
    """Lines that are printed as they are, in a fence longer than any in them."""

    language: str
    lines: tuple[str, ...]


class Comment(NamedTuple):
    """An html comment: a mark for programs, unseen by readers."""

    text: str


Block = Heading | Paragraph | Bullets | Table | Fence | Comment


def render(blocks: Iterable[Block]) -> str:
    """The document, blocks apart by one empty line, ending in a newline."""
    return "\n\n".join("\n".join(_lines(block)) for block in blocks) + "\n"


def code(value: str) -> Markup:
    """A code span."""
    return Markup(text.code(value))


def codes(values: Iterable[str], separator: str = ", ") -> Markup:
    """Code spans in a row."""
    return join((code(value) for value in values), separator)


def strong(value: str) -> Markup:
    """Bold words."""
    return Markup(f"**{_inline(value)}**")


def join(parts: Iterable[str], separator: str = " ") -> Markup:
    """Pieces of text and markup as one; empty pieces are left out."""
    return Markup(separator.join(_inline(part) for part in parts if part))


def _inline(value: str) -> str:
    return value if isinstance(value, Markup) else text.escape(value)


def _lines(block: Block) -> list[str]:
    match block:
        case Heading():
            return [f"{'#' * block.level} {_inline(block.text)}"]
        case Paragraph():
            return [_inline(block.text)]
        case Bullets():
            return [f"{f'{at}.' if block.numbered else '-'} {_inline(one)}" for at, one in enumerate(block.items, 1)]
        case Table():
            rule = "|" + " --- |" * len(block.head)
            return [_row(block.head), rule, *(_row(row) for row in block.rows)]
        case Fence():
            return _fence(block)
        case Comment():
            return [f"<!-- {text.one_line(block.text).replace('--', '- -').replace('>', '')} -->"]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_inline(cell) for cell in cells) + " |"


def _fence(block: Fence) -> list[str]:
    fence = "```"
    while any(fence in line for line in block.lines):
        fence += "`"
    return [fence + block.language, *block.lines, fence]
