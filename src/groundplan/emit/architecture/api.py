"""Every endpoint: what it does, who may, what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.emit import access
from groundplan.emit.markdown import Block, Heading, Markup, code, join

if TYPE_CHECKING:
    from groundplan.emit.architecture.context import Context
    from groundplan.plan.model.api import Operation


def endpoints(context: Context) -> list[Block]:
    """All endpoints in the order of the SPEC."""
    rows = [_row(one, context) for one in context.blueprint.operations]
    head = ("method", "path", "operation", "access", "statuses", "place")
    return [Heading(2, context.words("endpoints_section")), context.table(head, rows)]


def _row(operation: Operation, context: Context) -> tuple[str, ...]:
    base = context.blueprint.service.base_path if operation.under_base else ""
    return (
        code(operation.method),
        code(base + operation.path),
        join((code(operation.kind), operation.summary), " · "),
        _access(operation, context),
        _statuses(operation),
        context.place(operation.span, inferred=operation.inferred),
    )


def _access(operation: Operation, context: Context) -> str:
    who = access.words(operation.access, context.resources, context.language)
    rows = operation.rows
    seen = context.words("rows", who=access.words(rows, context.resources, context.language)) if rows else ""
    return join((join((who, seen), "; "), context.words("assumed_mark") if operation.access.inferred else ""))


def _statuses(operation: Operation) -> Markup:
    found = dict.fromkeys(one.status for one in operation.errors)
    return join((f"{operation.success.status}", *(str(status) for status in sorted(found))), ", ")
