"""Transitions: the steps along which a status may change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from groundplan import regex
from groundplan.plan.behaviours.facts import Addition, Facts
from groundplan.plan.behaviours.guards import CONFLICT
from groundplan.plan.behaviours.moves import taking
from groundplan.plan.model.data import Field, Resource
from groundplan.plan.model.demands import Transition
from groundplan.plan.words import meanings
from groundplan.plan.words.reading import Reading

_BETWEEN = regex.compile(r",? (?:or|and) |, |이나 |또는 ")
Moves = dict[str, tuple[str, ...]]


def transitions(reading: Reading, facts: Facts) -> list[Addition]:
    """The operations that can set the status, each with the steps that it must keep to."""
    said = reading.words
    if not said.keys() & {"chain", "from"}:
        return list(_listed(reading, facts))
    thing = facts.thing(said["thing"])
    found = _status(thing, said, facts) if thing else None
    if thing is None or found is None:
        return []
    field, moves = found
    table = Transition(
        requirement=reading.requirement.id,
        column=field.column,
        moves=tuple(moves.items()),
        allowing=bool(reading.row["allowing"]),
        status=int(said.get("status", CONFLICT)),
        span=reading.requirement.span,
    )
    return list(taking(thing, table, facts))


def _listed(reading: Reading, facts: Facts) -> Iterator[Addition]:
    """The steps that are listed under the requirement, refused as it says."""
    said = reading.words
    thing = facts.thing(said["thing"]) if "thing" in said else None
    for one in facts.listed:
        if one.requirement == reading.requirement.id and ("thing" not in said or thing is one.resource):
            for operation, table in ((it.operation, it.transitions[0]) for it in one.additions):
                refused = replace(table, status=int(said.get("status", table.status)))
                yield Addition(operation, transitions=(refused,))


def _status(thing: Resource, said: dict[str, str], facts: Facts) -> tuple[Field, Moves] | None:
    """The one field that has all the named values, and the steps between them."""
    found = [(field, moves) for field in thing.fields if (moves := _moves(facts.values(field), said))]
    return found[0] if len(found) == 1 else None


def _moves(values: tuple[str, ...], said: dict[str, str]) -> Moves:
    if not values:
        return {}
    if "chain" not in said:
        targets = [meanings.nearest(one, values) for one in _BETWEEN.split(said.get("into", said.get("state", "")))]
        sources = tuple(meanings.nearest(one, values) for one in _BETWEEN.split(said["from"]))
        return dict.fromkeys(targets, sources) if all(targets) and all(sources) else {}
    steps = [meanings.nearest(one, values) for one in said["chain"].split(" -> ")]
    if not all(steps) or len(set(steps)) != len(steps):
        return {}
    # A chain is whole: its first value is never returned to, and each other one has a single way in.
    return {value: (steps[index - 1],) if index else () for index, value in enumerate(steps)}
