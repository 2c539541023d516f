"""Things that only a glossary defines: its terms that requirements have created, stored or deleted.

`- **Mooring**: A stay of one boat` is an entity beside `SHALL store the Mooring`; parts of the program are none.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.entities import enlisted
from groundplan.spec.fields import fields
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.titles import entity_name
from groundplan.spec.text.words import without_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.spec.model import Requirement, Term

_MOST = 3
"""Words of a thing's name."""


def things(terms: Iterable[Term], requirements: Iterable[Requirement]) -> Iterator[Entity]:
    """The terms that are kept, with the attributes that their definitions list."""
    named = {_plain(one.term): one for one in terms if len(one.term.split()) <= _MOST and not _is_part(one)}
    kept = {said for one in requirements for said in _kept(one.text)} if named else ()
    shown = _shown(named, requirements) if named else {}
    for key, one in named.items():
        listed = enlisted.listed(Text(one.meaning, one.span.line, one.span.column), one.span.path)
        labelled = len(listed) > 1 and _labelled().search(one.meaning) is not None
        name, label = entity_name(one.term.replace("_", " "))
        own = shown.get(key, ())
        if name and not is_message(name) and (labelled or len(own) > 1 or any(_begins(said, key) for said in kept)):
            made = [field._replace(span=one.span) for field in listed]
            made += [fields.make(each, fields.UNKNOWN, one.span, (), origin="inferred") for each in own if not listed]
            yield Entity(name, tuple(made), one.span, label, origin="inferred")


_KEYS = frozenset({"id", "identifier"})
"""By these other things say which one they are of."""


def _shown(named: dict[str, Term], requirements: Iterable[Requirement]) -> dict[str, tuple[str, ...]]:
    """By the terms: the attributes that requirements name with them, `berth depth`, `the boat's length`."""
    found: dict[str, dict[str, None]] = {}
    words = "|".join(re.escape(key) for key in sorted(named, key=len, reverse=True))
    attributes = "|".join(one for one in vocabulary("attribute_words") if one not in _KEYS)
    behind = r"(?=$|[.,;)]| (?:and|or|is|are|as|to|with|for|of|in|on|by|from|when|that|which|must|shall|if|then)\b)"
    shape = regex.compile(rf"(?<![\w-])(?<!maximum )(?<!minimum )({words})(?:['’]s)? ({attributes}){behind}")
    for one in requirements:
        for each in shape.finditer(one.text.replace("_", " ").lower()):
            found.setdefault(each[1], {})[each[2]] = None
    return {key: tuple(several) for key, several in found.items()}


def called(found: Iterable[Entity], terms: Iterable[Term]) -> list[Entity]:
    """Things in Korean by the terms that a glossary has for them: `주문` beside `**Order**: ...` is that."""
    named = {compact(one.term): one for one in terms if one.term.isascii() and not _is_part(one)}
    kept = []
    for one in found:
        term = None if one.name.isascii() else _of(one.name, list(named.values()))
        kept.append(one._replace(name=term.term.replace("_", " "), label=one.name) if term else one)
    return kept


def _of(name: str, terms: list[Term]) -> Term | None:
    """The term of a thing: the one that is it, or the only one that ends with it: `카테고리` of `Port_Category`."""
    same = [one for one in terms if _is_same(one, name)]
    known = vocabulary("same_things").get(compact(name), ())
    close = [one for one in terms if without_forms(one.term.lower().split("_"), _HELD)[-1] in known]
    return same[0] if same else close[0] if len(close) == 1 else None


_HELD = frozenset({"account"})


def _is_same(term: Term, name: str) -> bool:
    """Whether a term is of a thing: by its words, or by the last word of what it is said to be."""
    known, words, own = vocabulary("same_things"), term.term.replace("_", " ").lower().split(), name.split()
    pairs = zip(words, own, strict=True) if len(words) == len(own) else ((compact(term.term), name),)
    if all(word in known.get(compact(one), ()) for word, one in pairs):
        return True
    first = regex.sub(r"\s*\([^()]*\)", "", term.meaning.partition(". ")[0]).rstrip(". ")
    return first.endswith(f" {name}") and "user" not in known.get(compact(name), ())  # who uses it is one of several


def _plain(words: str) -> str:
    return regex.sub(r"\s*\([^()]*\)", "", words).replace("_", " ").strip().lower()


def _begins(said: str, key: str) -> bool:
    """Whether words begin with a term or with several of it: `berth bookings for`."""
    rest = said.removeprefix(key)
    return rest != said and _ended().match(rest) is not None


@cache
def _ended() -> re.Pattern[str]:
    """What a name ends with: `berths for`, not `berth prices`."""
    words = (
        "with|in|into|to|for|from|of|by|on|at|as|and|or|when|where|if|that|which|using|via|after|before|without|only"
        "|based|including|containing|through|within|under|has|have|is|are"
    )
    own = "accounts?|records?|data|details|information|entr(?:y|ies)|objects?|configurations?|settings?|preferences?"
    return regex.compile(rf"(?:e?s)?(?: (?:{own}))?(?:$| ?$| (?:{words})\b)|[을를]")


def _kept(text: str) -> tuple[str, ...]:
    """What stands behind the verbs of a sentence that creates or changes what is stored, or before those in Korean."""
    low = text.replace("_", " ").lower()
    return (*(one[1] for one in _done().finditer(low)), *(f"{one[1]}를" for one in _korean().finditer(low)))


@cache
def _done() -> re.Pattern[str]:
    verb = (
        "creates?|adds?|registers?|stores?|saves?|persists?|updates?|edits?|modify|modifies|deletes?|deactivates?"
        "|archives?|publish(?:es)?|submits?|tracks?|manages?|creating|adding|storing|updating|deleting|tracking of"
        "|managing|books?|cancels?|assigns?|returns?|lists?|retrieves?|searches for|views?|mark|marks|lists? of"
    )
    article = r"(?:(?:an?|the|each|all|every|any|their|his|its|new|existing|valid|own|available|of) ){0,3}"
    return regex.compile(rf"\b(?:{verb})(?:,? (?:and |or )?(?:{verb}))* {article}(?=((?:[a-z-]+ ?){{1,5}}))")


@cache
def _korean() -> re.Pattern[str]:
    return regex.compile(
        r"([\w가-힣]+?)(?:을|를) (?:새로 |[\w가-힣 ]{1,16}에 )?(?:생성|등록|저장|추가|작성|수정|삭제|갱신)"
    )


@cache
def _labelled() -> re.Pattern[str]:
    """The definition says that it lists the attributes of a thing."""
    return regex.compile(r"\b(?:fields|attributes|properties|columns)\b|필드|속성|컬럼", re.IGNORECASE)


def _is_part(one: Term) -> bool:
    """Whether a term is a part of the program, a way or a state, by what its definition says that it is."""
    first = _offered().sub("", one.meaning.partition(". ")[0].rstrip(". "))
    english = _behind().split(first, 1)[0]
    return any(_part().search(words) for words in (english, first[-_LAST:] if not first.isascii() else "", one.term))


_LAST = 16
"""Letters at the end of a Korean definition, where it says what the term is."""


@cache
def _offered() -> re.Pattern[str]:
    """`A service offered by a pier`: what people buy, and no part of the program."""
    return regex.compile(
        r"\bservices? (?=(?:offered|provided|sold|booked|performed|that (?:customers|users|people)))", re.I
    )


@cache
def _behind() -> re.Pattern[str]:
    return regex.compile(r"\b(?:who|that|which|for|of|in|on|to|by|with|containing|where|used|tracked|stored)\b|,")


@cache
def _part() -> re.Pattern[str]:
    """`The component that ...`, `... 컴포넌트`."""
    nouns = (
        "systems?|components?|services?|modules?|interfaces?|screens?|pages?|panels?|views?|dashboards?|buttons?|forms?"
        "|process(?:es)?|algorithms?|tokens?|apis?|librar(?:y|ies)|frameworks?|tools?|applications?|apps?|databases?"
        "|servers?|clients?|platforms?|engines?|mechanisms?|state|status|phase|stage|ui|layers?|middleware|endpoints?"
        "|functions?|format|backend|frontend|software|protocols?|schedulers?|jobs?|queues?|caches?|percentage|number"
        "|storage|mode|method|act|feature|code|data structures?"
    )
    korean = (
        "시스템|컴포넌트|서비스|모듈|화면|페이지|기능|버튼|프로세스|알고리즘|토큰|서버|엔진|과정|방식|상태|도구"
        "|인터페이스|계층|큐"
    )
    return regex.compile(rf"\b(?:{nouns})\b|(?:{korean})", re.IGNORECASE)
