"""Fields that only some see or write: not there for others, in no order, and refused as unknown from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.plan.contract.listing import is_seen
from groundplan.plan.model.api import Operation
from groundplan.plan.model.blueprint import Blueprint
from groundplan.verify.actors import Actor
from groundplan.verify.listing import Listed, own_list
from groundplan.verify.model import Skip, skip
from groundplan.verify.policy import allows
from groundplan.verify.probe import Probe
from groundplan.verify.registry import check

if TYPE_CHECKING:
    from groundplan.plan.model.api import Property
    from groundplan.plan.model.data import Field
    from groundplan.verify.client import Reply
    from groundplan.verify.world import Row

_LISTS = ("list", "search")


def _partial(*kinds: str) -> Any:
    def over(blueprint: Blueprint) -> list[Operation]:
        return [one for one in blueprint.operations if one.partial and one.kind in kinds]

    return over


def _fields(probe: Probe) -> list[Field]:
    """The fields of the operation's rows that not everybody sees who may call it."""
    fields = probe.blueprint.resource(probe.operation.resource).fields
    return [one for one in fields if one.readers and not is_seen(one, probe.operation.access)]


def _actors(probe: Probe, row: Row) -> list[Actor]:
    """Whoever may run the operation: the maker of the row, somebody else, the admin, and nobody."""
    found: list[Actor] = [Actor(name="nobody"), row.maker]
    for get in (probe.cast.alice, probe.cast.bob, probe.cast.admin):
        try:
            found += [actor] if (actor := get()) else []
        except Skip:
            continue
    every = {one.name: one for one in found}.values()
    return [one for one in every if probe.may(probe.operation, one, row) and probe.may_know(probe.operation, one, row)]


@check("fields.read", over=_partial("read"))
def read(probe: Probe) -> None:
    """A row that is read has what its reader may see, and nothing else."""
    if probe.operation.key is None:
        raise skip("no_row")
    row, path = probe.target(probe.operation, probe.cast.anybody())
    if row is None:
        raise skip("no_row")
    for actor in _actors(probe, row):
        reply = probe.send(probe.operation, path, actor)
        if probe.success(probe.operation, reply):
            _compare(probe, actor, row, reply.fields, reply)


@check("fields.listed", over=_partial(*_LISTS))
def listed(probe: Probe) -> None:
    """So has a row of a list."""
    row, path = _listed(probe)
    resource = probe.blueprint.resource(probe.operation.resource)
    key = resource.field(resource.primary_key[0]).property
    for actor in _actors(probe, row):
        items = Listed(probe, probe.operation, path, actor).all()
        item = next((one for one in items if one.get(key) == row.body.get(key)), None)
        if item is not None:
            _compare(probe, actor, row, item, None)


@check("fields.sorted", over=_partial(*_LISTS))
def sorted_(probe: Probe) -> None:
    """What a caller may not see tells nothing by the order of a list."""
    row, path = _listed(probe)
    for actor in _actors(probe, row):
        for field in _fields(probe):
            if field.readers and not allows(field.readers, actor, row.columns, probe.world.known):
                reply = Listed(probe, probe.operation, path, actor).get(("sort", field.property))
                probe.error(reply, 422, field="sort")


def _listed(probe: Probe) -> tuple[Row, str]:
    resource = probe.blueprint.resource(probe.operation.resource)
    if resource.kind == "account":
        return probe.world.row(resource.name.pascal, probe.cast.alice()), probe.world.path(
            probe.operation, probe.cast.alice()
        )
    scope = own_list(probe, probe.operation, 1)
    return scope.rows[0], scope.path


def _compare(probe: Probe, actor: Actor, row: Row, shown: dict[str, Any], reply: Reply | None) -> None:
    for field in _fields(probe):
        if field.readers:
            holds = allows(field.readers, actor, row.columns, probe.world.known)
            there = field.property in shown
            expected = "field_shown" if holds else "field_left_out"
            probe.claim(there == holds, reply, expected, f"{actor.name}: {there}", field=field.property)


def _written(blueprint: Blueprint) -> list[Operation]:
    return [one for one in blueprint.operations if one.kind == "update" and one.key and _reserved(blueprint, one)]


def _reserved(blueprint: Blueprint, operation: Operation) -> list[tuple[Property, Field]]:
    """What the body takes from some only; of rights that roles alone give, those that not all have who may call."""
    resource = blueprint.resource(operation.resource)
    sent = [one for one in blueprint.schema(operation.request).properties if one.field and one.type]
    pairs = [(one, resource.field(one.field)) for one in sent]
    plain = [(one, field) for one, field in pairs if field.writers and field.foreign_key is None]
    access = operation.access
    return [
        (one, field)
        for one, field in plain
        if field.writers and not (access.by_role and set(access.roles) <= set(field.writers.roles))
    ]


@check("fields.written", over=_written)
def written(probe: Probe) -> None:
    """A property that is not for the caller is refused as an unknown one, and taken from who it is for."""
    row, path = probe.target(probe.operation, probe.cast.anybody())
    if row is None:
        raise skip("no_row")
    for one, field in _reserved(probe.blueprint, probe.operation):
        for actor in _actors(probe, row):
            body = {one.name: probe.world.value(one, probe.operation.resource, row.maker, {}, other=True)}
            reply = probe.send(probe.operation, path, actor, body=body)
            if field.writers and allows(field.writers, actor, row.columns, probe.world.known):
                probe.success(probe.operation, reply)
            else:
                probe.error(reply, 422, field=one.name)
