"""Decisions as diagnostics: assumed ones (ASK001) and clashes (CON010, CON011)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import catalogue
from groundplan.diagnostics import Diagnostic, Label, order
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.decide.model import Clash, Decision, Decisions

_NAMES = {"CON010": "stack-conflict", "CON011": "manifest-vs-preference"}
_NOWHERE = Span("", 1)


def diagnostics(decisions: Decisions, strict: bool) -> list[Diagnostic]:
    """What the author should know: an assumed decision is a warning, an error under `strict`."""
    found = [_assumed(one, decisions, strict) for one in decisions.decisions if one.assumed and one.asks]
    found += [_clash(one, decisions) for one in decisions.clashes]
    return order(found)


def _assumed(decision: Decision, decisions: Decisions, strict: bool) -> Diagnostic:
    language = decisions.language
    values = {
        "question": catalogue.text(f"decide.question.{decision.question}", language),
        "title": decision.title,
        "name": decision.question,
        "outcome": decision.outcome,
        "choices": ", ".join(decision.alternatives),
    }
    return Diagnostic(
        code="ASK001",
        name="assumed-decision",
        severity="error" if strict else "warning",
        message=catalogue.text("decide.assumed", language, **values),
        primary=Label(decisions.place or _NOWHERE),
        help=catalogue.text("decide.assumed.help", language, **values),
    )


def _clash(clash: Clash, decisions: Decisions) -> Diagnostic:
    language = decisions.language
    labels = [Label(one.span, one.value[:60]) for one in clash.readings if one.span]
    first, *others = labels or [Label(decisions.place or _NOWHERE)]
    return Diagnostic(
        code=clash.code,
        name=_NAMES[clash.code],
        severity=clash.severity,
        message=clash.message.of(language),
        primary=first,
        secondary=tuple(others),
        help=clash.help.of(language),
    )
