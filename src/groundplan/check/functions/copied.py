"""Fields that repeat what a reference of the same row leads to: `employee_name` beside `employee: -> Employee`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
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
    prefixes: dict[int, tuple[str, ...]] = {}
    telling: dict[int, dict[str, tuple[Entity, Field]]] = {}
    known: dict[int, dict[str, tuple[Entity, Field]]] = {}
    for item in items:
        own, owner = item.node, id(item.owner)
        if own.type.base == "ref" or own.computed:
            continue
        if owner not in led:
            led[owner] = _led_to(item.owner, facts.entities)
            prefixes[owner], telling[owner] = tuple(prefix for prefix, _ in led[owner]), {}
            for _, target in led[owner]:
                if id(target) not in known:
                    known[id(target)] = _telling(target)
                telling[owner] |= known[id(target)]
        name = fold(own.name)
        found = [telling[owner][name]] if name in telling[owner] else []
        same = [one for one in found if one[1].type == own.type and _calls_it_so(own, *one)]
        named = _named(name, led[owner]) if name.startswith(prefixes[owner]) and not _MONEY.search(name) else ()
        for target, field in same or named:
            if not field.primary_key and not own.primary_key and not _is_kept(own):
                words = {"target": target.name, "field": field.name}
                yield item, facts.place(item.span, own.name), words, (field.span,)


def _named(name: str, led: list[tuple[str, Entity]]) -> Iterator[tuple[Entity, Field]]:
    """What a name with a reference before it stands for: `employee_name`."""
    for prefix, target in led:
        rest = name.removeprefix(prefix)
        field = next((one for one in target.fields if fold(one.name) == rest), None) if rest != name else None
        if field:
            yield target, field


def _telling(target: Entity) -> dict[str, tuple[Entity, Field]]:
    """The fields that tell a row apart, and those that are called after what it is, by name."""
    return {
        fold(one.name): (target, one)
        for one in target.fields
        if (one.unique or (target.label and target.label in one.description))
        and not one.primary_key
        and one.name.lower() not in _PLAIN
    }


def _calls_it_so(own: Field, target: Entity, field: Field) -> bool:
    return field.unique or (bool(target.label) and own.description == field.description)


_MONEY = regex.compile(r"price|amount|cost|fee|rate|cents|total")
"""What was agreed once stays so, whatever the thing costs later."""
_GENERIC = "id name label code email phone slug status state type created_at updated_at deleted_at"
_PLAIN = frozenset(_GENERIC.split())
"""What things of any kind have: each has its own."""


def _is_kept(field: Field) -> bool:
    note = field.description.lower()
    return any(word in note for word in _KEPT)


def _led_to(owner: Entity, entities: dict[str, Entity]) -> list[tuple[str, Entity]]:
    """What references lead to, by their folded names: those of the row, and required ones of the rows these lead to."""
    near = _references(owner, entities)
    far = [one for _, target in near for one in _references(target, entities, required=True)]
    found = {(fold(field.name), target.name): target for field, target in (*near, *far)}
    found |= {(own.removesuffix("id"), name): target for (own, name), target in found.items() if own != "id"}
    return [(name, target) for (name, _), target in found.items()]


def _references(owner: Entity, entities: dict[str, Entity], *, required: bool = False) -> list[tuple[Field, Entity]]:
    fields = [one for one in owner.fields if one.type.base == "ref" and (one.required or not required)]
    led = [(one, entities.get(singular(one.type.target))) for one in fields]
    return [(one, target) for one, target in led if target]
