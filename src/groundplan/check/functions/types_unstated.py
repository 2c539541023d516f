"""Fields of a request of which nothing says the type: neither they nor the field of that name of an entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import fold
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity

NODE = "request_field"
WORDS = ()
OPTIONS = ()
PARTS = ("entities",)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Where a body is a list of names, a field of the data model tells. What is kept as a hash is sent as it is."""
    items = list(items)
    typed = facts.kept(_typed, facts.spec.entities) if items else frozenset()
    for item in items:
        named = all(one.type.base == "unknown" for one in item.owner.request)
        if not named or fold(item.node.name) not in typed:
            yield item, facts.place(item.span, item.node.name), {}, ()


def _typed(entities: tuple[Entity, ...]) -> frozenset[str]:
    names = {fold(one.name) for entity in entities for one in entity.fields if one.type.base != "unknown"}
    return frozenset(names | {name.removesuffix("hash") for name in names})
