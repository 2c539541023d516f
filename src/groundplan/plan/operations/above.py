"""The rows that the rows of an operation stand under: named by the path, or the one that the caller has."""

from __future__ import annotations

from collections.abc import Callable

from groundplan.plan.model.api import Parent, PathParameter
from groundplan.plan.model.data import Resource
from groundplan.plan.operations.operations import Classified

ResourceOf = Callable[[str], Resource | None]


def parents(
    one: Classified, resource: Resource | None, parameters: tuple[PathParameter, ...], resource_of: ResourceOf
) -> tuple[Parent, ...]:
    """Outermost first; each `column` is of the next row down."""
    if resource is None or one.kind in ("link", "unlink"):
        return ()
    if one.under:
        return _callers(one, resource, resource_of)
    chain = [step for step in one.route.steps if step.parameter]
    ends_in_row = bool(one.route.steps) and bool(one.route.steps[-1].parameter)
    above = chain[:-1] if ends_in_row else chain
    below = [*[resource_of(step.entity) for step in above[1:]], resource]
    found = (
        _parent(resource_of(step.entity), child, parameters[step.at].name)
        for step, child in zip(above, below, strict=False)
    )
    known = tuple(parent for parent in found if parent is not None)
    over = resource_of(one.route.parent.entity) if one.across and one.route.parent else None
    if over is None:
        return known
    return (*known, Parent(resource=over.name.pascal, parameter=parameters[-1].name, column=""))


def _callers(one: Classified, resource: Resource, resource_of: ResourceOf) -> tuple[Parent, ...]:
    """The row of the caller that a new one stands under. Rows that are there are found by whose they are."""
    found = _parent(resource_of(one.under), resource, "") if one.kind in ("create", "upload") else None
    return (found,) if found else ()


def _parent(parent: Resource | None, child: Resource | None, parameter: str) -> Parent | None:
    if parent is None or child is None:
        return None
    for key in child.foreign_keys:
        if key.resource == parent.name.pascal:
            return Parent(resource=parent.name.pascal, parameter=parameter, column=key.column)
    return None
