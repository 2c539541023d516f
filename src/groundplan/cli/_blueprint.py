"""The way from a SPEC to its Blueprint, shared by the commands that write documents."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.pipeline import Understood
    from groundplan.plan.blueprint import Blueprint

Command = TypeVar("Command", bound=Callable[..., Any])

_QUESTIONS = ("auth", "database", "framework")


def override_options(function: Command) -> Command:
    """`--framework`, `--database`, `--auth`: answers that win over the SPEC."""
    for question in _QUESTIONS:
        function = click.option(f"--{question}", help=f"Use this {question}.")(function)
    return function


def planned(spec: str, language: str | None, overrides: dict[str, str | None]) -> Blueprint | None:
    """The Blueprint of a SPEC; None after telling on standard error what stands in its way."""
    from groundplan import pipeline
    from groundplan.check import blocking
    from groundplan.cli.decide import canonical
    from groundplan.decide import diagnostics

    answers = canonical({question: answer for question, answer in overrides.items() if answer})
    understood = pipeline.understand(spec, language)
    stopping = list(blocking(understood.diagnostics))
    if stopping:
        _refuse(stopping, understood, language)
        return None
    decisions = pipeline.decide(spec, understood.spec, answers)
    blueprint = pipeline.plan(understood, decisions)
    found = [*diagnostics(decisions, False), *blueprint.problems]
    stopping = [one for one in found if one.severity == "error"]
    if stopping:
        _refuse(stopping, understood, language)
        return None
    return blueprint


def _refuse(found: list[Diagnostic], understood: Understood, language: str | None) -> None:
    from groundplan import report
    from groundplan.diagnostics import order

    options = report.Options(language or understood.spec.meta.language)
    click.echo(report.render("text", order(found), understood.source, options), err=True, nl=False)
