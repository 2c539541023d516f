"""What is wrong with a SPEC, as plain data: never raised, never coloured, never printed here."""

from __future__ import annotations

from typing import Literal

from groundplan.record import NamedTuple
from groundplan.source import Span

Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Label(NamedTuple):
    """A place and the few words that stand under its carets."""

    span: Span
    text: str = ""


class Edit(NamedTuple):
    """Replace the text of `span` by `text`."""

    span: Span
    text: str


class Fix(NamedTuple):
    """A mend: all `edits` or none. `safe` when the meaning of the SPEC stays what its author wrote."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


class Diagnostic(NamedTuple):
    """One finding.

    `code` is a rule id such as DOC001 and `name` its words; `message` says what is wrong, lowercase and
    without a final stop; only `help` says how to mend it; `secondary` shows where the cause lies.
    """

    code: str
    name: str
    severity: Severity
    message: str
    primary: Label
    secondary: tuple[Label, ...] = ()
    help: str = ""
    fix: Fix | None = None


def cause(one: Diagnostic) -> str:
    """`path:line` of the first other place that a finding is about; empty where that is the line of the finding."""
    here = one.primary.span
    spans = (label.span for label in one.secondary)
    other = next((span for span in spans if (span.path, span.line) != (here.path, here.line)), None)
    return f"{other.path}:{other.line}" if other else ""


def order(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place and code, without repetitions, so that output is byte-stable."""
    unique = dict.fromkeys(diagnostics)
    return sorted(unique, key=lambda one: (one.primary.span, one.code, one.message))
