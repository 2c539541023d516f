"""What the state of rows refuses, in Python: the rules of each operation, and what their tests store and send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.record import NamedTuple
from groundplan.scaffold.python.operations import arguments, steps, variable
from groundplan.scaffold.python.tables import clock
from groundplan.scaffold.python.text import attr, doc, literal

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.demands import Ceiling, Condition, Effect, Guard, Transition
    from groundplan.plan.model.rights import Hop

_ERRORS = {403: "ForbiddenError", 409: "ConflictError", 422: "ValidationFailedError"}
_CODES = {403: "forbidden", 409: "conflict", 422: "validation_error"}
_CONFLICT = 409
_MANY = 200
_MAKES = ("create", "upload")


def guard_tables(blueprint: Blueprint) -> list[tuple[str, list[str]]]:
    """The constants of the rules that are checked before a change, each with its members."""
    return [
        (
            guard_name(one),
            [*(_guard(it, one, blueprint) for it in one.guards), *(_steps(it, one) for it in one.transitions)],
        )
        for one in blueprint.operations
        if one.guards or one.transitions
    ]


def room_tables(blueprint: Blueprint) -> list[tuple[str, list[str]]]:
    """The constants of the ceilings, each with its members."""
    return [(room_name(one), [_ceiling(it) for it in one.ceilings]) for one in blueprint.operations if one.ceilings]


def guard_name(operation: Operation) -> str:
    """The constant of an operation's rules."""
    return operation.name.snake.upper()


def room_name(operation: Operation) -> str:
    """The constant of an operation's ceilings."""
    return f"{guard_name(operation)}_ROOM"


def has_guards(operation: Operation) -> bool:
    """Whether the state of rows is checked before the change."""
    return bool(operation.guards or operation.transitions)


def _guard(guard: Guard, operation: Operation, blueprint: Blueprint) -> str:
    more = [
        literal(guard.requirement),
        _state(guard.condition, operation.resource, blueprint),
        *(["needed=True"] if guard.needed else []),
        *(["leaving=True"] if guard.leaving else []),
        *([f"moving={_tuple(literal(one) for one in guard.moving)}"] if guard.moving else []),
        *error_argument(guard.status),
    ]
    return f"Guard({', '.join(more)})"


def _state(condition: Condition, start: str, blueprint: Blueprint, values: tuple[str, ...] = ()) -> str:
    spelled = (_value(one, condition, blueprint) for one in values or condition.values)
    parts = [f"models.{condition.resource}.{attr(condition.column)}", _tuple(spelled)]
    joins = _joins(start, condition.hops)
    return f"State({', '.join([*parts, *([joins] if joins else [])])})"


def _joins(start: str, hops: tuple[Hop, ...]) -> str:
    found, reached = [], start
    for hop in hops:
        found.append(f"(models.{reached}.{attr(hop.column)}, models.{hop.resource}.{attr(hop.key)})")
        reached = hop.resource
    return _tuple(found) if found else ""


def _tuple(parts: Iterable[str]) -> str:
    listed = list(parts)
    return f"({', '.join(listed)}{',' if len(listed) == 1 else ''})"


def _value(value: str, condition: Condition, blueprint: Blueprint) -> str:
    is_flag = blueprint.resource(condition.resource).field(condition.column).type.base == "bool"
    return str(value == "true") if is_flag else literal(value)


def error_code(status: int) -> str:
    """The code of an error of the contract."""
    return _CODES[status]


def error_argument(status: int) -> list[str]:
    """What names the error of a rule, where it is not a conflict."""
    return [] if status == _CONFLICT else [f"error={_ERRORS[status]}"]


def _steps(table: Transition, operation: Operation) -> str:
    moves = (f"{literal(value)}: {_tuple(literal(one) for one in before)}" for value, before in table.moves)
    named = table.requirement or f"{operation.resource}.{table.column}"
    parts = [literal(named), f"models.{operation.resource}.{attr(table.column)}", f"{{{', '.join(moves)}}}"]
    return f"Steps({', '.join([*parts, *error_argument(table.status)])})"


def _ceiling(one: Ceiling) -> str:
    parts = [
        literal(one.requirement),
        f"models.{one.resource}.{attr(one.column)}",
        f"models.{one.owner}.{attr(one.key)}",
        str(one.maximum),
    ]
    return f"Ceiling({', '.join([*parts, *error_argument(one.status)])})"


def effect_values(operation: Operation, blueprint: Blueprint) -> list[str]:
    """What an action sets besides what the body sends, as items of a dict."""
    return [
        f'"{attr(one.column)}": {_effect(one, operation, blueprint)}'
        for one in operation.effects
        if one.source != "body"
    ]


def _effect(effect: Effect, operation: Operation, blueprint: Blueprint) -> str:
    kind = blueprint.resource(operation.resource).field(effect.column).type
    if effect.source == "now":
        return f"{clock(kind)}()"
    if effect.source == "caller":
        return "caller.id"
    return str(effect.value == "true") if kind.base == "bool" else literal(effect.value)


def moves_row(operation: Operation) -> bool:
    """Whether an action can move its row to where the caller has no rights."""
    sent = {one.column for one in operation.effects if one.source == "body"}
    return any(grant.hops and grant.hops[0].column in sent for grant in operation.access.grants)


class GuardTest(NamedTuple):
    """A test of a rule: the state that the row is put in, what is sent beside the body, and the answer."""

    name: str
    requirement: str
    enters: str
    sent: str
    status: int
    code: str


def guard_tests(operation: Operation, blueprint: Blueprint) -> list[GuardTest]:
    """The refusals of an operation, one test each."""
    return _unlike(
        [
            *(_refused(one, operation, blueprint) for one in operation.guards),
            *(found for one in operation.transitions if (found := _stepped(one, operation, blueprint, allowed=False))),
        ]
    )


def passing_tests(operation: Operation, blueprint: Blueprint) -> list[GuardTest]:
    """The changes that rules let through although others are refused, one test each."""
    leaving = [found for one in operation.guards if one.leaving and (found := _left(one, operation, blueprint))]
    stepped = (_stepped(one, operation, blueprint, allowed=True) for one in operation.transitions)
    return _unlike([*leaving, *(one for one in stepped if one)])


def _unlike(tests: list[GuardTest]) -> list[GuardTest]:
    """The tests with names of their own: two requirements may refuse the same."""
    seen: Counter[str] = Counter()
    found = []
    for one in tests:
        seen[one.name] += 1
        found.append(one._replace(name=f"{one.name}_{seen[one.name]}") if seen[one.name] > 1 else one)
    return found


def _row(operation: Operation, blueprint: Blueprint) -> str:
    """The row that a test puts into a state: the operation's own, or of a create the one that its path names."""
    return steps(operation, blueprint)[-1].variable if operation.kind in _MAKES else variable(operation.resource)


def _enter(condition: Condition, operation: Operation, blueprint: Blueprint, values: tuple[str, ...] = ()) -> str:
    start, hops = operation.resource, condition.hops
    if operation.kind in _MAKES:
        start, hops = hops[0].resource, hops[1:]
    state = _state(replace(condition, hops=hops), start, blueprint, values)
    return f"enter(world, {_row(operation, blueprint)}, {state})"


def _others(condition: Condition, blueprint: Blueprint) -> tuple[str, ...]:
    """The values that do not meet a condition."""
    field = blueprint.resource(condition.resource).field(condition.column)
    known = ("true", "false") if field.type.base == "bool" else blueprint.enum(field.type.enum).values
    return tuple(one for one in known if one not in condition.values)


def _refused(guard: Guard, operation: Operation, blueprint: Blueprint) -> GuardTest:
    values = _others(guard.condition, blueprint)[:1] if guard.needed else guard.condition.values[:1]
    word = "unless" if guard.needed else "while"
    column = attr(guard.condition.column)
    name = f"it_is_refused_{word}_{column}_is_{Name.of(guard.condition.values[0]).snake}"
    sent = f'"{_property(operation, column, blueprint)}": {literal(guard.moving[0])}' if guard.moving else ""
    enters = _enter(guard.condition, operation, blueprint, values)
    return GuardTest(name, guard.requirement, enters, sent, guard.status, _CODES[guard.status])


def _left(guard: Guard, operation: Operation, blueprint: Blueprint) -> GuardTest | None:
    """A change that ends the state, where the body can do that and no step forbids it."""
    column = guard.condition.column
    refused = {value for table in operation.transitions for value, before in table.moves if table.column == column}
    free = [one for one in _others(guard.condition, blueprint) if one not in refused]
    if not free or operation.kind != "update" or not _sends(operation, column, blueprint):
        return None
    sent = f'"{_property(operation, column, blueprint)}": {_value(free[0], guard.condition, blueprint)}'
    name = f"{attr(column)}_may_leave_{Name.of(guard.condition.values[0]).snake}"
    return GuardTest(name, guard.requirement, _enter(guard.condition, operation, blueprint), sent, 200, "")


def _sends(operation: Operation, column: str, blueprint: Blueprint) -> bool:
    return any(one.field == column for one in blueprint.schema(operation.request).properties)


def _property(operation: Operation, column: str, blueprint: Blueprint) -> str:
    return blueprint.resource(operation.resource).field(column).property


def _stepped(table: Transition, operation: Operation, blueprint: Blueprint, *, allowed: bool) -> GuardTest | None:
    """A step that the table allows or forbids; None where the operation can take no such step."""
    field = blueprint.resource(operation.resource).field(table.column)
    known = blueprint.enum(field.type.enum).values
    guarded = {value for one in operation.guards for value in one.condition.values if not one.condition.hops}
    fixed = [one.value for one in operation.effects if one.column == table.column and one.source == "literal"]
    for target, before in table.moves:
        found = [one for one in known if one != target and one not in guarded and (one in before) == allowed]
        if found and (not fixed or target in fixed):
            start = f"State(models.{operation.resource}.{attr(table.column)}, ({literal(found[0])},))"
            name = f"it_{'may' if allowed else 'may_not'}_go_from_{Name.of(found[0]).snake}_to_{Name.of(target).snake}"
            enters = f"enter(world, {_row(operation, blueprint)}, {start})"
            sent = "" if fixed else f'"{field.property}": {literal(target)}'
            status = operation.success.status if allowed else table.status
            return GuardTest(name, table.requirement, enters, sent, status, _CODES.get(table.status, ""))
    return None


def settled(operation: Operation, blueprint: Blueprint) -> list[str]:
    """Statements that put rows into a state in which the operation is not refused."""
    lines = []
    for one in operation.guards:
        default = blueprint.resource(one.condition.resource).field(one.condition.column).default
        if one.needed:
            lines.append(_enter(one.condition, operation, blueprint))
        elif default in one.condition.values and not one.moving:
            lines.append(_enter(one.condition, operation, blueprint, _others(one.condition, blueprint)[:1]))
    if operation.kind == "action":
        lines += [found.enters for one in operation.transitions if (found := _blocked(one, operation, blueprint))]
    return lines


def _blocked(table: Transition, operation: Operation, blueprint: Blueprint) -> GuardTest | None:
    """The step that an action takes, where a new row could not take it."""
    default = blueprint.resource(operation.resource).field(table.column).default
    targets = {one.value for one in operation.effects if one.column == table.column}
    refused = any(value in targets and default not in before for value, before in table.moves)
    return _stepped(table, operation, blueprint, allowed=True) if refused else None


def kept_states(operation: Operation, blueprint: Blueprint) -> list[str]:
    """Items of a body that leave a status where it is: elsewhere it may not go."""
    columns = dict.fromkeys(one.column for one in operation.transitions)
    moved = dict.fromkeys(one.condition.column for one in operation.guards if one.moving)
    return [
        f'"{_property(operation, one, blueprint)}": {variable(operation.resource)}.{attr(one)}'
        for one in {**columns, **moved}
        if operation.request and _sends(operation, one, blueprint)
    ]


class RoomTest(NamedTuple):
    """A test of a ceiling: which rows fill it, how many, and whether the number is made smaller for the test."""

    requirement: str
    resource: str
    maker: str
    owner: str
    number: int
    smaller: bool
    status: int
    code: str


def room_tests(operation: Operation, blueprint: Blueprint) -> list[RoomTest]:
    """The ceilings of an operation that makes rows, one test each."""
    found = []
    for one in operation.ceilings:
        owner = _owner(one, operation, blueprint)
        if owner:
            maker = f"factories.make_{Name.of(one.resource).snake}"
            count = one.maximum if one.maximum <= _MANY else 3
            named = f"{attr(one.column)}={owner}"
            code = _CODES[one.status]
            found.append(
                RoomTest(one.requirement, one.resource, maker, named, count, count < one.maximum, one.status, code)
            )
    return found


def _owner(one: Ceiling, operation: Operation, blueprint: Blueprint) -> str:
    """The key of the row that may have only so many, as a test knows it; empty where it does not."""
    key = attr(one.key)
    if operation.link is not None:
        at_left = operation.link.left_column == one.column
        if not at_left and not operation.link.right_parameter:
            return f"caller.account.{key}"
        wanted = one.owner
        return next((f"{variable(wanted)}.{key}" for it in arguments(operation) if it.resource == wanted), "")
    if operation.kind not in _MAKES:
        return ""
    if operation.joining is not None and operation.joining.join == one.resource:
        return f"caller.account.{key}"
    parents = {
        parent.column: step.variable
        for parent, step in zip(operation.parents, steps(operation, blueprint), strict=True)
    }
    if one.column in parents:
        return f"{parents[one.column]}.{key}"
    field = blueprint.resource(one.resource).field(one.column)
    if field.generation == "caller":
        return f"caller.account.{key}"
    value = f"body[{literal(field.property)}]"
    return f"UUID({value})" if field.type.base == "uuid" else value


def effect_asserts(operation: Operation, blueprint: Blueprint) -> list[str]:
    """What a test expects of the answer of an action."""
    resource = blueprint.resource(operation.resource)
    shown = {one.field for one in blueprint.schema(operation.success.schema).properties}
    required = (
        {one.field for one in blueprint.schema(operation.request).properties if one.required}
        if operation.request
        else set()
    )
    lines = []
    for one in operation.effects:
        name = f"changed[{literal(resource.field(one.column).property)}]"
        if one.column not in shown or (one.source == "body" and one.column not in required):
            continue
        if one.source == "body":
            lines.append(f"assert {name} == body[{literal(one.property)}]")
        elif one.source == "caller":
            key = attr(blueprint.resource(blueprint.auth.account).primary_key[0])
            lines.append(f"assert {name} == str(caller.account.{key})")
        elif one.source == "now":
            lines.append(f"assert {name} is not None")
        else:
            value = _effect(one, operation, blueprint)
            lines.append(f"assert {name} is {value}" if value in ("True", "False") else f"assert {name} == {value}")
    return lines


def sent_references(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The first property of an action's body that refers to a row by a uuid."""
    if not operation.request:
        return []
    resource = blueprint.resource(operation.resource)
    keys = {one.column for one in resource.foreign_keys}
    sent = blueprint.schema(operation.request).properties
    found = [one.name for one in sent if one.field in keys and one.required and one.type and one.type.base == "uuid"]
    return found[:1]


def unchanged(operation: Operation, blueprint: Blueprint) -> str:
    """What a row still has after an action was refused, as keyword arguments."""
    resource, row = blueprint.resource(operation.resource), variable(operation.resource)
    fixed = [one.column for one in operation.effects if one.source == "literal"]
    return ", ".join(f"{attr(one)}={row}.{attr(one)}" for one in (*resource.primary_key, *fixed))


def tagged(operation: Operation, requirement: str) -> str:
    """The mark that ties a test to a requirement, as text of a docstring."""
    mark = f"@TEST:{requirement} " if requirement else ""
    return doc(f"{mark}{operation.method} {operation.path}")
