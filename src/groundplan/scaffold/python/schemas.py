"""Bodies in Python: which module holds which, and the line of each property."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.naming import Name
from groundplan.scaffold.python.text import attr, literal, module
from groundplan.scaffold.python.types import default, input_type, output_type, query_type

if TYPE_CHECKING:
    from groundplan.plan.model.api import Filter, Operation, Property, Schema
    from groundplan.plan.model.blueprint import Blueprint

_BUILT_IN = frozenset({"page", "error", "health", "grant", "refusal"})
_OUTPUTS = frozenset({"resource", "key", "tokens", "granted", "count", "provider", "providers"})
_LISTS = frozenset({"list", "search", "count", "export"})
_TEXTS = {
    "resource": "What comes back of {}",
    "key": "{} with the key itself, which is shown this once",
    "create": "What makes {}",
    "upload": "What comes with the file of {}",
    "register": "What makes {}",
    "replace": "What replaces {}",
    "update": "What changes {}: only what is sent",
    "login": "What proves who is signing in",
    "refresh": "What a new access token is asked for with",
    "tokens": "The tokens of a session",
    "granted": "The access token of a program",
    "provider": "Somewhere to sign in",
    "providers": "Where people can sign in",
    "count": "How many there are",
    "event": "An event that another service reports",
}


def schemas_of(blueprint: Blueprint, resource: str) -> list[Schema]:
    """The bodies that stand in the module of a resource; those of "" belong to none."""
    return [one for one in blueprint.schemas if one.kind not in _BUILT_IN and _home(one, blueprint) == resource]


def _home(schema: Schema, blueprint: Blueprint) -> str:
    return schema.resource if any(one.name.pascal == schema.resource for one in blueprint.resources) else ""


def queries_of(blueprint: Blueprint, resource: str) -> list[Operation]:
    """The operations with a query that answer rows of a resource."""
    return [one for one in blueprint.operations if one.resource == resource and has_query(one)]


def has_query(operation: Operation) -> bool:
    """Whether query parameters mean anything to the operation."""
    return bool(operation.query) or (operation.kind in _LISTS and operation.listing is not None)


def schema_modules(blueprint: Blueprint) -> list[tuple[str, list[str]]]:
    """Each module of bodies with the names that it defines."""
    modules = [(module(one.name), _defined(blueprint, one.name.pascal)) for one in blueprint.resources]
    return [(home, names) for home, names in [*modules, ("other_bodies", _defined(blueprint, ""))] if names]


def _defined(blueprint: Blueprint, resource: str) -> list[str]:
    queries = [f"{one.name.pascal}Query" for one in queries_of(blueprint, resource)]
    return [*(one.name.pascal for one in schemas_of(blueprint, resource)), *queries]


def schema_names(blueprint: Blueprint) -> list[str]:
    """All names of bodies, sorted as in __all__."""
    return sorted(name for _, names in schema_modules(blueprint) for name in names)


def schema_imports(blueprint: Blueprint, resource: str) -> list[str]:
    """Imports of the bodies that the bodies of a resource contain."""
    inner = [prop.schema for one in schemas_of(blueprint, resource) for prop in one.properties if prop.schema]
    homes = {name: _home(blueprint.schema(name), blueprint) for name in inner}
    return [
        f"from app.schemas.{module(Name.of(home)) if home else 'other_bodies'} import {name}"
        for name, home in sorted(homes.items())
        if home != resource
    ]


def is_output(schema: Schema, blueprint: Blueprint) -> bool:
    """Whether the service writes it; what clients send is checked strictly."""
    asked = any(one.request == schema.name.pascal for one in blueprint.operations)
    return schema.kind in _OUTPUTS or (schema.kind == "custom" and not asked)


def schema_doc(schema: Schema) -> str:
    """One line about a body."""
    return _TEXTS.get(schema.kind, "A body of its own").format(f"one {Name.of(schema.resource or 'item').human}")


def property_line(prop: Property, schema: Schema, blueprint: Blueprint) -> str:
    """The attribute of a body."""
    output = is_output(schema, blueprint)
    kind = query_type(prop.type) if schema.kind == "upload" and prop.type else _property_type(prop, output)
    # Rows are read by attribute: an alias there could name something else that the model has.
    keyword = "serialization_alias" if output else "alias"
    alias = f"{keyword}={literal(prop.name)}" if property_attr(prop) != prop.name else ""
    value = _value(prop, schema)
    optional = prop.nullable or value == "None"
    kind = f"{kind} | None" if optional else kind
    name = property_attr(prop)
    if alias:
        return f"{name}: {kind} = Field({', '.join([*([f'default={value}'] if value else []), alias])})"
    return f"{name}: {kind} = {value}" if value else f"{name}: {kind}"


def property_attr(prop: Property) -> str:
    """The attribute that holds a property: that of its column, where it has one."""
    return attr(prop.field or prop.name)


def _property_type(prop: Property, output: bool) -> str:
    if prop.schema:
        return _items(prop) if prop.items else prop.schema
    if prop.type is None:
        return "JsonValue" if output else "Json"
    if prop.type.base == "json" and not output and not prop.nullable:
        return "Annotated[Json, BeforeValidator(not_null)]"
    return output_type(prop.type) if output else input_type(prop.type)


def _items(prop: Property) -> str:
    bounds = [f"{name}_length={count}" for name, count in (("min", prop.least), ("max", prop.most)) if count]
    return f"Annotated[list[{prop.schema}], Field({', '.join(bounds)})]" if bounds else f"list[{prop.schema}]"


def _value(prop: Property, schema: Schema) -> str:
    if prop.required or (schema.kind in _OUTPUTS and schema.kind != "resource"):
        return ""
    if schema.kind == "update" or prop.default is None or prop.type is None:
        return "None"
    return default(prop.default, prop.type)


def query_line(prop: Property) -> str:
    """The attribute of a query that is no list's."""
    kind = query_type(prop.type) if prop.type else "Text"
    return f"{attr(prop.name)}: {kind}" if prop.required else f"{attr(prop.name)}: {kind} | None = None"


def filter_line(one: Filter) -> str:
    """The attribute of a list's query."""
    name = filter_attr(one)
    alias = name != one.name
    value = f"Field(default=None, alias={literal(one.name)})" if alias else "None"
    return f"{name}: {query_type(one.type)} | None = {value}"


def filter_attr(one: Filter) -> str:
    """The attribute that holds a filter of a list's query."""
    name = attr(one.name)
    return f"{name}_" if name in ("limit", "offset", "cursor", "sort", "q") else name


def not_nullable(schema: Schema) -> list[str]:
    """The attributes that may be left out of what changes or replaces a row, and that null may not be sent for."""
    if schema.kind not in ("update", "replace"):
        return []
    every = schema.kind == "update"
    left = (one for one in schema.properties if every or (not one.required and one.default is None))
    return [property_attr(one) for one in left if not one.nullable]
