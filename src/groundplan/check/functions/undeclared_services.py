"""Other services that fail or are told in a sentence, and are no integration: `IF Bookkeeper does not answer`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, singular
from groundplan.check.functions import Found
from groundplan.check.mentions import SENTENCES

if TYPE_CHECKING:
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("name", "known", "nearest")
OPTIONS = ()

_FAILING = (
    *("not answer", "not respond", "is down", "unavailable", "unreachable", "times out", "n't answer", "n't respond"),
    *("응답하지 않", "응답이 없", "장애", "멈추", "다운되"),
)
_TELLING = ("tells ", "notifies ", "informs ", "through ", "via ", " to ")
_KINDS = (
    "the a an any external third party service services server servers provider system gateway api other remote"
    " upstream downstream dependency mail sms email e-mail payment push database redis cache queue broker"
    " notification notifications messaging network storage disk instance host node client connection it this that"
    " one which user caller 외부 서비스 서버 시스템 연동 메일 문자 알림 결제 결제사 결제대행사 푸시 업체 제공자"
    " 상대 데이터베이스 캐시 네트워크 저장소 인스턴스 클라이언트 기기 사용자"
)
_GENERIC = frozenset(_KINDS.split())
"""Words by which any service may be called."""
_STORES = frozenset({"s3", "amazon s3", "aws s3", "minio", "gcs", "google cloud storage", "azure blob storage"})
"""Where files are kept: a part of the service's own ground."""
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december english korean internet web http https json csv"
    " swagger openapi postman redoc docker prisma"
)
_NO_NAMES = frozenset(_DAYS.split())


@cache
def _failing() -> re.Pattern[str]:
    return regex.compile(
        r"(?:^|\b)(?:if|when|while|whenever|once|until) (?:the |an? )?([A-Za-z][\w' -]{1,40}?) "
        r"(?:(?:does not|doesn't|do not|cannot) (?:answer|respond|reply)|(?:is|are) (?:down|unavailable|unreachable)"
        r"|times out)"
        r"|(?:만약 |시 |^\W*(?:(?:given|when|then|and)\b\W*)?(?:[\w-]+\**: )?)(?:만약 )?"
        r"([가-힣A-Za-z][가-힣\w ]{1,20}?)(?:이|가) "
        r"(?:응답하지 않|응답이 없|장애|멈추|다운되)",
        re.IGNORECASE,
    )


@cache
def _told() -> re.Pattern[str]:
    """A name with a capital letter that something is told, or goes through."""
    return regex.compile(
        r"(?:\b(?:tells?|notif(?:y|ies)|informs?|through|via)|"
        r"\b(?:[Ss]end|[Rr]eport|[Pp]ublish|[Pp]ush|[Pp]ost|[Ff]orward|[Ee]xport)\w*\b[^.;|`]{0,60}? to) "
        r"(?:the (?:[a-z]+ ){1,3})?([A-Z][a-z]+[A-Z][A-Za-z]+|[A-Z][a-z]{3,}[A-Za-z]*)\b(?! [A-Z])"
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """With the integrations as the other place."""
    declared = [one for one in facts.spec.integrations if one.origin == "stated"]
    if not declared:
        return
    known = _known(facts)
    found = [*_that_fail(facts, known), *_that_are_told(facts, known), *_that_only_a_sentence_names(facts)]
    names = [one.name for one in declared if one.url] or [one.name for one in declared]
    for item in items:
        for name, line in found:
            others = [one for one in names if one != name]
            words = {"name": name, "known": ", ".join(others), "nearest": facts.nearest(name, others)}
            yield item, facts.place(line.span, name), words, (declared[0].span,)


def _known(facts: Facts) -> frozenset[str]:
    """Words of the lines that declare integrations, and all things and people of the SPEC."""
    spec = facts.spec
    told = [one.name for one in spec.integrations] + [facts.line(one.span) for one in spec.integrations]
    words = {word for text in told for word in regex.compile(r"[a-z]+|[가-힣]+").findall(text.lower())}
    return frozenset(words) | facts.known_things | facts.declared_roles.keys() | facts.relation_names | _GENERIC


def _that_fail(facts: Facts, known: frozenset[str]) -> Iterator[tuple[str, Line]]:
    """Where no word of the name is known; `the mail server` is a kind, `Courierly` is a name."""
    for line in facts.stated_with(_FAILING):
        found = _failing().search(line.text) if line.kind in SENTENCES else None
        name = (found[1] or found[2]).strip() if found else ""
        words = regex.compile(r"[a-z]+|[가-힣]+").findall(name.lower())
        own = [one for one in words if one not in _GENERIC]
        strange = own and not any(one in known or singular(one) in known for one in own)
        if strange and not facts.names.stands_elsewhere(name.lower(), line):
            yield name, line


def _that_only_a_sentence_names(facts: Facts) -> Iterator[tuple[str, Line]]:
    """Known services in a sentence, where others are listed with their addresses, or one for each thing to do."""
    if not _are_listed(facts):
        return
    lines = {(one.span.path, one.span.line): one for one in facts.stated if _is_sentence(one)}
    for one in facts.spec.integrations:
        kept = one.name.lower() in _STORES
        line = None if one.url or one.webhook or kept else lines.get((one.span.path, one.span.line))
        if line is not None and not facts.names.stands_elsewhere(one.name.lower(), line):
            yield one.name, line


def _is_sentence(line: Line) -> bool:
    """In sections about third parties only a paragraph: rows and bullets declare them."""
    return line.kind in SENTENCES or (line.kind == "integrations" and line.text[:1] not in "|-*+ #`>")


_LIST = 2
"""Rows of a table or bullets that together say with whom the service works."""


def _are_listed(facts: Facts) -> bool:
    stated = [one for one in facts.spec.integrations if one.origin == "stated"]
    rows = [one for one in stated if facts.line(one.span).lstrip().startswith("|")]
    return any(one.url for one in stated) or len(rows) >= _LIST


def _that_are_told(facts: Facts, known: frozenset[str]) -> Iterator[tuple[str, Line]]:
    for line in facts.stated_with(_TELLING):
        for found in _told().finditer(line.text) if line.kind in SENTENCES else ():
            word = found[1].lower()
            strange = word not in known and singular(word) not in known and word not in _NO_NAMES
            if strange and not facts.names.stands_elsewhere(word, line):
                yield found[1], line
