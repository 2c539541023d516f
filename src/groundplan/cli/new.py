"""`groundplan new SPEC -o DIR`: the lint gate, the decisions, the project in memory, then on the disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundplan.cli._common import color_option, dialect_option, emit, language_option, spec_argument, wants_color
from groundplan.cli.decide import ask, at_terminal, canonical
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.decide.model import Decisions
    from groundplan.diagnostics import Diagnostic
    from groundplan.filetree import FileTree
    from groundplan.pipeline import Understood
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.scaffold import Scaffold
    from groundplan.scaffold.support import Gap

REFUSED = 1
CANNOT_WRITE = 2


class Request(NamedTuple):
    """What was asked for on the command line; `overrides` maps a question to its answer.

    `here`: the target is the working folder, which a shell must enter anew once it has been replaced.
    """

    spec: str
    dialect: str
    target: Path
    here: bool
    overrides: dict[str, str]
    scaffold: str | None
    dry_run: bool
    force: bool
    asks: bool
    form: str
    strict: bool
    language: str
    color: bool


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """Nothing is written: `diagnostics` of the SPEC, or `gaps` between what was decided and what can be made."""

    def __init__(self, diagnostics: list[Diagnostic], gaps: tuple[Gap, ...] = (), scaffold: str = "") -> None:
        super().__init__()
        self.diagnostics, self.gaps, self.scaffold = diagnostics, gaps, scaffold


class Made(NamedTuple):
    """The project in memory and everything that the summary tells about it."""

    blueprint: Blueprint
    scaffold: Scaffold
    tree: FileTree
    understood: Understood


@click.command("new")
@spec_argument
@click.option("-o", "--output", "target", required=True, type=click.Path(path_type=Path), help="The folder to make.")
@click.option("--framework", help="Use this framework.")
@click.option("--database", help="Use this database.")
@click.option("--auth", help="Use this authentication.")
@click.option("--scaffold", type=click.Path(exists=True, file_okay=False), help="Use the scaffold in this folder.")
@click.option("--dry-run", is_flag=True, help="List the files; write nothing.")
@click.option("--force", is_flag=True, help="Write into a folder with files; what groundplan does not make stays.")
@click.option("-y", "--yes", "--no-input", "no_input", is_flag=True, help="Never ask; take the tie-break.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Errors of lint and assumed decisions refuse.")
@dialect_option
@language_option
@color_option
def command(
    spec: str,
    target: Path,
    scaffold: str | None,
    dry_run: bool,
    force: bool,
    no_input: bool,
    form: str,
    strict: bool,
    dialect: str | None,
    lang: str | None,
    color: str,
    **chosen: str | None,
) -> int:
    """Generate the backend that SPEC describes.

    The folder appears whole or not at all. Exit code: 0 written, 1 refused (the SPEC lacks something or asks for what
    cannot be made yet), 2 usage, or the folder cannot be written.
    """
    overrides = canonical(chosen)
    asks = not (no_input or dry_run or scaffold or spec == "-" or form == "json")
    here = os.path.abspath(target) == os.getcwd()  # noqa: PTH100, PTH109 - links in the path stay as they are
    colors = wants_color(color)
    return run(
        Request(
            spec,
            dialect or "",
            target,
            here,
            overrides,
            scaffold,
            dry_run,
            force,
            asks,
            form,
            strict,
            lang or "",
            colors,
        ),
    )


def run(request: Request) -> int:
    """Do what was asked and tell about it."""
    from groundplan import write
    from groundplan.cli import _summary as summary

    understood = _answered(request, _understood(request))
    language = request.language or understood.spec.meta.language
    try:
        write.check(request.target, request.force)
        made = _make(request, understood, language)
        report = None if request.dry_run else write.write(made.tree, request.target, request.force)
    except Refused as refused:
        told = summary.refusal(refused, understood.source, request, language)
        emit(told) if request.form == "json" else click.echo(told, err=True, nl=False)
        return REFUSED
    except write.RefusalError as fault:
        click.echo(f"groundplan: {fault.text(language)}", err=True)
        return CANNOT_WRITE
    emit(summary.success(made, report, request, language))
    return 0


def _understood(request: Request) -> Understood:
    from groundplan import pipeline

    return pipeline.understand(request.spec, request.language or None, dialect=request.dialect)


def _make(request: Request, understood: Understood, language: str) -> Made:
    from groundplan import pipeline
    from groundplan.catalogue import text
    from groundplan.cli._progress import progress
    from groundplan.scaffold.support import unwritten, within

    _gate(understood.diagnostics, request.strict)
    decisions = _decide(request, understood)
    scaffold = _scaffold(request, decisions)
    blueprint = within(pipeline.plan(understood, decisions), scaffold)
    stopping = [one for one in blueprint.problems if one.severity == "error"] + unwritten(blueprint, scaffold)
    if stopping:
        raise Refused(stopping)
    with progress(text("new.rendering", language)) as report:
        tree = pipeline.generate(blueprint, scaffold, report)
    return Made(blueprint, scaffold, tree, understood)


def _gate(found: list[Diagnostic], strict: bool) -> None:
    """Refuse what generation cannot go on without; under `strict` every error."""
    from groundplan.check import blocking

    gates = frozenset(blocking(found))
    stopping = [one for one in found if one in gates or (strict and one.severity == "error")]
    if stopping:
        raise Refused(stopping)


def _answered(request: Request, understood: Understood) -> Understood:
    """The SPEC with the answer to the one question in it, where a person at the terminal could be asked."""
    from groundplan import pipeline

    if not request.asks or not at_terminal():
        return understood
    decisions = pipeline.decide(request.spec, understood.spec, request.overrides)
    answer = ask(decisions, understood.source, request.language)
    return _understood(request) if answer else understood


def _decide(request: Request, understood: Understood) -> Decisions:
    """The decisions. Raises Refused for those that cannot hold together and, under `strict`, for assumed ones."""
    from groundplan import pipeline
    from groundplan.decide import diagnostics

    overrides = dict(request.overrides)
    if request.scaffold:
        overrides["framework"] = _load(request, "").id
    decisions = pipeline.decide(request.spec, understood.spec, overrides)
    stopping = [one for one in diagnostics(decisions, request.strict) if one.severity == "error"]
    if stopping:
        raise Refused(stopping)
    return decisions


def _scaffold(request: Request, decisions: Decisions) -> Scaffold:
    """The scaffold of what was decided. Raises Refused where there is none or it lacks something."""
    from groundplan.errors import ResourceError
    from groundplan.scaffold.support import unsupported, without_scaffold

    framework = decisions.of("framework")
    try:
        scaffold = _load(request, framework.outcome)
    except ResourceError:
        if framework.supported:
            raise
        raise Refused([], (without_scaffold(framework),)) from None
    gaps = unsupported(decisions, scaffold)
    if gaps:
        raise Refused([], gaps, scaffold.title)
    return scaffold


def _load(request: Request, framework: str) -> Scaffold:
    from groundplan.scaffold import load

    return load(framework, request.scaffold)
