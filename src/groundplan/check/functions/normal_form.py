"""Functional dependencies that break a normal form of their entity (Codd 1972, Armstrong 1974)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold
from groundplan.check.functions import Found
from groundplan.record import NamedTuple

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Dependency, Entity

NODE = "entity"
WORDS = ("determinant", "dependent", "key")
OPTIONS = ("form",)
PARTS = ()
ALONE = True

Names = frozenset[str]


class _Rule(NamedTuple):
    left: Names
    right: Names
    stated: Dependency


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """`form`: 2 (on a part of a key), 3 (on what is no key), 4 for Boyce and Codd (the dependent is in a key)."""
    for item in items:
        if item.node.dependencies:
            for rule, broken, key in _broken(item.node):
                if broken == options["form"]:
                    words = {
                        "determinant": ", ".join(rule.stated.determinant),
                        "dependent": ", ".join(rule.stated.dependent),
                        "key": ", ".join(one.name for one in item.node.fields if fold(one.name) in key),
                    }
                    yield item, rule.stated.span, words, ()


def _broken(entity: Entity) -> Iterator[tuple[_Rule, int, Names]]:
    rules = [_Rule(_folded(one.determinant), _folded(one.dependent), one) for one in entity.dependencies]
    fields = _folded(one.name for one in entity.fields) | {name for one in rules for name in one.left | one.right}
    keys = _keys(entity, rules, frozenset(fields))
    prime = {name for key in keys for name in key}
    for rule in rules:
        if rule.right <= rule.left or any(key <= _closure(rule.left, rules) for key in keys):
            continue
        part_of = next((key for key in keys if rule.left < key), None)
        if not rule.right - rule.left <= prime:
            yield rule, 2 if part_of else 3, part_of or min(keys, key=sorted, default=frozenset())
        else:
            yield rule, 4, min(keys, key=sorted, default=frozenset())


def _folded(names: Iterable[str]) -> Names:
    return frozenset(map(fold, names))


def _closure(names: Names, rules: list[_Rule]) -> Names:
    """All that these fields decide."""
    known, grew = set(names), True
    while grew:
        before = len(known)
        for rule in rules:
            if rule.left <= known:
                known |= rule.right
        grew = len(known) > before
    return frozenset(known)


def _keys(entity: Entity, rules: list[_Rule], fields: Names) -> list[Names]:
    """Candidate keys: the stated ones, and determinants that decide every field."""
    primary = frozenset(fold(one.name) for one in entity.fields if one.primary_key)
    stated = [_folded(column.field for column in one.columns) for one in entity.indexes if one.unique]
    stated += [frozenset({fold(one.name)}) for one in entity.fields if one.unique]
    found = [primary] if primary else []
    found += [
        one for one in (*stated, *(rule.left for rule in rules)) if one == primary or fields <= _closure(one, rules)
    ]
    found += [one for one in stated if one not in found]
    return list(dict.fromkeys(found))
