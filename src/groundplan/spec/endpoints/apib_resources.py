"""The resources of an API Blueprint: what has attributes, structures that are no messages, else what answers show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.endpoints import representation
from groundplan.spec.endpoints.apib_sections import Payload
from groundplan.spec.endpoints.passing import is_said_again
from groundplan.spec.fields.examples import Value, example, object_of
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.paths import normalised
from groundplan.spec.text.words import same_name, singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.endpoints.apib_sections import Section
    from groundplan.spec.fields.mson import Attribute
    from groundplan.spec.model import Field

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
    uses = _uses(sections, data)
    for one in sections:
        named = bool(one.path) and not one.method
        kept = one in stated and same_name(one.name) not in bases and not _is_message(one, stated, data, uses)
        fields = data.get(id(one), ()) if not one.structure[1] else ()
        if (named or kept) and fields:
            found.append(Entity(_name(one), fields, place(path, one.where), carrier="resource"))
    known = {same_name(one.name) for one in found}
    shown = [thing._replace(file=path) for one in sections for thing in _shown(one)]
    return found + [one for one in representation.entities(shown) if same_name(one.name) not in known]


def _name(one: Section) -> str:
    """The heading's words; those of its path where more follow: `Posted Jobs Landing Page [/posted_jobs/{code}]`."""
    words = one.name.removeprefix("Group ").split()
    fixed = [part for part in normalised(one.path)[0].split("/") if part and not part.startswith("{")]
    last = same_name(fixed[-1]) if fixed else ""
    named = (" ".join(words[:count]) for count in range(1, len(words) - 1))
    return next((name for name in named if same_name(name) == last), " ".join(words))


class _Uses(NamedTuple):
    """Where structures stand, by their names: in bodies, in paths that ask for them, and as members of others."""

    bodies: dict[str, list[Payload]]
    asked: dict[str, list[str]]
    held: frozenset[str]


def _uses(sections: list[Section], data: dict[int, tuple[Field, ...]]) -> _Uses:
    bodies: dict[str, list[Payload]] = {}
    asked: dict[str, list[str]] = {}
    held = [field for fields in data.values() for field in fields]
    for section in sections:
        if section.method and section.structure[0]:
            asked.setdefault(same_name(section.structure[0]), []).append(section.path)
        for body in section.payloads:
            bodies.setdefault(same_name(body.structure[0]), []).append(body)
            held += [one.field for one in body.attributes]
            if body.kind == "request":
                asked.setdefault(same_name(body.structure[0]), []).append(section.path)
    return _Uses(bodies, asked, frozenset(same_name(word) for one in held for word in (one.type.target, one.type.item)))


def _is_message(one: Section, stated: list[Section], data: dict[int, tuple[Field, ...]], uses: _Uses) -> bool:
    """Whether a structure is what travels: an error, a body of a request, or a part of another under a longer name."""
    names = {compact(field.name) for field in data[id(one)]}
    if is_message(one.name) or one.name.lower().startswith("error") or _is_envelope(names):
        return True
    bodies = uses.bodies.get(same_name(one.name), [])
    if (bodies and all(map(_is_refusal, bodies))) or names == {"id"} or _is_asked(one, data[id(one)], uses):
        return True
    own = {compact(field.name) for field in data[id(one)] if not _is_link(field)}
    return any(_is_part(one, own, other, data) for other in stated if other is not one)


def _is_envelope(names: set[str]) -> bool:
    return bool(names & _TOLD) and names <= {*vocabulary("envelope"), *_TOLD}


def _is_refusal(payload: Payload) -> bool:
    return payload.kind == "response" and regex.search(r"\b[45]\d\d\b", payload.head.text) is not None


def _is_asked(one: Section, fields: tuple[Field, ...], uses: _Uses) -> bool:
    """`Login`, `UploadFile`: without an id, only in requests, and none of these adds to a collection so called."""
    name = same_name(one.name)
    if any(field.primary_key or compact(field.name) in ("id", "uuid", "key") for field in fields) or name in uses.held:
        return False
    asks = uses.asked.get(name, [])
    if any(body.kind != "request" for body in uses.bodies.get(name, ())):
        return False
    return bool(asks) and not any(_is_of_many(path) and _is_called(path, name) for path in asks)


def _is_called(path: str, name: str) -> bool:
    """Whether the collection that a path ends in, or one member of it, has the name."""
    return name in {same_name(part) for part in normalised(path)[0].split("/")[-2:] if not part.startswith("{")}


def _is_link(field: Field) -> bool:
    return field.type.base == "ref" or compact(field.name).removesuffix("id") != compact(field.name) != "id"


def _is_part(one: Section, own: set[str], other: Section, data: dict[int, tuple[Field, ...]]) -> bool:
    """`CreatePost`, `UsersWithoutPass` beside `Posts`, `Users`, of which all of its members are.

    A `UserTag` of nothing but a `tag`, which a `User` has not, is a thing of its own.
    """
    name, whole = compact(one.name), {compact(field.name) for field in data[id(other)]}
    if not own or not own < whole or same_name(other.name) not in name or same_name(other.name) == same_name(one.name):
        return False
    linked = {compact(field.name).removesuffix("id") for field in data[id(one)] if _is_link(field)}
    return not own <= _KEPT or linked <= {member.removesuffix("id") for member in whole}


_KEPT = frozenset({"id", "uuid", "createdat", "updatedat", "created", "updated", "createdon", "updatedon"})
"""Members that anything has."""


def _shown(one: Section) -> Iterator[representation.Shown]:
    """What the bodies of a resource show, under its name."""
    resource = one.resource or one
    is_read = one.method == "GET" or (not one.method and bool(one.path))
    path = normalised(one.path)[0]
    is_described = resource.structure[0] or (resource.attributes and resource.method != "POST")
    if is_described or not (is_read or (one.method in _WRITES and (_is_of_many(path) or _joins(path)))):
        return
    name = representation.thing_of(_name(resource)) if resource.path and not resource.method else ""
    for payload in (*one.payloads, *_asking(one)):
        is_asked = payload.kind == "request"
        if (is_asked and is_read) or _is_refusal(payload):
            continue
        value = _value(payload)
        rank = representation.Rank.ASKED if is_asked else representation.Rank.WRITTEN
        for thing in _things(value, path, name, payload, one) if value else ():
            rank = representation.Rank.READ if is_read else rank
            yield thing._replace(name=thing.name if _joins(path) else name or thing.name, rank=rank)


def _asking(one: Section) -> list[Payload]:
    """The attributes of an action are of what it is sent."""
    if not (one.method and one.attributes):
        return []
    asked = Payload("request", one.where)
    asked.attributes = one.attributes
    return [asked]


def _things(value: Value, path: str, name: str, payload: Payload, one: Section) -> list[representation.Shown]:
    """What a body shows; without an identity, the named resource that is asked for alone, or what is `Created`."""
    where = (one.resource or one).where
    found = representation.shown(value, path, where)[:1]
    body = representation.payload(value)
    fields = {compact(member.name) for member in body.members if member.name[:1] not in "_@$"}
    if _joins(path):
        known = one.method == "POST" and payload.kind == "request" and {"password"} < fields
        kept = body._replace(members=tuple(member for member in body.members if not is_said_again(member.name)))
        return [representation.Shown("user", kept, where, False)] if known else []
    if found or body.kind != "object" or not fields or (payload.kind != "model" and _is_envelope(fields)):
        return found
    listed = value.kind == "list" and _is_of_many(path)  # `GET /questions` answers with an array of them
    alone = one.method == "GET" and len(fields) > 1 and (path.endswith("}") or "id" in fields or listed)
    if name and (payload.kind == "model" or alone):
        return [representation.Shown(name, body, where, False)]
    called = name or singular(path.rsplit("/", 1)[-1]).replace("-", "_")
    return [representation.Shown(called, body, where, False)] if _creates(one, path, payload) else []


def _creates(one: Section, path: str, payload: Payload) -> bool:
    """Whether a request gives a collection one more: it is answered by 201."""
    made = any(reply.kind == "response" and regex.search(r"\b201\b", reply.head.text) for reply in one.payloads)
    return one.method == "POST" and payload.kind == "request" and made and not path.endswith("}") and _is_of_many(path)


def _joins(path: str) -> bool:
    """Whether a path is that of somebody who registers: `/auth/signup`."""
    return compact(path.rpartition("/")[2]) in vocabulary("joins")


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
