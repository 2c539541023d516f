"""Foreign keys that do not fit: another type than their key, a cycle, a column that is not declared as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Entity, Field

NODE = "field"
WORDS = ("target", "key_type", "suggestion")
OPTIONS = ("fault",)
PARTS = ("entities", "relations")

_ALIKE = (frozenset({"int", "bigint"}), frozenset({"string", "uuid"}))  # code writes a uuid as a string
_COLUMNS = {
    "uuid": "uuid", "int": "int", "integer": "int", "int4": "int", "bigint": "bigint", "int8": "bigint",
    "varchar": "string", "char": "string", "text": "string", "string": "string",
}  # fmt: skip
_KEYS = frozenset({"uuid", "int", "bigint", "string"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`fault`: type, cycle or undeclared."""
    yield from _FAULTS[options["fault"]](items, facts)


def _target(field: Field, facts: Facts) -> Entity | None:
    """The entity whose key a field named like `customer_id` holds."""
    name = fold(field.name)
    if not name.endswith("id") or len(name) < 4 or field.type.base not in _KEYS or field.primary_key:
        return None
    return facts.entities.get(singular(name.removesuffix("id")))


def _referred(field: Field, facts: Facts) -> Entity | None:
    """The entity that a column of a stated type refers to: `boat_id INTEGER REFERENCES boats(id)`."""
    is_typed = field.type.base == "ref" and _base(field) in _KEYS
    return facts.entities.get(singular(field.type.target)) if is_typed else None


def _base(field: Field) -> str:
    """The base of a field's type, and of a reference's column where the SPEC states it."""
    return _column(field.raw_type) if field.type.base == "ref" else field.type.base


def _is_column(field: Field) -> bool:
    """Whether the type is one of databases alone, as `varchar(36)`, of which none refers to a uuid."""
    return regex.match(r"n?(?:var)?char\b", field.raw_type.lower()) is not None


@lru_cache(4096)
def _column(raw_type: str) -> str:
    word = regex.match(r"\w*", raw_type.lower())
    return _COLUMNS.get(word.group() if word else "", "")


def _key(entity: Entity) -> Field | None:
    own = [one for one in entity.fields if one.primary_key]
    return own[0] if len(own) == 1 else None


def _type(items: Iterable[Item], facts: Facts) -> Iterator[Found]:
    for item in items:
        target = _target(item.node, facts) or _referred(item.node, facts)
        key = _key(target) if target is not None else None
        if target is None or key is None or (target is item.owner and item.node.type.base != "ref"):
            continue  # a number of its own beside the key: `customer_id` of Customer
        bases = {_base(item.node), key.type.base}
        alike = bases in _ALIKE and not _is_column(item.node)
        if len(bases) == 2 and not alike and key.type.base in _KEYS and item.node.origin == "stated":
            words = {"target": target.name, "key_type": key.type.base, "suggestion": f"-> {target.name}"}
            yield item, facts.place(item.span, item.node.name), words, (key.span,)


def _undeclared(items: Iterable[Item], facts: Facts) -> Iterator[Found]:
    if not any(one.type.base == "ref" for entity in facts.spec.entities for one in entity.fields):
        return  # a SPEC that declares no reference writes all of them so
    for item in items:
        target = _target(item.node, facts)
        named = target is not None and target is not item.owner and not _related(item.owner, target, facts)
        if target is not None and named and not regex.search(r"\bFK\b|외래|참조", facts.line(item.span)):
            words = {"target": target.name, "key_type": "", "suggestion": f"-> {target.name}"}
            yield item, facts.place(item.span, item.node.name), words, ()


def _related(one: Entity, other: Entity, facts: Facts) -> bool:
    return singular(other.name) in facts.related(one)


def _cycle(items: Iterable[Item], facts: Facts) -> Iterator[Found]:
    """Rows that each need the other first: only required references count, and a tree of one entity is none."""
    needs: dict[str, list[tuple[str, Item]]] = {}
    for item in items:
        field, own = item.node, singular(item.owner.name)
        if field.type.base == "ref" and field.required and singular(field.type.target) != own:
            needs.setdefault(own, []).append((singular(field.type.target), item))
    seen: set[frozenset[str]] = set()
    for start in needs:
        path = _way_back(start, needs)
        if path and frozenset(path) not in seen:
            seen.add(frozenset(path))
            item = next(found for name, found in needs[path[-1]] if name == start)
            words = {
                "target": " -> ".join(facts.entities[name].name for name in [*path, start] if name in facts.entities)
            }
            yield item, item.span, {**words, "key_type": "", "suggestion": ""}, ()


def _way_back(start: str, needs: dict[str, list[tuple[str, Item]]]) -> list[str]:
    """The entities on a way from `start` to itself, found breadth first; empty where there is none."""
    before: dict[str, str] = {}
    waiting = [start]
    for name in waiting:
        for other, _ in needs.get(name, ()):
            if other == start:
                way = [name]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if other not in before:
                before[other] = name
                waiting.append(other)
    return []


_FAULTS: dict[str, Callable[[Iterable[Item], Facts], Iterator[Found]]] = {
    "type": _type,
    "cycle": _cycle,
    "undeclared": _undeclared,
}
