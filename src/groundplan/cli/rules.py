"""`groundplan rules`: the lint rules."""

from __future__ import annotations

import click

from groundplan.check.rules import Rule, load
from groundplan.check.texts import summary
from groundplan.cli._common import emit, language_option


@click.command()
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language_option
def command(format_: str, lang: str | None) -> None:
    """List the lint rules."""
    language = lang or "en"
    rules = load().rules
    if format_ == "json":
        import json

        rows = [_row(rule, language) for rule in rules]
        emit(json.dumps({"version": 1, "rules": rows}, ensure_ascii=False, indent=2) + "\n")
        return
    width = max(len(rule.name) for rule in rules)
    emit("".join(f"{rule.id:8}{rule.severity:9}{rule.name:{width}}  {summary(rule, language)}\n" for rule in rules))


def _row(rule: Rule, language: str) -> dict[str, object]:
    return {
        "code": rule.id,
        "name": rule.name,
        "severity": rule.severity,
        "tags": list(rule.tags),
        "since": rule.since,
        "gate": rule.gate,
        "summary": summary(rule, language),
        "why": rule.why[language],
        "source": rule.source,
    }
