"""Things whose members a sentence lists by their names, an id among them: `the created order (id, items, status)`,
`the member's id, name and email`, `each run contains: id, name, status`, `주문(id, 상태, 합계)`.

The id tells what is kept from what is only sent: parameters, parts of a page and numbers have none of their own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import singular, without_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MIN_NAMES = 3
"""Fewer names in a sentence are examples."""
IDENTITIES = frozenset({"id", "uuid"})
_PEOPLE = frozenset({"email", "username", "nickname", "phone"})
"""Of which the account of a person has one."""
_NAME = r"`?(?!(?:and|or|an?|the)\b)[A-Za-z_]\w*`?"
_LIST = rf"{_NAME}(?:, {_NAME}){{1,40}},?(?: (?:and|or) {_NAME})?"
_ANSWERS = r"(?:returns?|answers? with|responds? with|shows?|gives?|provides?)"


class Members(NamedTuple):
    """A thing and what a sentence says it has; `names` as they are written."""

    thing: str
    names: tuple[str, ...]


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    return (
        regex.compile(rf"\b`?(\w+)`? (?:table|collection)\b[^.;()]{{0,80}}\(({_LIST})\)", re.IGNORECASE),
        regex.compile(
            r"\b(?:the|an?|each|every|that|this|its|their|of)((?: [A-Za-z]+){1,5}) "
            rf"\((?:e\.g\.,? |i\.e\.,? |with |including )?({_LIST})(?:,? (?:etc\.?|\.\.\.|…))?\)",
            re.IGNORECASE,
        ),
        regex.compile(rf"\b(?:the|an?|that|this|each|every|their)((?: [a-z]+){{1,3}})['’]s ({_LIST})", re.IGNORECASE),
        regex.compile(
            r"\beach((?: (?!shall|must|should|will)[a-z_]+){1,2}) (?:(?:shall|must|should|will) )?"
            rf"(?:contains?|includes?|has|have|carries|exposes?|returns?):? (?:the fields )?({_LIST})",
            re.IGNORECASE,
        ),
        regex.compile(
            rf"\b(?:returns?|returning|lists?|listing) (?:[a-z]+ ){{0,4}}?([a-z]+s)(?: for [a-z]+ [a-z]+)?"
            rf" with (?:at least )?({_LIST})"
        ),
        regex.compile(
            rf"(?:^|[\s(])각 ([가-힣]{{1,12}}(?: [가-힣]{{1,6}})?)[은는](?: 최소한| 반드시)? ({_LIST})[을를]"
            r"(?: 모두)? ?(?:포함|가[지져진]|담)"
        ),
        regex.compile(rf"([가-힣]{{1,12}}(?: [가-힣]{{1,8}}){{0,2}}|[A-Za-z_]{{1,40}} [가-힣]{{1,6}}) ?\(({_LIST})\)"),
    )


@cache
def _opening() -> re.Pattern[str]:
    return regex.compile(
        r"\beach((?: (?!shall|must|should|will)[a-z_]+){1,2}) (?:(?:shall|must|should|will) )?"
        r"(?:contains?|includes?|has|have|carries):$"
        r"|(?:^|\s)각 ([가-힣]{1,12}(?: [가-힣]{1,6})?)[은는]",
        re.IGNORECASE,
    )


@cache
def _answered() -> re.Pattern[str]:
    return regex.compile(
        rf"\b{_ANSWERS} ({_LIST}) (?:via|from|at|on|through) `?GET (/[\w/{{}}:.-]+)"
        rf"|`?GET (/[\w/{{}}:.-]+)`?[은는이가] ({_LIST})[을를] (?:반환|돌려|응답)",
        re.IGNORECASE,
    )


@cache
def _dotted() -> re.Pattern[str]:
    """``GET /piers/{id}/boats` 는 ... `id` · `name` · `depth` 를 돌려줘야``: how Korean lists names."""
    each = r"`\w+`(?: ?\([^()]*\))?"
    return regex.compile(
        rf"`?(?:GET|POST|PUT|PATCH) (/[\w/{{}}:.-]+)`? ?[은는이가] [^.;]*?({each}(?: · {each}){{1,20}}"
        rf"(?: ?[와과에],? [^.;·`]{{0,20}}{each})?)[^.;`]{{0,12}}(?:반환|돌려|응답)"
    )


def named(text: str) -> Iterator[Members]:
    """The things of a sentence with their members."""
    listed = _dotted().search(text) if "` · `" in text else None
    names = tuple(regex.findall(r"`(\w+)`(?! ?또는)(?![^(]*\))", listed.group(2))) if listed else ()
    thing = at_path(listed.group(1), names) if listed else ""
    if thing and is_kept(names):
        yield Members(thing, names)
    if "id" not in text or ", " not in text:
        return
    for shape in _shapes():
        for found in shape.finditer(text):
            names = _names(found.group(2))
            thing = _thing(found.group(1))
            if thing and is_kept(names):
                yield Members(thing, names)
    yield from _spelled(text)
    answer = _answered().search(text) if "GET" in text else None
    if answer:
        names = _names(answer.group(1) or answer.group(4))
        thing = at_path(answer.group(2) or answer.group(3), names)
        if thing and is_kept(names):
            yield Members(thing, names)


def _spelled(text: str) -> Iterator[Members]:
    """Those in code spans, and what one of them has: the items of an order are each an order item."""
    from groundplan.spec.entities import spelled

    whole = ""
    for words, names, part in spelled.lists(text):
        thing = _thing(words)
        if not part:
            whole = thing if is_kept(names) else ""
        if whole and len(names) >= MIN_NAMES:
            yield Members(f"{whole} {part}".strip(), names)


@cache
def _more() -> re.Pattern[str]:
    """`GET /boats/{id} MUST also include a boolean moored field`, `GET /boats/{id} 응답에 moored 필드를 추가한다`."""
    return regex.compile(
        r"`?GET (/[\w/{}:.-]+)`?[^.;]{0,40}?\b(?:must|shall) (?:also |now )?(?:include|return|contain|carry|expose)"
        r" an? (?:(?:new|additional) )?(?:(\w+) )?`(\w+)` (?:field|flag|attribute|property|member)\b"
        r"|`?GET (/[\w/{}:.-]+)`?[^.;]{0,30}?(?:응답|결과)[^.;`]{0,20}? ?`(\w+)` ?(?:필드|속성|플래그|값)[을를이가]? ?"
        r"(?:추가|포함)",
        re.IGNORECASE,
    )


@cache
def _grown() -> re.Pattern[str]:
    """`THE API SHALL add an optional draught field to the Boat model`, `보트 모델에 `draught` 필드를 추가해야 한다`."""
    parts, things = "field|column|attribute|property|flag", "model|table|entity|schema|resource"
    return regex.compile(
        rf"\b(?:shall|must) add an? (?:(?:new|optional|nullable|required) )*`?(\w+)`? (?:{parts})"
        rf" to (?:the |each |every )?`?(\w+)`? (?:{things})\b"
        r"|`?([A-Za-z가-힣]\w*)`? ?(?:모델|테이블|엔티티)에 (?:선택적(?:인)? |새로운 |새 )?"
        r"`?(\w+)`? ?(?:필드|컬럼|속성)[을를] 추가(?:해야|한다|합니다)",
        re.IGNORECASE,
    )


class More(NamedTuple):
    """A member that a sentence adds to what a path reads; `kind` is the word for its type, where there is one."""

    thing: str
    name: str
    kind: str


def added(text: str) -> More | None:
    """The member that a later sentence adds to what an endpoint answers, or to a model that it names."""
    grown = _grown().search(text) if " add a" in text or "추가" in text else None
    if grown:
        thing, name = (grown.group(2), grown.group(1)) if grown.group(1) else (grown.group(3), grown.group(4))
        return More(thing, name, "")
    found = _more().search(text) if "GET /" in text and "`" in text else None
    thing = at_path(found.group(1) or found.group(4)) if found else ""
    return More(thing, found.group(3) or found.group(5), found.group(2) or "") if found and thing else None


def opened(text: str) -> str:
    """The thing whose members stand in the bullets below `each step contains:`."""
    found = _opening().search(text)
    return _thing(found.group(1) or found.group(2)) if found else ""


def is_kept(names: Iterable[str]) -> bool:
    """Whether enough is named, and an id with it."""
    plain = [compact(one) for one in names]
    return len(plain) >= MIN_NAMES and any(one in IDENTITIES for one in plain)


def at_path(path: str, names: Iterable[str] = ()) -> str:
    """What is read at `/users/{id}` and at `/users/me`, or made at `/users`: one of what the path names many of.

    At `/auth/me` it is a user, where what is read is of a person.
    """
    parts = [part for part in path.partition("?")[0].split("/") if part]
    for part in reversed(parts[-2:]):
        one = singular(part)
        if one != part and part.replace("-", "_").isidentifier():
            return one.replace("-", "_")
    person = any(compact(one) in _PEOPLE for one in names)
    return "user" if person and parts[-1:] in (["me"], ["self"]) else ""


def _names(text: str) -> tuple[str, ...]:
    words = regex.sub(r",? (?:and|or) ", ", ", text.replace("`", "")).split(", ")
    return tuple(dict.fromkeys(one for one in words if one))


def _thing(words: str) -> str:
    """The last of the words that is no form, where it names a thing; empty for an act and for what is sent."""
    forms, pieces = vocabulary("given_forms"), without_forms(words.replace("`", "").lower().split())
    last = pieces[-1] if pieces else ""
    last = last[:-1] if len(last) > 2 and last[-1] == "의" else last
    if (pieces[1:] and singular(last) != last and pieces[-2] != "of") or last.startswith("테이블"):
        return ""  # `the service returns (id, name, day)`: an act
    is_none = last in forms or any(last in vocabulary(part) for part in ("unkept", "messages", "acts"))
    return "" if is_none or is_message(last) else singular(last)
