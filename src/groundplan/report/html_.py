"""One page of HTML for people: the findings beside the text of the SPEC (`groundplan.report.page`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from groundplan.report import page

if TYPE_CHECKING:
    from groundplan.diagnostics import Diagnostic
    from groundplan.report import Options
    from groundplan.source import Source


def render(diagnostics: Sequence[Diagnostic], source: Source, options: Options) -> str:
    """The page."""
    return page.render(page.of_findings(diagnostics, source, options))
