"""Long lists of requirements and tables of endpoints in parts, each a region.

Of what is typed in one line, an editor reads one part again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan.document import Block, Item, Paragraph, Table
from groundplan.spec.outline import IN_BOLD, Region
from groundplan.spec.text.identifiers import leading_id
from groundplan.spec.text.tables import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOGETHER = 24
"""Requirements, or rows, of a part."""
FEWEST = 96
"""What has less is not parted."""

Blocks = tuple[Block, ...]


def in_parts(regions: Iterable[Region]) -> Iterator[Region]:
    """The regions, with those cut that hold more of one kind than one reads at once."""
    for region in regions:
        parts = _of_list(region) or _of_table(region)
        if parts:
            yield region._replace(blocks=parts[0])
            yield from (region._replace(blocks=blocks, level=IN_BOLD) for blocks in parts[1:])
        else:
            yield region


def _of_list(region: Region) -> list[Blocks]:
    """A list of requirements, cut before some of its ids."""
    cuts = _cuts(region.blocks) if region.own == "requirements" and not region.main else []
    return [region.blocks[start:end] for start, end in _ends(cuts, len(region.blocks))]


def _of_table(region: Region) -> list[Blocks]:
    """A table of endpoints with the words above it; each part has its head."""
    *words, table = region.blocks or (None,)
    if not isinstance(table, Table) or len(table.rows) < FEWEST or not _are_words(words):
        return []
    if not {"method", "path"} <= columns(table).keys():
        return []
    rows = [table.rows[start:end] for start, end in _ends(list(range(len(table.rows))), len(table.rows))]
    first, *others = (table._replace(rows=own) for own in rows)
    return [(*region.blocks[:-1], first), *((one,) for one in others)]


def _are_words(blocks: Iterable[Block | None]) -> bool:
    return all(block.__class__ is Paragraph for block in blocks)


def _ends(cuts: list[int], last: int) -> Iterator[tuple[int, int]]:
    """Where the parts begin and end; nothing where there are too few cuts."""
    if len(cuts) >= FEWEST:
        yield from pairwise((0, *cuts[TOGETHER : 1 - TOGETHER : TOGETHER], last))


def _cuts(blocks: Blocks) -> list[int]:
    """Where a requirement begins, in a list where every bullet is one by its id; in any other nowhere."""
    if len(blocks) < FEWEST or {block.__class__ for block in blocks} != {Item}:
        return []
    outer = [at for at, block in enumerate(blocks) if isinstance(block, Item) and block.depth == 0]
    first = [block.lines[0].text for block in blocks if isinstance(block, Item) and block.depth == 0]
    return outer if outer[:1] == [0] and all(map(leading_id, first)) else []
