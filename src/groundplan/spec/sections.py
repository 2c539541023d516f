"""The headings of a SPEC as facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.spec.draft import place
from groundplan.spec.model import Section

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

MAX_LEVEL = 6
"""Of a heading; what lies below is a line in bold."""


def add_section(region: Region, draft: Draft) -> None:
    """The heading of a region, if it has one."""
    if 0 < region.level <= MAX_LEVEL:
        span = place(region.document.path, region.title)
        draft.sections.append(Section(region.title.text, region.own, region.level, span))
