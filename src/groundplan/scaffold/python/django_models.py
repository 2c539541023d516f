"""Tables in Django's words: fields, constraints and indexes, alike in models and in migrations."""

from __future__ import annotations

import keyword
from typing import TYPE_CHECKING

from groundplan.scaffold.python.tables import clock, is_now
from groundplan.scaffold.python.text import attr, literal, tuple_of
from groundplan.scaffold.python.types import default

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Check, Enum, Field, ForeignKey, Index, Resource

_FIELDS = {
    "text": "TextField", "int": "IntegerField", "bigint": "BigIntegerField", "float": "FloatField",
    "bool": "BooleanField", "uuid": "UUIDField", "date": "DateField", "datetime": "DateTimeField", "time": "TimeField",
    "json": "JSONField", "list": "JSONField", "binary": "TextField",
}  # fmt: skip
_ON_DELETE = {"cascade": "CASCADE", "set null": "SET_NULL", "restrict": "RESTRICT"}
_OPERATORS = {">=": "gte", "<=": "lte", "in": "in"}


def django_name(field: Field, resource: Resource) -> str:
    """The attribute of a field in a model: of a reference, what its column is called without `_id`."""
    if field.foreign_key is None:
        return "password" if _signs_in(field, resource) else attr(field.column)
    base = field.column.removesuffix("_id")
    return f"{base}_row" if _is_taken(base, resource) else base


def _signs_in(field: Field, resource: Resource) -> bool:
    """Whether Django looks for the field by the name that it gives to hashes of passwords."""
    passwords = [one for one in resource.fields if one.type.base == "password"]
    return resource.kind == "account" and passwords[:1] == [field]


def _is_taken(base: str, resource: Resource) -> bool:
    others = {one.column for one in resource.fields}
    return base in others or keyword.iskeyword(base) or attr(base) != base


def django_field(field: Field, resource: Resource, blueprint: Blueprint) -> str:
    """The field of a model, as an expression."""
    kind, values = _kind(field, resource, blueprint)
    return f"{kind}({', '.join([*values, *_options(field, resource)])})"


def django_migrated(field: Field, resource: Resource, blueprint: Blueprint) -> str:
    """The same in a migration, which says of a key what a model implies."""
    made = django_field(field, resource, blueprint)
    return f"{made[:-1]}, serialize=False)" if _is_key(field, resource) else made


def _kind(field: Field, resource: Resource, blueprint: Blueprint) -> tuple[str, list[str]]:
    kind = field.type
    if field.foreign_key:
        return _reference(field, field.foreign_key, resource, blueprint)
    if field.generation == "increment":
        return ("models.BigAutoField" if kind.base == "bigint" else "models.AutoField"), []
    if kind.base == "decimal":
        return "ExactDecimal", [f"max_digits={kind.precision}", f"decimal_places={kind.scale}"]
    if kind.base == "enum":
        choices = _choices(blueprint.enum(kind.enum))
        return "models.CharField", [f"max_length={kind.length or 64}", f"choices=[{choices}]"]
    if kind.base in _FIELDS:
        return f"models.{_FIELDS[kind.base]}", []
    # A password is stored as its hash, which is longer than any password that we take.
    return "models.CharField", [f"max_length={255 if kind.base == 'password' else kind.length or 255}"]


def _choices(enum: Enum) -> str:
    return ", ".join(f"({literal(value)}, {literal(value)})" for value in enum.values)


def _reference(field: Field, key: ForeignKey, resource: Resource, blueprint: Blueprint) -> tuple[str, list[str]]:
    target = blueprint.resource(key.resource)
    renamed = django_name(field, resource) != field.column.removesuffix("_id")
    return ("Reference" if renamed else "models.ForeignKey"), [
        f'"app.{key.resource}"',
        *([] if (key.key,) == target.primary_key else [f'to_field="{attr(key.key)}"']),
        f"on_delete=models.{_ON_DELETE[key.on_delete]}",
        f'related_name="{part_rows(resource, field.column, blueprint) or "+"}"',
        "db_index=False",
        *([f'db_column="{field.column}"'] if renamed else []),
    ]


def part_rows(resource: Resource, column: str, blueprint: Blueprint) -> str:
    """What the rows of a part are called in the model of the row that they belong to; empty for other references."""
    parts = (part for one in blueprint.resources for part in one.parts)
    named = (attr(one.property) for one in parts if (one.resource, one.column) == (resource.name.pascal, column))
    return next((f"{name}_rows" for name in named), "")


def prefetched(resource: str, blueprint: Blueprint) -> list[str]:
    """The relations of parts, as literals: read with the rows, all at once."""
    return [f'"{attr(one.property)}_rows"' for one in blueprint.resource(resource).parts]


def _options(field: Field, resource: Resource) -> list[str]:
    named = not field.foreign_key and django_name(field, resource) != field.column
    return [
        *([f'db_column="{field.column}"'] if named else []),
        *(["primary_key=True"] if _is_key(field, resource) else []),
        *_generated(field),
        *(["null=True", "blank=True"] if field.nullable and not field.primary_key else []),
        *(["editable=False"] if field.column == resource.deleted else []),
    ]


def _is_key(field: Field, resource: Resource) -> bool:
    return resource.primary_key == (field.column,)


def _generated(field: Field) -> list[str]:
    now = clock(field.type)
    made = {"uuid7": "default=uuid7", "created": f"default={now}", "updated": "auto_now=True"}.get(field.generation)
    if made:
        return [made] if field.generation == "updated" else [made, "editable=False"]
    if field.generation == "version":
        return ["default=1", "editable=False"]
    if field.default is None:
        return []
    return [f"default={now if is_now(field) else default(field.default, field.type)}"]


def django_constraints(resource: Resource) -> list[str]:
    """The unique and check constraints of a model."""
    unique = [one for one in resource.indexes if one.unique]
    return [*(_unique(one, resource) for one in unique), *(_check(one, resource) for one in resource.checks)]


def _unique(index: Index, resource: Resource) -> str:
    alive = f"condition=models.Q({resource.deleted}=None), " if index.alive else ""
    return f'models.UniqueConstraint({alive}fields={_columns(index, resource)}, name="{index.name}")'


def _check(check: Check, resource: Resource) -> str:
    field = resource.field(check.column)
    if check.operator == "in":
        value = tuple_of([literal(one) for one in check.values])
    else:
        value = f'Decimal("{check.value}")' if field.type.base == "decimal" else check.value
    condition = f"{django_name(field, resource)}__{_OPERATORS[check.operator]}={value}"
    return f'models.CheckConstraint(condition=models.Q({condition}), name="{check.name}")'


def django_indexes(resource: Resource) -> list[str]:
    """The other indexes of a model."""
    return [
        f'models.Index(fields={_columns(one, resource)}, name="{one.name}")'
        for one in resource.indexes
        if not one.unique
    ]


def _columns(index: Index, resource: Resource) -> str:
    names = [(one.descending, django_name(resource.field(one.column), resource)) for one in index.columns]
    return tuple_of([f'"{"-" if descending else ""}{name}"' for descending, name in names])


def django_properties(resource: Resource) -> list[str]:
    """The columns that the API calls otherwise, as items of a mapping."""
    return [f"{literal(one.column)}: {literal(one.property)}" for one in resource.fields if one.property != one.column]


def django_cyclic(blueprint: Blueprint) -> list[tuple[Resource, Field]]:
    """The references that are added once all tables exist."""
    return [
        (one, field)
        for one in blueprint.resources
        for field in one.fields
        if field.foreign_key and field.foreign_key.cyclic
    ]


def django_options(resource: Resource, names: list[str], what: str, *, late: bool) -> list[str]:
    """Of the indexes or constraints of a table, those over late fields `names`, or the others."""
    made = django_constraints(resource) if what == "constraints" else django_indexes(resource)
    return [one for one in made if late == any(f'"{name}"' in one or f'"-{name}"' in one for name in names)]


def odd_names(blueprint: Blueprint) -> bool:
    """Whether some attribute ends with an underscore, which Django thinks is a mistake."""
    return any(attr(field.column).endswith("_") for one in blueprint.resources for field in one.fields)


def staff_roles(blueprint: Blueprint) -> list[str]:
    """The roles that suffice by themselves for something: who has one may use the admin site. What everybody gets is
    none of them.
    """
    granted = {role for one in blueprint.operations for rule in one.rules for role in rule.roles}
    return [role for role in blueprint.auth.roles if role in granted and role != blueprint.auth.default_role]


def late_names(resource: Resource, blueprint: Blueprint) -> list[str]:
    """The references of a table that are added once all tables exist."""
    return [django_name(field, one) for one, field in django_cyclic(blueprint) if one is resource]


def row_title(resource: Resource) -> str:
    """What a row is called where people see it, as an expression: its first text or, without one, its key."""
    texts = [one for one in resource.fields if one.type.base in ("string", "email") and not one.hidden]
    shown = [one for one in texts if not one.nullable and not one.foreign_key]
    if shown:
        return f"self.{attr(shown[0].column)}"
    return "str(self.pk)"


def admin_columns(resource: Resource) -> list[str]:
    """The columns of a table that its list in the admin site shows: those with few values, and times."""
    shown = ("enum", "bool", "datetime", "date")
    return [attr(one.column) for one in resource.fields if one.type.base in shown and not one.hidden]


def admin_references(resource: Resource) -> list[str]:
    """The references of a table: in the admin site they are typed, since their tables may be large."""
    return [django_name(one, resource) for one in resource.fields if one.foreign_key]
