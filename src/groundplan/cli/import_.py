"""`groundplan import FILE`: a SPEC of a document that is none."""

from __future__ import annotations

import click

from groundplan.cli._common import emit


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, readable=True))
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file (default: standard output).")
@click.option(
    "--from", "form", type=click.Choice(["openapi", "sql", "graphql"]), help="Default: as FILE ends or begins."
)
@click.option("--lang", type=click.Choice(["en", "ko"]), default="en", show_default=True, help="Language of the SPEC.")
def command(file: str, output: str | None, form: str | None, lang: str) -> int:
    """Make a SPEC of FILE: an OpenAPI 3.0 or 3.1 document (JSON or YAML), a SQL schema, or a GraphQL SDL.

    The SPEC is in the canonical form. What was concluded and not stated is marked as inferred, for you to confirm;
    what a SPEC cannot say is listed under Notes.

    Exit code: 0 written, 1 FILE cannot be read, 2 usage, or the file cannot be written.
    """
    from groundplan import pipeline
    from groundplan.catalogue import text as sentence
    from groundplan.importing import BrokenError
    from groundplan.importing.faults import diagnostic
    from groundplan.load import load_text
    from groundplan.report import Options, render
    from groundplan.source import Source

    text, faults = load_text(file)
    if not faults:
        try:
            made = pipeline.imported(file, text, form, "ko" if lang == "ko" else "en")
        except BrokenError as fault:
            faults = [diagnostic(file, fault, lang)]
    if faults:
        click.echo(render("concise", faults, Source(file, ()), Options()), nl=False, err=True)
        return 1
    emit(made.text, output)
    if made.unread:
        title = sentence("canonical.section.notes", lang)
        click.echo(sentence("import.told", lang, count=made.unread, path=file, title=title), err=True)
    if made.inferred:
        mark = sentence("canonical.inferred", lang)
        click.echo(sentence("fmt.inferred", lang, count=made.inferred, mark=mark), err=True)
    return 0
