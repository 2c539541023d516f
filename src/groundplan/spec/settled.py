"""What sections settle that else only weigh or ask: decisions of research, answers to questions.

`**Decision**: sessions kept in Redis` beside what was weighed for it; `- Q: Which database? → A: PostgreSQL`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Paragraph, Text
from groundplan.grammar import vocabulary
from groundplan.spec.draft import lines
from groundplan.spec.text.words import key_value

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region


def settled(region: Region, draft: Draft) -> Region | None:
    """The region as one that says nothing but what it settles; None where it settles nothing."""
    if region.own == "alternatives" or region.kind not in ("alternatives", "questions"):
        return None
    weighed = region.kind == "alternatives"
    if not draft.said(region.blocks).has(vocabulary("decisions") if weighed else _ARROWS):
        return None
    told = map(_decision if weighed else _answer, lines(region.blocks))
    found = tuple(Paragraph((one,)) for one in told if one)
    return region._replace(kind="", own="", silent=False, blocks=found) if found else None


def _decision(line: Text) -> Text | None:
    key, value, at = key_value(line.text)
    if not value or key.lower() not in vocabulary("decisions"):
        return None
    return Text(value, line.line, line.column + at)


_ARROWS = ("a:", "답변:", "답:")


@cache
def _answered() -> re.Pattern[str]:
    """`→ A: PostgreSQL`; an answer that leaves it open settles nothing."""
    return regex.compile(r"(?:→|->|=>|—)\s*(?:A|답변?)\s*[:：]\s*(?!\W*(?:open|tbd|no\b|미정))", re.IGNORECASE)


def _answer(line: Text) -> Text | None:
    found = _answered().search(line.text)
    return Text(line.text[found.end() :], line.line, line.column + found.end()) if found else None
