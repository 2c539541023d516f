"""Fields that repeat what a reference of the same row leads to: `employee_name` beside `employee: -> Employee`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity, Field

NODE = "field"
WORDS = ("target", "field")
OPTIONS = ()
PARTS = ("entities",)
ALONE = True

_KEPT = ("snapshot", "at the time", "as it was", "copy", "frozen", "당시", "시점", "사본", "스냅")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Not keys, and not what is said to be kept as it was."""
    led: dict[int, list[tuple[str, Entity]]] = {}
    for item in items:
        own = item.node
        if own.type.base == "ref" or own.computed:
            continue
        if id(item.owner) not in led:
            led[id(item.owner)] = _led_to(item.owner, facts.entities)
        name = fold(own.name)
        for prefix, target in led[id(item.owner)]:
            rest = name.removeprefix(prefix)
            field = next((one for one in target.fields if fold(one.name) == rest), None)
            if rest == name and field and not _is_same(own, field, target):
                field = None
            if field and not field.primary_key and not _is_kept(own):
                words = {"target": target.name, "field": field.name}
                yield item, facts.place(item.span, own.name), words, (field.span,)


def _is_same(own: Field, other: Field, target: Entity) -> bool:
    """Whether fields of one name are one thing: what tells the other row apart, or what both call after it."""
    if own.type != other.type or own.primary_key or own.name.lower() in _USUAL:
        return False
    label = own.description
    return (other.unique and own.name.lower() not in _PLAIN) or (
        bool(target.label) and target.label in label and label == other.description
    )


_PLAIN = frozenset({"name", "title", "label", "code", "email", "phone", "slug"})
"""What things of any kind have: each has its own."""
_USUAL = frozenset(
    {"id", "status", "state", "created_at", "updated_at", "deleted_at", "createdat", "updatedat", "type"}
)


def _is_kept(field: Field) -> bool:
    note = field.description.lower()
    return any(word in note for word in _KEPT)


def _led_to(owner: Entity, entities: dict[str, Entity]) -> list[tuple[str, Entity]]:
    """What references lead to, by their folded names: those of the row, and required ones of the rows these lead to."""
    near = _references(owner, entities)
    far = [one for _, target in near for one in _references(target, entities, required=True)]
    found = {(fold(field.name), target.name): target for field, target in (*near, *far)}
    return [(name, target) for (name, _), target in found.items()]


def _references(owner: Entity, entities: dict[str, Entity], *, required: bool = False) -> list[tuple[Field, Entity]]:
    fields = [one for one in owner.fields if one.type.base == "ref" and (one.required or not required)]
    led = [(one, entities.get(singular(one.type.target))) for one in fields]
    return [(one, target) for one, target in led if target]
