"""Ceilings: how many rows of one thing a row of another may have."""

from __future__ import annotations

from groundplan.plan.behaviours.facts import Addition, Facts
from groundplan.plan.behaviours.guards import CONFLICT, needed
from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import ForeignKey, Resource
from groundplan.plan.model.demands import Ceiling
from groundplan.plan.words.reading import Reading


def ceilings(reading: Reading, facts: Facts) -> list[Addition]:
    """The operations that can exceed the number, each with its ceiling and, where a feature is named, its guard."""
    said = reading.words
    owner, counted = facts.thing(said["one"]), facts.thing(said["many"])
    found = facts.between(owner, counted) if owner and counted else None
    if owner is None or found is None:
        return []
    table, column = found
    ceiling = Ceiling(
        requirement=reading.requirement.id,
        resource=table.name.pascal,
        column=column.column,
        owner=column.resource,
        key=column.key,
        maximum=int(said["count"]),
        status=int(said.get("status", CONFLICT)),
        span=reading.requirement.span,
    )
    adding = [one.id for one in facts.operations if _adds(one, table, column, facts)]
    made = [Addition(one, ceilings=(ceiling,)) for one in adding]
    if not reading.row["toggle"]:
        return made
    switched = needed(reading, facts, adding)
    return [*switched, *made] if switched else []


def _adds(operation: Operation, table: Resource, key: ForeignKey, facts: Facts) -> bool:
    """Whether an operation can give an owner one more row: a link, a create, a change of the key."""
    if operation.link is not None:
        return operation.kind == "link" and operation.link.join == table.name.pascal
    if operation.joining is not None and operation.joining.join == table.name.pascal:
        return operation.joining.caller_column == key.column
    if operation.resource != table.name.pascal:
        return False
    if operation.kind in ("create", "upload"):
        return True
    return operation.kind in ("update", "replace") and facts.sends(operation, key.column)
