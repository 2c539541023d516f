"""Requirements, the endpoints that carry them, the behaviour that keeps them and what tests them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from groundplan import catalogue
from groundplan.emit import access
from groundplan.report.page.view import EndpointRow, Place, Reference, RequirementRow

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint, Trace
    from groundplan.plan.model.demands import Behaviour
    from groundplan.report.page.places import Places
    from groundplan.spec.model import Scenario


def requirements(
    plan: Blueprint, scenarios: Sequence[Scenario], places: Places, language: str
) -> tuple[RequirementRow, ...]:
    """A row a requirement, in the order of the SPEC."""
    return tuple(
        RequirementRow(
            anchor=f"req-{number}",
            id=one.id,
            title=one.title if one.title != one.text else "",
            text=one.text,
            status=one.status,
            place=places.of(one.span) if one.span else Place(""),
            endpoints=tuple(_endpoint(it, plan) for it in one.operations),
            kept=tuple(_kept(plan.behaviours, one, language)),
            mark=f"@TEST:{one.id}" if one.operations else "",
            scenarios=tuple((it.title, places.of(it.span)) for it in scenarios if one.id in it.requirements),
        )
        for number, one in enumerate(plan.traces, 1)
    )


def _kept(behaviours: Iterable[Behaviour], trace: Trace, language: str) -> Iterable[tuple[str, str, str]]:
    """The rule, its kind in words, and why; a rule that read several sentences stands once."""
    rows = [(one.rule, _kind(one.kind, language), one.because) for one in behaviours if one.requirement == trace.id]
    return dict.fromkeys(rows)


def _kind(kind: str, language: str) -> str:
    key = f"architecture.behaviour_{kind}"
    return catalogue.text(key, language) if catalogue.has(key) else kind


def anchor(identifier: str) -> str:
    """The anchor of an endpoint by the id of its operation."""
    return f"op-{identifier}"


def _endpoint(identifier: str, plan: Blueprint) -> Reference:
    one = plan.operation(identifier)
    return Reference(f"{one.method} {path(one, plan)}", f"#{anchor(one.id)}")


def path(operation: Operation, plan: Blueprint) -> str:
    """The whole path of an operation."""
    return f"{plan.service.base_path if operation.under_base else ''}{operation.path}"


def endpoints(plan: Blueprint, places: Places, language: str) -> tuple[EndpointRow, ...]:
    """A row an endpoint, in the order of the plan."""
    resources = {one.name.pascal: one for one in plan.resources}
    numbers = {one.id: number for number, one in enumerate(plan.traces, 1)}
    return tuple(
        EndpointRow(
            anchor=anchor(one.id),
            method=one.method,
            path=path(one, plan),
            kind=one.kind,
            summary=one.summary,
            level=one.access.level,
            access=access.words(one.access, resources, language),
            requirements=tuple(Reference(it, f"#req-{numbers[it]}") for it in one.requirements if it in numbers),
            statuses=_statuses(one),
            place=places.of(one.span) if one.span else Place(catalogue.text("architecture.inferred", language)),
        )
        for one in plan.operations
    )


def _statuses(operation: Operation) -> tuple[tuple[int, str], ...]:
    """Each status once, with what it is about."""
    answers = [operation.success, *operation.errors]
    return tuple({one.status: one.code or one.schema for one in reversed(answers)}.items())[::-1]
