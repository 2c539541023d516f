"""What the steps of the layout hand on. Lengths are in pixels of a drawing that is not scaled."""

from __future__ import annotations

from dataclasses import dataclass, field

from groundplan.record import NamedTuple

WIDTH = 244
HEAD = 30
ROW = 20
FOOT = 10
GAP = 40
"""Between two boxes of a column; room for ways through the column is taken from it and added to it."""
LANE = 10
"""Between two ways."""

Way = tuple[int, int]
"""What edges share that run side by side: the left box and its port."""


class BoxRow(NamedTuple):
    """A column of a table as the diagram shows it."""

    name: str
    type: str
    key: str


@dataclass(frozen=True, slots=True)
class Box:
    """A table; `more` counts columns that are not shown."""

    table: str
    kind: str
    rows: tuple[BoxRow, ...]
    more: int = 0

    @property
    def height(self) -> int:
        """How high the box is."""
        return HEAD + ROW * (len(self.rows) + bool(self.more)) + FOOT


@dataclass(frozen=True, slots=True)
class Edge:
    """A foreign key: `row` of box `source` refers to box `target`, both by index."""

    source: int
    target: int
    row: int
    nullable: bool
    unique: bool

    @property
    def left(self) -> int:
        """The box at the left: the one referred to, unless tables refer to each other."""
        return min(self.source, self.target)

    @property
    def right(self) -> int:
        """The box at the right."""
        return max(self.source, self.target)

    @property
    def way(self) -> Way:
        """The way that it takes, with all that come to the same port."""
        if self.source < self.target:
            return self.left, 2 + self.row
        return self.left, int(self.nullable)


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables and the foreign keys between them; `loops` are those of a table to itself."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    loops: tuple[Edge, ...]


@dataclass(slots=True, eq=False)
class Item:
    """What stands in a column of the grid: a box, or a way through (`box` None)."""

    height: int
    box: int | None = None
    way: Way = (0, 0)
    y: int = 0
    lefts: list[tuple[Item, int, int]] = field(default_factory=list)
    rights: list[tuple[Item, int, int]] = field(default_factory=list)
    """The neighbours in the next columns: (item, own port, its port), ports as distances from the top."""


@dataclass(slots=True)
class Grid:
    """The columns from left to right, and the tables that nothing ties to another.

    `boxes` are the items of tables with their columns; `ways` those of ways through by column.
    """

    tables: Tables
    columns: list[list[Item]]
    alone: list[Item]
    boxes: dict[int, tuple[int, Item]] = field(default_factory=dict)
    ways: dict[tuple[int, Way], Item] = field(default_factory=dict)


class Placed(NamedTuple):
    """A box where it stands."""

    box: Box
    x: int
    y: int


class Wire(NamedTuple):
    """A foreign key as a path, with the ends' marks: (name of the mark, x, y), `many` at the source."""

    path: str
    source: str
    target: str
    ends: tuple[tuple[str, int, int], ...]


class Drawing(NamedTuple):
    """The whole diagram; `ways` are the paths of the wires, those that run side by side as one."""

    width: int
    height: int
    boxes: tuple[Placed, ...]
    wires: tuple[Wire, ...]
    ways: tuple[str, ...]
    box_width: int = WIDTH
