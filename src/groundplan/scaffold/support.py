"""What a scaffold cannot do: answers it does not support, and operations it leaves to be written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from groundplan.diagnostics import order
from groundplan.plan.behaviours.recognise import features
from groundplan.plan.findings import diagnostic
from groundplan.plan.model.api import Answer
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.decide.model import Decision, Decisions
    from groundplan.diagnostics import Diagnostic
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint, Trace
    from groundplan.plan.model.data import Resource
    from groundplan.scaffold.library import Scaffold
    from groundplan.source import Span


EXTRAS = frozenset({"cache", "retries", "traces"})
"""Features that change nothing of what callers see: a scaffold that does not write one does without it."""

BEHAVIOURS = {"refusals": ("guards", "ceilings", "transitions"), "events": ("events",), "draws": ("draws",)}
"""Features that requirements ask for, and where operations have them: what a scaffold does not write is said."""

_KINDS = {
    "refusals": frozenset({"guard", "ceiling", "toggle", "transition"}),
    "events": frozenset({"event"}),
    "draws": frozenset({"draw", "shortage"}),
}


class Gap(NamedTuple):
    """A decision on `question` that a scaffold does not support.

    `title` is what was decided and `span` where the SPEC says so, None where it does not. `best` is the best
    candidate that is supported and `best_title` how people write it; both are empty where there is none.
    """

    question: str
    outcome: str
    title: str
    span: Span | None
    best: str
    best_title: str


def unsupported(decisions: Decisions, scaffold: Scaffold) -> tuple[Gap, ...]:
    """The gaps between the decisions and `scaffold.supports`, in the order of the manifest."""
    return tuple(_gaps(decisions, scaffold))


def within(blueprint: Blueprint, scaffold: Scaffold) -> Blueprint:
    """The plan as `scaffold` can make it.

    Operations of a kind that it does not implement are custom; extras that it does not write are left out, and a
    problem is added for each requirement that is then not kept.
    """
    blueprint = _plain(blueprint, scaffold)
    if "deletion" in blueprint.features and "deletion" not in scaffold.extras:
        blueprint = _removing(blueprint)
    for word in BEHAVIOURS:
        if word in blueprint.features and word not in scaffold.extras:
            blueprint = _unkept(blueprint, word, scaffold.title)
    lacking = {one.kind for one in blueprint.operations}.difference(scaffold.operations)
    if not lacking or not scaffold.operations:
        return blueprint
    operations = tuple(_custom(one) if one.kind in lacking else one for one in blueprint.operations)
    words = {"op.custom", *blueprint.features}.difference(f"op.{kind}" for kind in lacking)
    return replace(blueprint, operations=operations, features=tuple(sorted(words)))


def _plain(blueprint: Blueprint, scaffold: Scaffold) -> Blueprint:
    """The plan without what a service can do without and `scaffold` does not write."""
    lacking = EXTRAS.difference(scaffold.extras).intersection(blueprint.features)
    if not lacking:
        return blueprint
    operations = blueprint.operations
    if "cache" in lacking:
        operations = tuple(replace(one, cache=None) for one in operations)
    if "retries" in lacking:
        operations = tuple(replace(one, retry="") for one in operations)
    words = tuple(word for word in blueprint.features if word not in lacking)
    layers, settings = blueprint.middleware, blueprint.settings
    if "traces" in lacking:
        layers = tuple(one for one in layers if one.id != "tracing")
        settings = tuple(one for one in settings if not one.name.startswith("OTEL_"))
    return replace(blueprint, operations=operations, features=words, middleware=layers, settings=settings)


def _unkept(blueprint: Blueprint, word: str, title: str) -> Blueprint:
    """The plan without a behaviour that the scaffold does not write; its requirements are no longer `generated`."""
    groups = BEHAVIOURS[word]
    lost = {item.requirement for one in blueprint.operations for group in groups for item in getattr(one, group)}
    bare: dict[str, Any] = dict.fromkeys(groups, ())
    operations = tuple(replace(one, **bare) for one in blueprint.operations)
    kept = tuple(one for one in blueprint.behaviours if one.requirement not in lost or one.kind not in _KINDS[word])
    gone = {word, *groups, "behaviours"} - features(operations)
    found = [
        diagnostic("unkept", "warning", one.span, blueprint.service.language, requirement=one.id, scaffold=title)
        for one in blueprint.traces
        if one.id and one.id in lost and one.span
    ]
    return replace(
        blueprint,
        operations=operations,
        behaviours=kept,
        traces=tuple(_ungenerated(one) if one.id and one.id in lost else one for one in blueprint.traces),
        features=tuple(one for one in blueprint.features if one not in gone),
        problems=tuple(order([*blueprint.problems, *found])),
    )


def _removing(blueprint: Blueprint) -> Blueprint:
    """The plan in which deleted rows are removed; it is said where the SPEC wants them to stay."""
    asked = [one for one in blueprint.behaviours if one.kind == "soft_delete"]
    lost = {one.requirement for one in asked}
    language = blueprint.service.language
    found = [diagnostic("rows_not_kept", "warning", one.span, language) for one in asked if one.span]
    return replace(
        blueprint,
        resources=tuple(_removed(one) for one in blueprint.resources),
        behaviours=tuple(one for one in blueprint.behaviours if one not in asked),
        traces=tuple(_ungenerated(one) if one.id and one.id in lost else one for one in blueprint.traces),
        features=tuple(one for one in blueprint.features if one != "deletion"),
        problems=tuple(order([*blueprint.problems, *found])),
    )


def _removed(resource: Resource) -> Resource:
    """The resource without deleted rows; a mark that the SPEC itself names stays a field like others."""
    fields = (one for one in resource.fields if one.column != resource.deleted or not one.inferred)
    keys = (
        replace(one, foreign_key=replace(one.foreign_key, on_soft_delete="")) if one.foreign_key else one
        for one in fields
    )
    indexes = tuple(replace(one, alive=False) for one in resource.indexes)
    return replace(resource, fields=tuple(keys), indexes=indexes, deleted="", soft=False)


def _ungenerated(trace: Trace) -> Trace:
    if trace.status != "generated":
        return trace
    return replace(trace, status="linked" if trace.operations else "unlinked")


def unwritten(blueprint: Blueprint, scaffold: Scaffold) -> list[Diagnostic]:
    """What the plan asks of every list and `scaffold` does not write: generating would break the contract."""
    supported = scaffold.pagination
    for one in blueprint.operations:
        wanted = one.listing.pagination if one.listing else ""
        if wanted and supported and wanted not in supported and one.span:
            words = {"wanted": wanted, "scaffold": scaffold.title}
            return [diagnostic("pagination", "error", one.span, blueprint.service.language, **words)]
    return []


def _custom(one: Operation) -> Operation:
    """Left to be written: it answers 501 until then."""
    schema = next((error.schema for error in one.errors), "")
    unwritten = Answer(status=501, schema=schema, code="not_implemented")
    errors = sorted((*one.errors, unwritten), key=lambda answer: answer.status)
    return replace(one, kind="custom", errors=tuple(errors), listing=None, link=None, joining=None)


def without_scaffold(decision: Decision) -> Gap:
    """The gap of a framework that has no scaffold."""
    return _gap(decision, (decision.best_supported,) if decision.best_supported else ())


def _gaps(decisions: Decisions, scaffold: Scaffold) -> Iterator[Gap]:
    for decision in decisions.decisions:
        supported = scaffold.supports.get(decision.question)
        if supported is not None and decision.outcome not in supported:
            yield _gap(decision, supported)


def _gap(decision: Decision, supported: tuple[str, ...]) -> Gap:
    """The best supported candidate by score; `none` only where there is nothing else, for it drops a wish."""
    ranked = [row for row in decision.candidates if row.candidate in supported]
    ranked.sort(key=lambda row: (row.candidate == "none", bool(row.removed_by)))
    best, title = (ranked[0].candidate, ranked[0].title) if ranked else (next(iter(supported), ""),) * 2
    return Gap(decision.question, decision.outcome, decision.title, decision.span, best, title)
