"""Lint: a Spec against the rules of `rules/lint/`, as diagnostics in the language of the SPEC.

check(spec, documents, source) -> [Diagnostic]        blocking(diagnostics) -> those that stop generation
"""

from __future__ import annotations

from groundplan.check.engine import blocking, check

__all__ = ["blocking", "check"]
