"""`groundplan report SPEC`: one page to look at, of everything that is known of a SPEC."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from groundplan.cli._blueprint import attempt, in_the_way, override_options
from groundplan.cli._common import dialect_option, emit, language_option, refuse_others, spec_argument

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.pipeline import Understood


@click.command("report")
@spec_argument
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, allow_dash=True), help="The file (default: standard output)."
)
@click.option("--force", is_flag=True, help="Write over a file that groundplan did not write.")
@override_options
@dialect_option
@language_option
def command(
    spec: str,
    output: str | None,
    force: bool,
    framework: str | None,
    database: str | None,
    auth: str | None,
    dialect: str | None,
    lang: str | None,
) -> int:
    """Write a report to look at: one page of HTML that needs nothing else.

    Findings beside the text of the SPEC, requirements with their endpoints and tests, the data model drawn, endpoints,
    and decisions with their score sheets. The configuration of lint holds for its findings.
    Exit code: 0 written, 1 written with the findings only, because the SPEC cannot be planned, 2 usage, or the file
    cannot be written.
    """
    from groundplan.cli._linting import rule_texts
    from groundplan.cli.decide import canonical
    from groundplan.diagnostics import order
    from groundplan.report import Options, page

    answers = canonical({"framework": framework, "database": database, "auth": auth})
    understood, found, language = _understood(spec, dialect, lang)
    blueprint, more = attempt(spec, understood, answers)
    if output not in (None, "-"):
        refuse_others(Path(output or ""), page.MARK, "report", language, force=force)
    options = Options(language, rules=rule_texts(language))
    shown = order([*found, *more])
    if blueprint is None:
        made = page.of_unplanned(shown, understood.source, options, understood.spec, in_the_way(understood, more))
    else:
        made = page.of_spec(shown, understood.source, options, understood.spec, blueprint)
    emit(page.render(made), output)
    return int(blueprint is None)


def _understood(spec: str, dialect: str | None, lang: str | None) -> tuple[Understood, list[Diagnostic], str]:
    """What the SPEC says, what lint tells of it under the configuration that holds, and the language of words."""
    from groundplan import pipeline
    from groundplan.cli._linting import Asked, configuration

    policy = Asked().policy(configuration(spec, ""))
    language = lang or policy.config.lang
    understood = pipeline.understand(spec, language, dialect=dialect or "", profile=policy.profile)
    found = [one for one in understood.diagnostics if policy.selected(one.code)]
    return understood, policy.apply(found), language or understood.spec.meta.language
