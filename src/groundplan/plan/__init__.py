"""Planning: Spec and Decisions become the Blueprint, where every fact is resolved once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundplan.decide.model import Decisions
    from groundplan.diagnostics import Diagnostic
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.spec.model import Spec

__all__ = ("build", "problems")


def build(spec: Spec, decisions: Decisions) -> Blueprint:
    """The resolved plan of the service that `spec` describes and `decisions` shape. Pure.

    Raises ResourceError when a table of ours is malformed; nothing in a SPEC makes it fail.
    """
    from groundplan.plan.resolve import resolve

    return resolve(spec, decisions)


def problems(blueprint: Blueprint) -> list[Diagnostic]:
    """What the plan could not follow and what generation cannot do, by place."""
    from groundplan.plan import findings

    return findings.problems(blueprint)
