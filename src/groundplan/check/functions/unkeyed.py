"""Entities without a primary key; of types in code only where all the others have one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import singular
from groundplan.check.functions import Found
from groundplan.check.functions.untyped import is_sketched
from groundplan.spec.text.words import in_english

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity, Field

NODE = "entity"
WORDS = ()
OPTIONS = ()
PARTS = ("requirements", "sections")

_IDS = frozenset({"id", "Id", "ID", "_id"})
_NESTED = frozenset({"ref", "list", "unknown"})
_FEWEST = 3
"""Types of code with a key beside the one without."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of entities with fields: a mere name has its fields elsewhere; what is the type of a field is a part of it."""
    items = tuple(items)
    types = (one.raw_type.strip("[]?<>") for item in items for one in item.node.fields if one.type.base in _NESTED)
    within = frozenset(singular(one) for one in types if not one.startswith("->"))
    with_fields = [item for item in items if item.node.fields and singular(item.node.name) not in within]
    coded = [item for item in with_fields if item.node.carrier == "code"]
    odd = [item for item in coded if not _has_key(item.node)]
    tells = len(odd) == 1 and len(coded) - 1 >= _FEWEST
    for item in with_fields:
        keyless = not _has_key(item.node) and (not item.node.carrier or (tells and item is odd[0]))
        if keyless and not is_sketched(item.span, facts):
            yield item, item.span, {}, ()


def _has_key(entity: Entity) -> bool:
    name = in_english(entity.name) or singular(entity.name)
    own = {*_IDS, f"{name}_id", f"{name}Id"}
    return any(one.primary_key or (one.name in own and _identifies(one, entity)) for one in entity.fields)


def _identifies(one: Field, entity: Entity) -> bool:
    """`id` of no type or in code; `id: uuid, unique`, `id | string | the identifier`."""
    said = regex.search(r"\bidentif|식별|고유", one.description.lower()) is not None
    return not one.raw_type or entity.carrier == "code" or one.unique or said
