"""Lists of rows of which nothing says how many come at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.lines import Page
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ()
OPTIONS = ()

_LISTED = ("list", "show", "목록", "조회")
_GIVEN = ("return", "answer", "반환")
"""And where no status is what is returned."""
_PAGING = ("page", "paging", "paginat", "limit", "cursor", "페이지", "커서", "페이징", "한 번에")
_EVERY = ("all list", "every list", "each list", "lists ", "목록은", "목록는", "목록 api", "목록api")
_WHOLE = (
    "at once",
    "in one ",
    "without ",
    "no pag",
    "not pag",
    "unpag",
    "never pag",
    "한번에",
    "한 번에",
    "한꺼번에",
    "페이",
)
"""Without any of these no list is said to come whole."""
_SHARE = 2
"""Where fewer than one list in so many says it, the SPEC leaves paging open; where none does, it forgot."""


@cache
def _words() -> re.Pattern[str]:
    return regex.compile(
        r"\bpag(?:e|es|ed|ing|inat\w+)\b|\b(?:limit|offset|cursor)\b|\b(?:at most|latest) \d"
        r"|페이지|커서|최[대근] ?\d|한 번에 \d",
        re.I,
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Lists are GETs of paths that end with the plural of an entity; a requirement may say it for one."""
    items = list(items)
    lists = [item for item in items if _is_list(item.node, facts)]
    told: list[str] = facts.said(_of_every_list) if lists else []
    whole = lists if told or facts.stated_with(_WHOLE) else []
    whole = [item for item in whole if _is_whole(item.node, facts) or any(_excepts(line, item.node) for line in told)]
    for item in whole:
        yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()
    silent = [item for item in lists if item not in whole and not _pages(item.node, facts)]
    if told:
        return
    forgot = len(silent) == len(lists) and (len(lists) > 1 or _is_thorough(silent, facts))
    mostly = len(silent) * _SHARE <= len(lists) or (forgot and not _speaks(items, facts))
    if mostly and not any("pagina" in one.value for one in facts.spec.settings):
        for item in silent:
            yield item, facts.place(item.span, item.node.raw or item.node.path), {}, ()


def _of_every_list(page: Page) -> Iterator[str]:
    """Lines about pages, in lower case, that speak of every list."""
    for number in sorted(page.index.having(_EVERY)):
        line = page.things[number].text.lower()
        if regex.has(line, _PAGING) and _of_all().search(line):
            yield line


@cache
def _of_all() -> re.Pattern[str]:
    """What is said of every list: `Lists take `limit` and `cursor``, `목록은 페이지로 나눈다`."""
    return regex.compile(
        r"\b(?:all|every|each) lists?\b|^\W*lists (?:are|take|accept|return|give|come|use|have)\b"
        r"|(?:^\W*|[.] |모든 )목록(?: ?API)?[은는]",
        re.IGNORECASE,
    )


def _is_thorough(silent: list[Item], facts: Facts) -> bool:
    """Whether a SPEC with one list says how it fails and has a model of several things: a sketch leaves pages out."""
    fails = any(answer.status >= _FAULT for item in silent for answer in item.node.responses)
    stated = [one for one in facts.spec.entities if one.fields and one.origin == "stated" and not one.carrier]
    return fails and len(stated) >= _MODEL


_FAULT, _MODEL = 400, 3


def _is_whole(endpoint: Endpoint, facts: Facts) -> bool:
    """Whether it is said to give all rows at once, and neither how many there may be nor how to ask for pages."""
    told = facts.told(endpoint)
    if not _at_once().search(told):
        return False
    rest = _at_once().sub("", told)
    return not _words().search(rest) and not regex.search(
        r"\bat most \d|\bsmall\b|\bfew\b|\bfixed\b|최대 ?\d|이하|적다|소수|고정", rest
    )


@cache
def _at_once() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:all|every) (?:of them|[a-z]+)[^.|\n]{0,20} (?:at once|in one (?:answer|response|go|list))\b"
        r"|\bwithout (?:any )?(?:paging|pagination|pages)\b|\bno (?:paging|pagination)\b"
        r"|\b(?:not|un|never) ?(?:paged|paginated)\b"
        r"|(?:전체|전부|모두)(?:를|을)? ?(?:한 ?번에|한꺼번에)"
        r"|(?:페이징|페이지(?:네이션)?)(?: ?(?:구분|처리))? ?없(?:이|음)"
    )


def _excepts(line: str, endpoint: Endpoint) -> bool:
    """Whether what is said of all lists leaves this one out: ``All lists but `GET /jobs` are paged``."""
    path = endpoint.path.lower()
    at = line.find(path)
    end = at + len(path)
    if at < 0 or line[end : end + 1].isalnum() or line[end : end + 1] in tuple("/-{_"):
        return False
    before, behind = line[:at].rpartition(". ")[2], line[end : end + _NEAR]
    apart = regex.search(r"\b(?:but|except(?: for)?|other than|besides|apart from)\b", before)
    return apart is not None or regex.search(r"제외|빼고|뺀|외의|이외", behind) is not None


_NEAR = 16
"""Letters behind a path in which a Korean sentence leaves it out."""


def _speaks(items: list[Item], facts: Facts) -> bool:
    """Whether anything in the SPEC is about pages."""
    told = (_other_limits().sub("", line) for _, line in facts.prose.lines_with(_PAGING))
    return any(_words().search(line) for line in told) or any(
        _words().search(facts.block(item.node)) for item in items if item.node.method == "GET"
    )


@cache
def _other_limits() -> re.Pattern[str]:
    """Limits of something else than rows: `rate limit`, `sign-in limit`, `limit of 4 MB`."""
    return regex.compile(r"\b(?!(?:page|row|list|result|item)s?\b)[a-z-]+ limits?\b(?! and\b|,? `?(?:offset|cursor))")


def _is_list(endpoint: Endpoint, facts: Facts) -> bool:
    last = endpoint.path.rsplit("/", 1)[-1]
    return singular(last) in facts.entities and singular(last) != fold(last)


def _pages(endpoint: Endpoint, facts: Facts) -> bool:
    told = f"{facts.block(endpoint)}\n{endpoint.summary}\n{endpoint.description}"
    if _words().search(told) or any(_words().search(one.name) for one in endpoint.parameters):
        return True
    last = endpoint.path.rsplit("/", 1)[-1].lower()
    label = facts.entities[singular(last)].label
    names = [name for name in (last, last.replace("-", " "), label) if name]
    texts = [one.text.lower() for one in facts.spec.requirements] + [one.text.lower() for one in facts.spec.constraints]
    return any(_pages_a_list(text) and any(name in text for name in names) for text in texts)


def _pages_a_list(text: str) -> bool:
    """A bound in a sentence is one of pages where the sentence is about a list: a member may have at most 3 loans."""
    found = _words().search(text)
    words = _LISTED if regex.search(r"(?<!\d)[45]\d\d(?!\d)", text) else (*_LISTED, *_GIVEN)
    return found is not None and (found.group()[-1].isalpha() or any(word in text for word in words))
