"""The way from a SPEC to its Blueprint, shared by the commands that write documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.pipeline import Understood
    from groundplan.plan.model.blueprint import Blueprint

Command = TypeVar("Command", bound=Callable[..., Any])

_QUESTIONS = ("auth", "database", "framework")


def override_options(function: Command) -> Command:
    """`--framework`, `--database`, `--auth`: answers that win over the SPEC."""
    for question in _QUESTIONS:
        function = click.option(f"--{question}", help=f"Use this {question}.")(function)
    return function


def planned(spec: str, language: str | None, overrides: dict[str, str | None], dialect: str | None) -> Blueprint | None:
    """The Blueprint of a SPEC; None after telling on standard error what stands in its way."""
    from groundplan import pipeline
    from groundplan.cli.decide import canonical

    answers = canonical(overrides)
    understood = pipeline.understand(spec, language, dialect=dialect or "")
    blueprint, found = attempt(spec, understood, answers)
    if blueprint is None:
        _refuse(in_the_way(understood, found), understood, language)
    return blueprint


def attempt(spec: str, understood: Understood, answers: dict[str, str]) -> tuple[Blueprint | None, list[Diagnostic]]:
    """The Blueprint, None where an error stands in its way; and what deciding and planning found."""
    from groundplan import pipeline
    from groundplan.check import blocking
    from groundplan.decide import diagnostics

    if blocking(understood.diagnostics):
        return None, []
    decisions = pipeline.decide(spec, understood.spec, answers)
    blueprint = pipeline.plan(understood, decisions)
    found = [*diagnostics(decisions, False), *blueprint.problems]
    return None if in_the_way(understood, found) else blueprint, found


def in_the_way(understood: Understood, found: list[Diagnostic]) -> list[Diagnostic]:
    """What stops planning: gates of lint, and errors that `attempt` found."""
    from groundplan.check import blocking

    return [*blocking(understood.diagnostics), *(one for one in found if one.severity == "error")]


def _refuse(found: list[Diagnostic], understood: Understood, language: str | None) -> None:
    from groundplan import report
    from groundplan.diagnostics import order

    options = report.Options(language or understood.spec.meta.language)
    click.echo(report.render("text", order(found), understood.source, options), err=True, nl=False)
