"""Every decision: what, why, by which lines of the SPEC, and what else stood for election."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.emit.architecture.context import versioned
from groundplan.emit.markdown import Block, Bullets, Heading, Markup, Paragraph, code, join, strong

if TYPE_CHECKING:
    from groundplan.decide.model import Clash, Decision, Fired, SheetRow
    from groundplan.emit.architecture.context import Context


def decisions(context: Context) -> list[Block]:
    """All decisions in the order in which they were made, then the clashes between them."""
    blocks: list[Block] = [Heading(2, context.words("decisions_section"))]
    for decision in context.blueprint.decisions.decisions:
        blocks += _decision(decision, context)
    clashes = context.blueprint.decisions.clashes
    if clashes:
        items = tuple(_clash(one, context) for one in clashes)
        blocks += [Heading(3, context.words("clashes_section")), Bullets(items)]
    return blocks


def _decision(decision: Decision, context: Context) -> list[Block]:
    question = context.words(f"decide.question.{decision.question}")
    title = versioned(decision.title, decision.outcome_version)
    blocks: list[Block] = [Heading(3, join((question, title), ": ")), Paragraph(_settled(decision, context))]
    rows = [_fired(one, context) for one in decision.fired]
    if rows:
        blocks.append(context.table(("rule", "stage", "because", "read"), rows))
    return [*blocks, *_sheet(decision, context), *_settings(decision, context)]


def _sheet(decision: Decision, context: Context) -> list[Block]:
    """The score sheet: those that stayed with their points, then those that each rule removed."""
    stayed = [one for one in decision.candidates if not one.removed_by]
    removed: dict[str, list[str]] = {}
    for one in decision.candidates:
        if one.removed_by:
            removed.setdefault(one.removed_by, []).append(one.title)
    blocks: list[Block] = []
    if len(stayed) > 1:
        blocks.append(context.table(("candidate", "total", "points"), [_candidate(one) for one in stayed]))
    if removed:
        rows = [(code(rule), ", ".join(titles)) for rule, titles in removed.items()]
        blocks.append(context.table(("removed_by", "removed"), rows))
    return blocks


def _settled(decision: Decision, context: Context) -> Markup:
    """How it was settled, where, and whether it is only assumed."""
    parts = [context.words(f"decide.stage.{decision.stage}")]
    if decision.stage in ("score", "margin") and decision.candidates:
        parts.append(context.words("decide.margin", margin=decision.margin, needed=decision.needed))
    if decision.span is not None:
        parts.append(context.place(decision.span))
    told = join(parts, " · ")
    return join((strong(context.words("assumed_mark")), told)) if decision.assumed else told


def _fired(row: Fired, context: Context) -> tuple[str, ...]:
    read = [join((code(one.value), context.place(one.span) if one.span else "")) for one in row.readings]
    stage = context.words(f"row_{row.stage}")
    return code(row.id), stage, row.because.of(context.language), join(read, ", ")


def _candidate(row: SheetRow) -> tuple[str, ...]:
    points = join((code(f"{cell.rule} {cell.points:+d}") for cell in row.cells), " ")
    return row.title, str(row.total), points


def _settings(decision: Decision, context: Context) -> list[Block]:
    if not decision.settings:
        return []
    rows = [
        (
            join((one.subject, code(one.key))),
            code(_value(one.value)),
            context.words("assumed_mark") if one.assumed else "",
            context.place(one.span) if one.span else "",
        )
        for one in decision.settings
    ]
    return [context.table(("setting", "value", "assumed", "place"), rows)]


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _clash(clash: Clash, context: Context) -> Markup:
    places = context.places(one.span for one in clash.readings)
    return join((code(clash.code), clash.message.of(context.language), places), " · ")
