"""`groundplan lint SPEC...`: what is missing, vague or contradictory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from groundplan.cli._common import color_option, dialect_option, emit, language_option, wants_color, write_file
from groundplan.record import NamedTuple
from groundplan.report import FORMATS

if TYPE_CHECKING:
    from groundplan.cli._linting import Asked, Linted
    from groundplan.diagnostics import Diagnostic
    from groundplan.gate.config import Config
    from groundplan.source import Source

Codes = tuple[str, ...]


class Request(NamedTuple):
    """What was asked for on the command line."""

    specs: tuple[str, ...]
    form: str
    select: Codes
    ignore: Codes
    profile: str
    strict: bool
    max_warnings: int | None
    config: str | None
    no_config: bool
    baseline: str | None
    update_baseline: bool
    changed_since: str | None
    fix: bool
    unsafe: bool
    diff: bool
    jobs: int
    cache: bool
    watch: bool
    output: str | None
    dialect: str | None
    lang: str | None
    color: str

    @property
    def asked(self) -> Asked:
        """What the command line asks of every SPEC."""
        from groundplan.cli._linting import Asked

        config = None if self.no_config else self.config or ""
        return Asked(self.lang, self.select, self.ignore, config, self.cache, self.dialect or "", self.profile)


def _codes(context: click.Context, parameter: click.Parameter, value: Codes) -> Codes:  # noqa: ARG001
    """Rule codes and prefixes out of repeated and comma-separated options."""
    codes = tuple(code.strip().upper() for text in value for code in text.split(",") if code.strip())
    if codes:
        from groundplan.check.rules import unknown_code

        for code in codes:
            if hint := unknown_code(code):
                raise click.BadParameter(hint)
    return codes


def _profile(context: click.Context, parameter: click.Parameter, value: str) -> str:  # noqa: ARG001
    if value:
        from groundplan.check.rules import unknown_profile

        if hint := unknown_profile(value):
            raise click.BadParameter(hint)
    return value


_CONFIG_HELP = "Use this configuration (default: the nearest groundplan.toml, or [tool.groundplan] in pyproject.toml)."
_BASELINE_HELP = "Do not tell what this file knows (default: lint.baseline of the configuration)."


@click.command()
@click.argument("specs", nargs=-1, required=True, metavar="SPEC...", type=click.Path(exists=True, allow_dash=True))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--select", multiple=True, metavar="CODE,...", callback=_codes, help="Only these rules; a prefix will do."
)
@click.option("--ignore", multiple=True, metavar="CODE,...", callback=_codes, help="Not these rules; a prefix will do.")
@click.option(
    "--profile", default="", metavar="NAME", callback=_profile, help="A style guide: zalando, microsoft, google."
)
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--max-warnings", type=click.IntRange(min=0), metavar="N", help="Fail when there are more warnings.")
@click.option("--config", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help=_CONFIG_HELP)
@click.option("--no-config", is_flag=True, help="Use no configuration.")
@click.option("--baseline", type=click.Path(dir_okay=False), metavar="FILE", help=_BASELINE_HELP)
@click.option("--update-baseline", is_flag=True, help="Write what is found now into the baseline.")
@click.option("--changed-since", metavar="REVISION", help="Only what stands on lines changed since; asks git.")
@click.option("--fix", is_flag=True, help="Mend what can be mended without changing the meaning.")
@click.option("--unsafe", is_flag=True, help="With --fix or --diff: make guesses too, such as for misspelt names.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--jobs", type=click.IntRange(min=0), default=1, metavar="N", help="Processes for many SPECs; 0: a core.")
@click.option("--cache/--no-cache", default=True, help="Remember what was found in an unchanged SPEC.")
@click.option("--watch", is_flag=True, help="Lint again whenever a file changes.")
@click.option("-o", "--output", type=click.Path(dir_okay=False), help="Write the report to a file.")
@dialect_option
@language_option
@color_option
def command(**given: Any) -> int:
    """Find what is missing, vague or contradictory in a SPEC.

    SPEC is a file, a folder with spec.md and its companions, a folder of such folders, or - for standard input.
    Exit code: 0 clean or warnings only, 1 errors (or warnings under --strict, or more than --max-warnings),
    2 usage or internal error. --diff exits with 1 when there is something to mend.
    """
    request = Request(**given)
    from groundplan.load import specs

    request = request._replace(specs=tuple(one for path in request.specs for one in specs(path, request.dialect or "")))
    if request.fix and request.diff:
        raise click.UsageError("--fix and --diff exclude each other.")
    if request.unsafe and not (request.fix or request.diff):
        raise click.UsageError("--unsafe goes with --fix or --diff.")
    if request.watch:
        from groundplan.cli._watching import watch

        return watch(request.specs, lambda: _run(request))
    return _run(request)


def _run(request: Request) -> int:
    from groundplan.cli._linting import lint_all
    from groundplan.cli._progress import progress

    if request.diff:
        from groundplan.cli._mending import preview

        text = preview(request.specs, request.asked, unsafe=request.unsafe, since=request.changed_since)
        emit(text, request.output)
        return int(bool(text))
    if request.fix:
        from groundplan.cli._mending import mend

        told, results = mend(request.specs, request.asked, unsafe=request.unsafe, since=request.changed_since)
        _say(told)
    else:
        with progress("lint") as report:
            results = lint_all(request.specs, request.asked, request.jobs, report)
    if request.update_baseline:
        return _update_baseline(results, request)
    results = _fresh(results, request)
    language = request.lang or results[0].language
    found = [one for result in results for one in result.found]
    emit(_report(results, found, language, request), request.output)
    return _exit_code(found, results, request)


def _say(line: str) -> None:
    if line:
        click.echo(line, err=True)


def _report(results: Sequence[Linted], found: list[Diagnostic], language: str, request: Request) -> str:
    from groundplan import report
    from groundplan.cli._linting import rule_texts

    options = report.Options(
        language=language,
        color=request.output is None and wants_color(request.color),
        rules=rule_texts(language) if request.form in report.DESCRIBING else {},
    )
    return report.render(request.form, found, _together(results), options)


def _exit_code(found: Sequence[Diagnostic], results: Sequence[Linted], request: Request) -> int:
    """1 for errors; for warnings where they fail, or are more than the fewest that is allowed."""
    config = results[0].config
    severities = [one.severity for one in found]
    most = config.max_warnings if request.max_warnings is None else request.max_warnings
    if most is not None and severities.count("warning") > most:
        return 1
    strict = request.strict or any(result.config.strict for result in results)
    return int("error" in severities or (strict and "warning" in severities))


# The baseline and the lines that changed


def _baseline(config: Config, request: Request) -> Path | None:
    if request.baseline:
        return Path(request.baseline)
    return config.folder / config.baseline if config.baseline else None


def _update_baseline(results: Sequence[Linted], request: Request) -> int:
    from groundplan.gate import baseline

    path = _baseline(results[0].config, request)
    if path is None:
        raise click.UsageError("--update-baseline needs --baseline FILE, or lint.baseline in the configuration.")
    write_file(str(path), baseline.write([(one.source, one.found) for one in results], path.parent))
    count = sum(len(one.found) for one in results)
    _say(f"{path}: {count} finding{'' if count == 1 else 's'}")
    return 0


def _fresh(results: list[Linted], request: Request) -> list[Linted]:
    """Without what a baseline knows and what stands on unchanged lines."""
    path = _baseline(results[0].config, request)
    if path is not None:
        from groundplan.gate import baseline

        known = baseline.read(path)
        results = [one._replace(found=baseline.unknown(one.source, one.found, known, path.parent)) for one in results]
    if request.changed_since is not None:
        from groundplan.gate import changed

        results = [one._replace(found=changed.told(one.source, one.found, request.changed_since)) for one in results]
    return results


# The report


def _together(results: Sequence[Linted]) -> Source:
    """One Source over all SPECs, for a report over all."""
    from groundplan.source import Source

    if len(results) == 1:
        return results[0].source
    files = {file.path: file for result in results for file in result.source.files}
    return Source(", ".join(result.source.root for result in results), tuple(files.values()))
