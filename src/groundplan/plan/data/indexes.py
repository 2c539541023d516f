"""Keys, indexes and checks of a table, each with the reason that it is there and a name that stays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Check, Field, Index, IndexColumn, Resource
from groundplan.plan.operations.completion import Draft
from groundplan.plan.words import tables
from groundplan.resources import blake2b

_LONGEST = 60


def constraint(prefix: str, table: str, *columns: str) -> str:
    """`ix_tasks_project_id`: at most 60 characters, the end a digest of the whole where it must be cut."""
    name = "_".join((prefix, table, *columns))
    if len(name) <= _LONGEST:
        return name
    digest = blake2b(name.encode(), digest_size=4).hexdigest()
    return f"{name[: _LONGEST - 9]}_{digest}"


def indexed(
    resource: Resource, draft: Draft | None, operations: Iterable[Operation], values: Mapping[str, tuple[str, ...]]
) -> Resource:
    """The resource with its indexes and checks. A column set that a stronger index already leads is not repeated.

    `operations` are those of the resource; `values` those of every enum.
    """
    candidates = [*_unique(resource), *_stated(resource, draft), *_lists(resource, operations), *_foreign(resource)]
    return replace(resource, indexes=_distinct(resource, candidates), checks=tuple(_checks(resource, values)))


def _distinct(resource: Resource, candidates: list[Index]) -> tuple[Index, ...]:
    kept: list[Index] = []
    for one in candidates:
        columns = tuple(column.column for column in one.columns)
        covered = [resource.primary_key, *(tuple(c.column for c in other.columns) for other in kept)]
        same = any(columns == other for other in covered)
        led = not one.unique and one.reason != "stated" and any(columns == other[: len(columns)] for other in covered)
        if columns and not same and not led:
            kept.append(one)
    return tuple(kept)


def _unique(resource: Resource) -> Iterator[Index]:
    for field in resource.fields:
        if field.unique and not field.primary_key:
            yield _index(resource, [IndexColumn(column=field.column)], "unique field", unique=True)
    sides = tuple(field.column for field in resource.fields if field.foreign_key)[:2]
    if resource.kind == "join" and len(sides) == 2 and resource.primary_key != sides:
        yield _index(resource, [IndexColumn(column=one) for one in sides], "one row a pair", unique=True)


def _stated(resource: Resource, draft: Draft | None) -> Iterator[Index]:
    if draft is None:
        return
    for stated in draft.entity.indexes:
        columns = [_column(resource, one.field, one.descending) for one in stated.columns]
        known = list(dict.fromkeys(one for one in columns if one is not None))
        if known and len(known) == len(columns):
            yield _index(resource, known, "stated", unique=stated.unique)
    for field in draft.entity.fields:
        column = _column(resource, field.name, descending=False) if field.indexed else None
        if column is not None:
            yield _index(resource, [column], "stated")


def _column(resource: Resource, name: str, descending: bool) -> IndexColumn | None:
    found = find(resource, name)
    return IndexColumn(column=found.column, descending=descending) if found else None


def find(resource: Resource, name: str) -> Field | None:
    """The field that `name` means, whether spelled as property, column or relation; None for none."""
    wanted = tables.fold(name)
    for field in resource.fields:
        spellings = (field.property, field.column, field.name.snake, field.label)
        if wanted in {tables.fold(one) for one in spellings if one}:
            return field
    related = (one for one in resource.fields if one.relation and tables.fold(one.relation.snake) == wanted)
    return next(related, None)


def _lists(resource: Resource, operations: Iterable[Operation]) -> Iterator[Index]:
    """Equality before order: the columns that a list always compares, then its default order."""
    for one in operations:
        if one.kind not in ("list", "search") or one.listing is None:
            continue
        always = [IndexColumn(column=column) for column in _fixed(one)]
        for wanted in one.listing.filters:
            if wanted.stated and wanted.column not in {column.column for column in always}:
                yield _index(resource, [*always, IndexColumn(column=wanted.column)], "list filter")
        for sort in one.listing.sorts:
            if sort.stated:
                yield _index(resource, [*always, IndexColumn(column=sort.column)], "list sort")
        order = [IndexColumn(column=term.column, descending=term.descending) for term in one.listing.order]
        first = order[:1] if order and order[0].column not in resource.primary_key else []
        yield _index(resource, [*always, *first], "list order")


def _fixed(operation: Operation) -> list[str]:
    """The columns that a list always compares: the parent's, else the owner's."""
    if operation.parents:
        return [operation.parents[-1].column] if operation.parents[-1].column else []
    grants = operation.rows.grants if operation.rows else ()
    return [one.principal for one in grants if one.kind == "owner" and not one.hops][:1]


def _foreign(resource: Resource) -> Iterator[Index]:
    for key in resource.foreign_keys:
        yield _index(resource, [IndexColumn(column=key.column)], "foreign key")


def _index(resource: Resource, columns: list[IndexColumn], reason: str, *, unique: bool = False) -> Index:
    columns = list({one.column: one for one in reversed(columns)}.values())[::-1]
    prefix = "uq" if unique else "ix"
    name = constraint(prefix, resource.table, *(one.column for one in columns))
    alive = unique and bool(resource.deleted)
    return Index(name=name, columns=tuple(columns), unique=unique, reason=reason, alive=alive)


def _checks(resource: Resource, values: Mapping[str, tuple[str, ...]]) -> Iterator[Check]:
    for field in resource.fields:
        name = constraint("ck", resource.table, field.column)
        if field.type.base == "enum":
            yield Check(name=name, column=field.column, operator="in", values=values[field.type.enum])
        elif field.type.base in ("int", "bigint", "float", "decimal") and not field.foreign_key:
            yield from _bounds(resource, field)


def _bounds(resource: Resource, field: Field) -> Iterator[Check]:
    """Only bounds that the SPEC states: the width of the type needs no check."""
    machine = {"-2147483648", "2147483647", str(-(2**63)), str(2**63 - 1)}
    for word, operator, value in (("min", ">=", field.type.minimum), ("max", "<=", field.type.maximum)):
        if value is not None and value not in machine:
            name = constraint("ck", resource.table, field.column, word)
            yield Check(name=name, column=field.column, operator=operator, value=value)  # type: ignore[arg-type]
