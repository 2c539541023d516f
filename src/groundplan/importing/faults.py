"""A document that cannot be read, as a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.catalogue import text as sentence
from groundplan.diagnostics import Diagnostic, Label
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.importing.model import BrokenError


def diagnostic(path: str, fault: BrokenError, language: str) -> Diagnostic:
    """What is wrong with the document at `path`, and where."""
    span = Span(path, fault.line, fault.column, fault.line, fault.column + 1)
    message = sentence(f"import.broken.{fault.key}", language, detail=fault.detail).strip()
    return Diagnostic("GP020", "import-unreadable", "error", message, Label(span))
