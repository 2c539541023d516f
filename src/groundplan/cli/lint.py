"""`groundplan lint SPEC...`: what is missing, vague or contradictory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from groundplan.cli import did_you_mean
from groundplan.cli._common import color_option, emit, language_option, wants_color

if TYPE_CHECKING:
    from groundplan.pipeline import Understood
    from groundplan.report import RuleText
    from groundplan.source import Source

Codes = tuple[str, ...]


def _codes(context: click.Context, parameter: click.Parameter, value: Codes) -> Codes:  # noqa: ARG001
    """Rule codes and prefixes out of repeated and comma-separated options."""
    codes = tuple(code.strip().upper() for text in value for code in text.split(",") if code.strip())
    if not codes:
        return ()
    from groundplan.check.rules import by_id

    known = list(by_id())
    for code in codes:
        if not any(one.startswith(code) for one in known):
            near = did_you_mean(code, known)
            raise click.BadParameter(f"there is no rule {code}.{near} `groundplan rules` lists them.")
    return codes


@click.command()
@click.argument("specs", nargs=-1, required=True, metavar="SPEC...", type=click.Path(exists=True, allow_dash=True))
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "concise", "json", "sarif", "github"]),
    default="text",
    show_default=True,
)
@click.option(
    "--select", multiple=True, metavar="CODE,...", callback=_codes, help="Only these rules; a prefix will do."
)
@click.option("--ignore", multiple=True, metavar="CODE,...", callback=_codes, help="Not these rules; a prefix will do.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@language_option
@color_option
def command(
    specs: tuple[str, ...],
    format_: str,
    select: Codes,
    ignore: Codes,
    strict: bool,
    output: str | None,
    lang: str | None,
    color: str,
) -> int:
    """Find what is missing, vague or contradictory in a SPEC.

    SPEC is a file, a folder with spec.md and its companions, or - for standard input.
    Exit code: 0 clean or warnings only, 1 errors (or warnings under --strict), 2 usage or internal error.
    """
    from groundplan import pipeline, report

    selected = _selector(select, ignore)
    results = [pipeline.understand(path, lang, selected) for path in specs]
    found = [one for result in results for one in result.diagnostics]
    options = report.Options(
        language=lang or results[0].spec.meta.language,
        color=output is None and wants_color(color),
        rules=_rule_texts(lang or results[0].spec.meta.language) if format_ == "sarif" else {},
    )
    emit(report.render(format_, found, _together(results), options), output)
    fails = ("error", "warning") if strict else ("error",)
    return int(any(one.severity in fails for one in found))


def _selector(select: Codes, ignore: Codes) -> Callable[[str], bool]:
    def selected(code: str) -> bool:
        return (not select or code.startswith(select)) and not (ignore and code.startswith(ignore))

    return selected


def _together(results: Sequence[Understood]) -> Source:
    """One Source over all SPECs, for a report over all."""
    from groundplan.source import Source

    if len(results) == 1:
        return results[0].source
    files = {file.path: file for result in results for file in result.source.files}
    return Source(", ".join(result.source.root for result in results), tuple(files.values()))


def _rule_texts(language: str) -> dict[str, RuleText]:
    from groundplan.check.rules import by_id
    from groundplan.check.texts import summary
    from groundplan.report import RuleText

    return {
        code: RuleText(rule.name, rule.severity, summary(rule, language), rule.why[language], rule.tags)
        for code, rule in by_id().items()
    }
