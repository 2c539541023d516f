"""Fields that only some see or write, in Python: their rules, and where rows are shown and changed by them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.scaffold.python.operations import asks_who, has_caller, unstored
from groundplan.scaffold.python.policies import grant_names
from groundplan.scaffold.python.schemas import property_attr
from groundplan.scaffold.python.text import attr, literal

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation, Property
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Field, Resource
    from groundplan.plan.model.rights import Access, Grant


def field_rules(blueprint: Blueprint) -> list[tuple[str, list[str]]]:
    """The constants of the rules of fields, each with its arguments; those of rows inside others first."""
    names = grant_names(blueprint)
    inner = {part.resource for one in blueprint.resources for part in one.parts}
    ruled = [one for one in blueprint.resources if has_field_rules(one, blueprint)]
    ordered = sorted(ruled, key=lambda one: one.name.pascal not in inner)
    return [(field_rules_name(one.name.pascal), _arguments(one, blueprint, names)) for one in ordered]


def field_rules_name(resource: str) -> str:
    """The constant that holds the rules of the fields of a resource."""
    return f"{Name.of(resource).snake.upper()}_FIELDS"


def has_field_rules(resource: Resource, blueprint: Blueprint) -> bool:
    """Whether some of its fields, or of the rows inside its rows, are not for everybody."""
    return any(map(_is_ruled, resource.fields)) or any(
        has_field_rules(blueprint.resource(part.resource), blueprint) for part in resource.parts
    )


def _is_ruled(field: Field) -> bool:
    return field.readers is not None or field.writers is not None


def _arguments(resource: Resource, blueprint: Blueprint, names: dict[tuple[str, Grant], str]) -> list[str]:
    rules = [f"{literal(attr(one.column))}: {_rule(one, names)}" for one in resource.fields if _is_ruled(one)]
    parts = [
        f"{literal(attr(one.property))}: {field_rules_name(one.resource)}"
        for one in resource.parts
        if has_field_rules(blueprint.resource(one.resource), blueprint)
    ]
    return [f"{{{', '.join(rules)}}}", *([f"{{{', '.join(parts)}}}"] if parts else [])]


def _rule(field: Field, names: dict[tuple[str, Grant], str]) -> str:
    who = _who("readers", field.readers, names) + _who("writers", field.writers, names)
    return f"FieldRule({literal(field.property)}{who})"


def _who(keyword: str, access: Access | None, names: dict[tuple[str, Grant], str]) -> str:
    if access is None:
        return ""
    grants = [names["" if one.kind == "role" else access.subject, one] for one in access.grants]
    return f", {keyword}=({', '.join(grants)}{',' if len(grants) == 1 else ''})"


def seen(operation: Operation, blueprint: Blueprint, row: str, *given: str) -> str:
    """What the answer is made of: the row, or the row as its caller sees it. `given` comes before all else."""
    if not operation.partial:
        return row
    shown = field_rules_name(_shown(operation, blueprint))
    return f"seen({', '.join((*given, f'policies.{shown}', row, viewer(operation, blueprint)))})"


def seen_page(operation: Operation, blueprint: Blueprint, *given: str) -> str:
    """The last argument of a page: what shows its rows to the caller; empty where all see the same."""
    if not operation.partial:
        return ""
    shown = field_rules_name(_shown(operation, blueprint))
    return f", seen_by({', '.join((*given, f'policies.{shown}', viewer(operation, blueprint)))})"


def _shown(operation: Operation, blueprint: Blueprint) -> str:
    if operation.kind == "export":
        return operation.resource
    schema = blueprint.schema(operation.success.schema)
    inner = next((one.schema for one in schema.properties if one.items and schema.kind == "page"), "")
    return blueprint.schema(inner).resource if inner else schema.resource


def viewer(operation: Operation, blueprint: Blueprint) -> str:
    """Who sees the answer: who asks, whoever has just made an account, or nobody in particular."""
    if operation.kind != "register":
        return "caller" if has_caller(operation) or asks_who(operation) else "None"
    auth = blueprint.auth
    account = blueprint.resource(auth.account)
    return f"Caller(account.{attr(account.primary_key[0])}, {caller_role(blueprint)}, uuid7())"


def caller_role(blueprint: Blueprint) -> str:
    """The role of the row `account`, as text: empty where accounts have none."""
    if not blueprint.auth.role_property:
        return '""'
    field = blueprint.resource(blueprint.auth.account).field(blueprint.auth.role_property)
    return f"account.{attr(field.column)}" + (' or ""' if field.nullable else "")


def guarded_sent(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The attributes of a body that not everybody may write who may send it; a new row needs what it needs."""
    making = operation.kind in ("create", "register")
    return [
        literal(property_attr(one))
        for one, field in _written(operation, blueprint)
        if not (making and one.required) and not _all_write(field, operation)
    ]


def left_out(operation: Operation, blueprint: Blueprint) -> str:
    """The attributes of a body that change no column: what none takes, and what a replacing body does not send of what
    not everybody may write.
    """
    unstored_ = [literal(one) for one in unstored(operation, blueprint)]
    kept = [literal(property_attr(one)) for one, _ in _written(operation, blueprint)]
    found = [f"{{{', '.join(unstored_)}}}"] if unstored_ else []
    if kept and operation.kind == "replace":
        found.append(f"({{{', '.join(kept)}}} - body.model_fields_set)")
    return " | ".join(found)


def seen_columns(operation: Operation) -> str:
    """The columns of an export, with nothing in them where the value is for others."""
    columns = f"_{operation.name.snake.upper()}_COLUMNS"
    if not operation.partial:
        return columns
    return (
        f"seen_columns(policies.{field_rules_name(operation.resource)}, models.{operation.resource}, {columns}, caller)"
    )


def _written(operation: Operation, blueprint: Blueprint) -> list[tuple[Property, Field]]:
    if not (operation.request and operation.resource):
        return []
    resource = blueprint.resource(operation.resource)
    sent = [one for one in blueprint.schema(operation.request).properties if one.field]
    return [(one, field) for one in sent if (field := resource.field(one.field)).writers is not None]


def _all_write(field: Field, operation: Operation) -> bool:
    access = operation.access
    return field.writers is not None and access.by_role and set(access.roles) <= set(field.writers.roles)


def asking_who(blueprint: Blueprint) -> list[Operation]:
    """The operations that anybody may call and whose answer hangs on who does."""
    return [one for one in blueprint.operations if asks_who(one)]
