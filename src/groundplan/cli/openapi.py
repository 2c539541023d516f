"""`groundplan openapi SPEC`: the contract as an OpenAPI 3.1 document."""

from __future__ import annotations

import click

from groundplan.cli._blueprint import override_options, planned
from groundplan.cli._common import dialect_option, emit, language_option, spec_argument


@click.command("openapi")
@spec_argument
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write to this file (default: standard output).")
@click.option("--format", "form", type=click.Choice(["yaml", "json"]), help="Default: yaml, or as FILE ends.")
@override_options
@dialect_option
@language_option
def command(
    spec: str,
    output: str | None,
    form: str | None,
    framework: str | None,
    database: str | None,
    auth: str | None,
    dialect: str | None,
    lang: str | None,
) -> int:
    """Draft the OpenAPI 3.1 document.

    Exit code: 0 written, 1 the SPEC cannot be planned, 2 usage, or the file cannot be written.
    """
    blueprint = planned(spec, lang, {"framework": framework, "database": database, "auth": auth}, dialect)
    if blueprint is None:
        return 1
    from groundplan.emit import emit as emitted

    emit(emitted("openapi", blueprint, form or _form_of(output)), output)
    return 0


def _form_of(output: str | None) -> str:
    return "json" if output is not None and output.lower().endswith(".json") else "yaml"
