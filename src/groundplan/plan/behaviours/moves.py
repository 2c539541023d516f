"""Listed steps of a status: out of tables, diagrams, lists and sentences that allow one step each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from groundplan.plan.behaviours.facts import Addition, Facts, Homeless, Listed
from groundplan.plan.model.data import Field, Resource
from groundplan.plan.model.demands import Transition
from groundplan.plan.words import meanings
from groundplan.spec.model import Move

_ANY = "*"
_LONGEST = 3
Steps = dict[str, tuple[str, ...]]


def with_listed(facts: Facts, moves: Iterable[Move]) -> Facts:
    """The facts with what stands together, in the order of the SPEC, and with what is of no status."""
    found: list[Listed] = []
    homeless: list[Homeless] = []
    for (about, requirement), together in groupby(moves, key=lambda one: (one.about, one.requirement)):
        steps = tuple(together)
        status = _status(steps, about, facts)
        if status is None:
            homeless.append(Homeless(f"{steps[0].source} -> {steps[0].target}", steps[0].span))
        else:
            found.append(_listed(steps, requirement, *status, facts))
    return replace(facts, listed=tuple(found), homeless=tuple(homeless))


def _status(steps: tuple[Move, ...], about: str, facts: Facts) -> tuple[Resource, Field] | None:
    """The one status that has all the values; of several the one that the words beside them name."""
    named = {word for one in steps for word in (one.source, one.target)} - {_ANY}
    able = [
        (resource, field)
        for resource in facts.world.resources.values()
        for field in resource.fields
        if all(meanings.nearest(one, facts.values(field)) for one in named)
    ]
    things = {one.name.pascal for one in _things(about, facts)}
    for close in (
        able,
        [one for one in able if one[0].name.pascal in things],
        [one for one in able if one[0].name.pascal in things and _is_said(one[1], about)],
    ):
        if len(close) == 1:
            return close[0]
    return None


def _things(about: str, facts: Facts) -> Iterator[Resource]:
    said = meanings.tokens(about)
    for start in range(len(said)):
        for end in range(start + 1, min(start + _LONGEST, len(said)) + 1):
            thing = facts.thing(" ".join(said[start:end]))
            if thing is not None:
                yield thing


def _is_said(field: Field, about: str) -> bool:
    said = meanings.tokens(about)
    return any(part in said for part in field.name.words) or any(meanings.is_one_of(one, "status") for one in said)


def _listed(steps: tuple[Move, ...], requirement: str, resource: Resource, field: Field, facts: Facts) -> Listed:
    values = facts.values(field)
    before = _before([(_nearest(one.source, values), _nearest(one.target, values)) for one in steps], values)
    table = Transition(
        requirement=requirement,
        column=field.column,
        moves=tuple(before.items()),
        allowing=True,
        span=steps[0].span,
    )
    return Listed(requirement, resource, tuple(taking(resource, table, facts)), steps[0].span)


def _nearest(word: str, values: tuple[str, ...]) -> str:
    return _ANY if word == _ANY else meanings.nearest(word, values)


def _before(steps: list[tuple[str, str]], values: tuple[str, ...]) -> Steps:
    """From where each named value is reached, in the order of the values; a list of steps is whole."""
    named = {one for step in steps for one in step}
    if _ANY in named:
        named |= set(values)
    reached: Steps = {}
    for value in (one for one in values if one in named):
        sources = {source for source, target in steps if target in (value, _ANY)}
        every = set(values) - {value} if _ANY in sources else sources
        reached[value] = tuple(one for one in values if one in every)
    return reached


def taking(resource: Resource, table: Transition, facts: Facts) -> Iterator[Addition]:
    """The operations that can set the status."""
    for one in facts.changes(resource):
        if facts.sends(one, table.column) or any(effect.column == table.column for effect in one.effects):
            yield Addition(one.id, transitions=(table,))


def united(tables: Iterable[Transition]) -> tuple[Transition, ...]:
    """Tables of one operation: what one of the allowing ones allows, the others do not refuse.

    Steps that stand under no requirement go where a requirement says the same.
    """
    every = list(dict.fromkeys(tables))
    allowing = [one for one in every if one.allowing]
    joined = [_united(one, allowing) if one.allowing else one for one in every]
    named = {(one.column, one.moves) for one in joined if one.requirement}
    return tuple(one for one in joined if one.requirement or (one.column, one.moves) not in named)


def _united(table: Transition, others: list[Transition]) -> Transition:
    def sources(value: str) -> tuple[str, ...]:
        reached = (before for one in others if one.column == table.column for to, before in one.moves if to == value)
        return tuple(dict.fromkeys(one for before in reached for one in before))

    return replace(table, moves=tuple((value, sources(value)) for value, _ in table.moves))
