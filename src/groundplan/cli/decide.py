"""`groundplan decide SPEC`: the decisions, their score sheets, and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundplan.cli._common import dialect_option, emit, language_option, spec_argument

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.decide.model import Decisions
    from groundplan.decide.question import Question
    from groundplan.diagnostics import Diagnostic
    from groundplan.source import Source

_OVERRIDES = ("framework", "database", "auth")


@click.command("decide")
@spec_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--why", metavar="ID", help="Explain a rule (FW12) or a question (framework).")
@click.option("--strict", is_flag=True, help="An assumed decision is an error.")
@click.option("-y", "--yes", "--no-input", "no_input", is_flag=True, help="Never ask; take the tie-break.")
@click.option("--framework", help="Decide the framework here.")
@click.option("--database", help="Decide the database here.")
@click.option("--auth", help="Decide the authentication here.")
@dialect_option
@language_option
def command(
    spec: str,
    form: str,
    why: str | None,
    strict: bool,
    no_input: bool,
    framework: str | None,
    database: str | None,
    auth: str | None,
    dialect: str | None,
    lang: str | None,
) -> int:
    """Choose framework, auth, database and the rest, and say why.

    Asks one question when the framework is not decided and a person is at the terminal; the answer is written
    into the SPEC's front matter.
    """
    overrides = dict(zip(_OVERRIDES, (framework, database, auth), strict=True))
    chosen = {question: answer for question, answer in overrides.items() if answer}
    return _decide(spec, dialect or "", form, why, strict, not no_input, chosen, lang or "")


def _decide(
    path: str,
    dialect: str,
    form: str,
    why: str | None,
    strict: bool,
    asks: bool,
    overrides: dict[str, str],
    language: str,
) -> int:
    from groundplan import pipeline, report

    answers = canonical(overrides)
    source, faults = pipeline.load(path, dialect)
    if not source.files:
        click.echo(report.render("text", faults, source, report.Options(language or "en")), err=True, nl=False)
        return 1
    decisions = _settle(path, source, answers)
    if asks and form == "text" and path != "-" and at_terminal() and ask(decisions, source, language):
        source, _ = pipeline.load(path, dialect)
        decisions = _settle(path, source, answers)
    emit(_text(decisions, form, why, language))
    return _tell(decisions, faults, strict, source, language)


def _settle(path: str, source: Source, overrides: dict[str, str]) -> Decisions:
    from groundplan import pipeline

    return pipeline.decide(path, pipeline.read(pipeline.parse(source), source), overrides)


def canonical(overrides: Mapping[str, str | None]) -> dict[str, str]:
    """Candidate ids for what was typed, if anything; an unknown word is a usage error that lists the known ones."""
    from groundplan.decide import tables
    from groundplan.decide.words import fold
    from groundplan.hint import did_you_mean

    known: dict[str, str] = {}
    for question, typed in overrides.items():
        if not typed:
            continue
        candidates = tables.table(question)["candidates"]
        spellings = {fold(s): one["id"] for one in candidates for s in (one["id"], one["title"], *one["aliases"])}
        if fold(typed) not in spellings:
            ids = [one["id"] for one in candidates]
            raise click.BadParameter(
                f"{typed!r} is none of {', '.join(ids)}.{did_you_mean(typed, ids)}", param_hint=f"--{question}"
            )
        known[question] = spellings[fold(typed)]
    return known


def _text(decisions: Decisions, form: str, why: str | None, language: str) -> str:
    from groundplan.decide import report
    from groundplan.decide.model import QUESTIONS

    if form == "json":
        return report.document(decisions, language=language)
    if why is None:
        return report.text(decisions, language=language, terminal=sys.stdout.isatty())
    try:
        return report.why(decisions, why, language=language)
    except KeyError:
        from groundplan.catalogue import text

        values = {"rule": why, "questions": ", ".join(QUESTIONS)}
        raise click.BadParameter(text("decide.no_such_rule", language or "en", **values), param_hint="--why") from None


def at_terminal() -> bool:
    """Whether a person can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(decisions: Decisions, source: Source, language: str) -> str:
    """The answer, written into the SPEC; empty when there is nothing to ask."""
    from groundplan.catalogue import text
    from groundplan.decide.question import question, with_answer

    asked = question(decisions, language)
    if asked is None:
        return ""
    answer = _choose(asked, language or decisions.language)
    target = Path(source.files[0].path)
    _replace(target, with_answer(target.read_bytes(), answer))
    click.echo(text("decide.ask.written", language or decisions.language, path=str(target), value=answer), err=True)
    return answer


def _replace(target: Path, content: bytes) -> None:
    """The file with new content, whole or not at all; its mode stays."""
    from shutil import copymode

    from groundplan.errors import OutputError

    real = target.resolve()
    scratch = real.with_name(f".{real.name}.partial")
    try:
        scratch.write_bytes(content)
        copymode(real, scratch)
        scratch.replace(real)
    except OSError as fault:
        raise OutputError(f"cannot write {target}: {fault.strerror}") from fault


def _choose(asked: Question, language: str) -> str:
    from groundplan.catalogue import text

    click.echo(asked.title, err=True)
    other = [asked.other] if asked.others else []
    index = _prompt([*(one.title for one in asked.choices), *other], text("decide.ask.prompt", language))
    if index < len(asked.choices):
        return asked.choices[index].id
    return asked.others[_prompt([one.title for one in asked.others], text("decide.ask.prompt", language))].id


def _prompt(titles: list[str], label: str) -> int:
    for number, title in enumerate(titles, 1):
        click.echo(f"  {number}. {title}", err=True)
    chosen: int = click.prompt(label, type=click.IntRange(1, len(titles)), default=1, err=True)
    return chosen - 1


def _tell(decisions: Decisions, faults: list[Diagnostic], strict: bool, source: Source, language: str) -> int:
    """Findings on standard error; 1 when one of them is an error."""
    from groundplan import report
    from groundplan.catalogue import text
    from groundplan.decide import diagnostics

    found = faults + diagnostics(decisions, strict)
    spoken = language or decisions.language
    for path, reason in decisions.notes:
        click.echo(text("decide.note", spoken, path=path, reason=reason), err=True)
    if found:
        click.echo(report.render("text", found, source, report.Options(language=spoken)), err=True, nl=False)
    return int(any(one.severity == "error" for one in found))
