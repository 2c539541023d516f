"""Things that requirements make, read, change and delete, where nothing else says what is kept.

`선석을 등록하면`, `선석 목록을 조회하면`, `선석을 수정하면`: three kinds of acts upon one thing tell that it is kept.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.spec.entities import prose, prose_korean
from groundplan.spec.model import Entity
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.spec.model import Requirement

_FEW = 3
"""Kinds of acts, of which one makes the thing."""
_KINDS = {
    "made": (r"creat(?:e|es|ing)|adds?|adding|register(?:s|ing)?|submits?|books?|booking", "생성|등록|추가|작성"),
    "read": (r"views?|viewing|lists?|listing|retrieves?|retrieving|requests?|browses?|search(?:es)?", "조회|검색|열람"),
    "changed": (
        r"updat(?:e|es|ing)|edits?|editing|modif(?:y|ies|ying)|reschedul(?:e|es|ing)",
        "수정|변경|갱신|업데이트",
    ),
    "deleted": (r"delet(?:e|es|ing)|removes?|removing|cancels?|archives?", "삭제|제거|취소"),
}


@cache
def _shapes() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    article = "(?:(?:an?|the|their|his|its|own|new|existing|all|any|every|each|specific) ){0,3}"
    ends = (
        r"(?= (?:with|in|to|by|for|from|of|and|or|if|when|via|at|on|that|which|SHALL|THEN|then|details|list)\b|[.,;]|$)"
    )
    thing = r"(?P<thing>[a-z][a-z-]+(?: [a-z][a-z-]+)?)"
    korean = (
        r"(?:^|(?<=[\s,]))(?P<thing>(?:[가-힣]+ ){0,2}[가-힣]+?)(?: 목록| 정보| 상세(?: 정보)?| 내역)?[을를] (?:새로 )?"
    )
    return {
        kind: (
            regex.compile(rf"\b(?:{english})(?:,? (?:and |or )?(?:{_ANY}))* {article}{thing}{ends}"),
            regex.compile(rf"{korean}(?:{acts})"),
        )
        for kind, (english, acts) in _KINDS.items()
    }


_ANY = "|".join(english for english, _ in _KINDS.values())


def things(requirements: Iterable[Requirement]) -> Iterator[Entity]:
    """The things with as many kinds of acts upon them, each where it is told of first."""
    kinds: dict[str, set[str]] = {}
    first: dict[str, tuple[str, Requirement]] = {}
    for one in requirements:
        for kind, shapes in _shapes().items():
            for name in _names(shapes, one.text):
                key = same_name(name)
                kinds.setdefault(key, set()).add(kind)
                first.setdefault(key, (name, one))
    for key, (name, where) in first.items():
        if len(kinds[key]) >= _FEW and "made" in kinds[key]:
            yield Entity(name, (), where.span, origin="inferred")


def _names(shapes: tuple[re.Pattern[str], re.Pattern[str]], text: str) -> Iterator[str]:
    english, korean = shapes
    for one in english.finditer(text):
        name = prose.thing(one["thing"])
        if name and not prose.is_part(name):
            yield name
    for one in korean.finditer(text) if not text.isascii() else ():
        name = prose_korean.plain(one["thing"])
        if name and not name.endswith(tuple(vocabulary("attribute_ends"))):
            yield name
