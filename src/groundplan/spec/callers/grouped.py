"""Who may call a group of endpoints, by its heading."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.spec.callers.access import access_in, known, read_access
from groundplan.spec.draft import place
from groundplan.spec.model import AccessNote
from groundplan.spec.text.words import bare, heading, kind_of

if TYPE_CHECKING:
    from groundplan.source import Span
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


def _together(region: Region, draft: Draft, first: int) -> AccessNote | None:
    """`Both endpoints require a bearer token`: what is said of the calls of a region, of its only one without them."""
    said = draft.said(region.blocks)
    for line in said.lines if said.has(_HINTS) else ():
        words = bare(line.text).rstrip(".")
        found = _these().match(words) if len(words) <= _LONGEST and not _except().search(words) else None
        span = place(region.document.path, line)
        if found and found[1]:
            return access_in(f"requires {found[1]}", span) or _of_role(found[1], span)
        if found:
            return access_in(f"{found[2]} 필요", span) or read_access(f"{found[2]} 필요", span)
        if len(draft.endpoints) - first == 1 and _nobody().fullmatch(words):
            return AccessNote("public", span, ())
    return None


def _of_role(words: str, span: Span) -> AccessNote | None:
    return read_access(words, span) if _role().search(words) else None


_HINTS = (" require", " need", "필요", "no auth", "인증 없", "인증없")
_LONGEST = 160


@cache
def _these() -> re.Pattern[str]:
    return regex.compile(
        r"(?:both|these|all (?:of )?these|(?:all )?the (?:above|following)|all(?= \w+ (?:in this|below|above|here)))"
        r" (?:endpoints?|routes?|calls?|operations?)(?: (?:in this (?:section|group|controller)|below|above|here))?"
        r" (?:require|need) ([^,;]{3,80})"
        r"|(?:이|위|아래|두|해당)(?: 두)? (?:엔드포인트|API|라우트|호출)(?:들)?(?:는|은|에는|에) (?:모두 )?"
        r"([^,;]{2,40}?)[이가] 필요",
        re.IGNORECASE,
    )


@cache
def _except() -> re.Pattern[str]:
    return regex.compile(r"\bexcept|\bunless\b|\bother than\b|\bonly if\b|제외|빼고", re.IGNORECASE)


@cache
def _nobody() -> re.Pattern[str]:
    return regex.compile(
        r"no auth(?:entication|orization)?(?: is)?(?: required| needed)?|인증 ?(?:불필요|없음|필요 ?없음)", re.I
    )


@cache
def _role() -> re.Pattern[str]:
    return regex.compile(r"\broles?\b|역할|권한", re.IGNORECASE)


def under_heading(region: Region, draft: Draft, first: int) -> None:
    """`### Public endpoints`, `### 관리자 API`: who may call the endpoints from `first` on that say nothing.

    So does a sentence of the region that is about all of them.
    """
    if first == len(draft.endpoints):
        return
    together = _together(region, draft, first)
    if together:
        _grant(together, draft, first)
    for title in (region.title.text, region.above):
        words, label = heading(title)
        group = _group().match(words)
        kinds = (_callers(group) if group else None) or (known(label) if label and not _is_topic(words) else None)
        if kinds:
            span = place(region.document.path, region.title)
            _grant(AccessNote(kinds[0], span, kinds[1]), draft, first)  # type: ignore[arg-type]
            return


def _grant(note: AccessNote, draft: Draft, first: int) -> None:
    found = draft.endpoints[first:]
    draft.endpoints[first:] = [one if one.access else one._replace(access=note) for one in found]


def leading(text: str, span: Span) -> AccessNote | None:
    """Who may call what stands behind these words of a bullet: `Admin - POST /boats`, `[Keeper] GET /log`."""
    words = text.strip("*`[]()-–—: ")
    if not words or _is_topic(words) or text.rstrip("*` ")[-1:] not in _MARKS:
        return None
    found = [kind_of("roles", one.strip()) for one in regex.split("[/,]", words)]
    return AccessNote("roles", span, tuple(found)) if all(found) else None


_MARKS = ("-", "–", "—", ":", ")", "]")
"""Of which one stands between the callers and what they call."""
