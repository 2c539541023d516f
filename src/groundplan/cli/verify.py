"""`groundplan verify SPEC --url URL`: hold a running service to the contract of its SPEC."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from groundplan.cli._common import color_option, emit, language_option, spec_argument, wants_color

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.verify.model import Result
    from groundplan.verify.options import Credentials, Options

AREAS = (
    "health", "openapi", "headers", "errors", "endpoints", "validation", "writes", "deletions", "conflicts",
    "behaviours", "pagination", "cursors", "versions", "retries", "auth", "provider", "sessions", "keys", "clients",
    "access", "fields", "cors", "webhook_in", "custom", "metrics", "limits", "stop",
)  # fmt: skip
_FAILED = 1
_UNREACHABLE = 2


@click.command("verify")
@spec_argument
@click.option("--url", required=True, help="Where the service answers, without its base path: http://127.0.0.1:8000")
@click.option("--format", "form", type=click.Choice(["table", "json", "junit"]), default="table", show_default=True)
@click.option("-o", "--output", help="Write the report to this file.")
@click.option("--only", multiple=True, type=click.Choice(AREAS), metavar="AREA", help="Check this area (repeatable).")
@click.option("--skip", multiple=True, type=click.Choice(AREAS), metavar="AREA", help="Leave this area out.")
@click.option("--login", envvar="GROUNDPLAN_LOGIN", help="An account, where registration is not open.")
@click.option("--password", envvar="GROUNDPLAN_PASSWORD", help="Its password.")
@click.option("--other-login", envvar="GROUNDPLAN_OTHER_LOGIN", help="A second account of the same role.")
@click.option("--other-password", envvar="GROUNDPLAN_OTHER_PASSWORD", help="Its password.")
@click.option("--admin-login", envvar="GROUNDPLAN_ADMIN_LOGIN", help="An account with a role that not everyone has.")
@click.option("--admin-password", envvar="GROUNDPLAN_ADMIN_PASSWORD", help="Its password.")
@click.option(
    "--key",
    envvar="GROUNDPLAN_KEY",
    help="An API key, or the secret of a client, that manages keys, where only programs call.",
)
@click.option("--other-key", envvar="GROUNDPLAN_OTHER_KEY", help="The key of a second account of the same role.")
@click.option("--admin-key", envvar="GROUNDPLAN_ADMIN_KEY", help="The key of an account with a role.")
@click.option("--token-key", envvar="GROUNDPLAN_TOKEN_KEY", help="The service's SECRET_KEY, to make expired tokens.")
@click.option("--provider", default="", help="A provider with a test issuer: it signs in whom `login_hint` names.")
@click.option("--webhook-secret", "secrets", multiple=True, metavar="NAME=SECRET", help="A webhook's secret.")
@click.option("--session-idle", type=click.IntRange(min=1), help="Its SESSION_IDLE_SECONDS, where it was started so.")
@click.option("--cors-origin", default="", help="An origin that the service allows.")
@click.option("--pid", type=click.IntRange(min=2), help="Its process: stop it at the end and see it finish.")
@click.option("--limits/--no-limits", default=True, help="Run into the login limit at the end.")
@click.option("--run", "label", default="", help="A label that makes unique values (default: from the clock).")
@click.option("--timeout", type=click.FloatRange(min=0.1), default=30.0, show_default=True, help="Seconds a request.")
@click.option("--framework", help="As in `groundplan new`.")
@click.option("--database", help="As in `groundplan new`.")
@click.option("--auth", help="As in `groundplan new`.")
@language_option
@color_option
def command(spec: str, url: str, form: str, output: str | None, lang: str | None, color: str, **given: object) -> int:
    """Check a running service against its SPEC, generated or not: it makes users and rows there.

    Exit code: 0 every check passed (what was skipped is listed with its reason), 1 failures, 2 usage, or nothing
    answers at the URL.
    """
    blueprint = _blueprint(spec, {name: str(given[name]) for name in ("framework", "database", "auth") if given[name]})
    language = lang or blueprint.service.language
    return _verify(blueprint, _options(url, given), form, output, language, wants_color(color) and output is None)


def _blueprint(spec: str, overrides: dict[str, str]) -> Blueprint:
    from groundplan import pipeline
    from groundplan.cli.decide import canonical

    source, _ = pipeline.load(spec)
    documents = pipeline.parse(source)
    read = pipeline.read(documents, source)
    decisions = pipeline.decide(spec, read, canonical(overrides))
    return pipeline.plan(pipeline.Understood(source, documents, read, []), decisions)


def _options(url: str, given: dict[str, object]) -> Options:
    from groundplan.verify.options import Options

    if not url.startswith(("http://", "https://")):
        raise click.BadParameter(f"{url!r} does not begin with http:// or https://", param_hint="--url")
    return Options(
        url=url,
        label=str(given["label"]) or _label(),
        user=_credentials("login", given),
        other=_credentials("other-login", given),
        admin=_credentials("admin-login", given),
        token_key=str(given["token_key"] or ""),
        cors_origin=str(given["cors_origin"]),
        session_idle=given["session_idle"] if isinstance(given["session_idle"], int) else 0,
        provider=str(given["provider"]),
        secrets=_secrets(given["secrets"]),
        pid=given["pid"] if isinstance(given["pid"], int) else None,
        limits=bool(given["limits"]),
        only=_words(given["only"]),
        skip=_words(given["skip"]),
        timeout=float(str(given["timeout"])),
    )


def _label() -> str:
    """This moment: the service keeps its rows, so the next run must make others."""
    import time

    return f"{time.time_ns():x}"


def _words(given: object) -> tuple[str, ...]:
    return tuple(str(one) for one in given) if isinstance(given, tuple) else ()


def _credentials(option: str, given: dict[str, object]) -> Credentials | None:
    from groundplan.verify.options import Credentials

    name = option.replace("-", "_")
    if key := given[name.replace("login", "key")]:
        return Credentials(login="", password=str(key))
    login, password = given[name], given[name.replace("login", "password")]
    if not login and not password:
        return None
    if login and given["provider"]:
        return Credentials(login=str(login), password="")
    if not (login and password):
        raise click.UsageError(f"--{option} needs a login and its password.")
    return Credentials(login=str(login), password=str(password))


def _secrets(given: object) -> tuple[tuple[str, str], ...]:
    found = []
    for one in _words(given):
        name, equals, secret = one.partition("=")
        if not (name and equals and secret):
            raise click.BadParameter(f"{one!r} is not NAME=SECRET", param_hint="--webhook-secret")
        found.append((name, secret))
    return tuple(found)


def _verify(blueprint: Blueprint, options: Options, form: str, output: str | None, language: str, color: bool) -> int:
    from groundplan.catalogue import text
    from groundplan.cli._progress import progress
    from groundplan.verify import reports
    from groundplan.verify.model import NoAnswerError
    from groundplan.verify.runner import reach, run

    def waiting(seconds: float) -> None:
        if sys.stderr.isatty():
            click.echo(text("verify.waiting", language, seconds=round(seconds)), err=True)

    try:
        reach(options)
    except NoAnswerError as fault:
        click.echo("groundplan: " + text("verify.unreachable", language, url=options.url, reason=fault), err=True)
        return _UNREACHABLE
    with progress("verify") as bar:

        def step(done: int, total: int, _result: Result) -> None:
            if bar:
                bar(done, total)

        report = run(blueprint, options, step, waiting)
    emit(reports.render(form, report, language, color=color), output)
    return 0 if report.passed else _FAILED
