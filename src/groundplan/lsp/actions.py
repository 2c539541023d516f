"""What may be done about a finding: its mend, or a comment that accepts it."""

from __future__ import annotations

from groundplan import catalogue
from groundplan.diagnostics import Diagnostic, Edit
from groundplan.lsp.analysis import Analysis
from groundplan.record import NamedTuple
from groundplan.source import Span


class Action(NamedTuple):
    """Edits to make together; `preferred` when it is the mend that keeps the meaning."""

    title: str
    finding: Diagnostic
    edits: tuple[Edit, ...]
    preferred: bool


def actions(analysis: Analysis, path: str, first: int, last: int) -> list[Action]:
    """What may be done on the lines from `first` to `last`."""
    found = [one for one in analysis.found if one.primary.span.path == path and first <= one.primary.span.line <= last]
    mends = [Action(one.fix.title, one, one.fix.edits, one.fix.safe) for one in found if one.fix]
    return mends + [_accepted(analysis, one) for one in found if one.severity != "error" and _is_text(analysis, one)]


def _is_text(analysis: Analysis, one: Diagnostic) -> bool:
    """Front matter knows no comments of ours."""
    return not any(span[:2] == one.primary.span[:2] for _, _, span in analysis.spec.meta.fields)


def _accepted(analysis: Analysis, one: Diagnostic) -> Action:
    """A comment at the end of the line, in the last cell of a table's row."""
    span = one.primary.span
    line = analysis.line(span.path, span.line).rstrip()
    text = line.removesuffix("|").rstrip() if line.lstrip().startswith("|") else line
    place = Span(span.path, span.line, len(text) + 1, span.line, len(text) + 1)
    title = catalogue.text("lsp.allow", analysis.language, name=one.name)
    return Action(title, one, (Edit(place, f" <!-- groundplan: allow {one.name} -->"),), False)
