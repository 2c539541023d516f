"""Calls that anybody may make, as sentences about all calls tell of them.

`All endpoints need a token except `POST /login``, `**Public endpoints**: `GET /boats`, `/health``, `` `/docs/*` are
public``, `` `POST /login`을 제외한 모든 API는 인증이 필요하다``, `인증 불필요: `GET /boats``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph
from groundplan.spec.draft import Opened, place
from groundplan.spec.model import AccessNote
from groundplan.spec.text.paths import mentions, normalised, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Endpoint
    from groundplan.spec.outline import Region

_TOLD = frozenset({"auth", "security", "api", "overview", "nonfunctional", "constraints", "requirements", ""})
_HINTS = ("except", "public", "apart from", "other than", "excluding", "without auth", "no auth", "not require",
          "제외", "공개", "불필요", "예외", "인증 없이")  # fmt: skip
_MAX_LINE = 1_000


def read(region: Region, draft: Draft) -> None:
    """What the sentences and lists of one region say is open."""
    said = draft.said(region.blocks)
    if region.kind not in _TOLD or "/" not in said.low or not said.has(_HINTS):
        return
    for line, words in (*_sentences(said.lines), *_lists(region)):
        where = place(region.document.path, line)
        draft.opened += [Opened(methods, path, below, where) for methods, path, below in _paths(words)]


def applied(endpoints: Iterable[Endpoint], opened: Iterable[Opened]) -> tuple[Endpoint, ...]:
    """The endpoints, open to anybody where that is said and they say nothing else themselves."""
    told: dict[tuple[str, bool], list[Opened]] = {}
    for one in opened:
        told.setdefault((shape(one.path), one.below), []).append(one)
    return tuple(_applied(one, told) for one in endpoints)


def _applied(endpoint: Endpoint, told: Mapping[tuple[str, bool], list[Opened]]) -> Endpoint:
    said = (one for key in _keys(shape(endpoint.path)) for one in told.get(key, ()))
    span = next((one.span for one in said if not one.methods or endpoint.method in one.methods), None)
    own = endpoint.access.span if endpoint.access else span
    if span is None or own is None or (own.path, own.line) != (span.path, span.line):
        return endpoint
    return endpoint._replace(access=AccessNote("public", span))


def _keys(path: str) -> Iterator[tuple[str, bool]]:
    """What may tell of a path: itself, without what all begin with, and whatever it is below."""
    yield path, False
    parts = path.split("/")[1 : _DEEPEST + 1]
    for first in range(len(parts)):
        if parts[first]:
            yield "/" + "/".join(parts[first:]), False
            yield from (("/" + "/".join(parts[first:last]), True) for last in range(len(parts), first, -1))


_DEEPEST = 12


def _sentences(lines: Iterable[Text]) -> Iterator[tuple[Text, str]]:
    for line in lines:
        if "/" in line.text and len(line.text) <= _MAX_LINE and regex.has(line.text.lower(), _HINTS):
            found = _told().search(line.text)
            if found:
                yield line, found[str(found.lastgroup)]


def _lists(region: Region) -> Iterator[tuple[Text, str]]:
    """The items below `**Public endpoints**:`, be that an item or a paragraph."""
    depth = None
    for block in region.blocks:
        if isinstance(block, Item) and depth is not None and block.depth > depth:
            yield block.lines[0], block.lines[0].text
        elif isinstance(block, Item | Paragraph) and _label().fullmatch(block.lines[-1].text):
            depth = block.depth if isinstance(block, Item) else -1
        else:
            depth = None


def _paths(words: str) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    """`METHOD /path` of some words, and plain paths beside them; whether all below is meant: `/docs/*`."""
    named = mentions(words)
    yield from ((one.methods, normalised(one.path)[0], words.startswith("*", one.end)) for one in named)
    for one in _path().finditer(words):
        if not any(other.start <= one.start() < other.end for other in named):
            yield (), normalised(one[1])[0], bool(one[2])


@cache
def _path() -> re.Pattern[str]:
    return regex.compile(r"(?<![\w/}.])(/[\w{}:.-]*(?:/[\w{}:.-]+){0,8})(/?\*{1,2})?(?![\w/])")


_CALLS = r"(?:endpoints?|routes?|calls?|requests?|paths?|APIs?|operations?)"
_OPEN = r"(?:public|open|unauthenticated|unprotected|anonymous)"
_LABEL = (
    rf"(?:(?:{_OPEN} {_CALLS}|{_CALLS} without auth\w*|no auth\w*(?: (?:is )?(?:required|needed))?"
    rf"|(?:auth\w* )?exceptions?)(?:[*_`]*:?[*_`]* \([^()]*\))?"
    r"|(?:공개|인증 ?(?:불필요|예외|제외)(?:한)?|인증(?:이)? 필요 ?없는) ?(?:API|엔드포인트|경로|라우트)?(?: ?목록)?)"
)


@cache
def _label() -> re.Pattern[str]:
    return regex.compile(rf"\W*{_LABEL}\W*", re.IGNORECASE)


@cache
def _told() -> re.Pattern[str]:
    needs = r"(?:require|need|must|expect|demand|are (?:protected|authenticated)|is (?:required|needed))"
    asked = r"(?:인증|토큰|로그인|JWT|Bearer|보호|Authorization)"
    but = r"(?:except(?: for)?|apart from|other than|excluding|with the exception of)"
    spans = r"`[^`]+`(?:(?:, and |, or |, | and | or | & )`[^`]+`)*"
    korean = r"`[^`]+`(?:(?:, | 및 |와 |과 |·|와|과)`[^`]+`)*"
    every = rf"\b(?:all|every|each)\b[^.;]{{0,40}}\b{_CALLS}"
    return regex.compile(
        rf"{every}\b[^;]{{0,120}}?\b{needs}[^;]{{0,160}}?\b{but} (?P<behind>.+)"
        rf"|{every},? {but} (?P<between>[^;]+?),? {needs}"
        rf"|^\W*{_LABEL}[*_`]*\s?[:：—–-]+[*_`]* (?P<label>.+)"
        rf"|(?P<before>{spans}) (?:is|are) {_OPEN}\b"
        rf"|(?P<without>{spans}) (?:do(?:es)? not|doesn't|don't) (?:require|need) auth"
        rf"|(?P<besides>{korean})\s?(?:을|를)? ?제외(?:한|하고) (?:모든|나머지)[^.]{{0,40}}{asked}"
        rf"|(?:모든|전체) (?:API|엔드포인트|요청|경로)[^.;]{{0,40}}{asked}"
        r"[^.;]{0,40}?[(.,] ?(?:단,? ?)?(?P<left>[^()]+?)(?:은|는|을|를)? ?제외"
        rf"|(?P<free>{korean})\s?(?:은|는) ?(?:인증(?:이|은)? ?(?:없이|불필요|필요 ?없)|공개)",
        re.IGNORECASE,
    )
