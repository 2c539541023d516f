"""Requirements that let somebody do what no endpoint does: `export the tasks as CSV` where nothing exports.

Only deeds that reading and writing rows does not cover, and the deletion of a thing that no endpoint deletes. A deed
is served where its word stands in a path, beside an endpoint, in the data model or in an integration.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import ACCOUNTS, fold, path_names, singular
from groundplan.check.functions import Found
from groundplan.check.index import Index
from groundplan.check.nodes import by_place, place

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Requirement

NODE = "requirement"
WORDS = ("deed",)
OPTIONS = ()

_FEWEST = 3
"""Endpoints of a SPEC that states its API."""
_DEEDS = (
    ("export", "download", "csv", "excel", "내보내", "다운로드", "내려받"),
    ("import", "upload", "가져오", "업로드"),
    ("upload", "attachment", "file", "photo", "image", "업로드", "첨부", "파일", "사진", "이미지"),
    ("download", "export", "file", "attachment", "다운로드", "내려받", "내보내", "파일", "첨부"),
    ("print", "pdf", "인쇄", "출력"),
    ("invite", "invit", "초대"),
    ("refund", "환불"),
    ("unsubscribe", "subscri", "구독"),
    ("subscribe", "subscri", "구독"),
    ("merge", "병합", "합치"),
    ("duplicate", "copy", "copies", "clone", "복제", "복사"),
    ("transfer", "이전", "이체", "양도"),
    ("rate", "rating", "review", "평점", "평가", "후기", "리뷰"),
    ("내려받", "다운로드", "내보내", "파일", "첨부", "download", "export", "file"),
    ("다운로드", "내려받", "내보내", "파일", "첨부", "download", "export", "file"),
    ("내보내", "내려받", "다운로드", "export", "download", "csv"),
    ("업로드", "첨부", "파일", "사진", "이미지", "가져오", "upload", "file", "import", "image", "photo"),
    ("인쇄", "출력", "print", "pdf"),
    ("초대", "invit"),
    ("환불", "refund"),
    ("구독", "subscri"),
    ("복제", "복사", "copy", "clone", "duplicate"),
    ("block", "차단", "block"),
    ("follow", "팔로우"),
    ("vote", "voting", "투표"),
    ("bookmark", "favorite", "favourite", "북마크", "즐겨찾기"),
    ("share", "sharing", "공유", "link"),
    ("차단", "block"),
    ("팔로우", "follow"),
    ("투표", "vote"),
    ("즐겨찾기", "북마크", "bookmark", "favorite"),
    ("신고", "report"),
    ("공유", "share", "sharing", "link"),
)
"""A deed, and the words any of which serves it."""


@cache
def _wanted() -> re.Pattern[str]:
    """The deed where somebody is let do it, or does it himself: not `the imported rows`, not `a refund policy`."""
    english = "|".join(row[0] for row in _DEEDS if row[0].isascii())
    korean = "|".join(row[0] for row in _DEEDS if not row[0].isascii())
    may = r"be able to|can|may|lets?(?: \w+){1,4}|allows?(?: \w+){1,4} to|shall(?= (?:export|import|print|refund))"
    return regex.compile(
        rf"\b(?:{may}) ({english})"
        rf" (?=(?:an?|the|all|its|their|\w+s)\b)|\band ({english}) (?=(?:an?|the|all|its|their)\b)"
        rf"|({korean})(?:할|하도록|을 수|를 수|을 할|를 할)(?! 수 없)"
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where the API is not stated."""
    if len(facts.spec.endpoints) < _FEWEST:
        return
    deeds = facts.each("requirements", _deeds)
    words = tuple(sorted({word for _, deed in deeds for word in _serving(deed)}))
    served = {*facts.sayings(_told, *words), *_named(words, facts)} if deeds else set()
    own = by_place(items, {one.span for one, _ in deeds}) if deeds else {}
    traced = {name for one in facts.spec.endpoints for name in one.requirements} if deeds else ()
    for one, deed in deeds:
        item = own.get(place(one))
        if item and one.id not in traced and served.isdisjoint(_serving(deed)):
            yield item, facts.place(one.span, deed), {"deed": deed, "id": one.id}, ()
    yield from _undeleted(items, facts)


def _undeleted(items: Iterable[Item], facts: Facts) -> Iterator[Found]:
    """`shall let a manager delete a laboratory`, where no path of a laboratory deletes anything, by whatever word."""
    wanted: list[tuple[Requirement, str, str]] = facts.each("requirements", _deletions)
    things = {fold(one.label): key for key, one in facts.things.items() if one.label} if wanted else {}
    ends = facts.kept(_ends, facts.spec.endpoints) if wanted else ()
    own = by_place(items, {one.span for one, _, _ in wanted}) if wanted else {}
    traced = {fold(name) for one in facts.spec.endpoints for name in one.requirements} if wanted else ()
    for one, deed, thing in wanted:
        item, name = own.get(place(one)), things.get(fold(thing), singular(thing))
        told = name not in facts.things or name in ACCOUNTS or fold(one.id) in traced
        if item and not told and not any(name in names for names in ends):
            yield item, facts.place(one.span, deed), {"deed": deed, "id": one.id}, ()


def _deletions(requirements: Iterable[Requirement]) -> Iterator[tuple[Requirement, str, str]]:
    """Those that let somebody delete a thing, with the word and the thing."""
    some = [one for one in requirements if regex.has(one.text, ("delete", "remove", "삭제"))]
    for one in some:
        found = _deleted().search(one.text.lower())
        if found:
            yield one, found[1] or "삭제", found[2] or found[3]


@cache
def _deleted() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:be able to|can|may|lets?(?: \w+){1,4}|allows?(?: \w+){1,4} to) (delete|remove)"
        r" (?:an?|the|any|their|its|his|own|their own|his own) ([a-z]{3,})(?=[.,;]|$)"
        r"|([가-힣]{2,8})[을를] 삭제할 수 있"
    )


def _ends(endpoints: tuple[Endpoint, ...]) -> list[frozenset[str]]:
    """What the paths of calls name that may delete: all but those that read, and that only make."""
    return [frozenset(path_names(one)) for one in endpoints if one.method == "DELETE" or _ENDING.search(one.path)]


_ENDING = regex.compile(r"/(?:bulk-?)?(?:delete|remove|archive|retire|cancel|close|deactivate|withdraw|revoke|purge)")


def _deeds(requirements: Iterable[Requirement]) -> Iterator[tuple[Requirement, str]]:
    some = list(requirements)
    for number in sorted(Index([one.text for one in some]).having([row[0] for row in _DEEDS])):
        found = _wanted().search(some[number].text.lower())
        if found:
            yield some[number], next(deed for deed in found.groups() if deed)


def _serving(deed: str) -> list[str]:
    return [word for row in _DEEDS if row[0] == deed for word in row]


def _told(sayings: Iterable[tuple[str, str]], *words: str) -> Iterator[str]:
    """Those of the words that stand beside endpoints."""
    whole = "\n".join(block for block, _ in sayings)
    return (word for word in words if word in whole)


def _named(words: Iterable[str], facts: Facts) -> Iterator[str]:
    """Those that stand in the names of the data model and of other services."""
    spec = facts.spec
    names = [f"{one.name} {one.label} {' '.join(field.name for field in one.fields)}" for one in spec.entities]
    names += [relation.through for relation in spec.relations]
    names += [" ".join(facts.lines[one.span.path][one.span.line - 1 : one.span.end_line]) for one in spec.integrations]
    whole = "\n".join(names).lower()
    return (word for word in words if word in whole)
