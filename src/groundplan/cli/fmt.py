"""`groundplan fmt SPEC`: the canonical SPEC of any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from groundplan.cli._common import dialect_option, emit, language_option, spec_argument

if TYPE_CHECKING:
    from groundplan.formatting import Formatted


@click.command("fmt")
@spec_argument
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file (default: standard output).")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 unless SPEC is in the canonical form.")
@dialect_option
@language_option
def command(spec: str, output: str | None, check: bool, dialect: str | None, lang: str | None) -> int:
    """Write SPEC, of whatever dialect, in the canonical form: one file, one place for every fact.

    Reading it back gives the same model. Inferred facts are marked for you to confirm; text that states no fact, or
    that was not understood, is kept under Notes.

    Exit code: 0 written or canonical, 1 SPEC cannot be read, is not canonical (--check), or cannot be said whole,
    2 usage, or the file cannot be written.
    """
    from groundplan import pipeline
    from groundplan.catalogue import text as sentence
    from groundplan.report import Options, render

    source, faults = pipeline.load(spec, dialect or "")
    if faults:
        click.echo(render("concise", faults, source, Options()), nl=False, err=True)
    if not source.files or any(one.severity == "error" for one in faults):
        return 1
    made = pipeline.formatted(source)
    language = lang or made.language
    if check:
        same = [file.text for file in source.files] == [made.text]
        if not same:
            click.echo(sentence("fmt.changed", language, path=spec), err=True)
        return int(not same)
    emit(made.text, output)
    _tell(made, language)
    return int(bool(made.lost))


def _tell(made: Formatted, language: str) -> None:
    """What the author should look at."""
    from groundplan.catalogue import text as sentence

    mark, title = sentence("canonical.inferred", made.language), sentence("canonical.section.notes", made.language)
    if made.inferred:
        click.echo(sentence("fmt.inferred", language, count=made.inferred, mark=mark), err=True)
    if made.unread:
        click.echo(sentence("fmt.unread", language, count=made.unread, title=title), err=True)
    if made.contradictions:
        click.echo(sentence("fmt.contradictions", language, count=made.contradictions), err=True)
    if made.lost:
        click.echo(sentence("fmt.lost", language, parts="; ".join(made.lost)), err=True)
