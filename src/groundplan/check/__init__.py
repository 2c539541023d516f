"""Lint: a Spec against the rules of `rules/lint/`, as diagnostics in the language of the SPEC.

check(spec, documents, source) -> [Diagnostic]        blocking(diagnostics) -> those that stop generation
outlined(spec, source ...) -> those of them that front matter, headings and the text alone tell
"""

from __future__ import annotations

from groundplan.check.engine import blocking, check, outlined

__all__ = ["blocking", "check", "outlined"]
