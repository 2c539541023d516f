"""Entities without a primary key; of types in code only where all the others have one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity

NODE = "entity"
WORDS = ()
OPTIONS = ()
PARTS = ()

_IDS = frozenset({"id", "Id", "ID", "_id"})
_FEWEST = 3
"""Types of code with a key beside the one without."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of entities with fields: a mere name has its fields elsewhere."""
    with_fields = [item for item in items if item.node.fields]
    coded = [item for item in with_fields if item.node.carrier == "code"]
    odd = [item for item in coded if not _has_key(item.node)]
    tells = len(odd) == 1 and len(coded) - 1 >= _FEWEST
    for item in with_fields:
        if not _has_key(item.node) and (not item.node.carrier or (tells and item is odd[0])):
            yield item, item.span, {}, ()


def _has_key(entity: Entity) -> bool:
    named = (one.name in _IDS and (not one.raw_type or entity.carrier == "code") for one in entity.fields)
    return any(one.primary_key for one in entity.fields) or any(named)
