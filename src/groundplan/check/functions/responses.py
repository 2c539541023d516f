"""Statuses that do not fit the method or the body, and endpoints that state only how they fail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import singular
from groundplan.check.functions import Found
from groundplan.check.nodes import Place, by_place, place
from groundplan.source import Span
from groundplan.spec.model import Response

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ("value", "known")
OPTIONS = ("fault",)

_OK, _CREATED, _NO_CONTENT, _REDIRECT, _NOT_MODIFIED, _FAULT = 200, 201, 204, 300, 304, 400


_ANSWERS = ("answer", "respond", "return", "response is", "반환", "응답", "돌려")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`fault`: success (no response below 400) or method (a status that does not fit)."""
    find = _FAULTS[options["fault"]]
    has_sentences = find is _method and any(_sentence().search(line) for _, line in facts.prose.lines_with(_ANSWERS))
    items = tuple(items)
    found = _misfits(items, facts) if has_sentences else _as_stated(items, options["fault"], facts)
    for item, response, known in (*found, *(_unlike(items, facts) if find is _method else _unanswered(items, facts))):
        value = str(response.status)
        yield item, facts.place(response.span, value), {"value": value, "known": known}, ()


_SILENT_OF = 4
"""One endpoint of so many may state no success by mistake; where more do, the SPEC leaves it out."""


def _unanswered(items: tuple[Item, ...], facts: Facts) -> list[tuple[Item, Response, str]]:
    """An endpoint that states errors alone, where the others say what they answer when all is well."""
    failing, answering = facts.kept(_failing, items)
    silent = list(islice(failing, answering // _SILENT_OF + 1))
    bodiless = [one for one in silent if not any(it.entity or it.fields for it in one.node.responses)]
    every = len(facts.spec.endpoints)
    if (len(silent) + every - answering) * _SILENT_OF > every:
        return []
    told = [one for one in bodiless if not _sentence().search(facts.block(one.node))]
    return [(one, one.node.responses[0], "") for one in told]


def _failing(items: Iterable[Item]) -> tuple[list[Item], int]:
    """Those of whose answers each is a fault, and how many have answers."""
    told = [item for item in items if item.node.responses]
    return [item for item in told if all(one.status >= _FAULT for one in item.node.responses)], len(told)


_Misfit = Callable[["Endpoint"], Iterator[tuple[Response, str]]]


def _as_stated(items: Iterable[Item], fault: str, facts: Facts) -> list[tuple[Item, Response, str]]:
    found: list[tuple[Place, Response, str]] = facts.each("endpoints", _stated, fault)
    own = by_place(items, {at[0] for at, _, _ in found}) if found else {}
    return [(own[at], response, known) for at, response, known in found if at in own]


def _stated(endpoints: Iterable[Endpoint], fault: str) -> Iterator[tuple[Place, Response, str]]:
    find = _FAULTS[fault]
    return ((place(one), *misfit) for one in endpoints if one.responses for misfit in find(one))


def _misfits(items: Iterable[Item], facts: Facts) -> list[tuple[Item, Response, str]]:
    """Those of the method, with what sentences say."""
    told = [(item, _with_sentences(item.node, facts)) for item in items]
    return [(item, *one) for item, endpoint in told for one in _method(endpoint)]


def _with_sentences(endpoint: Endpoint, facts: Facts) -> Endpoint:
    """The endpoint with the one status that a sentence below its heading says it answers."""
    if endpoint.method not in ("GET", "HEAD", "DELETE", "PATCH"):
        return endpoint
    stated = {one.status for one in endpoint.responses}
    told = (
        Response(int(found[1] or found[2]), Span(path, number, 1, number, len(line) + 1))
        for path, number, line in facts.passages(endpoint)
        for found in _sentence().finditer(line)
    )
    return endpoint._replace(responses=(*endpoint.responses, *(one for one in told if one.status not in stated)))


@cache
def _sentence() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:answers?|responds?|returns?|response is)(?: (?:with|is|http))* `?(20\d)\b"
        r"|\b(20\d)(?:을|를|으로|로)? ?(?:반환|응답|돌려)",
        re.I,
    )


def _success(endpoint: Endpoint) -> Iterator[tuple[Response, str]]:
    bodies = [one for one in endpoint.responses if one.entity or one.fields]
    if bodies and all(one.status >= _FAULT for one in endpoint.responses):
        yield endpoint.responses[0], ""


def _method(endpoint: Endpoint) -> Iterator[tuple[Response, str]]:
    for one in endpoint.responses:
        if endpoint.method in ("GET", "HEAD") and one.status in (_CREATED, _NO_CONTENT):
            yield one, "200"
        elif endpoint.method in ("DELETE", "PATCH") and one.status == _CREATED:
            yield one, "204" if endpoint.method == "DELETE" else "200"
        elif endpoint.method == "POST" and one.status == _OK and _makes(endpoint, one):
            yield one, "201"
        elif one.status == _NO_CONTENT and (one.entity or one.fields or _shows(one.note)):
            yield one, "200"
        elif one.status == _NOT_MODIFIED and endpoint.method not in ("GET", "HEAD"):
            yield one, "201" if endpoint.method == "POST" else "200"


def _shows(note: str) -> bool:
    """Whether words beside a status say that something comes with it: `with the order`, `(주문 정보)`."""
    found = _SHOWN.match(note.lower()) if note else None
    return found is not None and not _NOTHING.search(note.lower())


_SHOWN = regex.compile(
    r"\W*(?:with|returns?|and) (?:an? |the |its )"
    r"|\W*[가-힣 ]{1,20}(?:정보|목록|객체|본문|데이터)(?:를|을|와|과)? ?(?:반환|응답)?\W*$"
)
_NOTHING = regex.compile(r"\b(?:no|not|without|empty|header|cookie)\b|없|헤더|쿠키|빈 ")


_ALIKE = 2


def _unlike(items: tuple[Item, ...], facts: Facts) -> Iterator[tuple[Item, Response, str]]:
    """`POST /orders` that answers 200 and shows nothing, where the others that make rows answer 201."""
    makers = [item for item in items if item.node.method == "POST" and _is_collection(item.node, facts)]
    posts = [item for item in items if item.node.method == "POST"]
    created = [item for item in posts if any(one.status == _CREATED for one in item.node.responses)]
    for item in makers:
        answers = [one for one in item.node.responses if one.status < _REDIRECT]
        if [one.status for one in answers] == [_OK] and not _makes(item.node, answers[0]) and not answers[0].many:
            others = sum(item not in created for item in makers)
            if len(created) >= max(_ALIKE, _ALIKE * others):
                yield item, answers[0], "201"


def _is_collection(endpoint: Endpoint, facts: Facts) -> bool:
    last = endpoint.path.rsplit("/", 1)[-1]
    return singular(last) in facts.entities and singular(last) != last.lower()


def _makes(endpoint: Endpoint, answer: Response) -> bool:
    """`POST /orders` that answers with the order, and with no other status that says that it was made."""
    made = singular(endpoint.path.rsplit("/", 1)[-1]) == singular(answer.entity) and not answer.many
    return bool(answer.entity) and made and all(one.status != _CREATED for one in endpoint.responses)


_FAULTS: dict[str, _Misfit] = {"success": _success, "method": _method}
