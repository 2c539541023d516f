"""`groundplan explain CODE`: one lint rule at length."""

from __future__ import annotations

import click

from groundplan import catalogue
from groundplan.check.rules import Rule, by_id
from groundplan.check.texts import example, summary
from groundplan.cli._common import emit, language_option
from groundplan.hint import did_you_mean


@click.command()
@click.argument("code")
@language_option
def command(code: str, lang: str | None) -> None:
    """Explain a lint rule: why, what is bad, what is good. CODE is an id or a name."""
    known = by_id()
    by_name = {rule.name: rule for rule in known.values()}
    rule = known.get(code.upper()) or by_name.get(code.lower())
    if rule is None:
        from groundplan.decide.report import explain

        decided = explain(code, lang or "en")
        if decided is not None:
            emit(decided)
            return
        near = did_you_mean(code.upper(), list(known)) or did_you_mean(code, list(by_name))
        raise click.UsageError(f"There is no rule {code!r}.{near} `groundplan rules` lists them.")
    emit(page(rule, lang or "en"))


def page(rule: Rule, language: str) -> str:
    """The explanation as text for a terminal."""
    severity = catalogue.text(f"report.{rule.severity}", language)
    parts = [
        f"{rule.id} {rule.name} ({severity})\n{summary(rule, language)}\n",
        _block("why", rule.why[language], language),
    ]
    shown = example(rule, language)
    if shown is None:
        parts.append(_block("help", rule.help[language], language))
    else:
        parts += [_block(title, getattr(shown, title), language) for title in ("bad", "out", "good")]
    return "\n".join([*parts, _block("source", rule.source, language)])


def _block(title: str, body: str, language: str) -> str:
    lines = "".join(f"    {line}".rstrip() + "\n" for line in body.strip("\n").splitlines())
    return f"{catalogue.text(f'explain.{title}', language)}\n{lines}"
