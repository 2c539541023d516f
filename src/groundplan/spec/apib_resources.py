"""The resources of an API Blueprint: what has attributes, structures that are no messages, else what answers show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.spec import representation
from groundplan.spec.draft import place
from groundplan.spec.examples import Value, example, object_of
from groundplan.spec.messages import is_message
from groundplan.spec.model import Entity
from groundplan.spec.paths import normalised
from groundplan.spec.words import same_name, singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.apib import Payload, Section
    from groundplan.spec.model import Field
    from groundplan.spec.mson import Attribute

_MOST_BASES = 8
_WRITES = ("POST", "PUT", "PATCH")
_TOLD = frozenset({"message", "error", "errors", "detail", "details", "token", "accesstoken", "refreshtoken"})
"""Members of messages: what has one of them, and else what envelopes have, is none of a resource."""


def members(
    attributes: list[Attribute], structure: str, structures: dict[str, Section], depth: int = 0
) -> tuple[Field, ...]:
    """The attributes with those of the structure that they build on."""
    base = structures.get(same_name(structure)) if structure and depth < _MOST_BASES else None
    own = tuple(one.field for one in attributes)
    if base is None:
        return own
    above = members(base.attributes, base.structure[0], structures, depth + 1)
    names = {one.name for one in own}
    return (*(one for one in above if one.name not in names), *own)


def entities(sections: list[Section], path: str, structures: dict[str, Section]) -> list[Entity]:
    """Resources with attributes; without any, what models and answers to GET show, or else what writes ask for."""
    found: list[Entity] = []
    bases = {same_name(one.structure[0]) for one in sections if one.structure[0]}
    data = {id(one): members(one.attributes, one.structure[0], structures) for one in sections if one.name}
    stated = [one for one in sections if id(one) in data and not one.path and one.attributes]
    for one in sections:
        named = bool(one.path) and not one.method
        kept = one in stated and same_name(one.name) not in bases and not _is_message(one, stated, data, sections)
        fields = data.get(id(one), ()) if not one.structure[1] else ()
        if (named or kept) and fields:
            found.append(Entity(one.name.removeprefix("Group "), fields, place(path, one.where), carrier="resource"))
    known = {same_name(one.name) for one in found}
    shown = [thing._replace(file=path) for one in sections for thing in _shown(one)]
    return found + [one for one in representation.entities(shown) if same_name(one.name) not in known]


def _is_message(
    one: Section, stated: list[Section], data: dict[int, tuple[Field, ...]], sections: list[Section]
) -> bool:
    """Whether a structure is what travels: an error, a body of a request, or a part of another under a longer name."""
    names = {compact(field.name) for field in data[id(one)]}
    if is_message(one.name) or one.name.lower().startswith("error") or _is_envelope(names):
        return True
    uses = [
        each for section in sections for each in section.payloads if same_name(each.structure[0]) == same_name(one.name)
    ]
    if uses and all(_is_refusal(each) for each in uses):
        return True
    own = {compact(field.name) for field in data[id(one)] if not _is_link(field)}
    return any(_is_part(one, own, other, data) for other in stated if other is not one)


def _is_envelope(names: set[str]) -> bool:
    return bool(names & _TOLD) and names <= {*vocabulary("envelope"), *_TOLD}


def _is_refusal(payload: Payload) -> bool:
    return payload.kind == "response" and regex.search(r"\b[45]\d\d\b", payload.head.text) is not None


def _is_link(field: Field) -> bool:
    return field.type.base == "ref" or compact(field.name).removesuffix("id") != compact(field.name) != "id"


def _is_part(one: Section, own: set[str], other: Section, data: dict[int, tuple[Field, ...]]) -> bool:
    """`CreatePost`, `UsersWithoutPass` beside `Posts`, `Users`, of which all of its members are."""
    name, whole = compact(one.name), {compact(field.name) for field in data[id(other)]}
    return bool(own) and own < whole and same_name(other.name) in name and same_name(other.name) != same_name(one.name)


def _shown(one: Section) -> Iterator[representation.Shown]:
    """What the bodies of a resource show, under its name."""
    resource = one.resource or one
    is_read = one.method == "GET" or (not one.method and bool(one.path))
    path = normalised(one.path)[0]
    if resource.attributes or resource.structure[0] or not (is_read or (one.method in _WRITES and _is_of_many(path))):
        return
    name = representation.thing_of(resource.name) if resource.path and not resource.method else ""
    for payload in one.payloads:
        if (payload.kind == "request") == is_read or _is_refusal(payload):
            continue
        value = _value(payload)
        for thing in representation.shown(value, path, resource.where)[:1] if value else ():
            rank = representation.Rank.READ if is_read else representation.Rank.ASKED
            yield thing._replace(name=name or thing.name, rank=rank)


def _is_of_many(path: str) -> bool:
    """Whether a path ends with the name of a collection, or with one of its members: what is written is a thing."""
    last = [part for part in path.split("/") if part][-1:]
    return bool(last) and (last[0].startswith("{") or singular(last[0]) != last[0])


def _value(payload: Payload) -> Value | None:
    """What a payload shows: its example, or the attributes that stand in it, which are no mere message."""
    if not payload.attributes:
        return example(payload.body) if not payload.structure[0] else None
    fields = tuple(one.field for one in payload.attributes)
    return None if _is_envelope({compact(one.name) for one in fields} - {"data"}) else object_of(fields)
