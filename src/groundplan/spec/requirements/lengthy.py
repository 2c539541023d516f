"""Long lists of requirements in parts, each a region: of what is typed in one line, an editor reads one part again."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan.document import Block, Item
from groundplan.spec.outline import IN_BOLD, Region
from groundplan.spec.text.identifiers import leading_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

TOGETHER = 48
"""Requirements of a part; a list of less than twice as many is not parted."""


def in_parts(regions: Iterable[Region]) -> Iterator[Region]:
    """The regions, with a list of more requirements than one reads at once cut before some of its ids."""
    for region in regions:
        cuts = _cuts(region.blocks) if region.own == "requirements" and not region.main else []
        if len(cuts) < 2 * TOGETHER:
            yield region
            continue
        ends = [*cuts[TOGETHER : 1 - TOGETHER : TOGETHER], len(region.blocks)]
        yield region._replace(blocks=region.blocks[: ends[0]])
        for start, end in pairwise(ends):
            yield region._replace(blocks=region.blocks[start:end], level=IN_BOLD)


def _cuts(blocks: tuple[Block, ...]) -> list[int]:
    """Where a requirement begins, in a list where every bullet is one by its id; in any other nowhere."""
    if len(blocks) < 2 * TOGETHER or not all(block.__class__ is Item for block in blocks):
        return []
    outer = [at for at, block in enumerate(blocks) if isinstance(block, Item) and block.depth == 0]
    first = [block.lines[0].text for block in blocks if isinstance(block, Item) and block.depth == 0]
    return outer if outer[:1] == [0] and all(map(leading_id, first)) else []
