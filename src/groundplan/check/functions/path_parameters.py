"""Path parameters that no parameter description and no field explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint

NODE = "endpoint"
WORDS = ("parameter", "resource")
OPTIONS = ()
PARTS = ("entities", "relations")
ALONE = True

_KEYS = frozenset({"id", "uuid", "pk"})
_NAMES = frozenset(
    {"name", "key", "slug", "username", "token", "code", "filename", "hash", "date", "year", "sku"}
)  # texts, and no field to look for where the thing is no entity
_SIGN_IN = frozenset({"auth", "oauth", "oauth2", "login", "signin", "social", "sso"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """One finding a parameter. Quiet in a SPEC without a data model, where the cause is elsewhere."""
    if not facts.entities:
        return
    for item in items:
        for name, collection in _parameters(item.node):
            if not _explained(name, collection, item.node, facts):
                words = {"parameter": name, "resource": _resource(collection, facts)}
                yield item, facts.place(item.span, name), words, ()


def _parameters(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    """Each path parameter with the nearest literal segment before it."""
    literal = ""
    for segment in endpoint.path.split("/"):
        if segment.startswith("{") and segment.endswith("}"):
            yield segment[1:-1], literal
        elif segment:
            literal = segment


def _explained(name: str, collection: str, endpoint: Endpoint, facts: Facts) -> bool:
    key, resource = fold(name), singular(collection)
    if key in _KEYS or key == resource or any(fold(one.name) == key for one in endpoint.parameters):
        return True
    if key == "provider" and fold(collection) in _SIGN_IN:
        return True  # who people sign in with: the auth section names them
    stem = next((key.removesuffix(end) for end in _KEYS if key.endswith(end)), "")
    if stem and (stem in resource or stem in facts.entities):
        return True
    entity = facts.entities.get(resource)
    if entity is None or entity.origin == "inferred":  # nobody listed its fields
        named = key.startswith(resource) or resource.endswith(key) or key.endswith(tuple(_NAMES))
        return not resource or bool(stem) or named
    return key.removeprefix(resource) in facts.field_names(entity) or key in facts.field_names(entity)


def _resource(collection: str, facts: Facts) -> str:
    entity = facts.entities.get(singular(collection))
    return entity.name if entity else collection
