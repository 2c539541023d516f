"""Guards: operations that are refused while a row is in a state, or while a feature is not enabled."""

from __future__ import annotations

from groundplan.plan.behaviours.facts import Addition, Facts
from groundplan.plan.behaviours.targets import Target, targets
from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Field, Resource
from groundplan.plan.model.demands import Condition, Guard
from groundplan.plan.words import meanings, tables
from groundplan.plan.words.reading import Reading

CONFLICT = 409


def guards(reading: Reading, facts: Facts) -> list[Addition]:
    """The refused operations of a state guard, each with its guard; none where a word is not understood."""
    said = reading.words
    thing = facts.thing(said["thing"])
    condition = facts.state(thing, said["state"], said.get("field", "")) if thing else None
    if thing is None or condition is None:
        return []
    leaving = _leaves(said.get("except", ""), thing, condition, facts)
    meant = targets(said["what"], thing, condition.column, facts)
    if leaving is None or meant is None:
        return []
    status = int(said.get("status", CONFLICT))
    made = [_guard(one, condition, facts, reading, leaving, status) for one in meant]
    return [one for one in made if one is not None]


def _leaves(exception: str, thing: Resource, condition: Condition, facts: Facts) -> bool | None:
    """Whether a change that ends the state is let through; None where the exception means something else."""
    if not exception:
        return False
    field = thing.field(condition.column)
    said = meanings.without(meanings.tokens(exception), "filler")
    others = [one for one in facts.values(field) if one not in condition.values]
    ends = [meanings.is_one_of(one, "leave") or bool(meanings.nearest(one, others)) for one in said]
    return True if ends and all(ends) and (others or field.type.base == "bool") else None


def _guard(
    target: Target, condition: Condition, facts: Facts, reading: Reading, leaving: bool, status: int
) -> Addition | None:
    operation = target.operation
    reached = _reached(condition, operation, facts)
    if reached is None:
        return None
    guard = Guard(
        requirement=reading.requirement.id,
        condition=reached,
        leaving=leaving and operation.kind in ("update", "replace") and not reached.hops and not target.moving,
        moving=target.moving,
        status=status,
        span=reading.requirement.span,
    )
    return Addition(operation.id, guards=(guard,))


def _reached(condition: Condition, operation: Operation, facts: Facts) -> Condition | None:
    """The condition from the operation's own row; of a create only one that hangs on the row that its path names."""
    found = facts.reaching(condition, facts.world.resources[operation.resource])
    if found is None or operation.kind not in ("create", "upload"):
        return found
    above = operation.parents[-1].column if operation.parents else ""
    return found if found.hops and found.hops[0].column == above else None


def switch(reading: Reading, facts: Facts) -> tuple[Resource, Field] | None:
    """The boolean that says whether a feature is enabled ("labels are enabled for a team": Team.labels_enabled)."""
    said = reading.words
    thing = facts.thing(said["thing"]) if "thing" in said else None
    owners = [thing] if thing else [] if "thing" in said else list(facts.world.resources.values())
    found = [(one, field) for one in owners for field in one.fields if _enables(field, said["feature"])]
    return found[0] if len(found) == 1 else None


def _enables(field: Field, feature: str) -> bool:
    if field.type.base != "bool":
        return False
    parts = list(field.name.words)
    named = [one for one in parts if not meanings.is_one_of(one, "enabled")]
    wanted = meanings.tokens(feature)
    says = len(named) < len(parts) and [meanings.stem(one) for one in named] == [meanings.stem(one) for one in wanted]
    return says or (bool(field.label) and tables.fold(field.label).startswith(tables.fold(feature)))


def needed(reading: Reading, facts: Facts, operations: list[str]) -> list[Addition]:
    """The guard of a feature that is not enabled, on these operations.

    It is a conflict with the state of the resource, 409: 403 would say that this caller may not, and nobody may.
    """
    found = switch(reading, facts)
    if found is None:
        return []
    owner, field = found
    condition = Condition(resource=owner.name.pascal, column=field.column, values=("true",))
    made = []
    for identifier in operations:
        operation = next(one for one in facts.operations if one.id == identifier)
        reached = _reached(condition, operation, facts)
        if reached is None:
            return []
        guard = Guard(
            requirement=reading.requirement.id,
            condition=reached,
            needed=True,
            status=CONFLICT,
            span=reading.requirement.span,
        )
        made.append(Addition(identifier, guards=(guard,)))
    return made


def toggles(reading: Reading, facts: Facts) -> list[Addition]:
    """The operations of a feature, refused where it is not enabled."""
    found = switch(reading, facts)
    if found is None:
        return []
    meant = targets(reading.words["what"], found[0], "", facts)
    return needed(reading, facts, [one.operation.id for one in meant or ()])
