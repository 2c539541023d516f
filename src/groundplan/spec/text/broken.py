"""Tables that Markdown has no form for: cells that go on in further lines, and a head with nothing but a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Paragraph, Table, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.document import Block

_MOST = 400
"""Lines that the cells of one row may go on in."""
_OPENS, _CLOSES = "{[(", "}])"


def table(blocks: Sequence[Block], at: int) -> tuple[Table, int] | None:
    """The table whose last row goes on below it, with what follows, and how many blocks it takes; None for any other.

    `| Add | POST | /boats | {` with `"name": text` and `} | 201 |` in lines of their own is one row of five.
    """
    first = blocks[at]
    if not isinstance(first, Table) or not first.header or at + 1 >= len(blocks):
        return None
    rows, taken, wide = list(first.rows), 1, len(first.header)
    while at + taken < len(blocks) and rows and _is_open(rows[-1], wide):
        whole = _continued(rows[-1], blocks[at + taken], wide)
        if whole is None:
            break
        rows[-1] = whole
        taken += 1
        more = blocks[at + taken] if at + taken < len(blocks) else None
        if isinstance(more, Table) and not more.header and more.rows[0][0].line == whole[-1].line + 1:
            rows += more.rows
            taken += 1
    return (first._replace(rows=tuple(rows)), taken) if taken > 1 else None


def _is_open(row: tuple[Text, ...], wide: int) -> bool:
    """Whether a row lacks cells, and its last opens a bracket that it does not close."""
    last = row[-1].text if row else ""
    return len(row) <= wide and sum(map(last.count, _OPENS)) > sum(map(last.count, _CLOSES))


def _continued(row: tuple[Text, ...], below: Block, wide: int) -> tuple[Text, ...] | None:
    """The row with the lines below it, where these give it just the cells that it lacks."""
    if not isinstance(below, Paragraph) or len(below.lines) > _MOST or below.lines[0].line != row[-1].line + 1:
        return None
    cells = list(row)
    for line in below.lines:
        words, *others = line.text.rstrip().removesuffix("|").split("|")
        cells[-1] = cells[-1]._replace(text=f"{cells[-1].text} {words.strip()}".rstrip())
        column = line.column + len(words) + 1
        for other in others:
            blank = len(other) - len(other.lstrip())
            cells.append(Text(other.strip(), line.line, column + blank))
            column += len(other) + 1
    last = below.lines[-1]
    ends = cells[-1].line < last.line and len(cells) == wide  # a last cell that goes on says where the next row is
    cells[-1] = cells[-1]._replace(line=last.line, column=last.column) if ends else cells[-1]
    return tuple(cells) if len(cells) == wide and last.text.rstrip().endswith("|") else None


def titled(block: Table) -> Iterator[Block]:
    """A table below its title, where its first cell is that and the first row has the heads."""
    heads = block.rows[0] if block.rows and block.header and _is_title(block.header) else ()
    known = sum(bool(vocabulary("columns").get(compact(bare(one.text)))) for one in heads)
    if known > 1 and 2 * known > len(heads):
        title = block.header[0]
        yield Paragraph((title._replace(text=f"**{bare(title.text)}**"),))
        yield block._replace(header=heads, rows=block.rows[1:])
    else:
        yield block


def _is_title(header: tuple[Text, ...]) -> bool:
    return len(header) > 1 and bool(header[0].text) and not any(one.text for one in header[1:])
