"""Resources out of the answers that a document shows: what `GET /things` returns is how a thing looks."""

from __future__ import annotations

from enum import IntEnum
from functools import cache
from typing import TYPE_CHECKING

from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.fields.examples import Value, fields_of
from groundplan.spec.model import Entity
from groundplan.spec.text import acted
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import same_name, singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from groundplan.document import Text
    from groundplan.spec.fields.examples import Member
    from groundplan.spec.model import Field

_ENVELOPES = (
    "data",
    "result",
    "results",
    "items",
    "content",
    "payload",
    "properties",
    "records",
    "rows",
    "list",
    "response",
)
_MINE = frozenset(
    (
        "",
        "profile",
        "me",
        "mypage",
        "my-page",
        "self",
        "account",
        "current",
        "info",
        "details",
        "api",
        "data",
        "ws",
        "websocket",
    )
)
PEOPLE = frozenset({"user", "member", "customer", "account", "employee", "student", "patient"})
_IDENTITIES = frozenset({"id", "uuid", "slug", "key"})
_CALLED = frozenset({"name", "code", "username", "symbol", "handle", "number", "sku"})
_FORMS = frozenset({"collection", "collections", "detail", "details", "resource", "list", "crud"})
"""Words behind the name of a resource that say in which form an address gives it."""
_HOLDS = ("list", "object")
_PAIR = 2
MIN_NESTED = 3
"""Members that make an object inside a resource a thing of its own, and no mere pair."""


@cache
def _around() -> frozenset[str]:
    """Names beside the payload: paging, metadata, links."""
    return frozenset(vocabulary("envelope"))


def is_around(name: str) -> bool:
    """Whether a member stands beside the payload; `class` may as well be of a school."""
    return compact(name) in _around() and compact(name) not in vocabulary("things_too")


def is_within(path: str) -> bool:
    """`/sailors/{id}/moorings`: what stands below one of other things."""
    return path.count("/") > 1 and path.rpartition("/")[0].endswith("}")


MIN_IDENTIFIED = 4
"""Members of a body that begins with the id of the thing, before what it lists are its parts."""


class Rank(IntEnum):
    """How far a body is from how a thing looks: read, a part of what is read, answered by a write, or asked for."""

    READ = 0
    PART = 1
    WRITTEN = 2
    ASKED = 3


class Shown(NamedTuple):
    """One resource as a body shows it. `identified` when it has an identity of its own.

    `within` is the resource that lists it; `fields` are its members as a table states them. What is read says all
    that there is, but for what `adds`, and for what who `joins` is registered with.
    """

    name: str
    value: Value
    where: Text
    identified: bool
    file: str = ""
    rank: Rank = Rank.READ
    within: str = ""
    fields: tuple[Field, ...] = ()
    adds: bool = False
    joins: bool = False


def payload(value: Value) -> Value:
    """What lies in the envelopes of an answer."""
    for _ in range(4):
        inner = _inner(value)
        if inner is None:
            break
        value = inner
    return value


def _inner(value: Value) -> Value | None:
    if value.kind == "list":
        return value.items[0] if value.items else None
    own = [one for one in value.members if compact(one.name) not in _around() and one.name[:1] not in "_@$"]
    if any(compact(one.name) in _IDENTITIES for one in own[:3]):
        return None  # an order with its items
    if leads(own):
        return None  # `orderId, status, items, orderedAt` is one, too
    wrapped = [one for one in own if one.name in _ENVELOPES and one.value.kind in ("object", "list")]
    if len(wrapped) == 1 and (len(own) == 1 or wrapped[0].name in ("data", "properties", "results", "items")):
        return wrapped[0].value
    return None


def leads(own: Sequence[Member]) -> bool:
    """Whether members begin with the id of the thing that the others are of."""
    return len(own) >= MIN_IDENTIFIED and own[0].name.endswith(("Id", "_id"))


def shown(value: Value, path: str, where: Text, title: str = "") -> list[Shown]:
    """The resources in an answer to `GET path`, at `where` below the heading `title`."""
    body = payload(value)
    if body.kind != "object":
        return []
    listed = _listed(body, path)
    if listed:
        return _keyed(listed.name, listed.value, listed.where)
    called = body is not value or path.endswith("}")  # one of several, or one that is asked for by its name
    if not _has_identity(body, called=called) and (found := keyed(body)):
        return found
    name = _name(body, path, title, called=called)
    return [Shown(name, body, where, _has_identity(body)), *nested(body, name)] if name else []


def _listed(body: Value, path: str) -> Member | None:
    """The rooms that `GET /piers/{id}/rooms` lists beside the id of the pier and how many there are."""
    last = path.rpartition("/")[2]
    found = next((one for one in body.members if same_name(one.name) == same_name(last)), None)
    if found is None or not _is_list_of_objects(found.value) or not _has_id(found.value.items[0]):
        return None
    others = [one for one in body.members if one is not found and compact(one.name) not in _around()]
    plain = all(one.value.kind == "number" or one.name.endswith(("_id", "Id")) for one in others)
    return found if plain else None


def keyed(body: Value) -> list[Shown]:
    """The resources that the members of a body name."""
    own = [one for one in body.members if compact(one.name) not in _around() and one.name[:1] not in "_@$"]
    return [found for one in _keys(own) for found in _keyed(one.name, one.value, one.where)]


def _keys(own: list[Member]) -> list[Member]:
    """The members that name resources: the only one there is, or those whose values have an identity."""
    things = [one for one in own if one.value.kind == "object" or _is_list_of_objects(one.value)]
    if len(own) == 1 and things and things[0].value.kind == "object":
        return things
    return [
        one
        for one in things
        if _has_identity(one.value.items[0] if one.value.items else one.value, called=len(things) == 1)
    ]


def _keyed(name: str, value: Value, where: Text) -> list[Shown]:
    """`{"article": {...}}`, `{"articles": [{...}]}`: the key is the name."""
    inner = value.items[0] if value.kind == "list" and value.items else value
    many = value.kind == "list"
    found = Shown(singular(name) if many else name, inner, where, True)
    is_thing = len(inner.members) >= _PAIR and not are_counts(inner)
    return [found, *nested(inner, found.name)] if is_thing else []


def _is_list_of_objects(value: Value) -> bool:
    return value.kind == "list" and bool(value.items) and value.items[0].kind == "object"


def nested(body: Value, within: str) -> list[Shown]:
    """Objects within a resource that have enough members to be things of their own; in a list, an identity too."""
    found = []
    for one in body.members:
        inner = one.value.items[0] if _is_list_of_objects(one.value) else one.value
        if inner.kind == "object" and len(inner.members) >= MIN_NESTED and one.name[:1] not in "_@$":
            many = one.value.kind == "list"
            known = _has_identity(inner)
            if (many and not known) or is_message(one.name) or are_counts(inner):
                continue
            name = singular(one.name) if many else one.name
            parent = same_name(within) if many else ""
            found.append(Shown(name, inner, one.where, known, rank=Rank.PART, within=parent))
    return found


def are_counts(body: Value) -> bool:
    """`{ "accepted": 8, "rejected": 2 }`, `{ "OPEN": 3, "DONE": 5 }`: figures of the thing around."""
    figures = all(one.value.kind == "number" and not _is_identity(one.name) for one in body.members)
    return figures or all(one.name.isupper() for one in body.members)


def is_report(body: Value) -> bool:
    """How many were done, or `{ code, status, message }`: what is said of a call, and nothing of what it made."""
    counts = len(body.members) > 1 and are_counts(body)
    return counts or all(compact(one.name) in _around() for one in body.members)


def _has_identity(body: Value, *, called: bool = False) -> bool:
    """An id, or another's among the first members; for what is `called` by it a name at their head, too."""
    if called and len(body.members) >= MIN_NESTED and body.members[0].name.lower() in _CALLED:
        return True
    if is_map(body):
        return False
    return _has_id(body) or any(_is_identity(one.name) for one in body.members[:3])


def is_map(body: Value) -> bool:
    """`{ "berth-1": "pier-4", "berth-2": null }`: numbered keys are those of things, and no members of one."""
    numbered = sum(
        one.name[-1:].isdecimal() and one.name.rstrip("0123456789")[-1:] in ("-", "_") for one in body.members
    )
    return 2 * numbered > len(body.members)


def _has_id(body: Value) -> bool:
    """An id of its own, wherever it stands: members are written in the order of letters, too."""
    return any(compact(one.name) in ("id", "uuid") for one in body.members)


def _is_identity(name: str) -> bool:
    word = compact(name)
    return word in _IDENTITIES or (word.endswith(("id", "uuid")) and len(word) <= 16)


def _name(body: Value, path: str, title: str, *, called: bool) -> str:
    """The last plain word of the path; who `user_id` identifies where that word is "mine" or the title says it."""
    if not _has_identity(body, called=called):
        return ""
    first = body.members[0].name
    owner = first[: -len("id")].rstrip("_") if first.lower().endswith("id") else first
    words = acted.words(path, "path_makes", "path_chooses")
    word = words[-1] if words else ""
    if len(words) > 1 and any(
        same_name(one.name) == same_name(word) for one in body.members if one.value.kind in _HOLDS
    ):
        word = words[-2]  # a trip with its stops
    if owner != first and path.endswith("}") and owner.lower() in title.lower().split():
        return owner
    if word.lower() in _MINE or word[1:].isdecimal():
        return owner if owner and owner != first else _caller(words, body)
    if pair := _pair(words, body):
        return pair
    if kin := _kin(words, body):
        return kin
    if len(words) > 1 and word.lower() in vocabulary("glances"):
        return ""  # some of a thing, with what is worked out of others
    own = first in _CALLED or _has_id(body) or any(compact(one.name) in _IDENTITIES for one in body.members[:3])
    if not own and same_name(owner) not in (same_name(word), *map(same_name, word.split("-"))):
        return ""  # what is counted for each of other things is no thing itself
    return singular(word).replace("-", "_")


def _pair(words: list[str], body: Value) -> str:
    """`order_gift` for `/orders/{id}/gifts` whose members have ids of both beside their own: it links the two."""
    if len(words) < 2 or not _has_id(body):
        return ""
    ends = {compact(singular(word)) + "id": singular(word).replace("-", "_") for word in words[-2:]}
    linked = [ends[key] for one in body.members if (key := compact(one.name)) in ends]
    return "_".join(linked) if len(linked) == len(ends) == 2 else ""


def _kin(words: list[str], body: Value) -> str:
    """`berth` for `/berths/{id}/siblings`, and for its children where these have a parent."""
    if len(words) < 2 or not _has_id(body):
        return ""
    known = words[-1].lower() in vocabulary("kin")
    below = words[-1].lower() == "children" and any(compact(one.name).startswith("parent") for one in body.members)
    return singular(words[-2]).replace("-", "_") if known or below else ""


def _caller(words: list[str], body: Value) -> str:
    """Who `GET /auth/me` answers: the thing that the word before names, or a user where the body is of a person."""
    before = words[-2] if len(words) > 1 else ""
    if singular(before) != before or same_name(before) in PEOPLE:
        return singular(before).replace("-", "_")
    person = any(compact(one.name) in ("email", "username", "nickname", "phone") for one in body.members)
    return "user" if person and words[-1:] in (["me"], ["self"]) else ""


def thing_of(name: str) -> str:
    """The resource that `Trips Collection` and `Trip detail` show; none of `Stops of a Trip`, which its path names."""
    if " of a " in name or " of an " in name or " of the " in name:
        return ""
    words = name.split()
    while len(words) > 1 and words[-1].lower() in _FORMS:
        words.pop()
    return " ".join(words)


def entities(found: Iterable[Shown], established: frozenset[str] = frozenset()) -> list[Entity]:
    """The resources as entities, inferred; one whose fields are all another's is that other under a second name.

    What is `established` by paths of its own, or is listed within the other, is none.
    """
    made: dict[str, Entity] = {}
    first: dict[str, Shown] = {}
    for one in sorted(found, key=lambda shown_: shown_.rank):
        own = one.fields or fields_of(one.value, one.file)
        key = same_name(one.name)
        known = made.get(key)
        if known is None:
            made[key] = Entity(one.name, own, place(one.file, one.where), origin="inferred")
            first[key] = one
        elif _is_more(first[key], one) or ((one.rank == Rank.READ or one.joins) and _is_alike(known.fields, own)):
            made[key] = known._replace(fields=_union(known.fields, own, key))
    kept: list[Entity] = []
    names = [(key, frozenset(compact(field.name) for field in one.fields)) for key, one in made.items()]
    for at, (key, entity) in enumerate(made.items()):
        own_names = names[at][1]
        others = [
            (other, at > where) for where, (name, other) in enumerate(names) if name not in (key, first[key].within)
        ]
        same = any(own_names < other or (before and own_names == other) for other, before in others)
        same = same and not (key in PEOPLE and first[key].rank is Rank.ASKED)  # who signs up
        if entity.fields and (not same or key in established):
            kept.append(entity)
    return kept


def _is_more(first: Shown, one: Shown) -> bool:
    """Whether a lesser body may add to what is known: not to what is read, where it does not make it."""
    return one.rank > Rank.READ and (first.rank > Rank.READ or one.adds) and one.rank >= first.rank


def _is_alike(first: tuple[Field, ...], second: tuple[Field, ...]) -> bool:
    """Whether half of the shorter is in the longer: `/a/{id}/things` may show a link to a thing, and no thing."""
    left, right = ({compact(one.name) for one in fields} for fields in (first, second))
    return 2 * len(left & right) >= min(len(left), len(right))


def _union(first: tuple[Field, ...], second: tuple[Field, ...], key: str) -> tuple[Field, ...]:
    """The fields of both; the `parcelId` that a write answers of a parcel with an `id` is that once more."""
    names = {compact(one.name) for one in first}
    own = compact(second[0].name) if second and "id" in names else ""
    again = own if own.startswith(key) and own.endswith("id") else ""
    return (*first, *(one for one in second if compact(one.name) not in names | {again}))
