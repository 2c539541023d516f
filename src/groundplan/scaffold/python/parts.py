"""Parts and draws in Python: rows that are made with others, what they take, and what their tests store and send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.record import NamedTuple
from groundplan.scaffold.python.guards import error_argument, error_code
from groundplan.scaffold.python.schemas import property_attr
from groundplan.scaffold.python.text import attr, literal, module

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation, Property
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Field, Part, Resource
    from groundplan.plan.model.demands import Draw

_PLENTY = 1000


class SentPart(NamedTuple):
    """A list of a create that makes rows: what it is called on the wire and in Python, and its rows."""

    property: str
    attribute: str
    variable: str
    resource: str
    column: str
    required: bool
    schema: str


def sent_parts(operation: Operation, blueprint: Blueprint) -> list[SentPart]:
    """The parts that the body of a create makes."""
    if operation.kind != "create" or not operation.request:
        return []
    sent = {one.name: one for one in blueprint.schema(operation.request).properties if one.schema}
    return [
        _sent(one, sent[one.property]) for one in blueprint.resource(operation.resource).parts if one.property in sent
    ]


def _sent(part: Part, prop: Property) -> SentPart:
    name = property_attr(prop)
    return SentPart(part.property, name, f"{name}_made", part.resource, part.column, prop.required, prop.schema)


def part_key(part: Part, blueprint: Blueprint) -> str:
    """The key that orders the rows of a part."""
    return f"{part.resource}.{attr(blueprint.resource(part.resource).primary_key[0])}"


def part_module(part: Part) -> str:
    """The module of the rows of a part."""
    return module(Name.of(part.resource))


def part_factory(part: SentPart) -> str:
    """The function of tests that stores a row of a part."""
    return f"make_{Name.of(part.resource).snake}"


def part_references(part: SentPart, blueprint: Blueprint) -> list[str]:
    """The first property of a part that refers to a row by a uuid."""
    keys = {one.column for one in blueprint.resource(part.resource).foreign_keys}
    sent = blueprint.schema(part.schema).properties
    found = [one.name for one in sent if one.field in keys and one.required and one.type and one.type.base == "uuid"]
    return found[:1]


def part_compared(part: SentPart, blueprint: Blueprint) -> list[str]:
    """The properties of a part that must be sent, and come back as they were."""
    shown = {one.field for one in blueprint.schema(part.resource).properties if one.required}
    sent = blueprint.schema(part.schema).properties
    return [one.name for one in sent if one.required and one.field in shown]


class DrawCall(NamedTuple):
    """A draw of a create: its constant, and the variable of its lines, empty for the created row itself."""

    name: str
    lines: str


def draw_table(blueprint: Blueprint) -> list[tuple[str, str]]:
    """The constants of the draws, each with its value."""
    return [(draw_name(one, draw), _draw(draw)) for one in blueprint.operations for draw in one.draws]


def draw_calls(operation: Operation, blueprint: Blueprint) -> list[DrawCall]:
    """What a create takes once its rows are stored."""
    lines = {one.resource: one.variable for one in sent_parts(operation, blueprint)}
    return [DrawCall(draw_name(operation, one), lines[one.lines] if one.tie else "") for one in operation.draws]


def draw_name(operation: Operation, draw: Draw) -> str:
    """The constant of a draw."""
    number = operation.draws.index(draw)
    return f"{operation.name.snake.upper()}{f'_{number + 1}' if number else ''}"


def _draw(draw: Draw) -> str:
    parts = [
        literal(draw.refused_by),
        f"models.{draw.lines}.{attr(draw.amount)}",
        f"models.{draw.lines}.{attr(draw.item)}",
        f"models.{draw.stock}.{attr(draw.key)}",
        f"models.{draw.stock}.{attr(draw.column)}",
        *error_argument(draw.status),
    ]
    return f"Draw({', '.join(parts)})"


class DrawTest(NamedTuple):
    """A test of a draw: the line that is sent, the row it takes from, and the refusal."""

    requirement: str
    refusal: str
    line: str
    resource: str
    row: str
    stock: str
    amount: str
    status: int
    code: str


def draw_tests(operation: Operation, blueprint: Blueprint) -> list[DrawTest]:
    """The draws of a create, one test each."""
    parts = {one.resource: one.property for one in sent_parts(operation, blueprint)}
    found = []
    for one in operation.draws:
        lines = blueprint.resource(one.lines)
        line = f"body[{literal(parts[one.lines])}][0]" if one.tie else "body"
        item = f"{line}[{literal(lines.field(one.item).property)}]"
        value = f"UUID({item})" if lines.field(one.item).type.base == "uuid" else item
        amount = f"{line}[{literal(lines.field(one.amount).property)}]"
        found.append(
            DrawTest(
                one.requirement,
                one.refused_by,
                line,
                one.stock,
                f"{attr(one.key)}={value}",
                attr(one.column),
                amount,
                one.status,
                error_code(one.status),
            )
        )
    return found


def drawn_value(field: Field, resource: Resource, blueprint: Blueprint) -> str:
    """What tests give a column that is taken from, or that says how much; empty for others."""
    kind = field.type
    draws = [draw for one in blueprint.operations for draw in one.draws]
    if any((one.stock, one.column) == (resource.name.pascal, field.column) for one in draws):
        return str(min(_PLENTY, int(kind.maximum or _PLENTY)))
    if any((one.lines, one.amount) == (resource.name.pascal, field.column) for one in draws):
        return str(max(1, int(kind.minimum or 1)))
    return ""
