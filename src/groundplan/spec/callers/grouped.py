"""Who may call a group of endpoints, by its heading."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import vocabulary
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
        r"^(.{2,20}?)(?P<only> 전용| only|-only)?\s+(?:rest )?(?:apis?|endpoints?|routes?|엔드포인트|라우트|경로)$",
        re.IGNORECASE,
    )


def _callers(group: re.Match[str]) -> tuple[str, tuple[str, ...]] | None:
    """The callers that a group is of; none where their word is what the calls are about, as in `User API`."""
    return known(group[1]) if group["only"] or not _is_topic(group[1]) else None


def _is_topic(words: str) -> bool:
    return words.lower() in vocabulary("topics_of_calls")


def under_heading(region: Region, draft: Draft, first: int) -> None:
    """`### Public endpoints`, `### 관리자 API`: who may call the endpoints from `first` on that say nothing."""
    if first == len(draft.endpoints):
        return
    for title in (region.title.text, region.above):
        words, label = heading(title)
        group = _group().match(words)
        kinds = (_callers(group) if group else None) or (known(label) if label and not _is_topic(words) else None)
        if kinds:
            span = place(region.document.path, region.title)
            note = AccessNote(kinds[0], span, kinds[1])  # type: ignore[arg-type]
            found = draft.endpoints[first:]
            draft.endpoints[first:] = [one if one.access else one._replace(access=note) for one in found]
            return
