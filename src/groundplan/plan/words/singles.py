"""Entities of which every account has one row at most: a cart, settings, a profile beside the account.

Told by a unique reference to the account, by a 1:1 relation with it, or by a sentence (`each user has one cart`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from groundplan.plan.words import tables
from groundplan.spec.model import Entity, Field, Spec
from groundplan.spec.text.words import same_name


def singles(spec: Spec, account: str) -> frozenset[str]:
    """The entities, as the SPEC spells them; `account` is the one that signs in."""
    said = frozenset(_said(spec, account))
    others = [one for one in spec.entities if same_name(one.name) != same_name(account)]
    return frozenset(one.name for one in others if _is_single(one, spec, account, said))


def references(entity: Entity, account: str) -> list[Field]:
    """The references of an entity to the account."""
    wanted = same_name(account)
    return [one for one in entity.fields if one.type.base == "ref" and same_name(one.type.target) == wanted]


def is_alone(field: Field, entity: Entity) -> bool:
    """Whether no two rows have the same value there, by what the SPEC says of the field."""
    keys = [one.name for one in entity.fields if one.primary_key]
    indexed = any(one.unique and [column.field for column in one.columns] == [field.name] for one in entity.indexes)
    return field.unique or keys == [field.name] or indexed


def _is_single(entity: Entity, spec: Spec, account: str, said: frozenset[str]) -> bool:
    found = references(entity, account)
    if any(is_alone(one, entity) for one in found):
        return True
    if len(found) > 1:
        return False
    called = {same_name(entity.name), same_name(entity.label)}
    return bool(called & said) or _is_paired(same_name(entity.name), spec, account, pointing=bool(found))


def _is_paired(name: str, spec: Spec, account: str, *, pointing: bool) -> bool:
    """A 1:1 relation, whose second side points at the first where no field says otherwise."""
    wanted = same_name(account)
    sides = [(same_name(one.source), same_name(one.target)) for one in spec.relations if one.cardinality == "1:1"]
    return (wanted, name) in sides or (pointing and (name, wanted) in sides)


def _said(spec: Spec, account: str) -> Iterator[str]:
    """What sentences say that every account has one of."""
    for text in [one.text for one in spec.requirements] + [one.text for one in spec.constraints]:
        for pattern in _patterns():
            for found in pattern.finditer(text):
                who = same_name(found["who"])
                if who == same_name(account) or tables.fold(who) in tables.words("account"):
                    yield same_name(found["what"])


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one, re.IGNORECASE) for one in tables.words("one_each"))
