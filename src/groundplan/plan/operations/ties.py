"""What ties the rows that a path is about to others: references, relations, joins, and who calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.plan.words import routes, tables
from groundplan.plan.words.names import join_name, key, singular
from groundplan.plan.words.routes import Route
from groundplan.spec.model import Endpoint, Relation
from groundplan.spec.text.paths import relative

if TYPE_CHECKING:
    from groundplan.plan.operations.operations import Context


def pair(one: str, other: str) -> tuple[str, ...]:
    """Both names, so that their order does not matter."""
    return tuple(sorted((key(one), key(other))))


def references(route: Route, about: Context) -> bool:
    """Whether rows of the last thing point at the one before, by a field or a 1:N relation."""
    return route.parent is not None and _refers(route.entity, route.parent.entity, about)


def join_between(route: Route, about: Context) -> str:
    """The join entity between the last two things of a path, or between its row and the caller."""
    if not route.steps:
        return ""
    other = route.parent.entity if route.parent else about.names.account
    joins = about.joins.get(pair(route.entity, other), [])
    if not route.parent and route.rest:
        word = key(route.rest[-1])
        joins = sorted(joins, key=lambda join: word not in key(join))
    return joins[0] if joins else ""


def under(endpoint: Endpoint, route: Route, about: Context) -> str:
    """The entity of `above` where rows of the thing point at it, or its name says that they are its own (CartItem)."""
    one = above(endpoint, route, about)
    if not one:
        return ""
    inner = key(route.entity) == key(f"{one} {singular(route.steps[0].word).human}")
    return one if inner or _refers(route.entity, one, about) else ""


def joins_above(endpoint: Endpoint, route: Route, about: Context) -> bool:
    """Whether only a join table ties the thing to the entity of `above`: `/cart/products`."""
    one = above(endpoint, route, about)
    return bool(one) and not _refers(route.entity, one, about) and pair(route.entity, one) in about.joins


def above(endpoint: Endpoint, route: Route, about: Context) -> str:
    """The entity of which every account has one row, where the path leads on from the caller's: `/cart/items`.

    Empty where it is none.
    """
    note = endpoint.access
    if len(route.steps) != 1 or not route.prefix or (note is not None and note.kind in ("public", "signature")):
        return ""
    word = route.prefix[-1]
    one = about.names.find(word)
    stem = relative(endpoint.path, about.base).partition(f"/{word}/")[0] + f"/{word}"
    callers = routes.says_mine(route.prefix[:-1]) and is_called_one(word, one) and stem not in about.named
    return one if callers and one in about.names.singles and one != route.entity else ""


def is_called_one(word: str, entity: str) -> bool:
    """Whether a word of a path means one row. Settings are one where the SPEC itself calls its entity so."""
    return is_singular(word) or tables.fold(entity).endswith(tables.fold(word))


def is_singular(text: str) -> bool:
    """Whether a word of a path is in the singular, and has a plural."""
    word = singular(text)
    return text.lower() == word.kebab and word.plural != word


def _refers(name: str, above: str, about: Context) -> bool:
    child, parent = key(name), key(above)
    entity = about.entities.get(name)
    if entity and any(key(field.type.target) == parent for field in entity.fields if field.type.base == "ref"):
        return True
    return any(_points(relation, child, parent) for relation in about.spec.relations)


def _points(relation: Relation, child: str, parent: str) -> bool:
    if relation.cardinality == "N:M":
        return key(join_name(relation)) == child and parent in (key(relation.source), key(relation.target))
    many_first = relation.cardinality == "N:1"
    many, one = (relation.source, relation.target) if many_first else (relation.target, relation.source)
    return (key(many), key(one)) == (child, parent)
