"""Things that endpoints make, list and reach, of which nothing lists fields: `POST /notices`, `GET /notices/{id}`.

A list of calls is all that many documents say of their data. One way to a word is little: `POST /orders/cancel` is an
act, and `GET /dashboard` a view. What is made and read, or is reached by an id of its own, is a thing.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.model import Entity
from groundplan.spec.text import acted
from groundplan.spec.text.words import same_name, singular

if TYPE_CHECKING:
    from groundplan.spec.model import Endpoint

_READS = frozenset({"GET"})
_CHANGES = frozenset({"PUT", "PATCH", "DELETE"})
_BELOW = frozenset({"below", "item"})


class _Way(NamedTuple):
    """How an endpoint comes to a word: `kind` is made, above, acted, listed, item, below or other; `own` where the id
    has its name.

    What is `below` one of other things by a word for one may be what is done to it: `POST /posts/{id}/like`.
    """

    word: str
    kind: str
    own: bool = False


def entities(endpoints: Iterable[Endpoint], stated: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The things of all endpoints beside those that sentences and examples tell of, where no model states any."""
    known = [name for one in stated for name in (one.name, one.label) if name]
    if not all(map(str.isascii, known)):
        return ()  # which of the things in Korean `/boats` is about would be a guess
    ways: dict[str, list[tuple[_Way, Endpoint]]] = {}
    for one in endpoints:
        way = _way(one)
        if way:
            ways.setdefault(same_name(way.word), []).append((way, one))
        upon = "" if way else _acted(one)
        if upon:
            ways.setdefault(same_name(upon), []).append((_Way(upon, "acted"), one))
        above = _above(one) if way and one.method == "POST" else ""
        if above:
            ways.setdefault(same_name(above), []).append((_Way(above, "above"), one))
    names = [same_name(name) for name in known]
    made = []
    for name, found in ways.items():
        if any(_is_alike(name, other) for other in names) or not _is_thing(found):
            continue
        way, first = found[0]
        made.append(Entity(singular(way.word).replace("-", "_"), (), first.span, origin="inferred", carrier="resource"))
    return tuple(made)


def _is_alike(name: str, other: str) -> bool:
    """The items of `/orders/{id}/items` are order items, and `/order-lines` may be lines."""
    return name == other or other.endswith(name) or name.endswith(other)


def _is_thing(found: list[tuple[_Way, Endpoint]]) -> bool:
    kinds = {way.kind for way, _ in found}
    items = {one.method for way, one in found if way.kind == "item"}
    named = any(way.own and one.method in _READS for way, one in found)
    return len(kinds - {"other", "below"}) > 1 or kinds >= _BELOW or len(items) > 1 or named


def _way(one: Endpoint) -> _Way | None:
    """The last plain word of a path, and how it is come to; None where that is no name of a thing."""
    parts = [part for part in one.path.split("/") if part]
    if len(parts) > 1 and parts[-1] in _IDS:
        parts[-1] = f"{{{parts[-1]}}}"  # `/orders/id`
    parts = parts[:-2] if acted.is_whose(one.path) else parts  # the boats of `/boats/users/{userId}`
    plain = [part for part in parts if not part.startswith("{")]
    word = plain[-1] if plain else ""
    if not word.replace("-", "").replace("_", "").isalpha():
        return None
    last = parts[-1][1:-1] if parts[-1].startswith("{") else ""
    name = same_name(word)
    own = bool(last) and compact(last).startswith(name)
    if last == word or (_is_none(word) and not (own and one.method in _CHANGES and compact(word) not in _acts())):
        return None  # `/boats/colour/{colour}`: by which they are looked for; `PUT /report/{reportId}` changes a report
    if own or compact(last) in _IDS or (one.method in _CHANGES and last and singular(word) != word):
        return _Way(word, "item", own)  # `DELETE /summaries/{task_id}`
    if len(parts) > 1 and parts[-1] == word == singular(word) and parts[-2].startswith("{"):
        return _Way(word, "below")
    return _Way(word, {"POST": "made", "GET": "listed"}.get(one.method, "other"))


def _above(one: Endpoint) -> str:
    """The auctions of `POST /auctions/{id}/bids`, to one of which bids are added."""
    parts = [part for part in one.path.split("/") if part]
    plural = len(parts) > _FEW and parts[-2].startswith("{") and all(singular(one) != one for one in parts[-1:-4:-2])
    return parts[-3] if plural and parts[-3].isalpha() and not _is_none(parts[-3]) else ""


_FEW = 2


def _acted(one: Endpoint) -> str:
    """The notices of `PUT /notices/{id}/read`, to one of which something is done."""
    parts = [part for part in one.path.split("/") if part]
    plural = len(parts) > _FEW and parts[-2].startswith("{") and singular(parts[-3]) != parts[-3]
    return parts[-3] if plural and parts[-3].isalpha() and not _is_none(parts[-3]) else ""


_IDS = frozenset({"id", "uuid", "slug", "key", "code", "no", "number", "seq", "idx", "pk", "name"})
"""What an id is called that does not say whose it is."""


def _is_none(word: str) -> bool:
    """Whether the last word of a path is an act, a view, a way of signing in, or who one is; `stores` is no act."""
    return compact(word) in _acts() or same_name(word) in _views()


@cache
def _acts() -> frozenset[str]:
    parts = ("acts", "joins", "path_makes", "path_chooses", "glances")
    return frozenset(compact(word) for part in parts for word in vocabulary(part))


@cache
def _views() -> frozenset[str]:
    parts = ("envelope", "nothings", "kin", "no_things")
    return frozenset(same_name(word) for part in parts for word in vocabulary(part)) - {"class"}
