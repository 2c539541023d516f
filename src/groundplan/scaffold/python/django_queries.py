"""Queries in Django's words: conditions as keywords, orders as names, access rules as ways from row to row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.scaffold.python.operations import ties
from groundplan.scaffold.python.policies import NamedGrant, subject_grants
from groundplan.scaffold.python.text import attr, literal, tuple_of

if TYPE_CHECKING:
    from groundplan.plan.model.api import Operation
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.rights import Grant


def keyword_condition(condition: str) -> str:
    """A condition `models.Task.project_id == project.id` as the keyword of a query."""
    left, _, right = condition.partition(" == ")
    return f"{left.rpartition('.')[2]}={right}"


def own_conditions(operation: Operation, blueprint: Blueprint) -> list[str]:
    """The conditions that tie the operation's own rows to its parents, as keywords."""
    return [keyword_condition(one) for one in ties(operation, blueprint)]


def order_names(operation: Operation) -> list[str]:
    """The default order of a list."""
    terms = operation.listing.order if operation.listing else ()
    return [f'"{"-" if one.descending else ""}{attr(one.column)}"' for one in terms]


def django_grants(blueprint: Blueprint) -> list[NamedGrant]:
    """Every grant that some rule uses, once."""
    return [
        NamedGrant(name, "Role" if grant.kind == "role" else "Path", _spelled(grant))
        for name, _, grant in subject_grants(blueprint)
    ]


def _spelled(grant: Grant) -> list[str]:
    roles = tuple_of([literal(role) for role in grant.roles])
    if grant.kind == "role":
        return [f"roles={roles}"]
    steps = [f'Step("{attr(hop.column)}", models.{hop.resource}, "{attr(hop.key)}")' for hop in grant.hops]
    return [
        f'principal="{attr(grant.principal)}"',
        *([f"steps={tuple_of(steps)}"] if steps else []),
        *([f'role="{attr(grant.role_column)}"', f"roles={roles}"] if grant.role_column and grant.roles else []),
    ]
