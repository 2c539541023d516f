"""Soft deletion: rows that stay when they are deleted, and what becomes of the rows that refer to them.

Stated by a sentence (DT005), by the words of the DELETE itself, or by a field `deleted_at` of what is deleted. A
sentence is about the entities nearest to its words that something deletes; where it names none, about all of these.

    DELETE      answers 204 and sets `deleted_at`; a second time it is 404, as for any row that is not there
    reads       a deleted row is in no read, list, search, count, export or body of another row, counts for no limit
                and gives no rights; it can be neither changed nor linked
    unique      only among rows that are not deleted, so that a value may be used again; a key is never used again
    references  to a deleted row are 422, as to a row that was never there
    below       rows that go with it (on delete cascade, parts, rows of joins, rows made under its path where the SPEC
                names no rule) are deleted at the same moment; set null clears the reference; a stated restrict is 409
                while a row that is not deleted refers to it; any other reference stays, which is what rows are kept for
    accounts    a deleted account cannot sign in, and its tokens, sessions and ties to providers end with it
    bodies      have no `deleted_at`, unless the SPEC names it in an answer

Rows that only go with another are removed by a DELETE of their own. A row that is removed takes with it what is deleted
below it, and is in use while a deleted row refers to it without such a rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from groundplan.naming import Name
from groundplan.plan.model.api import Operation
from groundplan.plan.model.data import Field, Resource, SoftRule, Type
from groundplan.plan.model.demands import Behaviour
from groundplan.plan.operations.completion import Drafts
from groundplan.plan.operations.operations import Classified
from groundplan.plan.words import stated, tables
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.model import Spec

COLUMN = "deleted_at"
_KIND = "soft_delete"
_DELETES = ("delete", "clear")
_MARKS = frozenset({"deletedat", "isdeleted", "삭제일시", "삭제여부"})
_BETWEEN = re.compile(r"[\s,/·]*(?:(?:and|or|및|와|과|이나|나)\s+)?(?:(?:the|all|its)\s+)?")
_MARK = Field(
    name=Name.of(COLUMN),
    property=COLUMN,
    column=COLUMN,
    type=Type(base="datetime"),
    nullable=True,
    server=True,
    hidden=True,
    inferred=True,
)


class Said(NamedTuple):
    """A place of the SPEC that says that deleted rows stay, and the resources whose rows these are."""

    span: Span
    resources: tuple[str, ...]
    requirement: str = ""


def settled(
    resources: tuple[Resource, ...], spec: Spec, classified: tuple[Classified, ...], drafts: Drafts
) -> tuple[tuple[Said, ...], tuple[Resource, ...]]:
    """Where the SPEC says that deleted rows stay, and the resources as it wants them."""
    found = said(spec, resources, classified, drafts)
    return found, softened(resources, found, classified, drafts)


def said(
    spec: Spec, resources: tuple[Resource, ...], classified: Iterable[Classified], drafts: Drafts
) -> tuple[Said, ...]:
    """Every such place; none where nothing is deleted. A field says it only where no sentence does."""
    deletes = [(one, draft) for one in classified if one.kind in _DELETES and (draft := drafts.find(one.entity))]
    names = {draft.name.pascal for _, draft in deletes}
    deleted = tuple(one for one in resources if one.name.pascal in names and one.kind in ("entity", "account"))
    sentences = [(one.text, one.span, one.id) for one in spec.requirements]
    sentences += [(one.text, one.span, "") for one in spec.constraints]
    found = [
        Said(span, _about(text, resources, deleted), name)
        for text, span, name in sentences
        if deleted and stated.says(_KIND, text)
    ]
    found += [
        Said(one.endpoint.span, (draft.name.pascal,))
        for one, draft in deletes
        if stated.says(_KIND, f"{one.endpoint.summary}. {one.endpoint.description}")
    ]
    known = {name for one in found for name in one.resources}
    marked = ((one.name.pascal, field) for one in deleted for field in _marks(one) if one.name.pascal not in known)
    return (*found, *(Said(field.span, (name,)) for name, field in marked if field.span))


def _about(text: str, resources: tuple[Resource, ...], deleted: tuple[Resource, ...]) -> tuple[str, ...]:
    """Of what is deleted, what the sentence speaks of: the names nearest to its words, and those beside these."""
    plain = stated.plain(text)
    found = stated.saying_so(_KIND, text)
    start, end = found.span() if found else (0, 0)
    runs: list[list[stated.Mention]] = []
    for one in stated.mentions(resources, plain):
        beside = bool(runs) and _BETWEEN.fullmatch(plain, runs[-1][-1].end, max(one.start, runs[-1][-1].end))
        runs.append([*runs.pop(), one] if beside else [one])
    if not runs:
        return tuple(one.name.pascal for one in deleted)
    nearest = min(runs, key=lambda run: max(start - run[-1].end, run[0].start - end, 0))
    spoken = {one.resource for one in nearest}
    return tuple(one.name.pascal for one in deleted if one.name.pascal in spoken)


def _marks(resource: Resource) -> list[Field]:
    """The SPEC's own fields that say whether a row is deleted."""
    return [one for one in resource.fields if any(tables.fold(it) in _MARKS for it in (one.property, one.label) if it)]


def unkept(found: Iterable[Said], resources: Iterable[Resource]) -> Iterator[Span]:
    """Where the SPEC says it of rows that do not stay: what marks them there is no time."""
    soft = {one.name.pascal for one in resources if one.soft}
    return (one.span for one in found if not soft.issuperset(one.resources))


def softened(
    resources: tuple[Resource, ...], found: Iterable[Said], classified: Iterable[Classified], drafts: Drafts
) -> tuple[Resource, ...]:
    """The resources, with the time of their deletion where rows stay, and what then becomes of references."""
    timed = {one.name.pascal for one in resources if all(mark.type.base == "datetime" for mark in _marks(one))}
    soft = frozenset(name for one in found for name in one.resources) & timed
    parts = frozenset((part.resource, part.column) for one in resources for part in one.parts)
    kept = _closed(resources, soft, parts)
    shown = _shown(classified, drafts)
    return tuple(_with_rules(_with_mark(one, soft, kept, shown), kept, parts) if kept else one for one in resources)


def _closed(resources: tuple[Resource, ...], soft: frozenset[str], parts: frozenset[tuple[str, str]]) -> frozenset[str]:
    """The names of the resources whose rows stay: by themselves, or with a row above them."""
    kept = soft
    while True:
        more = {
            one.name.pascal for one in resources for field in one.fields if _rule(one, field, kept, parts) == "cascade"
        }
        if more <= kept:
            return kept
        kept |= more


def _rule(resource: Resource, field: Field, kept: frozenset[str], parts: frozenset[tuple[str, str]]) -> SoftRule:
    """What becomes of a row when the row that the field refers to is deleted and stays; empty for other fields."""
    key = field.foreign_key
    if key is None or key.resource not in kept:
        return ""
    if (resource.name.pascal, field.column) in parts:
        return "cascade"
    if key.stated:
        return key.on_delete
    return "cascade" if field.generation == "parent" else "keep"


def _with_mark(resource: Resource, soft: frozenset[str], kept: frozenset[str], shown: frozenset[str]) -> Resource:
    name = resource.name.pascal
    if name not in kept:
        return resource
    own = next(iter(_marks(resource)), None)
    mark = replace(_MARK, hidden=name not in shown)
    if own is not None:
        mark = replace(mark, property=own.property, label=own.label, description=own.description, inferred=False)
    fields = tuple(mark if one is own else one for one in resource.fields) + (() if own else (mark,))
    return replace(resource, fields=fields, deleted=COLUMN, soft=name in soft)


def _with_rules(resource: Resource, kept: frozenset[str], parts: frozenset[tuple[str, str]]) -> Resource:
    return replace(resource, fields=tuple(_with_rule(resource, one, kept, parts) for one in resource.fields))


def _with_rule(resource: Resource, field: Field, kept: frozenset[str], parts: frozenset[tuple[str, str]]) -> Field:
    rule = _rule(resource, field, kept, parts)
    key = field.foreign_key
    return replace(field, foreign_key=replace(key, on_soft_delete=rule)) if key and rule else field


def _shown(classified: Iterable[Classified], drafts: Drafts) -> frozenset[str]:
    """The resources of which an answer names the time of deletion."""
    answers = (
        (one.entity, field.name)
        for one in classified
        for response in one.endpoint.responses
        if response.status < 300
        for field in response.fields
    )
    found = (drafts.find(entity) for entity, name in answers if entity and tables.fold(name) in _MARKS)
    return frozenset(draft.name.pascal for draft in found if draft)


def traced(
    operations: Iterable[Operation], found: Iterable[Said], resources: Iterable[Resource]
) -> tuple[Operation, ...]:
    """The operations, each delete after which a row stays with the requirements that say so."""
    soft = {one.name.pascal for one in resources if one.soft}
    told: dict[str, list[str]] = {}
    for one in found:
        for name in soft.intersection(one.resources) if one.requirement else ():
            told.setdefault(name, []).append(one.requirement)
    return tuple(
        replace(one, requirements=tuple(dict.fromkeys((*one.requirements, *told.get(one.resource, ())))))
        if one.kind in _DELETES
        else one
        for one in operations
    )


def behaviours(
    found: Iterable[Said], operations: Iterable[Operation], resources: Iterable[Resource], known: Iterable[Behaviour],
    language: str,
) -> tuple[Behaviour, ...]:  # fmt: skip
    """What keeps the rows, for each place that says so and that no row of rules/behaviours.yaml has read."""
    read = {one.span for one in known}
    soft = {one.name.pascal for one in resources if one.soft}
    row = next(row for row in tables.data_rows() if row["kind"] == _KIND)
    because = row["because"][language]
    deletes = [one for one in operations if one.kind in _DELETES and one.resource in soft]
    return tuple(
        Behaviour(rule=row["id"], kind=_KIND, requirement="", because=because, operations=doing, span=one.span)
        for one in found
        if one.span not in read and (doing := tuple(it.id for it in deletes if it.resource in one.resources))
    )
