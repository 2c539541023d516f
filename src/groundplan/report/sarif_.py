"""SARIF 2.1.0 (OASIS), which code-scanning services and editors read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from groundplan._version import __version__

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic, Fix, Label
    from groundplan.report import Options, RuleText
    from groundplan.source import Source, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:
    """The log, two spaces deep."""
    import json

    return json.dumps(log(diagnostics, source, options), ensure_ascii=False, indent=2) + "\n"


def log(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> dict[str, Any]:
    """The log as data: one run, its rules those that found something."""
    codes = list(dict.fromkeys(sorted(one.code for one in diagnostics)))
    names = {one.code: one.name for one in diagnostics}
    driver = {
        "name": "groundplan",
        "semanticVersion": __version__,
        "rules": [_rule(code, names[code], options.rules.get(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(file.path)}} for file in source.files],
        "results": [_result(one, codes.index(one.code)) for one in diagnostics],
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(code: str, name: str, text: RuleText | None) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code, "name": name}
    if text is not None:
        rule["shortDescription"] = {"text": text.summary}
        rule["fullDescription"] = {"text": text.why}
        rule["defaultConfiguration"] = {"level": text.severity}
        rule["properties"] = {"tags": list(text.tags)}
    return rule


def _result(one: Diagnostic, index: int) -> dict[str, Any]:
    text = f"{one.message}\n{one.help}" if one.help else one.message
    result: dict[str, Any] = {
        "ruleId": one.code,
        "ruleIndex": index,
        "level": one.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(one.primary.span)}],
    }
    if one.secondary:
        result["relatedLocations"] = [_related(number, label) for number, label in enumerate(one.secondary)]
    if one.fix is not None:
        result["fixes"] = [_fix(one.fix)]
    return result


def _related(number: int, label: Label) -> dict[str, Any]:
    related: dict[str, Any] = {"id": number, "physicalLocation": _location(label.span)}
    if label.text:
        related["message"] = {"text": label.text}
    return related


def _fix(fix: Fix) -> dict[str, Any]:
    by_path: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        replacement = {"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}
        by_path.setdefault(edit.span.path, []).append(replacement)
    changes = [
        {"artifactLocation": {"uri": _uri(path)}, "replacements": replacements}
        for path, replacements in by_path.items()
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _location(span: Span) -> dict[str, Any]:
    return {"artifactLocation": {"uri": _uri(span.path)}, "region": _region(span)}


def _region(span: Span) -> dict[str, int]:
    region = {"startLine": span.line, "startColumn": span.column}
    if span.end_line >= span.line and span.end_column:
        region |= {"endLine": span.end_line, "endColumn": span.end_column}
    return region


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path.replace("\\", "/"))
