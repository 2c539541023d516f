"""Every decision with its score sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from groundplan import catalogue
from groundplan.emit.architecture.context import versioned
from groundplan.report.page.view import Candidate, DecisionCard, Reason, SettingRow

if TYPE_CHECKING:
    from groundplan.decide.model import Decision, Decisions, SheetRow
    from groundplan.report.page.places import Places

_IN_SHORT = ("framework", "database", "auth", "cache")


def cards(decisions: Decisions, places: Places, language: str) -> tuple[DecisionCard, ...]:
    """A card a decision, in the order in which they were made."""
    return tuple(_card(one, places, language) for one in decisions.decisions)


def stack(decisions: Decisions) -> tuple[str, ...]:
    """The answers that people ask for first."""
    known = [one for question in _IN_SHORT for one in decisions.decisions if one.question == question]
    return tuple(answer(one) for one in known if one.outcome not in ("", "none"))


def answer(decision: Decision) -> str:
    """The outcome as people write it, with its version."""
    return versioned(decision.title, decision.outcome_version)


def _card(decision: Decision, places: Places, language: str) -> DecisionCard:
    stayed = [row for row in decision.candidates if not row.removed_by]
    rules = tuple(dict.fromkeys(cell.rule for row in stayed for cell in row.cells))
    return DecisionCard(
        question=decision.question,
        title=catalogue.text(f"decide.question.{decision.question}", language),
        answer=answer(decision),
        stage=catalogue.text(f"decide.stage.{decision.stage}", language),
        margin=_margin(decision, language),
        assumed=decision.assumed,
        problem=_problem(decision, language),
        place=places.maybe(decision.span),
        reasons=tuple(_reasons(decision, places, language)),
        rules=rules,
        candidates=_sheet(decision, stayed, rules),
        removed=_removed(decision.candidates),
        settings=tuple(_settings(decision, places)),
    )


def _margin(decision: Decision, language: str) -> str:
    if decision.stage not in ("score", "margin") or not decision.candidates:
        return ""
    return catalogue.text("decide.margin", language, margin=decision.margin, needed=decision.needed)


def _problem(decision: Decision, language: str) -> str:
    if decision.supported:
        return ""
    best = decision.best_supported
    key = "unknown" if decision.question != "framework" else "unsupported" if best else "unsupported.none"
    return catalogue.text(f"decide.{key}", language, best=best)


def _reasons(decision: Decision, places: Places, language: str) -> Iterable[Reason]:
    for row in decision.fired:
        yield Reason(
            rule=row.id,
            stage=catalogue.text(f"architecture.row_{row.stage}", language),
            because=row.because.of(language),
            read=tuple((one.value, places.maybe(one.span)) for one in row.readings),
        )


def _sheet(decision: Decision, stayed: Sequence[SheetRow], rules: Sequence[str]) -> tuple[Candidate, ...]:
    """The candidates that stayed, where rules told them apart."""
    best = max((row.total for row in stayed), default=0)
    return tuple(
        Candidate(
            title=row.title,
            chosen=row.candidate == decision.outcome,
            total=row.total,
            share=max(0, row.total * 100 // best) if best > 0 else 0,
            points=tuple({cell.rule: f"{cell.points:+d}" for cell in row.cells}.get(rule, "") for rule in rules),
        )
        for row in stayed
        if rules
    )


def _removed(candidates: Iterable[SheetRow]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    removed: dict[str, list[str]] = {}
    for row in candidates:
        if row.removed_by:
            removed.setdefault(row.removed_by, []).append(row.title)
    return tuple((rule, tuple(titles)) for rule, titles in removed.items())


def _settings(decision: Decision, places: Places) -> Iterable[SettingRow]:
    for one in decision.settings:
        yield SettingRow(
            name=f"{one.key} [{one.subject}]" if one.subject else one.key,
            value=str(one.value).lower() if isinstance(one.value, bool) else str(one.value),
            rule=one.rule,
            assumed=one.assumed,
            place=places.maybe(one.span),
        )
