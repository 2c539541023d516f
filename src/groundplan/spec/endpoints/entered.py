"""What a feature makes of what people enter: `FR-M-001: Register a mooring` above `**Input**: berth, nights`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.spec.text.identifiers import behind, leading_id
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import bare, heading, same_name, singular, without_forms

if TYPE_CHECKING:
    from collections.abc import Collection

PEOPLE = frozenset({"user", "member", "customer", "account", "사용자", "회원", "고객", "계정"})
"""Who signs up."""
_WORDS = 3
ENTERING = ("입력", "기입", "가입")
"""Words of sentences about what people enter."""


def thing(title: str) -> str:
    """What the title of a feature says that it makes; empty where it makes nothing, or what has no name."""
    own = leading_id(title)
    words = heading(behind(bare(title), own).lstrip("]): .-—–") if own else title)[0]
    if words.lower() in vocabulary("signs_up"):
        return "user"
    first, _, rest = words.partition(" ")
    before, _, last = words.rpartition(" ")
    made = rest if first.lower() in vocabulary("makes") else before if last.lower() in vocabulary("makes") else ""
    pieces = without_forms(_article().sub("", made).split())
    name = " ".join(pieces)
    known = 0 < len(pieces) <= _WORDS and all(map(str.isidentifier, pieces)) and not is_message(pieces[-1])
    return singular(name) if known and pieces[-1].lower() not in vocabulary("unkept") else ""


def topic(title: str) -> str:
    """`POST` of `FR-POST-001`: what the id of a feature is about; empty where it does not say."""
    parts = leading_id(title).split("-")
    return parts[1].lower() if len(parts) > _TOPIC else ""


_TOPIC = 2
"""Parts of an id that are its kind and its number."""


def chosen(named: str, about: str, stated: Collection[str]) -> str:
    """The name by which a thing is stated: that of the id, or the one that a document has for people."""
    if same_name(about) in stated and same_name(named) not in stated:
        return about
    people = [one for one in stated if one in PEOPLE] if named in PEOPLE and same_name(named) not in stated else []
    return people[0] if len(people) == 1 else named


@cache
def _article() -> re.Pattern[str]:
    return regex.compile(r"^(?:(?:an?|the|new|새|새로운|신규)\s+)+", re.IGNORECASE)


def enters(label: str) -> bool:
    """`Input`, `입력 항목`: what people enter, and no query or header."""
    return compact(label).startswith(_ENTERED)


_ENTERED = ("input", "입력", "requestbody", "요청본문", "body", "fields", "requiredfields", "필수필드", "필수입력")


def listed(text: str) -> str:
    """`제목, 내용` of `제목, 내용을 입력한다`, `제목, 내용으로 가입`; empty where no list is entered."""
    found = _given().match(text)
    return found[1] if found and ("," in found[1] or "·" in found[1]) else ""


@cache
def _given() -> re.Pattern[str]:
    """No list before what is said of entering: `빈 제목, 내용 입력 시 오류`, `이름, 메일 입력 창`."""
    aside = "시|중|창|폼|칸|란|화면|오류|여부|제한|검증|값|불가|가능"
    return regex.compile(
        r"((?:[^.;:()]|\([^()]*\)){3,200}?)(?: 등| 정보| 항목)*"
        r"(?:(?:을|를|은|는)? ?(?:필수 |선택 |모두 |반드시 )*(?:입력|기입)|(?:으로|로) (?:회원 ?)?가입)"
        rf"(?! ?(?:{aside}))(?:$|[ .]|받|한|합|하|해|할)"
    )


def made(title: str) -> str:
    """What `Create a booking` makes; empty for any other heading."""
    first, _, rest = heading(title)[0].partition(" ")
    noun = regex.sub(r"^(?:an?|the|new)\s+", "", rest, flags=re.IGNORECASE)
    return same_name(noun) if compact(first) in vocabulary("acts") else ""
