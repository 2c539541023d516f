"""Bodies that a document shows of its endpoints, and the resources that they tell of.

What GET answers is a resource as it looks; what a write answers or asks for is one where its path, its heading or an
identity says so. The endpoint of a body may stand in a section before it, so all of a document is looked at here.
"""

from __future__ import annotations

import re
from functools import cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, vocabulary
from groundplan.memory import recalled
from groundplan.record import NamedTuple
from groundplan.spec.endpoints import entered, representation, views
from groundplan.spec.endpoints.body import WRITES, Body
from groundplan.spec.endpoints.passing import is_handed_out, is_said_again, is_told
from groundplan.spec.endpoints.representation import Rank, Shown, payload
from groundplan.spec.model import Endpoint, Section
from groundplan.spec.text import acted
from groundplan.spec.text.messages import names_message
from groundplan.spec.text.words import bare, kind_of, same_name, singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.spec.draft import Draft
    from groundplan.spec.fields.examples import Member, Value
    from groundplan.spec.model import Entity, Field

MIN_ASKED = 2
MIN_IDENTIFIED = 4
"""Members of a body that has an id before its path is taken for the name of a thing."""


def entities(draft: Draft, stated: Iterable[Entity] = ()) -> list[Entity]:
    """The resources of all bodies, inferred; what people enter for one that is `stated` is called so."""
    found, paths = _all(draft, frozenset(same_name(one.name) for one in stated))
    return representation.entities(found, paths.established | paths.roots)


def unstated(draft: Draft, stated: list[Entity]) -> list[Entity]:
    """Beside a model that says less than all: what `GET /things` lists with an id, where no stated thing is alike."""
    given = (draft.bodies, draft.endpoints, draft.sections, tuple(stated))
    return recalled(draft.known.memory, "unstated", given, partial(_unstated, draft, given[3]))


def _unstated(draft: Draft, stated: tuple[Entity, ...]) -> list[Entity]:
    found, _ = _all(draft)
    paths = [acted.words(one.path, "path_chooses") for one in draft.endpoints if one.method == "GET"]
    listed = {same_name(words[-1]) for words in paths if words}
    own = [one for one in found if one.rank is Rank.READ and same_name(one.name) in listed - _acts()]
    known = [_distinctive(one) for one in stated]
    made = [one for one in representation.entities(own) if any(_is_key(field, one) for field in one.fields)]
    return [one for one in made if not any(_overlap(_distinctive(one), other) for other in known)]


def _is_key(field: Field, one: Entity) -> bool:
    """`id`, and the `faq_id` of a faq."""
    return field.name in ("id", "_id") or compact(field.name) == f"{same_name(one.name)}id"


def _distinctive(entity: Entity) -> frozenset[str]:
    return frozenset(compact(one.name) for one in entity.fields) - _COMMON


_COMMON = frozenset({"id", "name", "title", "description", "status", "type", "createdat", "updatedat", "deletedat"})
"""Fields that any two things may share."""


def _overlap(first: frozenset[str], second: frozenset[str]) -> bool:
    return not first or 2 * len(first & second) >= min(len(first), len(second)) > 0


def _all(draft: Draft, stated: frozenset[str] = frozenset()) -> tuple[list[Shown], _Paths]:
    whole = [
        one._replace(named=entered.chosen(one.named, one.about, stated)) if one.role == "request" and one.named else one
        for one in placed(draft)
    ]
    joiner = next(filter(None, map(_joiner, whole)), "user")
    written = frozenset(filter(None, map(_kept, draft.endpoints)))
    replaced = frozenset(one.path for one in draft.endpoints if one.method in ("PUT", "PATCH") and one.path[-1:] != "}")
    ways = [{one.path for one in draft.endpoints if one.method == method} for method in ("GET", "POST")]
    paths = _Paths([one.path for one in draft.endpoints], joiner, written, replaced, frozenset(ways[0] & ways[1]))
    shown = [(thing, body) for body in whole for thing in _shown(body, paths)]
    shown = views.without(shown)
    names = {same_name(thing.name) for thing, _ in shown}
    return views.held([_in_full(thing, body, names) for thing, body in shown]), paths


def _in_full(thing: Shown, body: Body, names: set[str]) -> Shown:
    """`log` of `/time/logs` and `record` answered by `POST .../tide-records` are the `time_log`, the `tide_record`."""
    words = [part for part in body.path.split("/") if part and not part.startswith("{")]
    last = singular(words[-1]).replace("-", "_") if words else ""
    own, tail = same_name(thing.name), same_name(last)
    if own in views.HELD and thing.within:
        return thing._replace(name=f"{thing.within}_{thing.name}")
    held = own in views.HELD and not _is_nothing(words[-2 if len(words) > 1 else -1])
    if own == tail and len(words) > 1 and (held or same_name(f"{words[-2]}_{last}") in names):
        return thing._replace(name=f"{words[-2]}_{last}".replace("-", "_"))
    named = body.method == "POST" and "_" in last and own == same_name(last.rpartition("_")[2]) and tail != own
    return thing._replace(name=last) if named else thing


def _joiner(body: Body) -> str:
    """Whom a registration makes by the id that it answers: `{ memberId, email }` is a member."""
    last = body.path.rpartition("/")[2]
    members = payload(body.value).members if body.role == "answer" and compact(last) in vocabulary("joins") else ()
    name = members[0].name if members else ""
    return name.removesuffix("Id").removesuffix("_id") if name.endswith(("Id", "_id")) else ""


class _Paths:
    """What the paths of a document say of its words; `joiner` is who registers.

    `replaced` are paths of one thing that is written as it is read, `added` are read and take new ones: `/boat`.
    """

    def __init__(
        self,
        paths: list[str],
        joiner: str = "user",
        written: frozenset[str] = frozenset(),
        replaced: frozenset[str] = frozenset(),
        added: frozenset[str] = frozenset(),
    ) -> None:
        self.joiner = joiner
        self.replaced = replaced
        items: set[str] = set()
        ends: set[str] = set()
        roots: set[str] = set()
        for path in paths:
            parts = [part for part in path.split("/") if part]
            own = [part for part in parts if not _is_prefix(part)]
            roots |= {same_name(own[0])} if len(own) == 1 and singular(own[0]) != own[0] else set()
            items |= {same_name(first) for first, second in pairwise(parts) if views.is_item(first, second)}
            ends |= {same_name(parts[-1])} if parts and not parts[-1].startswith("{") else set()
            items |= {same_name(parts[-1])} if parts and path in added and parts[-1][0] != "{" else set()
        self.items = items - _acts()
        self.established = frozenset(self.items & ends)
        self.roots = frozenset(roots - _acts())
        self.written = written

    def is_collection(self, word: str) -> bool:
        """Whether `/word` holds things: it has items, or is a plural."""
        plural = singular(word) != word and word.isascii()
        return same_name(word) in self.items or (plural and same_name(word) not in _acts())


def _is_prefix(part: str) -> bool:
    """`api`, `v2`."""
    return part == "api" or (part[:1] == "v" and part[1:].isdecimal())


@cache
def _acts() -> frozenset[str]:
    """Last words of paths that are no things: acts, envelopes, and who one is."""
    named = frozenset(same_name(word) for part in ("acts", "envelope", "nothings") for word in vocabulary(part))
    return named - frozenset(vocabulary("things_too"))


def placed(draft: Draft, bodies: Iterable[Body] | None = None) -> Iterator[Body]:
    """The bodies, each with its endpoint: its own, or that of the part of the document in which it stands."""
    own = draft.bodies if bodies is None else bodies
    stands: list[Section | Endpoint | Body] = [*draft.sections, *draft.endpoints, *own]
    part = _Part()
    for one in sorted(stands, key=_place):
        if isinstance(one, Body):
            yield one if one.method or (one.named and one.role == "answer") else part.placed(one)
        elif isinstance(one, Section):
            part = part.below(one)
        else:
            part = part.told(one)


def _place(one: Section | Endpoint | Body) -> tuple[str, int, int]:
    """In a line the heading comes first, then its endpoint."""
    if isinstance(one, Body):
        return one.file, one.line, 2
    return one.span.path, one.span.line, int(isinstance(one, Endpoint))


class _Part(NamedTuple):
    """What has been read last: the heading with its level, and the endpoint with the level where it ends."""

    file: str = ""
    level: int = 0
    endpoint: Endpoint | None = None
    ends: int = 0
    others: tuple[Endpoint, ...] = ()
    title: str = ""

    def below(self, one: Section) -> _Part:
        """Below the next heading, which ends the endpoint unless it is a part of it or tells of its bodies."""
        inside = one.level > self.ends or (one.level == self.ends and names_message(one.title))
        beside = one.level == self.level < self.ends and _answers(self.title, one.title)
        same = (inside or beside) and one.span.path == self.file
        return _Part(one.span.path, one.level, self.endpoint if same else None, self.ends, title=one.title)

    def told(self, one: Endpoint) -> _Part:
        """With the endpoint; a mention is none where the part has an endpoint of its own."""
        same = one.span.path == self.file
        if same and self.endpoint is not None and one.carrier not in ("list", "heading"):
            return self._replace(others=(*self.others, one))
        level = self.level if same else 0
        return _Part(one.span.path, level, one, level + (one.carrier == "heading"), title=self.title)

    def placed(self, body: Body) -> Body:
        """A body that names no endpoint."""
        if self.endpoint is None or body.file != self.file:
            return body
        told = next((one for one in self.others if one.method == body.verb), self.endpoint)
        own = told if body.verb and self.endpoint.method != body.verb else self.endpoint
        return body._replace(method=own.method, path=own.path)


def _answers(before: str, title: str) -> bool:
    """Whether a heading beside that of an endpoint is of its answer: `Response`, `Order response` after its request."""
    if kind_of("details", bare(title)) == "response":
        return True
    asked, answered = (regex.search(one, title_.lower()) for one, title_ in ((_ASKED, before), (_ANSWERED, title)))
    return asked is not None and answered is not None


_ASKED, _ANSWERED = r"request|요청", r"response|응답"


def _shown(body: Body, paths: _Paths) -> list[Shown]:
    if body.named and body.role == "answer" and not body.method:
        found = [Shown(body.named, payload(body.value), body.where, True)]
    elif body.role == "model":
        found = representation.shown(body.value, "", body.where)
    elif body.method == "GET" and _counts().search(body.path):
        found = []  # what is counted is no thing
    elif body.method == "GET":
        found = representation.shown(body.value, body.path, body.where, body.title) if body.role != "request" else []
        found = found or _item(body, paths)
    elif body.method in WRITES:
        found = _written(body, paths)
    else:
        found = []
    if not found and body.named:
        found = [Shown(body.named, payload(body.value), body.where, True)]
    if body.role == "request" and body.named:
        found = _entered(body)
    return [one._replace(file=body.file) for one in found]


def _entered(body: Body) -> list[Shown]:
    """What people enter for a feature, and is kept."""
    own = tuple(one for one in body.value.members if not is_said_again(one.name))
    kept = tuple(one for one in body.fields if not is_said_again(one.name))
    value = body.value._replace(members=own)
    return [Shown(body.named, value, body.where, True, rank=Rank.ASKED, fields=kept)] if len(own) >= MIN_ASKED else []


@cache
def _counts() -> re.Pattern[str]:
    return regex.compile(r"/(?:stats|statistics|analytics|metrics|dashboard|rankings?|leaderboards?)(?:/|$)", re.I)


def _kept(one: Endpoint) -> str:
    """What an endpoint makes, changes or removes one of."""
    words = [part for part in one.path.split("/") if part and not part.startswith("{")]
    return words[-1] if one.method == "POST" and words else "" if one.method == "GET" else views.item_of(one.path)


def _item(body: Body, paths: _Paths) -> list[Shown]:
    """What `GET /links/{code}` answers is a link where links are made, changed or removed, whatever its members.

    So is one of what `GET /links` lists, and what `GET /boats/{id}/insurance` answers where that is replaced, too.
    """
    last = body.path.rpartition("/")[2]
    if body.path in paths.replaced and not _is_nothing(last) and body.role != "request":
        value = payload(body.value)
        plain = [one for one in value.members if one.value.kind not in ("object", "list")]
        if len(plain) >= representation.MIN_NESTED:
            return [Shown(singular(last).replace("-", "_"), value, body.where, True)]
    name = views.item_of(body.path) or (last if body.value.kind == "list" else "")
    value = payload(body.value)
    own = [one for one in value.members if not representation.is_around(one.name)]
    known = name in paths.written and paths.is_collection(name)
    within = body.value.kind == "list" and len(own) >= MIN_IDENTIFIED and representation.is_within(body.path)
    known = known or (within and not representation.are_counts(value) and paths.is_collection(last))
    if body.role == "request" or not known or len(own) < representation.MIN_NESTED:
        return []
    return [Shown(singular(name).replace("-", "_"), value._replace(members=tuple(own)), body.where, True)]


def _written(body: Body, paths: _Paths) -> list[Shown]:
    """What a write answers under names of their own, or the one thing that it is about."""
    beside = [one for one in body.value.members if not representation.is_around(one.name)]
    holds = body.role == "request" and body.value.get("items") is not None and len(beside) > 1
    value = body.value if holds else payload(body.value)  # an order: its items, and what stands beside them
    if body.role == "answer" and representation.is_report(value):
        return []
    if value.kind != "object" or representation.is_map(value):
        return []
    if body.role != "request" and not representation.leads(value.members):
        keyed = representation.keyed(value)
        if keyed:
            return [one._replace(rank=Rank.WRITTEN, adds=_adds(body, one.name)) for one in keyed if one.identified]
    name = _name(body, value, paths)
    joins = compact(body.path.rpartition("/")[2]) in vocabulary("joins")
    own = [one for one in value.members if not is_said_again(one.name) and not is_told(one.value.text)]
    own = [one for one in own if body.role != "answer" or not (joins and is_handed_out(one.name))]
    own = [one for one in own if same_name(one.name) != same_name(name)]
    is_answer = body.role == "answer" or (body.role == "either" and any(one.name == "id" for one in own))
    made = same_name(name) in paths.established and body.method == "POST"
    names = {compact(one.name) for one in own}
    known = names <= set(vocabulary("credentials")) and not (made and _SECRETS.isdisjoint(names))
    least = 1 if made else MIN_ASKED
    if not name or len(own) < least or (known and not _registers(body, own)):
        return []
    fields = tuple(one for one in body.fields if any(one.name == member.name for member in own))
    rank = Rank.WRITTEN if is_answer else Rank.ASKED
    thing = Shown(name, value._replace(members=tuple(own)), body.where, True, rank=rank, fields=fields)
    thing = thing._replace(adds=_adds(body, name), joins=joins and body.role != "answer")
    parts = [one for one in representation.nested(value, name) if one.identified]
    return [thing, *(one._replace(rank=rank) for one in parts)]


_SECRETS = frozenset({"password", "pw", "passwd", "token", "code", "otp", "refreshtoken", "accesstoken", "비밀번호"})
"""Of credentials these alone prove who one is."""


def _registers(body: Body, own: list[Member]) -> bool:
    """Whether credentials are those of somebody new, who is kept with them: `POST /signup { email, password }`."""
    kept = {compact(one.name) for one in own}
    last = body.path.rpartition("/")[2]
    joins = compact(last) in vocabulary("joins") or (body.method == "POST" and same_name(last) in representation.PEOPLE)
    return body.role == "request" and joins and "password" in kept


def _adds(body: Body, name: str) -> bool:
    """Whether a write makes such a thing: what it is sent or answers with has members that reading may not show."""
    return body.method == "POST" and same_name(name) in map(same_name, acted.words(body.path, "path_makes")[-1:])


def _name(body: Body, value: Value, paths: _Paths) -> str:
    """What a write is about: the collection that its path ends in, whom it registers, or what its heading makes."""
    words = acted.words(body.path, "path_makes")
    last = words[-1] if words else ""
    if compact(last) in vocabulary("joins"):
        before = words[-2] if len(words) > 1 else ""
        return paths.joiner if _is_nothing(before) else singular(before).replace("-", "_")
    if last.lower() in views.VIEWS and body.path.endswith("}"):
        return views.stem(body.path.rpartition("{")[2][:-1])  # `/home/profile/{userId}`
    if _is_nothing(last):
        return ""
    identified = any(one.name in ("id", "_id") for one in value.members) and len(value.members) >= MIN_IDENTIFIED
    several = body.method == "POST" and len(words) > 1
    if several and ((identified and _is_kind_of(body.path, words, paths)) or _is_about(body.path, words, paths)):
        return singular(words[-2]).replace("-", "_")
    made = body.method == "POST" and acted.makes(body.path)
    taken = made or (paths.is_collection(last) and (body.method == "POST" or body.path.endswith("}")))
    if taken or identified or entered.made(body.title) == same_name(last):
        return singular(last).replace("-", "_")
    return ""


def _is_kind_of(path: str, words: list[str], paths: _Paths) -> bool:
    """`POST /exercises/custom` makes an exercise: what ends the path is no collection, and what stands before it is."""
    return (
        path.endswith(f"/{words[-2]}/{words[-1]}")
        and not paths.is_collection(words[-1])
        and paths.is_collection(words[-2])
        and not _is_nothing(words[-2])
    )


def _is_about(path: str, words: list[str], paths: _Paths) -> bool:
    """`POST /rides/horse` beside `/horses` makes a ride: it is of one of other things, which are made elsewhere."""
    first, last = words[-2:]
    plain = singular(last) == last and same_name(last) in paths.roots and singular(first) != first
    return plain and path.endswith(f"/{first}/{last}") and not _is_nothing(first) and same_name(first) in paths.items


def _is_nothing(word: str) -> bool:
    """Whether a word of a path is no thing: an act, `auth`, `v2`."""
    return not word or same_name(word) in _acts() or (word != "api" and _is_prefix(word))
