"""Retries: the creates that take an Idempotency-Key, so that a client that asks again does not make two.

Decided for services that take orders or payments, or stated by a requirement (DT003); a requirement that names
entities is about those. Only callers who are known have keys: a key is remembered for its caller.
"""

from __future__ import annotations

from dataclasses import replace

from groundplan.decide.model import Decisions
from groundplan.plan.contract import answers
from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Resource
from groundplan.plan.words import stated
from groundplan.spec.model import Requirement, Spec

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
HOURS = 24
_QUESTION = "resilience"
_DECIDED = "recommended"


def retried(
    operations: tuple[Operation, ...], resources: tuple[Resource, ...], spec: Spec, decisions: Decisions
) -> tuple[Operation, ...]:
    """The operations, with `retry` where a key is taken."""
    said = stated.saying("idempotency", spec)
    required = stated.saying("idempotency_required", spec)
    decided = _setting(decisions, "idempotency_key") == _DECIDED
    if not (said or decided):
        return operations
    return tuple(
        _retried(one, _about(one, said, resources), _about(one, required, resources), decided) if _can(one) else one
        for one in operations
    )


def hours(decisions: Decisions) -> int:
    """For how long a key is remembered."""
    found = _setting(decisions, "idempotency_hours")
    return found if isinstance(found, int) and found > 0 else HOURS


def _setting(decisions: Decisions, key: str) -> object:
    decision = next((one for one in decisions.decisions if one.question == _QUESTION), None)
    return decision.setting(key) if decision else None


def _can(operation: Operation) -> bool:
    known = operation.access.level in ("authenticated", "granted")
    return operation.kind == "create" and known and bool(operation.success.schema)


def _about(
    operation: Operation, said: tuple[Requirement, ...], resources: tuple[Resource, ...]
) -> tuple[Requirement, ...]:
    """The requirements that name the operation's entity, or none."""
    entities = tuple(one for one in resources if one.kind == "entity")
    named = ((one, stated.named(entities, one.text)) for one in said)
    return tuple(one for one, names in named if not names or operation.resource in names)


def _retried(
    operation: Operation, said: tuple[Requirement, ...], required: tuple[Requirement, ...], decided: bool
) -> Operation:
    if not (said or decided):
        return operation
    names = tuple(dict.fromkeys((*operation.requirements, *(one.id for one in (*said, *required) if one.id))))
    success = replace(operation.success, headers=(*operation.success.headers, REPLAYED))
    return replace(
        operation,
        retry="required" if required else "optional",
        requirements=names,
        success=success,
        errors=answers.refusing(operation, {409: "", 422: "", **({400: ""} if required else {})}),
    )
