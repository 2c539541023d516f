"""Who may call a group of endpoints, by its heading."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.callers.access import known
from groundplan.spec.draft import place
from groundplan.spec.model import AccessNote
from groundplan.spec.text.words import heading

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region


@cache
def _group() -> re.Pattern[str]:
    return regex.compile(
        r"^(.{2,20}?)(?: 전용| only|-only)?\s+(?:rest )?(?:apis?|endpoints?|routes?|엔드포인트|라우트|경로)$",
        re.IGNORECASE,
    )


def under_heading(region: Region, draft: Draft, first: int) -> None:
    """`### Public endpoints`, `### 관리자 API`: who may call the endpoints from `first` on that say nothing."""
    if first == len(draft.endpoints):
        return
    for title in (region.title.text, region.above):
        words, label = heading(title)
        group = _group().match(words)
        kinds = (known(group.group(1)) if group else None) or (known(label) if label else None)
        if kinds:
            span = place(region.document.path, region.title)
            note = AccessNote(kinds[0], span, kinds[1])  # type: ignore[arg-type]
            found = draft.endpoints[first:]
            draft.endpoints[first:] = [one if one.access else one._replace(access=note) for one in found]
            return
