"""What requirements ask of operations, as the rows of rules/behaviours.yaml read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from groundplan.plan.behaviours.ceilings import ceilings
from groundplan.plan.behaviours.draws import draws, shortages
from groundplan.plan.behaviours.events import events
from groundplan.plan.behaviours.facts import Addition, Facts, Listed
from groundplan.plan.behaviours.guards import guards, toggles
from groundplan.plan.behaviours.kept import kept
from groundplan.plan.behaviours.moves import united
from groundplan.plan.behaviours.transitions import transitions
from groundplan.plan.behaviours.uniqueness import unique
from groundplan.plan.contract import answers
from groundplan.plan.model.api import Operation
from groundplan.plan.model.demands import Behaviour
from groundplan.plan.operations.operations import Classified
from groundplan.plan.words import tables
from groundplan.plan.words.reading import Reading, readings
from groundplan.spec.model import Requirement

FORBIDDEN = 403
LISTED = "BH042"
"""The row of steps that stand in a table, a list or a diagram."""
_STATUSES = (FORBIDDEN, 409, 422)
_FEATURES = ("guards", "ceilings", "transitions", "effects", "events", "draws")


def _transaction(_: Reading, facts: Facts) -> list[Addition]:
    """Every operation that writes is one transaction as it is."""
    return [Addition(one.id) for one in facts.operations if one.method != "GET"]


_KINDS: dict[str, Callable[[Reading, Facts], list[Addition]]] = {
    "guard": guards,
    "ceiling": ceilings,
    "toggle": toggles,
    "transition": transitions,
    "event": events,
    "transaction": _transaction,
    "draw": draws,
    "shortage": shortages,
    "kept": kept,
    "unique": unique,
    "soft_delete": kept,
}
_LATER = frozenset({"shortage"})
"""What speaks of operations as other requirements have made them."""
_FIRST = frozenset(_KINDS) - _LATER


def recognised(
    requirements: Iterable[Requirement], facts: Facts, language: str
) -> tuple[tuple[Behaviour, ...], tuple[Addition, ...]]:
    """What rows of rules/behaviours.yaml recognise in requirements that have an id, and what operations gain."""
    stated = [one for one in requirements if one.id]
    first = {one.id: found for one in stated if (found := _first(one, facts, _LATER))}
    known = replace(
        facts, operations=added(facts.operations, [it for _, found in first.values() for it in found], stated)
    )
    rest = [one for one in stated if one.id not in first]
    both = first | {one.id: found for one in rest if (found := _first(one, known, _FIRST))}
    behaviours = [
        _behaviour(both[one.id][0].row, one, (addition.operation for addition in both[one.id][1]), language)
        for one in stated
        if one.id in both
    ]
    rest_of = [one for one in facts.listed if one.requirement not in both]
    behaviours += [_listed(one, requirements, language) for one in rest_of]
    additions = [addition for _, found in both.values() for addition in found]
    return tuple(behaviours), (*additions, *(addition for one in rest_of for addition in one.additions))


def _listed(steps: Listed, requirements: Iterable[Requirement], language: str) -> Behaviour:
    """Steps that no sentence speaks of. A requirement whose own words are not understood has not become this."""
    texts = {one.id: one.text for one in requirements}
    row = next(row for row in tables.behaviour_rows() if row["id"] == LISTED)
    return Behaviour(
        rule=LISTED,
        kind="transition",
        requirement="" if texts.get(steps.requirement) else steps.requirement,
        because=row["because"][language],
        operations=tuple(one.operation for one in steps.additions),
        span=steps.span,
    )


def _first(requirement: Requirement, facts: Facts, skipped: frozenset[str]) -> tuple[Reading, list[Addition]] | None:
    """The first way in which a row reads the requirement and operations can keep it."""
    for reading in readings(requirement, skipped):
        found = _KINDS[reading.row["kind"]](reading, facts)
        if found and all(_can_answer(addition, facts) for addition in found):
            return reading, found
    return None


def _can_answer(addition: Addition, facts: Facts) -> bool:
    """Whether the operation can refuse with the statuses that the requirement names."""
    operation = next(one for one in facts.operations if one.id == addition.operation)
    return all(
        one in _STATUSES and not (one == FORBIDDEN and operation.access.level == "public")
        for one in _statuses(addition)
    )


def _statuses(addition: Addition) -> set[int]:
    found = [one.status for one in addition.guards] + [one.status for one in addition.ceilings]
    found += [one.status for one in addition.transitions]
    return {*found, *(one.status for one in addition.draws)}


def effects(
    classified: Iterable[Classified],
    operations: Iterable[Operation],
    requirements: Iterable[Requirement],
    language: str,
    others: Iterable[Behaviour],
) -> tuple[Behaviour, ...]:
    """The requirements that say what actions set; a row of `others` that read one says more of it."""
    read = {one.requirement for one in others}
    known = {one.id: one for one in requirements if one.id not in read}
    row = next(row for row in tables.behaviour_rows() if row["kind"] == "effect")
    return tuple(
        _behaviour(row, known[name], (operation.id,), language)
        for one, operation in zip(classified, operations, strict=True)
        for name in (one.action.requirements if one.action else ())
        if name in known
    )


def _behaviour(row: dict[str, Any], requirement: Requirement, operations: Iterable[str], language: str) -> Behaviour:
    return Behaviour(
        rule=row["id"],
        kind=row["kind"],
        requirement=requirement.id,
        because=row["because"][language],
        operations=tuple(dict.fromkeys(operations)),
        span=requirement.span,
    )


def added(
    operations: Iterable[Operation], additions: Iterable[Addition], requirements: Iterable[Requirement]
) -> tuple[Operation, ...]:
    """The operations with what they gain, the requirements that say so and the errors that these add."""
    texts = {one.id: f"{one.id}: {one.text}" for one in requirements if one.id}
    gains: dict[str, list[Addition]] = {}
    for one in additions:
        gains.setdefault(one.operation, []).append(one)
    return tuple(_gained(one, gains[one.id], texts) if one.id in gains else one for one in operations)


def _gained(operation: Operation, gains: list[Addition], texts: dict[str, str]) -> Operation:
    made = replace(
        operation,
        guards=tuple(guard for one in gains for guard in one.guards),
        ceilings=tuple(ceiling for one in gains for ceiling in one.ceilings),
        transitions=united(table for one in gains for table in one.transitions),
        events=tuple(event for one in gains for event in one.events),
        draws=tuple({(one.lines, one.item, one.column): one for gain in gains for one in gain.draws}.values()),
    )
    refused = [(one.requirement, one.status) for one in made.guards]
    refused += [(one.requirement, one.status) for one in made.ceilings]
    refused += [(one.requirement, one.status) for one in made.transitions]
    refused += [(one.refused_by, one.status) for one in made.draws]
    notes: dict[int, str] = {}
    for name, status in dict.fromkeys(refused):
        notes[status] = "; ".join(part for part in (notes.get(status, ""), texts.get(name, "")) if part)
    said = [name for name, _ in refused] + [one.requirement for one in made.events]
    said += [one.requirement for one in made.draws] + [name for one in gains for name in one.kept]
    names = tuple(dict.fromkeys(one for one in (*operation.requirements, *said) if one))
    return replace(made, requirements=names, errors=answers.refusing(operation, notes))


def features(operations: Iterable[Operation]) -> frozenset[str]:
    """The feature words of what operations do."""
    listed = list(operations)
    found = {word for word in _FEATURES if any(getattr(one, word) for one in listed)}
    found |= {"refusals"} if found & {"guards", "ceilings", "transitions"} else set()
    return frozenset(found | {"behaviours"} if found else found)
