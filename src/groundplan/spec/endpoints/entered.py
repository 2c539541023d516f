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


_ENTERED = ("input", "입력", "requestbody", "요청본문", "body", "fields", "requiredfields", "필수필드")


def made(title: str) -> str:
    """What `Create a booking` makes; empty for any other heading."""
    first, _, rest = heading(title)[0].partition(" ")
    noun = regex.sub(r"^(?:an?|the|new)\s+", "", rest, flags=re.IGNORECASE)
    return same_name(noun) if compact(first) in vocabulary("acts") else ""
