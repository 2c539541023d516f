"""The table of who sees and who writes which field: every rule, every kind of caller, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.plan.contract.listing import is_seen
from groundplan.record import NamedTuple
from groundplan.scaffold.python.access_cells import (
    Who,
    access_callers,
    access_operations,
    callers_of,
    is_prepared,
    led,
    may,
    told,
)
from groundplan.scaffold.python.fields import guarded_sent
from groundplan.scaffold.python.operations import has_caller
from groundplan.scaffold.python.samples import sample_json
from groundplan.scaffold.python.schemas import property_attr
from groundplan.scaffold.python.text import literal

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation, Property
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Field
    from groundplan.plan.model.rights import Access

_ROWS = ("read", "list", "search", "export")
_CALLED = ("allowed", "sees it")


class FieldCell(NamedTuple):
    """An operation, a constant of a caller, a property, whether it is for the caller, and a value to write."""

    operation: str
    who: str
    name: str
    holds: bool
    value: str = ""


def field_operations(blueprint: Blueprint) -> list[Operation]:
    """The operations that some cell is about."""
    return [one for one in blueprint.operations if _seen_of(one, blueprint) or _sent_of(one, blueprint)]


def cell_operations(blueprint: Blueprint) -> list[Operation]:
    """The operations that some cell of either table is about."""
    named = {one.id for one in (*access_operations(blueprint), *field_operations(blueprint))}
    return [one for one in blueprint.operations if one.id in named]


def cell_callers(blueprint: Blueprint) -> list[Who]:
    """The kinds of callers that some cell of either table names, once each."""
    every = access_callers(blueprint)
    every += [who for one in blueprint.operations for _, who in _seen_of(one, blueprint)]
    every += [who for one in blueprint.operations for _, _, who in _sent_of(one, blueprint)]
    return list({who.constant: who for who in every}.values())


def seen_cells(blueprint: Blueprint) -> list[FieldCell]:
    """Who sees what."""
    return [
        FieldCell(one.name.snake, who.constant, field.property, may(field.readers, who))
        for one in blueprint.operations
        for field, who in _seen_of(one, blueprint)
    ]


def sent_cells(blueprint: Blueprint) -> list[FieldCell]:
    """Who writes what."""
    return [
        FieldCell(one.name.snake, who.constant, sent.name, may(field.writers, who), _value(sent))
        for one in blueprint.operations
        for sent, field, who in _sent_of(one, blueprint)
    ]


def sort_cells(blueprint: Blueprint) -> list[FieldCell]:
    """Lists that nobody can sort by a field which not all see who may list."""
    found = [(one, field, who) for one in blueprint.operations for field, who in _seen_of(one, blueprint)]
    return [
        FieldCell(one.name.snake, who.constant, field.property, holds=False)
        for one, field, who in found
        if one.kind in ("list", "search") and not may(field.readers, who)
    ]


def _value(sent: Property) -> str:
    return sample_json(sent.type, sent.default) if sent.type else "None"


def _seen_of(operation: Operation, blueprint: Blueprint) -> list[tuple[Field, Who]]:
    if not operation.partial or operation.kind not in _ROWS or not is_prepared(operation, blueprint):
        return []
    fields = [one for one in blueprint.resource(operation.resource).fields if one.readers]
    if operation.kind == "export":
        # What a row may lack is as empty as what is for others; and a row must be the only one.
        fields = [one for one in fields if one.required and operation.resource != blueprint.auth.account]
    return [
        (field, who)
        for field in fields
        if not is_seen(field, operation.access)
        for who in _callers(operation, field.readers, blueprint)
    ]


def _sent_of(operation: Operation, blueprint: Blueprint) -> list[tuple[Property, Field, Who]]:
    if operation.kind not in ("create", "update") or not has_caller(operation):
        return []
    guarded = guarded_sent(operation, blueprint) if is_prepared(operation, blueprint) else []
    resource = blueprint.resource(operation.resource)
    sent = blueprint.schema(operation.request).properties if guarded else ()
    pairs = [(one, resource.field(one.field)) for one in sent if literal(property_attr(one)) in guarded]
    return [
        (one, field, who)
        for one, field in pairs
        if field.foreign_key is None and not (operation.kind == "create" and _by_row(field.writers))
        for who in _callers(operation, field.writers, blueprint)
    ]


def _by_row(access: Access | None) -> bool:
    """Whether rights hang on the row, which a create makes with its caller in it."""
    return access is not None and any(one.kind != "role" for one in access.grants)


def _callers(operation: Operation, access: Access | None, blueprint: Blueprint) -> list[Who]:
    """The kinds of callers that the operation lets in, with those that the field is for by a way from its row."""
    public = not has_caller(operation)
    every = {who.constant: who for who in callers_of(operation, blueprint)}
    own = operation.access.subject in ("", operation.resource)
    for grant in access.grants if access and own and operation.kind != "create" else ():
        if grant.kind != "role":
            every |= {who.constant: who for who in led(grant, operation.resource, blueprint)}
    if public:
        return list(every.values())
    return [who for who in every.values() if who.label != "anonymous" and told(operation, who) in _CALLED]
