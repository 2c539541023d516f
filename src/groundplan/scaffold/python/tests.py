"""Generated tests in Python: what stands in the database before a request, and what the request is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.scaffold.python.guards import settled
from groundplan.scaffold.python.layout import used_names
from groundplan.scaffold.python.operations import (
    across_ends,
    arguments,
    has_caller,
    link_right,
    own_argument,
    parent_values,
    steps,
    variable,
)
from groundplan.scaffold.python.parts import drawn_value
from groundplan.scaffold.python.policies import other_rule_name, other_visible, rule_kind, rule_parts, subject
from groundplan.scaffold.python.samples import sample_json, sample_value
from groundplan.scaffold.python.schemas import has_query
from groundplan.scaffold.python.text import attr, literal

if TYPE_CHECKING:
    from groundplan.plan.model.api import Filter, Operation, Property, Schema
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Field, Index, Resource

_OWN_KINDS = frozenset({"list", "search", "count", "export", "clear", "read", "update", "replace", "delete"})
_UNTESTED_BODIES = frozenset({"grant", "login", "refresh", "error", "health", "page"})
_UNIQUE = frozenset({"string", "text", "email", "url", "uuid"})
_COMPARED = frozenset({"string", "email", "uuid", "enum", "int", "bigint"})


_ROW = re.compile(r"^( +)(\w+) = ((?:world\.add|visitor|find)\(.*)$", re.MULTILINE)
_METHODS = re.compile(r"^(?=    def |def |class )", re.MULTILINE)


def only_used(text: str) -> str:
    """Functions without the names of rows that they never mention again."""
    return "".join(_method_with_used(part) for part in _METHODS.split(text))


def _method_with_used(method: str) -> str:
    return _ROW.sub(lambda match: _row_line(match, method), method)


def _row_line(match: re.Match[str], method: str) -> str:
    indent, name, value = match.groups()
    return match[0] if name in used_names(method.replace(match[0], value, 1)) else f"{indent}{value}"


def factory_references(resource: Resource) -> list[Field]:
    """The references that a row cannot be without."""
    return [one for one in resource.fields if one.foreign_key and not one.nullable]


def factory_fields(resource: Resource, blueprint: Blueprint) -> list[Field]:
    """The other columns that a row cannot be without, and those that something is taken from."""
    return [
        one
        for one in resource.fields
        if (one.required and not one.foreign_key)
        or drawn_value(one, resource, blueprint)
        or not (one.foreign_key or one.nullable or one.generation or one.default is not None)
    ]


def factory_value(field: Field, resource: Resource, blueprint: Blueprint) -> str:
    """An expression for a valid value of a column."""
    value = drawn_value(field, resource, blueprint) or sample_value(field.type, field.default)
    return f"hashed({value})" if field.type.base == "password" else value


def request_schemas(blueprint: Blueprint) -> list[Schema]:
    """The bodies that tests send."""
    asked = {one.request for one in blueprint.operations}
    asked |= {one.schema for schema in blueprint.schemas if schema.name.pascal in asked for one in schema.properties}
    return [one for one in blueprint.schemas if one.name.pascal in asked and one.kind not in _UNTESTED_BODIES]


def body_properties(schema: Schema, blueprint: Blueprint) -> list[Property]:
    """What a test sends: what must be sent, or what an update can change, whoever it is, without leading elsewhere."""
    if schema.kind != "update":
        return [one for one in schema.properties if one.required]
    everybodys = [one for one in schema.properties if not is_reserved(one, schema, blueprint)]
    return [one for one in everybodys if not _reference(one, schema, blueprint)]


def is_reserved(prop: Property, schema: Schema, blueprint: Blueprint) -> bool:
    """Whether not everybody may write it."""
    if not (prop.field and schema.resource):
        return False
    return blueprint.resource(schema.resource).field(prop.field).writers is not None


def _reference(prop: Property, schema: Schema, blueprint: Blueprint) -> str:
    """An expression for a row that a property refers to; empty for plain values."""
    if not (prop.field and schema.resource):
        return ""
    key = blueprint.resource(schema.resource).field(prop.field).foreign_key
    if key is None:
        return ""
    value = f"make_{Name.of(key.resource).snake}(session).{attr(key.key)}"
    return f"str({value})" if blueprint.resource(key.resource).field(key.key).type.base == "uuid" else value


def body_value(prop: Property, schema: Schema, blueprint: Blueprint) -> str:
    """An expression for a valid value of a property."""
    if prop.schema:
        inner = f"{Name.of(prop.schema).snake}_body(session)"
        return f"[{inner}]" if prop.items else inner
    if prop.type is None:
        return "{}"
    return (
        _reference(prop, schema, blueprint) or _drawn(prop, schema, blueprint) or sample_json(prop.type, prop.default)
    )


def _drawn(prop: Property, schema: Schema, blueprint: Blueprint) -> str:
    if not (prop.field and schema.resource):
        return ""
    resource = blueprint.resource(schema.resource)
    return drawn_value(resource.field(prop.field), resource, blueprint)


def arrange(operation: Operation, blueprint: Blueprint) -> list[str]:
    """Statements that store what an operation needs, and a caller that may."""
    lines = [
        f"{one.variable} = world.add(factories.make_{Name.of(one.resource).snake}{_tied(one.tie)})"
        for one in steps(operation, blueprint)
    ]
    if needs_row(operation):
        lines.append(own_row(operation, blueprint))
        lines += tied_row(operation, blueprint, variable(operation.resource))
    lines += _other_rows(operation, lines)
    if not has_caller(operation):
        return [*lines, *settled(operation, blueprint)]
    lines += _caller(operation, blueprint)
    lines += _callers_rows(operation, blueprint)
    if other_visible(operation):
        lines.append(f"caller.allow(policies.{other_rule_name(operation)}, {other_end(operation)})")
    return [*lines, *settled(operation, blueprint)]


def _callers_rows(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The statement that makes a stored row that of the caller, where no rule of who may does it."""
    if not operation.made and not operation.on_demand:
        return []
    key = attr(blueprint.resource(blueprint.auth.account).primary_key[0])
    above = operation.parents[0] if operation.parents else None
    row = variable(above.resource if above else operation.resource)
    column = attr(above.caller_column if above else operation.caller_column)
    return [f"world.change({row}, {column}=caller.account.{key})"]


def row_key(operation: Operation, blueprint: Blueprint) -> Field:
    """The field by which a test knows the operation's own row again."""
    own, resource = own_argument(operation), blueprint.resource(operation.resource)
    return resource.field(own.column if own and not operation.caller_column else resource.primary_key[0])


def _tied(tie: str) -> str:
    left, _, right = tie.partition(" == ")
    return f", {left.rpartition('.')[2]}={right}" if tie else ""


def needs_row(operation: Operation) -> bool:
    """Whether a row of the operation's own resource is there before."""
    if not operation.resource or operation.link:
        return False
    return operation.kind in _OWN_KINDS or own_argument(operation) is not None


def own_row(operation: Operation, blueprint: Blueprint) -> str:
    """The statement that stores the operation's own row."""
    values = ", ".join(["", *parent_values(operation, blueprint)])
    name = Name.of(operation.resource).snake
    return f"{variable(operation.resource)} = world.add(factories.make_{name}{values})"


def tied_row(operation: Operation, blueprint: Blueprint, row: str) -> list[str]:
    """The statement that ties a listed row to the one above, where a join table does."""
    across = operation.across
    if across is None:
        return []
    key, above = across_ends(operation, blueprint)
    maker = f"factories.make_{Name.of(across.join).snake}"
    return [f"world.add({maker}, {attr(across.column)}={above}, {attr(across.other)}={row}.{key})"]


def _other_rows(operation: Operation, lines: list[str]) -> list[str]:
    """The rows that the path names besides: the ends of a link, what stands before a custom operation."""
    made = {line.partition(" = ")[0] for line in lines}
    others = dict.fromkeys(one.resource for one in arguments(operation) if one.resource)
    missing = [one for one in others if variable(one) not in made]
    return [f"{variable(one)} = world.add(factories.make_{Name.of(one).snake})" for one in missing]


def _caller(operation: Operation, blueprint: Blueprint) -> list[str]:
    kind = rule_kind(operation)
    if kind == "role":
        role = attr(blueprint.resource(blueprint.auth.account).field(blueprint.auth.role_property).column)
        return [f"caller = visitor(world, {role}={literal(operation.access.roles[0])})"]
    if kind != "row":
        return ["caller = visitor(world)"]
    who = subject(operation)
    made = f"Visitor(world, {variable(who)})" if _is_self(operation, blueprint) else "visitor(world)"
    if operation.kind in ("create", "upload") and who == operation.resource:
        return [f"caller = {made}"]
    return [f"caller = {made}", f"caller.allow(policies.{operation.name.snake.upper()}, {variable(who)})"]


def _is_self(operation: Operation, blueprint: Blueprint) -> bool:
    """Whether the rule lets accounts at themselves, or at what is below them: then the caller is the row."""
    account = blueprint.auth.account
    stored = {one.resource for one in operation.parents} | ({operation.resource} if needs_row(operation) else set())
    if subject(operation) != account or account not in stored:
        return False
    key = blueprint.resource(account).primary_key[0]
    parts = [access for access in rule_parts(operation) if access]
    return any(one.principal == key and not one.hops for access in parts for one in access.grants)


def request_path(operation: Operation, blueprint: Blueprint, values: str = "rows") -> str:
    """The path of a request as a literal: with the keys of `rows`, or `unknown` or `malformed` values."""
    base = blueprint.service.base_path if operation.under_base else ""
    parts = re.split(r"\{([^}]*)\}", base + operation.path)
    known = {one.wire: one for one in arguments(operation)}
    for index in range(1, len(parts), 2):
        parts[index] = _path_value(known[parts[index]], values)
    path = "".join(parts)
    return f'f"{path}"' if "{" in path else f'"{path}"'


def _path_value(argument: object, values: str) -> str:
    name, resource, column, kind = (getattr(argument, one) for one in ("name", "resource", "column", "type"))
    if values == "malformed":
        return "not-a-key"
    if values == "rows" and resource:
        return f"{{{variable(resource)}.{attr(column)}}}"
    return {"UUID": "{uuid7()}", "int": "2147483647"}.get(kind, f"unknown-{name}"[:12])


def has_malformed(operation: Operation) -> bool:
    """Whether some path value can be malformed."""
    return any(one.type in ("UUID", "int") for one in arguments(operation))


def denied_status(operation: Operation, blueprint: Blueprint) -> int:
    """What a caller without rights is told; 0 where nobody is refused, or only rows are left out."""
    kind, default = rule_kind(operation), blueprint.auth.default_role
    allowed, visible, _ = rule_parts(operation)
    open_to_all = any(default in access.roles for access in (allowed, visible) if access)
    if not kind or open_to_all or (operation.kind in ("create", "upload") and subject(operation) == operation.resource):
        return 0
    if kind == "role" or (visible is None and allowed is not None):
        return 403
    return 404 if visible is not None else 0


def hides_rows(operation: Operation, blueprint: Blueprint) -> bool:
    """Whether a caller without rights gets the list, but without the row."""
    allowed, visible, rows = rule_parts(operation)
    default = blueprint.auth.default_role
    return rows is not None and allowed is None and visible is None and default not in rows.roles


def test_filters(operation: Operation, blueprint: Blueprint) -> list[Filter]:
    """The filters that a row certainly has a value for."""
    resource = blueprint.resource(operation.resource)
    known = operation.listing.filters if operation.listing and has_query(operation) else ()
    # Rights are given by changing the owner of a row, so its value is not what it was.
    rights = (*rule_parts(operation), operation.rows)
    moved = {grant.principal for access in rights if access for grant in access.grants}
    return [
        one
        for one in known
        if one.type.base in _COMPARED and one.column not in moved and not resource.field(one.column).nullable
    ]


def compared(schema: Schema, blueprint: Blueprint, operation: Operation) -> list[Property]:
    """The properties of a body that come back as they were sent."""
    if not operation.success.schema:
        return []
    shown = {one.name for one in blueprint.schema(operation.success.schema).properties if one.required}
    return [one for one in body_properties(schema, blueprint) if one.name in shown and not one.schema]


def conflicting(operation: Operation, blueprint: Blueprint) -> list[list[str]]:
    """The properties that a second, equal request clashes in, by index: which one is named is the database's choice."""
    schema, resource = blueprint.schema(operation.request), blueprint.resource(operation.resource)
    sent = {one.field for one in body_properties(schema, blueprint)} | {one.column for one in operation.parents}
    sent |= {one.column for one in resource.fields if one.generation == "caller" or one.default is not None}
    keys = ([one.column for one in index.columns] for index in resource.indexes if index.unique)
    return [[resource.field(one).property for one in columns] for columns in keys if set(columns) <= sent]


def varies(operation: Operation, blueprint: Blueprint) -> bool:
    """Whether two bodies of an operation that tests make are never alike."""
    schema = blueprint.schema(operation.request)
    return any(_varies(one, schema, blueprint) for one in body_properties(schema, blueprint))


def _varies(prop: Property, schema: Schema, blueprint: Blueprint) -> bool:
    if prop.schema:
        inner = blueprint.schema(prop.schema)
        return any(_varies(one, inner, blueprint) for one in body_properties(inner, blueprint))
    unique = prop.type is not None and prop.type.base in _UNIQUE and not prop.type.pattern
    return unique or bool(_reference(prop, schema, blueprint))


def kept_references(operation: Operation, blueprint: Blueprint) -> list[str]:
    """Items of a replacing body that leave the row where it is: elsewhere, the caller may have no rights."""
    if operation.kind != "replace":
        return []
    schema, row = blueprint.schema(operation.request), variable(operation.resource)
    found = []
    for one in body_properties(schema, blueprint):
        if value := _reference(one, schema, blueprint):
            kept = f"{row}.{attr(one.field)}"
            found.append(f"{literal(one.name)}: {f'str({kept})' if value.startswith('str(') else kept}")
    return found


def body_name(operation: Operation, blueprint: Blueprint) -> str:
    """The function that makes a body of the operation."""
    return f"{blueprint.schema(operation.request).name.snake}_body"


def location_property(operation: Operation, blueprint: Blueprint) -> str:
    """The property whose value ends the path of a created row."""
    return blueprint.resource(operation.resource).field(operation.location_key).property


def path_row(operation: Operation) -> str:
    """The variable of the operation's own row."""
    return variable(operation.resource)


def clashing_indexes(resource: Resource, blueprint: Blueprint) -> list[Index]:
    """The unique constraints whose columns all have values in a row made by a test."""
    filled = {one.column for one in (*factory_references(resource), *factory_fields(resource, blueprint))}
    keyed = {frozenset(resource.primary_key)}
    return [
        one
        for one in resource.indexes
        if one.unique and (columns := {each.column for each in one.columns}) <= filled and columns not in keyed
    ]


def property_of(column: str, resource: Resource) -> str:
    """The property that shows a column."""
    return resource.field(column).property


def other_end(operation: Operation) -> str:
    """The variable of the other row of a link or of a row that is listed, or of the caller's account."""
    if operation.link is None:
        return variable(operation.resource)
    ends = link_right(operation)
    return variable(ends[0].resource) if ends else "caller.account"


def new_row(operation: Operation, blueprint: Blueprint) -> str:
    """The references in a body, as keyword arguments of a model: what the rights on a new row hang on."""
    schema = blueprint.schema(operation.request)
    found = []
    for one in body_properties(schema, blueprint):
        if _reference(one, schema, blueprint):
            value = f"body[{literal(one.name)}]"
            kind = blueprint.resource(schema.resource).field(one.field).type.base
            found.append(f"{attr(one.field)}={f'UUID({value})' if kind == 'uuid' else value}")
    return ", ".join(found)
