"""Requirements become behaviour where the rows of rules/behaviours.yaml can tell; all else is said, not guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from groundplan.plan.api import Behaviour, Operation
from groundplan.plan.behaviours.ceilings import ceilings
from groundplan.plan.behaviours.events import events
from groundplan.plan.behaviours.facts import Addition, Facts
from groundplan.plan.behaviours.guards import guards, toggles
from groundplan.plan.behaviours.reading import Reading, readings
from groundplan.plan.behaviours.transitions import transitions
from groundplan.spec.model import Requirement

__all__ = ("Facts", "added", "recognised")

_FEATURES = ("guards", "ceilings", "transitions", "effects", "events")


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
}


def recognised(
    requirements: Iterable[Requirement], facts: Facts, language: str
) -> tuple[tuple[Behaviour, ...], tuple[Addition, ...]]:
    """What rows of rules/behaviours.yaml recognise in requirements that have an id, and what operations gain."""
    behaviours: list[Behaviour] = []
    additions: list[Addition] = []
    for one in requirements:
        for reading in readings(one) if one.id else ():
            found = _KINDS[reading.row["kind"]](reading, facts)
            if found:
                behaviours.append(_behaviour(reading, found, language))
                additions += found
                break
    return tuple(behaviours), tuple(additions)


def _behaviour(reading: Reading, found: list[Addition], language: str) -> Behaviour:
    return Behaviour(
        rule=reading.row["id"],
        kind=reading.row["kind"],
        requirement=reading.requirement.id,
        because=reading.row["because"][language],
        operations=tuple(dict.fromkeys(one.operation for one in found)),
        span=reading.requirement.span,
    )


def added(operations: Iterable[Operation], additions: Iterable[Addition]) -> tuple[Operation, ...]:
    """The operations with what they gain, and the requirements that say so."""
    gains: dict[str, list[Addition]] = {}
    for one in additions:
        gains.setdefault(one.operation, []).append(one)
    return tuple(_gained(one, gains.get(one.id, [])) for one in operations)


def _gained(operation: Operation, gains: list[Addition]) -> Operation:
    made = replace(
        operation,
        guards=tuple(guard for one in gains for guard in one.guards),
        ceilings=tuple(ceiling for one in gains for ceiling in one.ceilings),
        transitions=tuple(table for one in gains for table in one.transitions),
        events=tuple(event for one in gains for event in one.events),
    )
    said = [one.requirement for one in made.guards] + [one.requirement for one in made.ceilings]
    said += [one.requirement for one in made.transitions] + [one.requirement for one in made.events]
    return replace(made, requirements=tuple(dict.fromkeys((*operation.requirements, *said))))


def features(operations: Iterable[Operation]) -> frozenset[str]:
    """The feature words of what operations do."""
    listed = list(operations)
    found = {word for word in _FEATURES if any(getattr(one, word) for one in listed)}
    return frozenset(found | {"behaviours"} if found else found)
