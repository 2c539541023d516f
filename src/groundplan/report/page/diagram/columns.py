"""Which column a table stands in, and in what order.

A table stands to the right of every table that it refers to; a column that would be too high is split. Keys that pass
columns get a way through each, one for all that lead to the same place. Order follows the mean place of neighbours
(the barycentre heuristic of Sugiyama, Tagawa and Toda, 1981), which leaves few crossings.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from math import sqrt

from groundplan.report.page.diagram.model import (
    GAP,
    HEAD,
    LANE,
    ROW,
    WIDTH,
    Box,
    Edge,
    Grid,
    Item,
    Tables,
    Way,
)

_CHANNEL = 90
_LANDSCAPE = 1.5
_LOWEST = 560
_SWEEPS = 4

Neighbours = dict[int, list[int]]


def in_columns(tables: Tables) -> Grid:
    """The tables in columns with the ways through them."""
    tied = {box for edge in tables.edges for box in (edge.source, edge.target)}
    layers = _ordered(_layers(tables, tied), tables)
    columns = [
        [Item(tables.boxes[box].height, box) for box in part]
        for layer in layers
        for part in _split(layer, tables, _most(tables, tied))
    ]
    alone = [Item(box.height, number) for number, box in enumerate(tables.boxes) if number not in tied]
    grid = Grid(tables, columns, alone)
    _tie(grid)
    _sweep(grid)
    return grid


def _layers(tables: Tables, tied: set[int]) -> list[list[int]]:
    """The longest way from a table that refers to none; such a table stands just before the first that needs it."""
    rank = dict.fromkeys(sorted(tied), 0)
    for edge in sorted(tables.edges, key=lambda one: (one.right, one.left)):
        rank[edge.right] = max(rank[edge.right], rank[edge.left] + 1)
    rights: Neighbours = defaultdict(list)
    for edge in tables.edges:
        rights[edge.left].append(rank[edge.right])
    roots = rank.keys() - {edge.right for edge in tables.edges}
    rank |= {box: min(rights[box]) - 1 for box in roots}
    layers: list[list[int]] = [[] for _ in range(max(rank.values(), default=-1) + 1)]
    for box in sorted(rank):
        layers[rank[box]].append(box)
    return layers


def _ordered(layers: list[list[int]], tables: Tables) -> list[list[int]]:
    """Each layer in the order of the mean place of its neighbours at the left, which are ordered before it."""
    lefts: Neighbours = defaultdict(list)
    for edge in tables.edges:
        lefts[edge.right].append(edge.left)
    place: dict[int, float] = {}
    ordered = []
    for layer in layers:
        means = {box: _mean(place[one] for one in lefts[box]) for box in layer}
        ordered.append(sorted(layer, key=lambda box: (means[box], box)))
        place |= {box: at / len(layer) for at, box in enumerate(ordered[-1])}
    return ordered


def _mean(values: Iterable[float]) -> float:
    known = list(values)
    return sum(known) / len(known) if known else 0.0


def _most(tables: Tables, tied: set[int]) -> int:
    """How high a column may be, for a drawing that is somewhat wider than high."""
    area = sum(_room(tables.boxes[box]) * (WIDTH + _CHANNEL) for box in tied)
    return max(_LOWEST, int(sqrt(area / _LANDSCAPE)))


def _room(box: Box) -> int:
    return box.height + GAP


def _split(layer: list[int], tables: Tables, most: int) -> list[list[int]]:
    """The layer in equal parts that are not too high."""
    total = sum(_room(tables.boxes[box]) for box in layer)
    share = total / max(1, -(-total // most))
    parts: list[list[int]] = []
    above = 0
    for box in layer:
        at = int((above + _room(tables.boxes[box]) / 2) // share)
        while len(parts) <= at:
            parts.append([])
        parts[at].append(box)
        above += _room(tables.boxes[box])
    return [part for part in parts if part]


def row_port(row: int) -> int:
    """Where a row's key leaves its box."""
    return HEAD + ROW * row + ROW // 2


def left_port(way: Way) -> int:
    """Where a way leaves its left box: at the head, or at the row of a key that looks forward."""
    return (8, 16)[way[1]] if way[1] < 2 else row_port(way[1] - 2) + 5


def right_port(edge: Edge) -> int:
    """Where an edge enters its right box: at its own row, or at the head where that box is referred to."""
    return row_port(edge.row) if edge.source > edge.target else 12


def _tie(grid: Grid) -> None:
    """Neighbours from column to column; keys that pass a column get an item in it."""
    grid.boxes = {one.box: (at, one) for at, it in enumerate(grid.columns) for one in it if one.box is not None}
    ways: dict[Way, list[Edge]] = defaultdict(list)
    for edge in grid.tables.edges:
        ways[edge.way].append(edge)
    for way, edges in sorted(ways.items()):
        _lead(way, edges, grid)


def _lead(way: Way, edges: list[Edge], grid: Grid) -> None:
    """One way from its left box through the columns to every right box."""
    (first, at), port = grid.boxes[way[0]], left_port(way)
    ends: dict[int, list[tuple[Item, int]]] = defaultdict(list)
    for edge in edges:
        column, item = grid.boxes[edge.right]
        ends[column].append((item, right_port(edge)))
    for column in range(first + 1, max(ends) + 1):
        for item, entered in ends[column]:
            _join(at, item, port, entered)
        if column < max(ends):
            through = grid.ways[column, way] = Item(LANE, None, way)
            grid.columns[column].append(through)
            _join(at, through, port, LANE // 2)
            at, port = through, LANE // 2


def _join(left: Item, right: Item, own: int, other: int) -> None:
    left.rights.append((right, own, other))
    right.lefts.append((left, other, own))


def _sweep(grid: Grid) -> None:
    """Orders each column by the one before it, then each by the one behind it, and again."""
    last = len(grid.columns) - 1
    for _ in range(_SWEEPS // 2):
        for at in range(1, last + 1):
            _sort(grid.columns[at], grid.columns[at - 1], forward=True)
        for at in reversed(range(last)):
            _sort(grid.columns[at], grid.columns[at + 1], forward=False)


def _sort(column: list[Item], beside: list[Item], *, forward: bool) -> None:
    place = {id(one): at / len(it) for it in (column, beside) for at, one in enumerate(it)}

    def mean(item: Item) -> float:
        near = item.lefts if forward else item.rights
        return _mean(place[id(one)] for one, _, _ in near) if near else place[id(item)]

    column.sort(key=mean)
