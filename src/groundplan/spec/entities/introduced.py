"""Resources that a sentence or a comment of a plan brings in by name: ``creates the `users` and `keys` tables``."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.text.words import singular, split

_MAKES = r"(?i:\b(?:creat(?:e|es|ing)|add(?:s|ing)?|introduc(?:e|es|ing)|defin(?:e|es|ing)|implement(?:s|ing)?))"
_KINDS = r"(?i:tables|models|entities|collections)\b"
_ORM = "SQLAlchemy|SQLModel|ORM|JPA|Django|Mongoose|TypeORM|Sequelize|Prisma|GORM|DB|database|domain"
HINTS = ("tables", "models", "entities", "collections", "schema must ", "schema shall ", "schema should ", "테이블",
         "엔티티")  # fmt: skip
"""One of these stands in each sentence that is read."""


_SHOWN, _TITLE = r"`[A-Za-z]\w*`", r"[A-Z][a-z]\w*"
_JOINT = r"(?:, | and |, and )"


@cache
def _sentence() -> re.Pattern[str]:
    """Several names, in code spans or each in capitals, right before what they are."""
    shown, title, joint = _SHOWN, r"[A-Z][a-z]\w*(?: [A-Z][a-z]\w*){0,3}", _JOINT
    schema = r"(?:an?|the) (?:[A-Za-z]+ )?schema (?:with|containing|including|for|defining|of)"
    return regex.compile(
        rf"(?:{_MAKES}(?: {schema})?"
        r"|\b(?i:database|schema) (?i:shall|must|should|will) (?:contain|have|include|define|hold))"
        rf" (?:(?:the|new|three|two|four|five) ){{0,2}}"
        rf"((?:{shown}{joint}){{1,12}}{shown}|(?:{title}{joint}){{1,12}}{title}) (?:\w+ )?{_KINDS}"
    )


def names(text: str) -> list[list[str]]:
    """The resources that sentences say are made, those of each list together."""
    listed = _listed().search(text) if "`, `" in text else None
    if listed:
        return [regex.findall(r"`(\w+)`", listed[0])]
    several = [*_sentence().finditer(text), *_behind().finditer(text)]
    own = [[one.strip("` ") for one in regex.split(r", and |, | and ", found[1])] for found in several]
    shown = None if several else _schema().search(text)
    tables = [one for one in regex.findall(r"\w+", shown[1]) if one != "and"] if shown else []
    return own or ([tables] if 3 * sum(singular(one) != one for one in tables) > 2 * len(tables) else [])


@cache
def _listed() -> re.Pattern[str]:
    """``creates all required tables: `boats`, `piers` ``, ``다음 테이블을 생성한다: `boats`, `piers` ``."""
    shown = r"`[A-Za-z]\w*`(?:(?:, and |, | and |와 |과 )`[A-Za-z]\w*`){1,40}"
    return regex.compile(
        rf"(?:{_MAKES}|\b(?i:include|contain|have|define|hold|migrate)s?) (?:(?i:all|the|of|required|necessary|needed"
        rf"|following|new|main|core|database) ){{0,4}}{_KINDS}[*_]*\s?[:：—–-]\s{shown}"
        rf"|테이블[을를은]? ?(?:[가-힣]+ ?){{0,3}}[:：]\s{shown}"
        rf"|{shown} ?테이블(?:들)?[을를] (?:모두 )?(?:생성|정의|만들)"
        rf"|{shown} ?(?:\d{{1,3}}개의 )?(?:(?:{_ORM}) )?(?:엔티티|엔터티|테이블)(?:들)?(?:으?로|[을를]) [^.]{{0,60}}"
        "(?:모델링|설계|구성|관리|정의)"
    )


@cache
def _behind() -> re.Pattern[str]:
    """``define the relational models `Boat`, `Pier` and `Crew` ``, `provide models for Boats, Piers and Crews`."""
    lists = rf"(?:{_SHOWN}{_JOINT}){{1,20}}{_SHOWN}|(?:{_TITLE}{_JOINT}){{2,20}}{_TITLE}"
    makes = rf"(?:{_MAKES}|\b(?i:provid|contain|includ|ha[vs]|hold|maintain|support)(?:es?|ing|s)?)\b"
    return regex.compile(
        rf"{makes}[^.;:`]{{0,50}}? {_KINDS}(?: (?i:for|named|called)|(?: [a-z]+){{1,2}}(?: the [A-Za-z]+)?:)? ({lists})"
        r"(?=[.,;]?(?:$| (?!models?\b|columns?\b|fields?\b)))"
    )


@cache
def _schema() -> re.Pattern[str]:
    """``the schema MUST include `boats`, `piers`, and `crews` ``: names of many things are tables."""
    return regex.compile(
        r"\bschema (?i:must|shall|should) (?:include|contain|define|have) "
        r"((?:`[a-z]\w*`, ){2,40}(?:and )?`[a-z]\w*`)(?! (?:columns|fields))"
    )


class Model(NamedTuple):
    """What the comment beside a file says is in it, with the members that it lists."""

    name: str
    members: tuple[str, ...]


_KNOWN = frozenset({"new", "existing", "updated", "extended", "modified", "the", "this", "each", "base", "all", "any"})
"""`# New domain entity` names none."""


@cache
def _comment() -> re.Pattern[str]:
    return regex.compile(
        rf"(?:#|//)\s*(?:(?:{_ORM})\s+)?([A-Z]\w+)\s+(?:(?:{_ORM})\s+)?(?:model|entity|schema|모델|엔티티)\s*"
        r"(?:\(([^()]{3,300})\)\s*)?$",
        re.IGNORECASE,
    )


def model(line: str) -> Model | None:
    """The model of a line in a tree of files: `user.js  # Mongoose User schema (email, name)`."""
    found = _comment().search(line)
    if (
        not found
        or not found[1][:1].isupper()
        or found[1].lower() in _KNOWN
        or found[1] in _ORM.split("|")
        or compact(found[1]) in vocabulary("generic")
    ):
        return None
    listed = [one for one, _ in split(found[2] or "")]
    return Model(found[1], tuple(listed) if len(listed) > 1 and all(one.isidentifier() for one in listed) else ())
