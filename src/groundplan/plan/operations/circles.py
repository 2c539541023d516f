"""Circles of required references: no row of them could be the first, so one reference of each may be missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from groundplan.spec.model import Entity, Field

KeyOf = Callable[[str], str]


def opened(entities: Sequence[Entity], key: KeyOf) -> list[Entity]:
    """The entities with no circle of required references; an inferred one is given up before one that the SPEC states.

    `key` folds the name of an entity, in whichever number it is.
    """
    found = {key(one.name): one for one in entities}
    while (circle := _circle(found, key)) is not None:
        name, field = circle
        found[name] = _relaxed(found[name], field)
    return [found[key(one.name)] for one in entities]


def _circle(entities: dict[str, Entity], key: KeyOf) -> tuple[str, Field] | None:
    """The reference of some circle that is given up, and the folded name of its entity."""
    edges = {name: [(key(one.type.target), one) for one in _required(entity)] for name, entity in entities.items()}
    try:
        TopologicalSorter({name: [target for target, _ in found] for name, found in edges.items()}).prepare()
    except CycleError as fault:
        # Each of the circle is needed by the next.
        steps = [(name, of) for of, name in pairwise(fault.args[1])]
        among = [(name, one) for name, of in steps for target, one in edges[name] if target == of]
        return next((one for one in among if one[1].origin == "inferred"), among[-1])
    return None


def _required(entity: Entity) -> Iterator[Field]:
    return (one for one in entity.fields if one.type.base == "ref" and one.required and not one.primary_key)


def _relaxed(entity: Entity, field: Field) -> Entity:
    fields = tuple(one._replace(required=False, nullable=True) if one is field else one for one in entity.fields)
    return entity._replace(fields=fields)
