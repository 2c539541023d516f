"""Fields of a request that the entity which it makes or changes does not have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import ACCOUNTS, Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Entity

NODE = "endpoint"
WORDS = ("name", "entity", "known")
OPTIONS = ()
PARTS = ("entities", "relations")
ALONE = True

_MOST = 8
_METHODS = frozenset({"POST", "PUT", "PATCH"})
_KNOWN_SHARE = 2
"""A body of which fewer than one field in so many is the entity's is of another kind: a command, a page, a file."""
_CALLERS = frozenset({"password", "currentpassword", "newpassword", "passwordconfirm", "passwordconfirmation"})
# What a request carries and no row keeps.
_PASSING = frozenset({"captcha", "captchatoken", "idempotencykey", "confirm", "locale", "lang", "type", "meta", "data"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Bodies of `POST /things` and of changes of one thing, where the entity is stated with its fields."""
    for item in items:
        entity = _entity(item.node, facts)
        body = item.node.request or ()
        if entity is None or not body:
            continue
        known = facts.field_names(entity)
        stored = [one for one in body if one.type.base != "binary"]  # a file is kept elsewhere
        strange = [one for one in stored if not _is_known(fold(one.name), known, entity, facts)]
        if not strange or (len(body) - len(strange)) * _KNOWN_SHARE < len(body):
            continue
        names = ", ".join(one.name for one in entity.fields[:_MOST])
        for one in strange:
            words = {"name": one.name, "entity": entity.name, "known": names}
            yield item, facts.place(one.span, one.name), words, (entity.span,)


def _entity(endpoint: Endpoint, facts: Facts) -> Entity | None:
    segments = [one for one in endpoint.path.split("/") if one]
    called_back = endpoint.access is not None and endpoint.access.kind == "signature"
    if endpoint.method not in _METHODS or not segments or called_back:
        return None
    of_one = segments[-1].startswith("{")
    if of_one is (endpoint.method == "POST") or (len(segments) == 1 and of_one):
        return None
    last = segments[-2] if of_one else segments[-1]
    entity = facts.entities.get(singular(last))
    plain = entity is not None and entity.fields and not entity.carrier and entity.origin == "stated"
    return entity if plain and singular(last) != fold(last) else None


def _is_known(name: str, known: dict[str, str], entity: Entity, facts: Facts) -> bool:
    """A field, a key of what it refers to, or another thing that is made along with it."""
    bare = name.removesuffix("ids").removesuffix("id") or name
    if name.endswith("token") or name in known or bare in known or singular(bare) in known or name in _PASSING:
        return True
    if name in _CALLERS:
        return singular(entity.name) in ACCOUNTS or any("password" in one for one in known)
    if fold(entity.name) + singular(bare) in facts.entities:  # `items` of an order, where there are order items
        return True
    if name in _keys_beyond(entity, facts):
        return True
    return singular(bare) in facts.known_things or any(singular(bare) == singular(one) for one in facts.joins)


def _keys_beyond(entity: Entity, facts: Facts) -> set[str]:
    """The unique fields of what the entity refers to: a row may be named by them in place of its id."""
    others = (facts.entities.get(singular(one.type.target)) for one in entity.fields if one.type.target)
    return {fold(one.name) for other in others if other for one in other.fields if one.unique}
