"""Findings made by hand."""

from __future__ import annotations

from groundplan.diagnostics import Diagnostic, Edit, Fix, Label, Severity
from groundplan.source import Source, SourceFile, Span


def finding(code: str, line: int = 1, path: str = "spec.md", severity: Severity = "warning") -> Diagnostic:
    return Diagnostic(code, code.lower(), severity, "message", Label(Span(path, line, 1, line, 2)))


def fix(*edits: tuple[int, int, int, str], path: str = "spec.md", safe: bool = True) -> Fix:
    """Edits as line, column, end column and text."""
    made = (Edit(Span(path, line, column, line, end), text) for line, column, end, text in edits)
    return Fix("title", tuple(made), safe)


def source(*lines: str, path: str = "spec.md") -> Source:
    return Source(path, (SourceFile(path, lines),))
