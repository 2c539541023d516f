"""Names in requirements, scenarios and beside endpoints that nothing declares: `energy_kwh` where it is `energy_wh`.

Only in a SPEC that states its entities, and that declares most of what it names: elsewhere the names are of code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found
from groundplan.check.mentions import SAID
from groundplan.check.typos import nearest

if TYPE_CHECKING:
    from groundplan.check.mentions import Mention
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "spec"
WORDS = ("name", "nearest")
OPTIONS = ()

_FEWEST = 2
"""Entities of a SPEC that states its data."""
_OF = 2
"""One name of so many may be undeclared."""
_ALIKE = 2
"""Names that are meant begin with so many letters alike."""
_COMMON = (
    "accesstoken refreshtoken idtoken tokentype bearer expiresin expiresat granttype clientid clientsecret redirecturi"
    " codeverifier codechallenge page size pagesize perpage pagetoken nextpage nextcursor hasmore hasnext totalcount"
    " totalpages sort sortby orderby cursor limit offset requestid traceid correlationid idempotencykey stdout stderr"
    " true false null none yes no asc desc id ids code message detail details title type items data meta error errors"
    " snakecase camelcase kebabcase pascalcase"
)
_USUAL = frozenset(_COMMON.split())
"""What requests and answers of most services have, and no entity."""


@cache
def _apart() -> re.Pattern[str]:
    """Words before a name that say that it is none of a row: a code, a header, a claim, an event, a function."""
    return regex.compile(
        r"(?:\b(?:errors?|codes?|headers?|claims?|scopes?|events?|topics?|queues?|metrics?|flags?|settings?|functions?|actions?"
        r"|quer(?:y|ies)|methods?|e\.g\.,?|enum(?:-like)?|classe?s?|modules?|librar(?:y|ies)|extensions?|polic(?:y|ies)|index(?:es)?|constraints?|triggers?"
        r"|views?|jobs?|cookies?|variables?|packages?|commands?|middleware|hash(?:ed|es)? (?:with|by)|using)"
        r"|쿼리|오류|에러|코드|헤더|클레임|이벤트|토픽|큐|지표|플래그|설정|함수|라이브러리|확장|정책|인덱스|쿠키|변수|명령|파라미터"
        r"|매개변수)"
        r"[^.`\d]{0,12}`?$",
        re.IGNORECASE,
    )


@cache
def _behind() -> re.Pattern[str]:
    """Words behind a name that say so."""
    return regex.compile(
        r"`?\s*(?:errors?|code|header|claim|event|queue|metric|function|module|library|extension|polic|parameter"
        r"|quer(?:y|ies)|오류|에러|코드|헤더|클레임|이벤트|함수|라이브러리|확장|정책|쿼리|파라미터)",
        re.IGNORECASE,
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of a name that only one line has; states of which another rule speaks are left to it."""
    if len(facts.names.entities) < _FEWEST:
        return
    told = _told_lines(facts)
    said = [one for one in facts.names.mentioned if _is_said(one, told)]
    strange = [one for one in said if _is_strange(one, facts)]
    strange = _outnumbered(strange, said)
    if len(strange) * _OF > len(said) and len(strange) > 1:
        return
    for item in items:
        for one in strange:
            near, causes = _near(one, facts)
            yield item, one.span, {"name": one.name, "nearest": near}, causes


def _outnumbered(strange: list[Mention], said: list[Mention]) -> list[Mention]:
    """Those of lines that name as many declared things: lists of other names are of a file or of code."""
    every = Counter((one.span.path, one.span.line) for one in said)
    odd = Counter((one.span.path, one.span.line) for one in strange)
    return [one for one in strange if (n := odd[place := (one.span.path, one.span.line)]) == 1 or 2 * n <= every[place]]


def _told_lines(facts: Facts) -> frozenset[tuple[str, int]]:
    """Lines of requirements and steps, in whatever section."""
    spec = facts.spec
    spans = [one.span for one in spec.requirements] + [step.span for one in spec.scenarios for step in one.steps]
    return frozenset((one.path, one.line) for one in spans)


def _is_said(mention: Mention, told: frozenset[tuple[str, int]]) -> bool:
    """Whether it stands in a sentence; a line that begins with a name declares it, and what it is made of."""
    place = mention.span.path, mention.span.line
    begins = not mention.line.text[: mention.start].strip(" `*|+-") or _declaring().match(mention.line.text)
    return not begins and (mention.line.kind in SAID or place in told)


@cache
def _declaring() -> re.Pattern[str]:
    return regex.compile(r"\s*[-*+|]\s+`\w+`(?!\s*(?:`|is|was|shall|[가-힣]))")


@cache
def _listed() -> re.Pattern[str]:
    """Names before a name in one list, which share what is said before the first."""
    return regex.compile(r"(?:`\w+`(?:, (?:and |or )?| and | or |와 |과 |, ?| 및 ))+`?$")


def _is_strange(mention: Mention, facts: Facts) -> bool:
    name, text, end = mention.name, mention.line.text, mention.start + len(mention.name)
    if _of_code().search(text):
        return False
    if name != name.lower() and (name[0].isupper() or "_" in name):  # a type, a constant
        return False
    before = _listed().sub("", text[: mention.start])
    if fold(name) in _USUAL or _apart().search(before) or _behind().match(text[end:]):
        return False
    if _states().search(text[: mention.start]) or text[end:].startswith("` 상태"):
        return False
    return not facts.names.is_declared(mention)


@cache
def _of_code() -> re.Pattern[str]:
    """What a page or a query has: `useFilterStore`, `filtering by `from` via query parameters`."""
    return regex.compile(r"`use[A-Z]\w+|query param|쿼리 ?(?:파라미터|매개변수|스트링)")


@cache
def _states() -> re.Pattern[str]:
    """`with status `x``: the rule on states says it."""
    return regex.compile(
        r"(?:status|state)[`\"']?(?: of (?:the |an? )?\w+)?(?: (?:is|to|as|becomes|of))? `$|상태[를을가는]? `$"
    )


def _near(mention: Mention, facts: Facts) -> tuple[str, tuple[Span, ...]]:
    """The declared name that is most like it, and its place; else the place of the entity that the line names."""
    for known in (facts.names.fields, facts.names.values):
        near = nearest(mention.name, [one for one in known if one[:_ALIKE] == fold(mention.name)[:_ALIKE]])
        if near:
            field = known[near]
            shown = field.name if known is facts.names.fields else _spelled(near, field.type.values)
            return shown, (field.span,)
    words = regex.compile(r"[A-Za-z]+|[가-힣]+").findall(mention.line.text)
    entity = next((facts.entities[singular(one)] for one in words if singular(one) in facts.entities), None)
    return "", (entity.span,) if entity else ()


def _spelled(value: str, values: Iterable[str]) -> str:
    return next((one for one in values if fold(one) == value), value)
