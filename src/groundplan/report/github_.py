"""Workflow commands of GitHub Actions, which show findings at their lines in a pull request.

Source of form and escapes: GitHub Actions, "Workflow commands", and actions/toolkit `command.ts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from groundplan.diagnostics import cause

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.report import Options
    from groundplan.source import Source

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:  # noqa: ARG001
    """One command a finding."""
    return "".join(_command(one) for one in diagnostics)


def _command(one: Diagnostic) -> str:
    span = one.primary.span
    place: dict[str, object] = {"file": span.path, "line": span.line, "col": span.column}
    if span.end_line == span.line:
        place |= {"endLine": span.end_line, "endColumn": span.end_column}
    place["title"] = f"{one.code} {one.name}"
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    text = "\n".join(words for words in (one.message, cause(one), one.help) if words)
    return f"::{_COMMANDS[one.severity]} {properties}::{_data(text)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
