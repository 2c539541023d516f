"""The attributes that the description of an entity lists in words: `Attributes: a, b`, `Has a name, a voice ...`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place, place_within
from groundplan.spec.entities import loosely
from groundplan.spec.entities.bullets import is_spelled
from groundplan.spec.fields import fields, inline, spans
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity, Field
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import split, tells_whose

if TYPE_CHECKING:
    from collections.abc import Iterator


@lru_cache(1)
def _lists() -> tuple[re.Pattern[str], ...]:
    keys = r"(?:key |main |core |주요 )?(?:attributes?|fields?|columns?|properties|속성|필드|컬럼|항목)"
    listed_ = r"(?:[^.;:()]|\.(?=\w)|\([^()]*\))+"
    return (
        regex.compile(
            r"(?:속성|필드|컬럼|항목)(?:은|으로는?|에는) ((?:[^.;:()]|\([^()]*\))+?)"
            r"(?:을|를|이|가|으로|로|[ ]등을?)?\s*(?:포함|가진|가지|갖|구성|있)"
        ),
        regex.compile(rf"\b{keys}[*_`]*(?:\s+(?:include|are))?\s*[:：]?[*_]*\s+({listed_})", re.IGNORECASE),
        regex.compile(rf"{keys}[*_`]*\s*[:：][*_]*\s*({listed_})", re.IGNORECASE),
        regex.compile(
            r"(?:^|\. )([^.;:()]+?)(?:을|를| 등을?| 정보를?)?\s*(?:속성으로 )?"
            r"(?:포함(?:한다|합니다|함)?|가진다|갖는다|지닌다|가집니다|갖습니다)\.?$"
        ),
        regex.compile(rf"\b(?:details|information|data|attributes|fields) (?:such as|like|including) ({listed_})"),
        regex.compile(
            r"^[^().;:]{0,40}(?:정보|데이터|항목|내역|\b(?:information|info|data|details))\s*"
            r"\(([^()]+?)(?: 등|,? etc\.?)?\)\.?$"
        ),
    )


@lru_cache(1)
def _possessed() -> re.Pattern[str]:
    """`Has a name, a voice and an email`, `includes date, place and duration`, `with a start, an end and a rating`."""
    return regex.compile(
        r"(?:(?:^|[.;,—–]\s+|\b(?:and|that|which|it|each)\s+)"
        r"(?:has|have|includes?|contains?|holds?|stores?|records?|carries|tracks|with|consists of)"
        r"|,\s+(?:containing|carrying|holding|storing|recording|capturing)):?\s+"
        r"((?:[^.;:()]|\([^()]*\))+?)(?=[.;]|$)",
        re.IGNORECASE,
    )


@lru_cache(1)
def _begun() -> re.Pattern[str]:
    """`Has a name, a voice and an email.`, `Each boat stores: name, length`: a sentence that is of the thing itself."""
    verb = "has|includes?|contains?|holds?|stores?|records?|carries|tracks|consists of"
    return regex.compile(
        rf"(?:^|[.;—–]\s+)(?:(?:It|Each(?: \w+){{1,2}}|Every \w+|An? \w+)\s+)?(?:{verb}):?\s+"
        r"((?:[^.;:()]|\([^()]*\))+?)(?=[.;]|$)",
        re.IGNORECASE,
    )


def owned(text: Text, path: str) -> list[Field]:
    """What a sentence in the words below the heading of a thing says that it has."""
    return _of_thing(_begun(), text, path)


def _of_thing(shape: re.Pattern[str], text: Text, path: str) -> list[Field]:
    """Three names at least: fewer are what a thing has to do with."""
    for one in shape.finditer(text.text) if len(text.text) <= fields.MAX_LISTED else ():
        own = _linked().sub("", _example().sub("", one.group(1).strip()))
        parts = [part for part, _ in split(regex.sub(r",?\s+and\s+", ", ", own))]
        parts = list(takewhile(lambda part: not loosely.clause().match(part), parts))
        told = ", ".join(_around().sub("", part) for part in parts)
        found = inline.columns(text._replace(text=told), path, sure=True) if "(" in told else []
        found = found or [fields.make(name, fields.UNKNOWN, place(path, text), ()) for name in fields.names(told)]
        if len(found) >= _FEW:
            return [field._replace(origin="inferred") for field in found]
    return []


_FEW = 3


@lru_cache(1)
def _around() -> re.Pattern[str]:
    """`the references to berths seen` are references."""
    return regex.compile(r"^(?:(?:an?|one|the|its|their|optional)\s+)+|(?<=\w)\s+(?:of|or|for|to|used|that|which)\s.*$")


@lru_cache(1)
def _linked() -> re.Pattern[str]:
    """`, and belongs to one or more clubs`, `` and a `supports` relation to goals ``: what it is tied to, or does."""
    tie = (
        r"(?:belongs|owns|contains|can|may|must|(?:references|links)(?! to\b)|refers|relates|relations?|is|are)\s"
        r"|(?:an?\s+)?`\w+`\s+relations?\b"
    )
    return regex.compile(rf",?\s+and\s+(?:{tie}).*$")


@lru_cache(1)
def _example() -> re.Pattern[str]:
    """`(e.g., "north")`: no values."""
    return regex.compile(r"\s*\((?:e\.g\.|i\.e\.|such as|for example|예:|예\))[^()]*\)", re.IGNORECASE)


@lru_cache(1)
def _shown() -> re.Pattern[str]:
    """`` `id, name, made_at` (`name` nullable)``: a list in one code span, and words about it."""
    return regex.compile(r"`([\w?]+(?:, [\w?]+)+)`\s*(?:\([^()]*\)?)?\.?$")


def _bracketed(told: str, text: Text, path: str) -> list[Field]:
    """`id, state (open, closed), owner (a Member)`: what stands in the brackets is said of a field."""
    plain = regex.sub(r"(^|, )(?:(?:an?|the|its|their|optional)\s+)+", r"\1", told)
    found = inline.columns(text._replace(text=plain), path, sure=True)
    return [one._replace(origin="inferred") for one in found] if len(found) > 1 else []


def _leading(text: str) -> list[str]:
    """The names that a text begins with, where two are spelled as only members are: `boatId, pierId, 낙관적 락`."""
    names = [part for part, _ in takewhile(lambda one: one[0].isidentifier() and one[0].isascii(), split(text))]
    spelled = sum(one[0].islower() and is_spelled(one) for one in names)
    return names if spelled > 1 else []


@lru_cache(1)
def _existing() -> re.Pattern[str]:
    """`Existing entity - code, status, ownerId`: what stands before the names."""
    return regex.compile(r"^(?:existing|new|extended) (?:entity|model|table|collection)\s+[—–-]\s+", re.IGNORECASE)


@lru_cache(1)
def _times() -> re.Pattern[str]:
    """`timestamps (created_at, updated_at)`: the names alone."""
    return regex.compile(r"\btime ?stamps? \((\w+(?:, \w+)*)\)", re.IGNORECASE)


@lru_cache(1)
def _paired() -> re.Pattern[str]:
    """`code, lat/lng, state`, `위도/경도`: two parts."""
    return regex.compile(r"(?<=, )(\w+)/(\w+)(?=,|$)")


def _untied(told: str) -> str:
    """A list without what its thing is tied to, `relationship to Pier`, and without `optional` before names."""
    if "relat" not in told and "ptional " not in told:
        return told
    parts = [part for part, _ in split(told) if not loosely.tie().match(part)]
    return ", ".join(_freed().sub("", part) for part in parts)


@lru_cache(1)
def _freed() -> re.Pattern[str]:
    return regex.compile(r"^(?:optional|required) (?=\w)", re.IGNORECASE)


@lru_cache(1)
def _called() -> re.Pattern[str]:
    """`설치 시각(laid_at)`, `철거일(removed_on, 선택)`: what people call it, and its name."""
    return regex.compile(r"[가-힣][가-힣A-Za-z ]{0,20}[`*]*\s?\([`*]*([a-z]\w*)[`*]*((?:, ?[^()]{1,20})?)\)")


def _renamed(text: Text, path: str) -> list[Field]:
    """The fields of a list in which each part stands in Korean with its name; most names are those of no type."""
    found = [_called().fullmatch(part) for part, _ in split(text.text.rstrip(". "))] if "(" in text.text else []
    names = [one[1] for one in found if one]
    kinds = [kind.base for name in names if (kind := read_type(name))]
    typed = sum(base not in ("unknown", "ref") for base in kinds)
    if len(found) < 2 or len(names) < len(found) or 2 * typed > len(names):
        return []
    span = place(path, text)
    return [Field(one[1], fields.UNKNOWN, span, nullable=bool(_may().search(one[2]))) for one in found if one]


@lru_cache(1)
def _may() -> re.Pattern[str]:
    return regex.compile(r"선택|optional|null", re.IGNORECASE)


@lru_cache(1)
def _named() -> re.Pattern[str]:
    """`a buoy with buoy_no, laid_on, and link.`, up to the end of the sentence."""
    name = r"[a-z]\w*(?: \([^()]*\))?"
    return regex.compile(rf"\bwith ({name}(?:(?:, and |, | and ){name})+)(?=[.;]|$)")


def _spelled(text: Text, path: str) -> list[Field]:
    """What a thing comes with by its names, most of them as only programs spell them."""
    found = _named().search(text.text) if "_" in text.text else None
    plain = regex.sub(r" \([^()]*\)", "", found[1]) if found else ""
    names = [one for one in regex.split(r", and |, | and ", plain) if one]
    told = 2 * sum("_" in one for one in names) > len(names)
    return [Field(one, fields.UNKNOWN, place(path, text), origin="inferred") for one in names] if told else []


@lru_cache(1)
def _claused() -> re.Pattern[str]:
    """`이름, 가입일을 갖는 사용자`: a sentence, whose words between commas are no names."""
    return regex.compile(r"[가-힣](?:을|를|며|으로|로서) |[가-힣](?:을|를) ?포함$")


@lru_cache(1)
def _keyed() -> re.Pattern[str]:
    """`id, pier_id (FK), berth_id (composite PK)`: nothing but names and what keys they are."""
    name = r"`?[a-z]\w*`?(?: \((?:composite )?[PF]K(?:, ?[PF]K)?\))?"
    return regex.compile(rf"{name}(?:, {name})+\.?")


def _of_keys(text: Text, path: str) -> list[Field]:
    """Of `boat_id, pier_id (composite PK)` both are the key."""
    found = inline.columns(text._replace(text=text.text.replace("(composite ", "(")), path, sure=True)
    if text.text.count("composite PK") == 1 and "composite PK" in text.text[text.text.rfind(",") :]:
        found = [one._replace(primary_key=True) for one in found]
    return found


def listed(text: Text, path: str) -> list[Field]:
    """The attributes that the description of an entity lists: all of it, behind `Attributes:`, or before 포함."""
    if len(text.text) > fields.MAX_LISTED:
        return []
    renamed = _renamed(text, path)
    if renamed:
        return renamed
    keyed = "K)" in text.text and _keyed().fullmatch(text.text)
    if keyed:
        return _of_keys(text, path)
    shown = _shown().match(text.text)
    plain = not tells_whose(text.text) and not _claused().search(text.text)
    found = fields.names(shown[1] if shown else text.text) if plain else []
    found = found if len(found) > 1 else _leading(text.text) or _leading(_existing().sub("", text.text))
    inferred = len(found) < 2
    for shape in _lists() if inferred else ():
        one = shape.search(text.text)
        told = regex.sub(r",?\s+(?:and|및)\s+", ", ", one.group(1).strip()).replace("[]", "") if one else ""
        told = loosely.led().sub("", told) if one and not told.isascii() else told
        told = _paired().sub(r"\1, \2", _times().sub(r"\1", _untied(told)))
        found = fields.names(told)
        if len(found) > 1:
            break
        bracketed = _bracketed(told, text, path) if "(" in told else []
        if bracketed:
            return bracketed
    if len(found) < 2:
        return _of_thing(_possessed(), text, path) or _spelled(text, path) or loosely.listed(text, path)
    span = place(path, text)
    return [Field(name, fields.UNKNOWN, span, origin="inferred" if inferred else "stated") for name in found]


@cache
def _table() -> re.Pattern[str]:
    return regex.compile(r"(?:^|(?<=\. ))[*]*`([A-Za-z]\w*)`[*]*(?: ?(?:table|model|테이블|모델))?[*]* ?[:：—–] (?=`)")


def tables(lines: tuple[Text, ...], path: str) -> Iterator[Entity]:
    """``clubs`: `id`, `name`. `club_days`: `id`, `club_id`, `day`.``: tables and their columns in a paragraph."""
    if lines[0].text[:1] not in "`*":
        return
    text = lines[0]._replace(text=" ".join(one.text for one in lines))
    heads = list(_table().finditer(text.text))
    for head, after in pairwise([*heads, None]):
        stop = after.start() if after else len(text.text)
        own = spans.among(Text(text.text[head.end() : stop].rstrip(), 0, head.end()), path) if head else []
        if head and own and not is_message(head[1]):
            places = (place_within(path, lines, one.span.column, len(one.name)) for one in own)
            made = tuple(one._replace(span=where) for one, where in zip(own, places, strict=True))
            yield Entity(head[1], made, place_within(path, lines, head.start(1), len(head[1])))
