"""Optimistic concurrency: which resources have a version, and which operations show and compare it.

Stated by `concurrency: etag` in the front matter, by a requirement (DT001), by an endpoint that answers 412 or 428,
or by a field that is said to serve it. A requirement that names entities is about those, any other about every
entity whose rows can be changed. The version is the SPEC's own integer field where there is one, else a hidden column.
"""

from __future__ import annotations

from dataclasses import replace

from groundplan.naming import Name
from groundplan.plan.model.api import Answer, Operation
from groundplan.plan.model.data import Field, Resource, Type
from groundplan.plan.operations.operations import Classified
from groundplan.plan.words import stated, tables
from groundplan.spec.model import Endpoint, Spec

ETAG = "ETag"
TAGS_LENGTH = 1000
"""How long the ETags are that a caller names, all together."""

_CHANGES = ("update", "replace")
_CONDITIONAL = ("update", "replace", "delete")
_SHOWS = ("create", "read", "update", "replace")
_STATUSES = frozenset({412, 428})
_REQUIRED = 428


def versioned(
    resources: tuple[Resource, ...], spec: Spec, classified: tuple[Classified, ...], switch: str
) -> tuple[Resource, ...]:
    """The resources, with a version where one is stated; `switch` is the front matter's word."""
    wanted = _wanted(resources, spec, classified, switch)
    return tuple(_with_version(one) if one.name.pascal in wanted else one for one in resources)


def _wanted(
    resources: tuple[Resource, ...], spec: Spec, classified: tuple[Classified, ...], switch: str
) -> frozenset[str]:
    changed = {one.entity for one in classified if one.kind in _CHANGES}
    entities = tuple(one for one in resources if one.kind == "entity" and _is_one_of(one, changed))
    every = frozenset(one.name.pascal for one in entities)
    if switch in ("etag", "optimistic"):
        return every
    found = {one.entity for one in classified if _states(one.endpoint)}
    wanted = {one.name.pascal for one in entities if _is_one_of(one, found) or _own(one, said=True)}
    for one in stated.saying("concurrency", spec):
        wanted |= (stated.named(entities, one.text) or every) & every
    return frozenset(wanted)


def _is_one_of(resource: Resource, entities: set[str]) -> bool:
    return any(tables.fold(one) == tables.fold(resource.name.pascal) for one in entities if one)


def _states(endpoint: Endpoint) -> bool:
    told = f"{endpoint.summary} {endpoint.description}"
    return any(one.status in _STATUSES for one in endpoint.responses) or stated.says("concurrency", told)


def _own(resource: Resource, *, said: bool) -> Field | None:
    """The SPEC's own version field; with `said`, only one that is said to serve locking."""
    for one in resource.fields:
        if tables.fold(one.column) in tables.words("version") and one.type.base in ("int", "bigint"):
            return one if not said or stated.says("concurrency", one.description) else None
    return None


def _with_version(resource: Resource) -> Resource:
    own = _own(resource, said=False)
    if own is None:
        return replace(resource, fields=(*resource.fields, _VERSION), version=_VERSION.column)
    kept = replace(own, server=True, required=False, nullable=False, default="1", generation="version")
    fields = tuple(kept if one is own else one for one in resource.fields)
    return replace(resource, fields=fields, version=own.column)


_VERSION = Field(
    name=Name.of("version"),
    property="version",
    column="version",
    type=Type(base="int"),
    server=True,
    hidden=True,
    generation="version",
    default="1",
    inferred=True,
)


def conditional(
    operations: tuple[Operation, ...], resources: tuple[Resource, ...], spec: Spec, classified: tuple[Classified, ...]
) -> tuple[Operation, ...]:
    """The operations, with `if_match` and an ETag where their resource has a version."""
    kept = {one.name.pascal for one in resources if one.version}
    everywhere = bool(stated.saying("precondition", spec))
    pairs = zip(operations, classified, strict=True)
    return tuple(
        _conditional(one, source.endpoint, everywhere) if one.resource in kept and not one.link else one
        for one, source in pairs
    )


def _conditional(one: Operation, source: Endpoint, everywhere: bool) -> Operation:
    if one.kind in _CONDITIONAL and one.made is None:
        required = everywhere or any(answer.status == _REQUIRED for answer in source.responses)
        codes = {412: "precondition_failed"} | ({_REQUIRED: "precondition_required"} if required else {})
        notes = {answer.status: answer.note for answer in source.responses}
        found = [Answer(status=status, code=code, note=notes.get(status, "")) for status, code in codes.items()]
        one = replace(one, if_match="required" if required else "optional", errors=(*one.errors, *found))
    if one.kind in _SHOWS and one.success.schema:
        headers = tuple(dict.fromkeys((*one.success.headers, ETAG)))
        one = replace(one, success=replace(one.success, headers=headers))
    return _bounded(one) if one.if_match or one.kind == "read" else one


def _bounded(one: Operation) -> Operation:
    """With 422 for ETags that are too long, and its errors in order."""
    stated = {answer.status for answer in one.errors}
    found = () if 422 in stated else (Answer(status=422, code="validation_error"),)
    return replace(one, errors=tuple(sorted((*one.errors, *found), key=lambda answer: answer.status)))
