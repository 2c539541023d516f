"""The backend architecture document, in the language of the SPEC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.emit import markdown
from groundplan.emit.architecture.api import endpoints
from groundplan.emit.architecture.choices import decisions
from groundplan.emit.architecture.context import Context
from groundplan.emit.architecture.data import model
from groundplan.emit.architecture.quality import performance, security, statements, tests
from groundplan.emit.architecture.running import deployment, integrations, middleware
from groundplan.emit.architecture.stack import database, errors, framework, overview
from groundplan.emit.architecture.work import behaviours, phases, traceability

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint

MARK = "groundplan:architecture"
"""What the first line of every document of ours contains: only such files are ever written over."""

SECTIONS = (
    overview,
    framework,
    database,
    endpoints,
    errors,
    model,
    middleware,
    security,
    performance,
    integrations,
    tests,
    deployment,
    phases,
    behaviours,
    traceability,
    decisions,
    statements,
)


def render(blueprint: Blueprint, form: str = "markdown") -> str:  # noqa: ARG001 - one form only
    """The document as markdown."""
    return markdown.render(blocks(blueprint))


def blocks(blueprint: Blueprint) -> list[markdown.Block]:
    """The document as blocks, the mark first."""
    context = Context(blueprint)
    found: list[markdown.Block] = [
        markdown.Comment(f"{MARK} {blueprint.service.id or blueprint.service.title}: {context.words('made')}")
    ]
    for section in SECTIONS:
        found += section(context)
    return found
