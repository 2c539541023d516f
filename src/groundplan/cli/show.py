"""`groundplan show`: what was understood of a SPEC."""

from __future__ import annotations

import click

from groundplan.cli._common import dialect_option, emit, language_option, spec_argument


@click.command(short_help="Print what was understood of a SPEC.")
@spec_argument
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to a file instead of standard output.")
@dialect_option
@language_option
def command(spec: str, form: str, output: str | None, dialect: str | None, lang: str | None) -> int:
    """Print what was understood of SPEC (a file, a folder, or - for standard input).

    Every fact has its line and says whether it was stated or inferred; what requirements became and
    which of them no rule read is listed, and at the end the lines that were not understood. The JSON form is
    described by docs/show.schema.json.
    """
    from groundplan import pipeline
    from groundplan.plan import build
    from groundplan.plan.operations.operations import classify
    from groundplan.report import Options, render

    source, faults = pipeline.load(spec, dialect or "")
    if faults:
        click.echo(render("text", faults, source, Options()), nl=False, err=True)
    if not source.files:
        return 1
    understood = pipeline.read(pipeline.parse(source), source)
    classified = classify(understood)
    plan = build(understood, pipeline.decide(spec, understood, {}))
    if form == "json":
        import json

        from groundplan.show.document import document

        text = json.dumps(document(understood, classified, plan), ensure_ascii=False, indent=2) + "\n"
    else:
        from groundplan.show.text import render as render_text

        text = render_text(understood, classified, lang or understood.meta.language, plan, source.why)
    emit(text, output)
    return int(any(one.severity == "error" for one in faults))
