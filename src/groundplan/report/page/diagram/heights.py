"""How high the items of the columns stand: as near to their neighbours as those above and below let them."""

from __future__ import annotations

from groundplan.report.page.diagram.model import GAP, LANE, ROW, Grid, Item

_SWEEPS = 6


def settle(grid: Grid) -> None:
    """Sets `y` of every item, none below zero."""
    for column in grid.columns:
        _spread(column, [0.0] * len(column))
    for turn in range(_SWEEPS):
        forward = turn % 2 == 0
        for column in grid.columns if forward else reversed(grid.columns):
            _spread(column, [_wanted(one, forward=forward) for one in column])
    top = min((one.y for column in grid.columns for one in column), default=0)
    for column in grid.columns:
        for one in column:
            one.y -= top
        _snap(column)


def _wanted(item: Item, *, forward: bool) -> float:
    near = item.lefts if forward else item.rights
    if not near:
        return item.y
    return sum(other.y + its - own for other, own, its in near) / len(near)


def _spread(column: list[Item], wanted: list[float]) -> None:
    """The nearest to what is wanted without overlaps: isotonic regression by pooling adjacent violators."""
    offsets, total = [], 0
    for at, one in enumerate(column):
        offsets.append(total)
        total += one.height + _gap(one, column[at + 1] if at + 1 < len(column) else None)
    pools: list[tuple[float, int]] = []
    for want, offset in zip(wanted, offsets, strict=True):
        mean, count = want - offset, 1
        while pools and pools[-1][0] > mean:
            before, number = pools.pop()
            mean = (before * number + mean * count) / (number + count)
            count += number
        pools.append((mean, count))
    level = [mean for mean, count in pools for _ in range(count)]
    for one, base, offset in zip(column, level, offsets, strict=True):
        one.y = round(base) + offset


def _gap(one: Item, below: Item | None) -> int:
    """Ways lie close to each other, and boxes apart."""
    if below is None:
        return 0
    if one.box is None and below.box is None:
        return 0
    return GAP if one.box is not None and below.box is not None else GAP // 2


def _snap(column: list[Item]) -> None:
    """Boxes to whole rows, ways between them, so that hardly a line comes to lie on another's.

    Modulo `ROW`, keys leave rows at 0 or 5, heads at 8, 12 or 16, and ways at 3, 7, 13 or 17.
    """
    floor = 0
    for one, below in zip(column, [*column[1:], None], strict=True):
        one.y = max(one.y, floor)
        one.y = -(-one.y // ROW) * ROW if one.box is not None else max(floor, _lane(one))
        floor = one.y + one.height + _gap(one, below)


def _lane(item: Item) -> int:
    """Straight on from the column before, or into a row that is about as high; else the next lane."""
    (before, _, _), *_ = item.lefts
    if before.box is None and abs(before.y - item.y) <= ROW:
        return before.y
    rows = [other.y + its - own for other, own, its in item.rights if other.box is not None]
    near = [y for y in rows if abs(y - item.y) < LANE]
    if near:
        return near[0]
    return -(-item.y // LANE) * LANE - LANE // 2 + (3, 7)[item.way[0] % 2]
