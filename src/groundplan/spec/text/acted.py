"""What a path is about where it ends in an act on a collection, or in a word for some of it: `/boats/list`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.grammar import vocabulary
from groundplan.spec.text.words import same_name, singular


def words(path: str, *acts: str) -> list[str]:
    """The plain words of a path, without a last one of these parts of the vocabulary that acts upon the one before."""
    found = [part for part in path.split("/") if part and not part.startswith("{")]
    if is_whose(path):
        return found[:-1]
    noun = _noun(found[-1]) if found else ""
    if noun:
        return found[:-1] if len(found) > 1 and same_name(found[-2]) == same_name(noun) else [*found[:-1], noun]
    last = found[-1] if len(found) > 1 else ""
    known = any(last.lower() in vocabulary(part) for part in acts)
    acted = known and f"/{found[-2]}/{last}" in path and same_name(found[-2]) not in vocabulary("nothings")
    return found[:-1] if acted else found


def is_whose(path: str) -> bool:
    """`/dogs/users/{userId}`: the dogs of a user; `/tours/boat/{boatId}`: those of a boat."""
    found = [part for part in path.split("/") if part and not part.startswith("{")]
    if len(found) < _PAIR or not path.endswith("}"):
        return False
    first, last = found[-2:]
    owner = path.rpartition("{")[2].rstrip("}").lower()
    person = same_name(last)
    plural = singular(first) != first and same_name(first) not in vocabulary("nothings")
    whose = person in _OWNERS or (last.isalpha() and singular(last) == last)
    return plural and whose and person in owner and f"/{first}/{last}/{{" in path


_PAIR = 2
_OWNERS = frozenset({"user", "member", "customer", "owner", "author", "seller", "student"})
"""Of whom things are listed."""


def makes(path: str) -> bool:
    """`/boat/add`, `/createBoat`: what is sent there makes one."""
    pieces = _pieces().findall(path.rpartition("/")[2])
    return bool(pieces) and pieces[0].lower() in vocabulary("makes")


def _noun(word: str) -> str:
    """`orders` of `getAllOrders`, `add-order`: what an act in a path is done to; empty for a plain word."""
    pieces = _pieces().findall(word) if not word.islower() or "-" in word or "_" in word else []
    at = 0
    while at < len(pieces) and pieces[at].lower() in vocabulary("path_verbs"):
        at += 1
    until = next((end for end, one in enumerate(pieces) if one.lower() in _JOINTS), len(pieces))
    return "_".join(one.lower() for one in pieces[at:until]) if 0 < at < len(pieces) else ""


_JOINTS = frozenset({"by", "for", "of", "from", "with"})
"""Behind these stands which of the things: `getOrdersByUser`."""


@cache
def _pieces() -> re.Pattern[str]:
    return regex.compile(r"[A-Z]?[a-z\d]+|[A-Z]+(?![a-z])")
