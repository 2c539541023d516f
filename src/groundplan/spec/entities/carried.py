"""Fields that sentences give to a type or a model one after the other: ``A `Copy` SHALL carry a required `book_id` and
an optional `shelf` ``, ``the User model must have an `id` field``, ``and must have a `name` field of type String``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.entities import parts
from groundplan.spec.fields import fields, inline
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

MAX_LINE = 2_000
_HINTS = (
    "` shall ",
    "` must ",
    "` row shall",
    "` record shall",
    "` entity shall",
    " must have a",
    " shall have a",
    " should have a",
    " entity shall ",
    " model shall ",
    " table shall ",
    " entity must ",
    " model must ",
    "shall define",
    "shall extend",
    "_entity shall ",
    "_model shall ",
    "_record shall ",
)
"""Of which one stands in each region that is read."""
_KINDS = "schema|model|entity|type|interface|struct|class|table|collection|record|document|row|entry"
_VALUES = frozenset({"null", "true", "false", "undefined"})


@cache
def _carries() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:[Aa]n?|[Tt]he|[Ee]ach|[Ee]very) `(?P<name>[A-Z][a-z]\w*)`"
        r"(?: (?:entity|record|document|object|row|entry|model))? "
        r"(?:SHALL|MUST|shall|must) (?:also )?"
        r"(?:carry|have|include|contain|require|reference|hold|store|persist|represent|record)\b"
    )


@cache
def _defined() -> re.Pattern[str]:
    """What says that a name is one of a type: `` `Copy` zod schema``."""
    return regex.compile(rf"`(\w+)` (?:[A-Za-z]+ )?(?:{_KINDS})\b")


@cache
def _has() -> re.Pattern[str]:
    """``(the User model) must have a unique `name` field of type String``."""
    return regex.compile(
        r"(?:`?(?P<name>[A-Z]\w*)`? (?:model|entity|table|schema|collection) )?"
        r"(?:SHALL|MUST|shall|must|should) (?:have|include|contain|carry|hold) an? "
        r"(?:(?:[a-z-]+ ){0,3}`(?P<field>[a-z_]\w*)`|(?:[a-z-]+ )?(?P<plain>[a-z]+(?:_[a-z\d]+)+)) "
        r"(?:field|column|attribute|property)\b(?: of type `?(?P<type>[A-Za-z]\w*\??(?:\[\])?)`?)?"
    )


@cache
def _with() -> re.Pattern[str]:
    """`` `Shelf` zod schema in `lib/shelf.ts`, with a required `name` and an optional `place` ``."""
    aside = r"(?:`[^`]{1,80}`|[^`.;]){0,60}?"
    need = "(?:required|optional|unique|nullable|mandatory)"
    return regex.compile(rf"`(?P<name>[A-Z][a-z]\w*)` (?:[A-Za-z]+ )?(?:{_KINDS})\b{aside} with (?=(?:an? )?{need} `)")


@cache
def _named() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:SHALL|MUST|shall|must) (?:define|extend|provide|maintain) (?:an?|the) `?([A-Z][a-z]\w*)`?"
        r" (?:[a-z]+ )?(?:model|entity|table)\b"
    )


def read(region: Region, draft: Draft) -> None:
    """What the sentences of one region give to the types and models that they name."""
    said = draft.said(region.blocks)
    if not said.has(_HINTS):
        return
    path = region.document.path
    marked = (line.text for line in said.lines if "`" in line.text)
    known: dict[str, dict[str, Field]] = {one[1]: {} for text in marked for one in _defined().finditer(text)}
    found = _given(known, region, path) if known else {}
    for name, own in (*found.items(), *_stepwise(said.lines, path).items(), *_kept_as(said.lines, path).items()):
        if not is_message(name, keyed=any(one.name.lower().endswith("id") for one in own)):
            made = Entity(name, tuple(own), own[0].span)
            draft.code_entities.append(made._replace(carrier="altered") if len(own) == 1 else made)
    for line in said.lines:
        for one in _named().finditer(line.text):
            if not is_message(one[1]) and compact(one[1]) not in vocabulary("generic"):
                where = place(path, line, one.start(1), len(one[1]))
                draft.told.append(Entity(one[1], (), where, origin="inferred"))


def _given(made: dict[str, dict[str, Field]], region: Region, path: str) -> dict[str, list[Field]]:
    """The fields that sentences list about the types that `made` has; what one refuses is none."""
    for block in region.blocks:
        lines = block.lines if isinstance(block, Item | Paragraph) else ()
        text = " ".join(one.text for one in lines)
        if len(text) > MAX_LINE or "`" not in text:
            continue
        for one in (*_carries().finditer(text), *_with().finditer(text)):
            own = made.get(one["name"])
            if own is None:
                continue
            end = parts.end().search(text, one.end())
            stop = end.start() if end else len(text)
            plain = _valued().sub(_blank, text)
            found = parts.named(plain, lines, path, one.end(), stop)
            if (
                len(found) > 1
                or plain[one.end() : stop] != text[one.end() : stop]
                or "` field" in text[one.end() : stop]
            ):
                own |= {each.name: each for each in found if each.name not in _VALUES | own.keys()}
    return {name: list(own.values()) for name, own in made.items() if own}


@cache
def _valued() -> re.Pattern[str]:
    """``a `state` of `open`, `held`, or `shut` ``: what a part may be is no part."""
    value = r"`[\w-]+`"
    return regex.compile(rf"(?<=`) (?:of|from|among|in|being)(?: either| one of)? {value}(?:,? (?:or |and )?{value})+")


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


_GIVES = (" have a", " include a", " contain a", " carry a", " hold a")


@cache
def _audited() -> re.Pattern[str]:
    """`The Berth entity SHALL include standard audit fields (CreatedAt, CreatedBy)`."""
    return regex.compile(
        r"`?(?P<name>[A-Z]\w*)`? (?:model|entity|table|schema|collection) (?:SHALL|MUST|shall|must|should) "
        r"(?:have|include|contain|carry|hold) (?:[a-z]+ ){0,3}fields \((?P<list>\w+(?:, \w+)+)\)"
    )


@cache
def _kept() -> re.Pattern[str]:
    """`THE Berth_Entity SHALL store pierCode as a unique text field`."""
    kind = "(?:[Ee]ntity|[Mm]odel|[Rr]ecord|[Tt]able)"
    return regex.compile(
        rf"\b(?:[Tt]he|THE) `?(?P<name>[A-Z][A-Za-z\d]*?)(?:_| )?{kind}`? (?:SHALL|MUST|shall|must) "
        r"(?:store|have|include|contain|hold|persist) (?:an? |the )?`?(?P<field>[a-z]\w*)`? as an? "
        r"(?P<said>(?:[a-z-]+ ){0,4}?)(?P<type>[a-z]+) (?:field|column|value)\b"
    )


def _kept_as(lines: tuple[Text, ...], path: str) -> dict[str, list[Field]]:
    """The fields of things in requirements of which each keeps one."""
    made: dict[str, list[Field]] = {}
    for line in lines:
        one = _kept().search(line.text) if " as a" in line.text else None
        if one:
            where = place(path, line, one.start("field"), len(one["field"]))
            kind = read_type(one["type"]) or fields.UNKNOWN
            field = fields.make(one["field"], kind, where, (), raw_type=one["type"])
            said = one["said"].split()
            made.setdefault(one["name"], []).append(
                field._replace(unique="unique" in said, nullable="optional" in said, required="required" in said)
            )
    return {name: own for name, own in made.items() if len(own) > 1}


def _stepwise(lines: tuple[Text, ...], path: str) -> dict[str, list[Field]]:
    """The fields of a model in steps of which the first names it."""
    made: dict[str, list[Field]] = {}
    name = ""
    for line in lines:
        one = _has().search(line.text) if regex.has(line.text, _GIVES) else None
        several = _audited().search(line.text) if name and "fields (" in line.text else None
        if several and several["name"] == name:
            made[name] += inline.columns(line._replace(text=several["list"]), path, sure=True)
        elif one is None:
            name = name if line.text[:2] == "**" else ""
        if one is None or not (one["name"] or (one["field"] and " have a" in one[0])):
            continue
        name = one["name"] or name
        kind = one["type"] or ""
        if not name or kind.endswith("[]") or "relation" in line.text:
            continue  # the way to what refers to it
        shown = read_type(kind.rstrip("?")) if kind else None
        group = "field" if one["field"] else "plain"
        where = place(path, line, one.start(group), len(one[group]))
        field = fields.make(one[group], shown or fields.UNKNOWN, where, (), raw_type=kind)
        primary = "primary key" in line.text
        made.setdefault(name, []).append(field._replace(primary_key=primary, nullable=kind.endswith("?")))
    return made
