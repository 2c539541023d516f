"""The closed set of conditions: one small function a kind.

Each takes the condition and the facts and returns what it read when it holds, or None when it does not.
An empty tuple holds without having read anything that would be evidence (always, not, an earlier decision).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.decide.model import Reading
from groundplan.decide.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable

    from groundplan.decide.facts import Facts
    from groundplan.spec.model import Endpoint, Entity, Target

Condition = dict[str, Any]
Readings = tuple[Reading, ...]

_MAX_READINGS = 8
_IDENTIFYING = ("entities", "roles", "permissions", "relations", "integrations", "languages")


def holds(condition: Condition, facts: Facts) -> Readings | None:
    """What the condition read, or None when it does not hold."""
    return _KINDS[condition["kind"]](condition, facts)


def _always(_condition: Condition, _facts: Facts) -> Readings | None:
    return ()


def _all(condition: Condition, facts: Facts) -> Readings | None:
    readings: Readings = ()
    for one in condition["of"]:
        found = holds(one, facts)
        if found is None:
            return None
        readings += found
    return _unique(readings)


def _any(condition: Condition, facts: Facts) -> Readings | None:
    found = [one for one in (holds(part, facts) for part in condition["of"]) if one is not None]
    return _unique(tuple(reading for readings in found for reading in readings)) if found else None


def _not(condition: Condition, facts: Facts) -> Readings | None:
    return () if holds(condition["of"], facts) is None else None


def _stated(condition: Condition, facts: Facts) -> Readings | None:
    question, values = condition["question"], condition["values"]
    readings = [
        Reading(question, one.value, one.span)
        for one in facts.stated(question)
        if one.strength in condition["strength"] and (not values or facts.candidate(question, one.value) in values)
    ]
    return _unique(tuple(readings)) or None


def _evidence(condition: Condition, facts: Facts) -> Readings | None:
    values, kinds = condition["values"], condition["manifests"]
    readings = [
        Reading(f"{one.path}:{one.line}", one.text)
        for one in facts.found(condition["question"])
        if (not values or one.value in values) and (not kinds or one.kind in kinds)
    ]
    return _unique(tuple(readings)) or None


def _words(condition: Condition, facts: Facts) -> Readings | None:
    hit = facts.corpus.find(condition["words"], condition["places"])
    return (Reading(hit.place, hit.text, hit.span),) if hit else None


def _count(condition: Condition, facts: Facts) -> Readings | None:
    name = condition["of"]
    value = facts.counts.get(name)
    if value is None or not _within(value, condition):
        return None
    return (Reading(name, str(value), _count_span(name, facts)),)


def _count_span(name: str, facts: Facts) -> Any:
    """Where the first of what was counted stands."""
    if name == "instances":
        return facts.spec.instances.span if facts.spec.instances else None
    nodes = getattr(facts.spec, name, ()) if name in (*_IDENTIFYING, "endpoints") else ()
    return nodes[0].span if nodes else None


def _target(condition: Condition, facts: Facts) -> Readings | None:
    def fits(one: Target) -> bool:
        percentile = condition["percentile"]
        return one.metric == condition["metric"] and percentile in (0, one.percentile) and _within(one.value, condition)

    readings = [Reading("targets", one.text or f"{one.value:g}", one.span) for one in facts.spec.targets if fits(one)]
    return _unique(tuple(readings)) or None


def _measure(condition: Condition, facts: Facts) -> Readings | None:
    for value, statement in facts.corpus.numbers(condition["words"], condition["units"]):
        if statement.place != "front matter" and _within(value, condition):
            return (Reading(statement.place, statement.text, statement.span),)
    return None


def _entity(condition: Condition, facts: Facts) -> Readings | None:
    readings = [Reading("entities", one.name, one.span) for one in facts.spec.entities if _entity_fits(one, condition)]
    return _unique(tuple(readings)) or None


def _entity_fits(entity: Entity, condition: Condition) -> bool:
    names = {fold(name) for name in condition["names"]}
    if fold(entity.name) in names or fold(entity.label) in names:
        return True
    fields = {fold(name) for name in condition["fields"]}
    return any(fold(field.name) in fields or field.type.base in condition["types"] for field in entity.fields)


def _endpoint(condition: Condition, facts: Facts) -> Readings | None:
    readings = [
        Reading("endpoints", f"{one.method} {one.path}", one.span)
        for one in facts.spec.endpoints
        if _endpoint_fits(one, condition)
    ]
    return _unique(tuple(readings)) or None


def _endpoint_fits(endpoint: Endpoint, condition: Condition) -> bool:
    segments = endpoint.path.casefold().strip("/").split("/")
    named = not condition["segments"] or any(segment in condition["segments"] for segment in segments)
    return named and (not condition["methods"] or endpoint.method in condition["methods"])


def _access(condition: Condition, facts: Facts) -> Readings | None:
    readings = [
        Reading(
            "endpoints", f"{one.method} {one.path}: {', '.join(one.access.roles) or one.access.kind}", one.access.span
        )
        for one in facts.spec.endpoints
        if one.access
        and (not condition["kinds"] or one.access.kind in condition["kinds"])
        and (not condition["roles"] or any(role.casefold() in condition["roles"] for role in one.access.roles))
    ]
    return _unique(tuple(readings)) or None


def _compliance(condition: Condition, facts: Facts) -> Readings | None:
    names = {fold(name) for name in condition["names"]}
    readings = [
        Reading("compliance", one.name or one.text, one.span)
        for one in facts.spec.compliance
        if fold(one.name) in names
    ]
    return _unique(tuple(readings)) or None


def _decision(condition: Condition, facts: Facts) -> Readings | None:
    decided = facts.decided.get(condition["question"])
    if decided is None:
        return None
    fits = (not condition["values"] or decided.outcome in condition["values"]) and (
        not condition["languages"] or decided.language in condition["languages"]
    )
    return () if fits else None


def _setting(condition: Condition, facts: Facts) -> Readings | None:
    decided = facts.decided.get(condition["question"])
    settings = decided.settings if decided else ()
    found = any(one.key == condition["key"] and one.value in condition["values"] for one in settings)
    return () if found else None


def _within(value: float, condition: Condition) -> bool:
    low, high = condition.get("at_least"), condition.get("at_most")
    return (low is None or value >= low) and (high is None or value <= high)


def _unique(readings: Readings) -> Readings:
    return tuple(dict.fromkeys(readings))[:_MAX_READINGS]


_KINDS: dict[str, Callable[[Condition, Facts], Readings | None]] = {
    "always": _always,
    "all": _all,
    "any": _any,
    "not": _not,
    "stated": _stated,
    "evidence": _evidence,
    "words": _words,
    "count": _count,
    "target": _target,
    "measure": _measure,
    "entity": _entity,
    "endpoint": _endpoint,
    "access": _access,
    "compliance": _compliance,
    "decision": _decision,
    "setting": _setting,
}
