"""The report to look at: one page of HTML that needs nothing else.

findings beside the text (`groundplan lint --format html`) and, where the SPEC is planned (`groundplan report`), its
requirements, data model, endpoints and decisions. It reads well without its script, which only filters and folds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan._version import __version__
from groundplan.report.page.findings import findings, note_anchor
from groundplan.report.page.html import MARK, render
from groundplan.report.page.places import Places
from groundplan.report.page.view import Page, Planned, Reference

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.report import Options
    from groundplan.source import Source
    from groundplan.spec.model import Spec

__all__ = ["MARK", "of_findings", "of_spec", "of_unplanned", "render"]


def of_findings(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> Page:
    """The page of a lint: the findings only."""
    places = Places(source)
    return Page(
        language=options.language,
        title=places.title,
        tool=f"groundplan {__version__}",
        findings=findings(diagnostics, source, places, options.rules),
    )


def of_unplanned(
    diagnostics: Sequence[Diagnostic], source: Source, options: Options, spec: Spec, stopping: Sequence[Diagnostic]
) -> Page:
    """The page of a SPEC that cannot be planned because of `stopping`: its findings."""
    numbers = {one: number for number, one in enumerate(diagnostics, 1)}
    stopped = (
        Reference(f"{one.code} {one.message}", f"#{note_anchor(numbers[one])}" if one in numbers else "")
        for one in stopping
    )
    return replace(_titled(of_findings(diagnostics, source, options), spec), stopped=tuple(stopped))


def of_spec(diagnostics: Sequence[Diagnostic], source: Source, options: Options, spec: Spec, plan: Blueprint) -> Page:
    """The page of a SPEC and its plan."""
    return replace(
        _titled(of_findings(diagnostics, source, options), spec),
        fingerprint=plan.service.spec_hash,
        planned=_planned(plan, spec, Places(source), options.language),
    )


def _titled(page: Page, spec: Spec) -> Page:
    meta = spec.meta
    subtitle = " ".join(part for part in (meta.id, meta.version, meta.status) if part)
    return replace(page, title=meta.title or meta.id or page.title, subtitle=subtitle)


def _planned(plan: Blueprint, spec: Spec, places: Places, language: str) -> Planned:
    from groundplan.report.page import choices, data, diagram, trace

    return Planned(
        requirements=trace.requirements(plan, spec.scenarios, places, language),
        endpoints=trace.endpoints(plan, places, language),
        tables=data.tables(plan, places, language),
        drawing=diagram.draw(plan.resources),
        decisions=choices.cards(plan.decisions, places, language),
        stack=choices.stack(plan.decisions),
    )
