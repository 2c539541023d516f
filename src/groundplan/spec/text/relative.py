"""Callers told by what they are to a row: `the restaurant's owner`, `guest who booked it`, `본인 식당의 owner`.

Such words are brought to one form, `restaurant owner`: the thing and what the caller is to it. `its` stands for the
row that the operation is on: `its guest`. `the doctor` is the one of the row where it has such, else any.
"""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.grammar import keywords
from groundplan.spec.text.words import kind_of, singular

ITS = "its"
THE = "the"
SIGNED_IN = "signed in"
_LONGEST = 80


def relative(text: str) -> str:
    """The one form of `text`; empty where it is no such words, SIGNED_IN where they tell everybody with an account."""
    words = regex.sub(r"^(?:the|an?) ", "", text.strip(), flags=re.IGNORECASE)
    if len(words) > _LONGEST:
        return ""
    if _signed_in().search(words):
        return SIGNED_IN
    for shape in _shapes():
        found = shape.fullmatch(words)
        if found:
            thing = found.groupdict().get("thing") or ITS
            return f"{thing} {found['role']}".lower()
    return ""


def parts(role: str) -> tuple[str, str] | None:
    """The thing and what the caller is to it, of words in one form; None for a role of one word."""
    thing, _, word = role.rpartition(" ")
    return (thing, word) if thing else None


@cache
def _signed_in() -> re.Pattern[str]:
    person = r"(?:users?|members?|customers?|accounts?|people|anyone|everyone|회원|사용자|유저|고객)"
    done = r"(?:logged in|signed in|signed up|registered|authenticated)"
    return regex.compile(
        rf"^(?:any )?{person} (?:who|that) (?:is |are |has |have )?{done}$"
        rf"|^(?:로그인|인증|가입|등록|승인)(?:한|된|을? ?마친) (?:모든 )?{person}$",
        re.IGNORECASE,
    )


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    word = r"[^\W\d]\w*"  # of a thing as few letters as will do: the particle of `식당의` is none of its name
    thing, role = rf"(?P<thing>{word}?(?: {word}?)?)", rf"(?P<role>{word})"
    whose = r"(?:본인|자신|자기|해당|그|내)(?:의)?"
    return tuple(
        regex.compile(shape, re.IGNORECASE)
        for shape in (
            rf"{thing}['’]s {role}",
            rf"{role} of (?:the |an? |that |this |their |its |his |her )?(?:own )?{thing}",
            rf"(?:its|their) {role}",
            rf"{role} who \w[\w ]*",
            rf"{whose} {thing}(?:의 ?| ){role}",
            rf"{thing}의 {role}",
            rf"{role}\s*\((?:(?:own|assigned|본인|자신|자기|담당|소속|관할)[^()]*|[^()]+ (?:본인|자신)(?:만)?)\)?",
            rf"(?:\w+(?:한|든|쓴|린|된)|담당) {role}",
            rf"(?:assigned|responsible) {role}",
        )
    )


def person(word: str) -> str:
    """Whom a word is known to name: `students` are of the role student."""
    name = kind_of("people", word)
    single = singular(word.lower())
    return name or (single if single in _people() else "")


@cache
def _people() -> frozenset[str]:
    """The English names of people that the vocabulary has Korean ones for."""
    return frozenset(keywords("people").values())
