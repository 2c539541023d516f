"""The layout of the diagram: nothing overlaps, every key arrives, and it grows no faster than what it draws."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import combinations, pairwise

import pytest

from groundplan.naming import Name
from groundplan.plan.model.data import Field, ForeignKey, Resource, Type
from groundplan.report.page.diagram import Drawing, draw
from groundplan.report.page.diagram.model import WIDTH

UUID = Type(base="uuid")


def table(name: str, *targets: str, nullable: bool = False) -> Resource:
    """A table with a key, a text and a foreign key to each target."""
    keys = [
        Field(
            name=Name.of(f"{target} {number}"),
            property=f"{target}_{number}",
            column=f"{target}_{number}_id",
            type=UUID,
            nullable=nullable,
            foreign_key=ForeignKey(
                name=f"fk_{name}_{number}",
                column=f"{target}_{number}_id",
                resource=Name.of(target).pascal,
                table=target,
                key="id",
            ),
        )
        for number, target in enumerate(targets)
    ]
    own = Field(name=Name.of("id"), property="id", column="id", type=UUID, primary_key=True)
    text = Field(name=Name.of("title"), property="title", column="title", type=Type(base="string", length=80))
    return Resource(name=Name.of(name), kind="entity", table=name, fields=(own, text, *keys))


def star(size: int) -> list[Resource]:
    return [table("hub"), *(table(f"leaf{number}", "hub") for number in range(size))]


def chain(size: int) -> list[Resource]:
    return [table(f"t{number}", *([f"t{number - 1}", "t0"] if number else [])) for number in range(size)]


def mesh(size: int) -> list[Resource]:
    return [table(f"t{n}", *sorted({f"t{n * 7 % n}", f"t{n // 2}", f"t{n // 3}"} if n else [])) for n in range(size)]


SHAPES = {
    "one": [table("alone")],
    "apart": [table(f"alone{number}") for number in range(9)],
    "itself": [table("node", "node", nullable=True)],
    "each other": [table("left", "right"), table("right", "left"), table("far", "left")],
    "two keys": [table("users"), table("tasks", "users", "users")],
    "star": star(60),
    "chain": chain(12),
    "mesh": mesh(100),
}


def drawn(shape: str) -> Drawing:
    found = draw(SHAPES[shape])
    assert found
    return found


def points(path: str) -> list[tuple[int, int]]:
    return [(int(x), int(y)) for x, y in re.findall(r"(-?\d+) (-?\d+)", path)]


def crossed(path: str, boxes: Iterable[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The boxes (left, top, right, bottom) that a path runs through."""
    runs = list(pairwise(points(path)))
    return [
        box
        for box in boxes
        if any(
            max(a[0], b[0]) > box[0]
            and min(a[0], b[0]) < box[2]
            and max(a[1], b[1]) > box[1]
            and min(a[1], b[1]) < box[3]
            for a, b in runs
        )
    ]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_table_and_key_is_drawn_within_the_drawing(shape: str) -> None:
    found = drawn(shape)
    resources = SHAPES[shape]
    assert sorted(one.box.table for one in found.boxes) == sorted(one.table for one in resources)
    keys = sorted((one.table, key.table) for one in resources for key in one.foreign_keys)
    assert sorted((wire.source, wire.target) for wire in found.wires) == keys
    for at, x, y in ((one.box, one.x, one.y) for one in found.boxes):
        assert 0 < x <= found.width - WIDTH
        assert 0 < y <= found.height - at.height
    assert all(0 < x < found.width and 0 < y < found.height for wire in found.wires for x, y in points(wire.path))


@pytest.mark.parametrize("shape", SHAPES)
def test_no_box_lies_on_another_and_no_line_runs_through_one(shape: str) -> None:
    found = drawn(shape)
    boxes = [(one.x, one.y, one.x + WIDTH, one.y + one.box.height) for one in found.boxes]
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    assert [wire for wire in found.wires if crossed(wire.path, boxes)] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_lines_have_right_angles_and_end_at_their_tables(shape: str) -> None:
    found = drawn(shape)
    for wire in found.wires:
        corners = re.sub(r"L(-?\d+ -?\d+)Q(-?\d+ -?\d+) (-?\d+ -?\d+)", r"L\2", wire.path)
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points(corners)))
        assert sorted(_touched(end, found) for end in (points(corners)[0], points(corners)[-1])) == sorted(
            (wire.source, wire.target)
        )


def _touched(point: tuple[int, int], found: Drawing) -> str:
    """The table at whose left or right side a point lies."""
    (table,) = [
        one.box.table
        for one in found.boxes
        if point[0] in (one.x, one.x + WIDTH) and one.y < point[1] < one.y + one.box.height
    ]
    return table


def test_crows_feet_say_how_many() -> None:
    found = draw([table("users"), table("tasks", "users"), table("notes", "users", nullable=True)])
    assert found
    ends = {wire.source: [name for name, _, _ in wire.ends] for wire in found.wires}
    assert ends == {"tasks": ["one-l", "many-r"], "notes": ["one-or-none-l", "many-r"]}


def test_many_tables_show_their_keys_only() -> None:
    (hub, *_), few = drawn("star").boxes, drawn("two keys").boxes
    assert ([row.name for row in hub.box.rows], hub.box.more) == (["id"], 1)
    assert [row.name for row in few[0].box.rows] == ["id", "title"]


def test_a_wide_shape_is_folded_into_a_landscape() -> None:
    found = drawn("star")
    assert found.width > found.height
    assert found.height < 2000


def test_nothing_to_draw_is_no_drawing() -> None:
    assert draw([]) is None
    assert draw([Resource(name=Name.of("x"), kind="system", table="x", fields=())]) is None
