"""The drawing: boxes at their places, and every foreign key as a path through the channels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from groundplan.report.page.diagram.columns import left_port, right_port, row_port
from groundplan.report.page.diagram.model import GAP, LANE, ROW, WIDTH, Drawing, Edge, Grid, Item, Placed, Way, Wire

_MARGIN = 24
_END = 26
"""Between a box and the first lane: room for the marks at the ends."""
_CORNER = 5
_LOOP = 14
_WIDEST = 1100

Point = tuple[int, int]


def drawing(grid: Grid) -> Drawing:
    """The drawing of a grid whose items have their heights."""
    lanes = [_lanes(column) for column in grid.columns[:-1]]
    lefts, x = [], _MARGIN
    for used in [*lanes, {}]:
        lefts.append(x)
        x += WIDTH + 2 * _END + LANE * (max(used.values(), default=0) + 1)
    places = _places(grid, lefts)
    wires = [_wire(edge, grid, lefts, lanes) for edge in grid.tables.edges]
    loops = [_loop(edge, places, grid) for edge in grid.tables.loops]
    right = max(one.x + WIDTH for one in places.values()) + _MARGIN + (_LOOP if loops else 0)
    ways = [one.y for column in grid.columns for one in column]
    bottom = max([one.y + one.box.height for one in places.values()] + [_MARGIN + y for y in ways])
    shared = _shared(grid.tables.edges, wires) + tuple(one.path for one in loops)
    return Drawing(right, bottom + _MARGIN, tuple(places.values()), tuple(_once([*wires, *loops])), shared)


def _once(wires: Sequence[Wire]) -> Iterator[Wire]:
    """The wires, a mark that several share only at the first."""
    seen: set[tuple[str, int, int]] = set()
    for wire in wires:
        yield wire._replace(ends=tuple(end for end in wire.ends if end not in seen))
        seen.update(wire.ends)


def _shared(edges: Sequence[Edge], wires: Sequence[Wire]) -> tuple[str, ...]:
    """One path a way: strokes that lie on one another would look thicker."""
    paths: dict[Way, list[str]] = defaultdict(list)
    for edge, wire in zip(edges, wires, strict=True):
        paths[edge.way].append(wire.path)
    return tuple("".join(one) for one in paths.values())


def _places(grid: Grid, lefts: list[int]) -> dict[int, Placed]:
    """Boxes in their columns; those alone in rows beneath."""
    boxes = grid.tables.boxes
    places: dict[int, Placed] = {}
    for x, column in zip(lefts, grid.columns, strict=False):
        places |= {one.box: Placed(boxes[one.box], x, _MARGIN + one.y) for one in column if one.box is not None}
    x, y, lowest = _MARGIN, max((one.y + one.box.height + GAP for one in places.values()), default=_MARGIN), 0
    widest = max(_WIDEST, lefts[-1] + WIDTH if grid.columns else 0)
    for item in grid.alone:
        if x + WIDTH > widest:
            x, y, lowest = _MARGIN, y + lowest + GAP, 0
        box = item.box or 0
        places[box] = Placed(boxes[box], x, y)
        x, lowest = x + WIDTH + GAP, max(lowest, item.height)
    return dict(sorted(places.items()))


def _lanes(column: list[Item]) -> dict[Way, int]:
    """The lane of each way in the channel at the right of a column: the first that is free over its whole height."""
    spans: dict[Way, list[int]] = defaultdict(list)
    for item in column:
        for other, own, its in item.rights:
            spans[_way(item, own)] += [item.y + own, other.y + its]
    used: list[int] = []
    lanes = {}
    for way, ys in sorted(spans.items(), key=lambda one: (min(one[1]), one[0])):
        lane = next((at for at, last in enumerate(used) if last + LANE <= min(ys)), len(used))
        used[lane : lane + 1] = [max(ys)]
        lanes[way] = lane
    return lanes


def _way(item: Item, port: int) -> Way:
    """The way that leaves an item at a port."""
    if item.box is None:
        return item.way
    return item.box, next((at for at in (0, 1) if left_port((0, at)) == port), 2 + (port - row_port(0)) // ROW)


def _wire(edge: Edge, grid: Grid, lefts: list[int], lanes: list[dict[Way, int]]) -> Wire:
    (first, left), (last, right) = grid.boxes[edge.left], grid.boxes[edge.right]
    points = [(lefts[first] + WIDTH, left.y + left_port(edge.way))]
    for column in range(first, last):
        x = lefts[column] + WIDTH + _END + LANE * lanes[column][edge.way]
        y = grid.ways[column + 1, edge.way].y + LANE // 2 if column + 1 < last else right.y + right_port(edge)
        points += [(x, points[-1][1]), (x, y)]
    points.append((lefts[last], points[-1][1]))
    down = [(x, y + _MARGIN) for x, y in points]
    return Wire(_path(down), *_names(edge, grid), _ends(edge, down))


def _names(edge: Edge, grid: Grid) -> tuple[str, str]:
    return grid.tables.boxes[edge.source].table, grid.tables.boxes[edge.target].table


def _ends(edge: Edge, points: list[Point]) -> tuple[tuple[str, int, int], ...]:
    """Crow's feet: how many refer at the source, one or none at the target. Marks of the right side are turned."""
    many = "one-or-none" if edge.unique else "many"
    one = "one-or-none" if edge.nullable else "one"
    left, right = (many, one) if edge.source < edge.target else (one, many)
    return (f"{left}-l", *points[0]), (f"{right}-r", *points[-1])


def _loop(edge: Edge, places: dict[int, Placed], grid: Grid) -> Wire:
    """A table that refers to itself: from its row around the corner to its head."""
    box = places[edge.source]
    x, low, high = box.x + WIDTH, box.y + row_port(edge.row) + 2, box.y + 15
    points = [(x, low), (x + _LOOP + 6, low), (x + _LOOP + 6, high), (x, high)]
    ends = (("many-l", x, low), ("one-or-none-l" if edge.nullable else "one-l", x, high))
    return Wire(_path(points), *_names(edge, grid), ends)


def _path(points: list[Point]) -> str:
    """The way with rounded corners."""
    (x, y), *rest = points
    drawn = [f"M{x} {y}"]
    for at, (x, y) in enumerate(rest):
        before, after = points[at], points[at + 2] if at + 2 < len(points) else None
        if (x, y) == before:
            continue
        if after is None or before[1] == y == after[1]:
            drawn.append(f"L{x} {y}")
            continue
        corner = min(_CORNER, _far(before, (x, y)) // 2, _far((x, y), after) // 2)
        enter, leave = _toward((x, y), before, corner), _toward((x, y), after, corner)
        drawn.append(f"L{enter[0]} {enter[1]}Q{x} {y} {leave[0]} {leave[1]}")
    return "".join(drawn)


def _far(one: Point, other: Point) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(at: Point, other: Point, by: int) -> Point:
    """The point `by` from `at` toward `other`, along one axis."""
    x, y = (other[0] > at[0]) - (other[0] < at[0]), (other[1] > at[1]) - (other[1] < at[1])
    return at[0] + by * x, at[1] + by * y
