"""The report as one JSON document; its schema is published as docs/lint.schema.json.

`version` changes when a reader of the document would have to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from typing_extensions import TypedDict  # the one that pydantic can describe on Python 3.11

from groundplan._version import __version__

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic, Fix, Label
    from groundplan.report import Options
    from groundplan.source import Source, Span

VERSION: Literal[1] = 1


class Place(TypedDict):
    """1-based lines and columns in code points, end exclusive; the end is 0 where only the line is known."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class LabelledPlace(TypedDict):
    """A place and the few words about it."""

    span: Place
    text: str


class Replacement(TypedDict):
    """Replace what stands at the place by the text."""

    span: Place
    text: str


class Mend(TypedDict):
    """Edits to apply together; `safe` when they keep the meaning."""

    title: str
    safe: bool
    edits: list[Replacement]


class Finding(TypedDict):
    """One finding."""

    code: str
    name: str
    severity: Literal["error", "warning", "note"]
    message: str
    help: str
    span: Place
    label: str
    secondary: list[LabelledPlace]
    fix: Mend | None


class Summary(TypedDict):
    """How many findings of each severity."""

    errors: int
    warnings: int
    notes: int


class Report(TypedDict):
    """What `groundplan lint --format json` prints."""

    version: Literal[1]
    tool: str
    spec: str
    files: list[str]
    summary: Summary
    diagnostics: list[Finding]


def render(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:  # noqa: ARG001
    """The document, two spaces deep, with Korean as it is."""
    import json

    return json.dumps(report(diagnostics, source), ensure_ascii=False, indent=2) + "\n"


def report(diagnostics: Sequence[Diagnostic], source: Source) -> Report:
    """The document as data."""
    count = [one.severity for one in diagnostics].count
    return {
        "version": VERSION,
        "tool": f"groundplan {__version__}",
        "spec": source.root,
        "files": [file.path for file in source.files],
        "summary": {"errors": count("error"), "warnings": count("warning"), "notes": count("note")},
        "diagnostics": [_finding(one) for one in diagnostics],
    }


def _finding(one: Diagnostic) -> Finding:
    return {
        "code": one.code,
        "name": one.name,
        "severity": one.severity,
        "message": one.message,
        "help": one.help,
        "span": _place(one.primary.span),
        "label": one.primary.text,
        "secondary": [_label(label) for label in one.secondary],
        "fix": _mend(one.fix) if one.fix else None,
    }


def _label(label: Label) -> LabelledPlace:
    return {"span": _place(label.span), "text": label.text}


def _mend(fix: Fix) -> Mend:
    edits: list[Replacement] = [{"span": _place(edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _place(span: Span) -> Place:
    return {
        "path": span.path,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
    }


def schema() -> str:
    """The JSON Schema of the document: docs/lint.schema.json."""
    import json

    from pydantic import TypeAdapter

    made = {"$schema": "https://json-schema.org/draft/2020-12/schema", **TypeAdapter(Report).json_schema()}
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"
