"""One line a finding: `path:line:column: CODE message [path:line]`, which editors and `grep` understand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from groundplan.diagnostics import cause
from groundplan.report.width import shown

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.report import Options
    from groundplan.source import Source


def render(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:  # noqa: ARG001
    """The lines, in the order given."""
    return "".join(_line(one) for one in diagnostics)


def _line(one: Diagnostic) -> str:
    span = one.primary.span
    other = cause(one)
    behind = f" [{shown(other)}]" if other else ""
    return f"{shown(span.path)}:{span.line}:{span.column}: {one.code} {shown(one.message)}{behind}\n"
