"""What a name may refer to: its folded form, and the names that a SPEC declares of that kind.

Where a name needs no declaration it is among those returned.
"""

from __future__ import annotations

from collections.abc import Callable
from string import digits

from groundplan.check.facts import ACCOUNTS, RELATIVE_ROLES, Facts, fold, singular
from groundplan.check.nodes import Item


def _known_fields(facts: Facts, item: Item) -> tuple[str, dict[str, str]]:
    return fold(item.node.name), facts.field_names(item.owner)


def _known_entities(facts: Facts, item: Item) -> tuple[str, dict[str, str]]:
    key = singular(item.node.name)
    implied = key in facts.joins or (key in ACCOUNTS and facts.spec.auth and not facts.has_accounts)
    return key, {key: ""} if implied or (key not in facts.entity_names and key in facts.enums) else facts.entity_names


def _known_bodies(facts: Facts, item: Item) -> tuple[str, dict[str, str]]:
    key, known = _known_entities(facts, item)
    return key, {key: ""} if key not in known and key in facts.labels else known


def _known_requirements(facts: Facts, item: Item) -> tuple[str, dict[str, str]]:
    """A name of another form than all ids here is something else: `INVALID-999` beside `REQ-1`."""
    key, known = fold(item.node.name), facts.requirement_ids
    alike = any(one.rstrip(digits) == key.rstrip(digits) for one in known)
    return key, known if alike and key not in facts.displaced_ids else {key: ""}


def _known_roles(facts: Facts, item: Item) -> tuple[str, dict[str, str]]:
    key = facts.caller(item.node.name)
    conventional = key in RELATIVE_ROLES or key in facts.relation_names or key in facts.partners
    return key, {key: ""} if conventional else facts.declared_roles


KNOWN: dict[str, Callable[[Facts, Item], tuple[str, dict[str, str]]]] = {
    "bodies": _known_bodies,
    "entities": _known_entities,
    "fields": _known_fields,
    "requirements": _known_requirements,
    "roles": _known_roles,
}
