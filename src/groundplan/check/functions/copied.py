"""Fields that repeat what a reference of the same row leads to: `employee_name` beside `employee: -> Employee`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Field

NODE = "field"
WORDS = ("target", "field")
OPTIONS = ()
PARTS = ("entities",)

_KEPT = ("snapshot", "at the time", "as it was", "copy", "frozen", "당시", "시점", "사본", "스냅")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Not keys, and not what is said to be kept as it was."""
    references: dict[int, list[Field]] = {}
    for item in items:
        if id(item.owner) not in references:
            references[id(item.owner)] = [one for one in item.owner.fields if one.type.base == "ref"]
        others = references[id(item.owner)]
        if not others:
            continue
        name, note = fold(item.node.name), item.node.description.lower()
        if item.node.type.base == "ref" or item.node.computed or any(word in note for word in _KEPT):
            continue
        for other in dict.fromkeys((*others, *_beyond(others, facts))):
            rest = name.removeprefix(fold(other.name))
            target = facts.entities.get(singular(other.type.target)) if rest != name else None
            field = next((one for one in target.fields if fold(one.name) == rest), None) if target else None
            if target and field and not field.primary_key:
                words = {"target": target.name, "field": field.name}
                yield item, facts.place(item.span, item.node.name), words, (field.span,)


def _beyond(references: list[Field], facts: Facts) -> Iterator[Field]:
    """Required references of the rows that these lead to."""
    for one in references:
        target = facts.entities.get(singular(one.type.target))
        yield from (two for two in target.fields if two.type.base == "ref" and two.required) if target else ()
