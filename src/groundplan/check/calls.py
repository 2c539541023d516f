"""The calls of each thing: those whose path ends with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.check.facts import path_entities

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.spec.model import Endpoint, Entity


def calls_by_entity(facts: Facts) -> dict[str, list[Endpoint]]:
    """By the name of the entity, in the order of the SPEC."""
    return facts.kept(_by_entity, facts.spec.endpoints, facts.entities)


def _by_entity(endpoints: tuple[Endpoint, ...], entities: dict[str, Entity]) -> dict[str, list[Endpoint]]:
    found: dict[str, list[Endpoint]] = {}
    for one in endpoints:
        for last in path_entities(one.path, entities)[-1:]:
            found.setdefault(last.name, []).append(one)
    return found
