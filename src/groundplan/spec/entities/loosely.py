"""The attributes that the description of a thing names anywhere in it: `A boat with a name, length and state`.

Last of all ways to read a description, and only where several of the names end as those of attributes do, so that
`A yard with sails, ropes and paint`, `One of three kinds: small, long, wide` name none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.spec.draft import place
from groundplan.spec.fields import fields
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Text
    from groundplan.spec.model import Field

_FEW = 2
_LONGEST = 24
"""Letters of the name of one in Korean: more are a clause."""


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """Where such a list may stand: it goes on to the end of its sentence."""
    part = r"(?:[^.;:()—–]|\.(?=\w)|\([^()]*\))"
    verbs = "with|containing|including|comprising|holding|having|recording|storing|capturing|tracking"
    verbs += "|includes|contains|has|stores|records|captures|tracks|attributes(?: include| are)?"
    return (
        regex.compile(rf"\bused to (?:track|store|record)\s+({part}+)"),
        regex.compile(rf"\b(?:{verbs})\s+((?!(?:which|what|who|how|whether)\b){part}+)", re.IGNORECASE),
        regex.compile(rf"[^,.;:()]{{3,}}:\s+({part}+)(?=[.;]|$)"),
        regex.compile(r"\(([^()]+,[^()]+)\)"),
        regex.compile(rf"\s[—–-]\s+({part}+)(?=[.;]|$)"),
    )


@cache
def _korean() -> tuple[re.Pattern[str], ...]:
    """`제목, 본문을 포함`, `이름, 가입일을 속성으로 가진다`, `시작일과 상태를 갖는 예약`, `예약 - 시작일, 상태`."""
    part = r"(?:[^.;:()—–]|\([^()]*\))"
    verb = "포함|가지|가진|갖|속성|보유|관리|저장|구성|담|기록"
    return (
        regex.compile(rf"({part}+?)(?: 등| 정보)?(?:(?:을|를|이|가|으로|로)? ?(?:{verb})|(?:이|가) 있는)"),
        regex.compile(rf"(?:\s[—–-]|:)\s+({part}+)(?=[.;]|$)"),
        regex.compile(r"\(([^()]+,[^()]+)\)"),
    )


def listed(text: Text, path: str) -> list[Field]:
    """The attributes of the first list in a description most of whose names are those of attributes."""
    for told, labelled in _lists(text.text):
        names = list(dict.fromkeys(_names(told)))
        if labelled and names[:1] != [""] and "" in names and len(names) > _FEW + 1:
            names.remove("")  # one in many words, among words that say that they list attributes
        sure = len(names) if labelled else sum(map(is_attribute, names))
        if all(names) and sure >= _FEW and 2 * sure >= len(names):
            return [fields.make(one, fields.UNKNOWN, place(path, text), (), origin="inferred") for one in names]
    return []


def _lists(text: str) -> Iterator[tuple[str, bool]]:
    """The lists of a description, and whether it says that they are of attributes."""
    if "," not in text and " and " not in text and not regex.has(text, ("과 ", "와 ", "·")):
        return
    for shape in _shapes() if text.isascii() else (*_korean(), *_shapes()):
        for one in shape.finditer(text):
            yield one[1], one[0][:4].lower() == "attr"


def _names(told: str) -> Iterator[str]:
    """The names in a list up to the clause behind it; nothing where one is no name."""
    for part, _ in split(_and().sub(", ", told)):
        if clause().match(part):
            return
        if tie().match(part):
            continue
        plain = _remark().sub("", led().sub("", _article().sub("", part))).strip(" `*")
        named = len(plain) <= _LONGEST or plain.isascii()
        name = fields.identifier(plain) or fields.identifier(plain.replace("-", "_")) if named else ""
        yield name


@cache
def _and() -> re.Pattern[str]:
    return regex.compile(r",?\s+(?:and|plus|및|그리고)\s+|(?<=[가-힣])(?:와|과) |\s*·\s*")


@cache
def clause() -> re.Pattern[str]:
    """What is said of the thing behind its list: `..., who opens berths`."""
    return regex.compile(r"(?:and )?(?:who|which|that|where|when|used|owned|linked|belongs|can|is|are|may|must)\b")


@cache
def tie() -> re.Pattern[str]:
    """`a reference to the booking`: what a thing is tied to, and no name."""
    return regex.compile(
        r"(?:an? |the |its )?(?:references?|links?|relations?(?:hips?)?|associations?|associated|related)\b"
        r"|[^,]*(?:참조|관계|연결)$",
        re.IGNORECASE,
    )


@cache
def _article() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:(?:an?|the|its|their|optional|required|unique|basic|current|assigned|selected|chosen)\s+)+(?=[\w`])",
        re.IGNORECASE,
    )


@cache
def led() -> re.Pattern[str]:
    """`게시글을 나타내며 제목`: the clause before the first name."""
    return regex.compile(
        r"^.*(?:[며고]|으?로서|위한|대한|작성한|등록한|저장하는|나타내는|관리하는),? (?=[가-힣A-Za-z])"
    )


@cache
def _remark() -> re.Pattern[str]:
    return regex.compile(
        r"\s*\([^()]*\)|\s+(?:of|for) (?:the|an?|each) .*$"
        r"|\s+(?:when|where|if) (?:applicable|any|available|needed|present|known|provided|set|relevant)$"
    )


def is_attribute(name: str) -> bool:
    """Whether a name ends as those of attributes do."""
    lower = name.lower()
    if not name.isascii():
        return lower.endswith(tuple(vocabulary("attribute_ends")))
    last = lower.replace("_", " ").rpartition(" ")[2]
    return last in _words() or ("_" in name and name.islower()) or lower.endswith(("id", "_at"))


@cache
def _words() -> frozenset[str]:
    return frozenset(vocabulary("attribute_words")) | frozenset(vocabulary("member_words"))
