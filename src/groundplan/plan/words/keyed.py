"""Which field finds the rows of an entity, and which fields of others can hold its values."""

from __future__ import annotations

from groundplan.plan.words import tables
from groundplan.plan.words.names import key
from groundplan.spec.model import Entity, Field

_ALIKE = ({"uuid", "string"}, {"int", "bigint"})
_NO_KEYS = ("ref", "list", "json")


def key_field(entity: Entity) -> Field | None:
    """The stated key, else what is called as one."""
    return next((one for one in entity.fields if one.primary_key), None) or called_key(entity)


def called_key(entity: Entity) -> Field | None:
    """The field that is the key by its name: `id`, else `holdId` of a Hold, but not what people sign in with."""
    names = ("id", f"{tables.fold(key(entity.name))}id")
    found = {tables.fold(field.name): field for field in reversed(entity.fields) if field.type.base not in _NO_KEYS}
    logins = found.keys() & set(tables.words("login"))
    return next((found[name] for name in names if name in found and logins != {name}), None)


def holds(field: Field, target: Entity) -> bool:
    """Whether a column of this type can hold the one key of `target`; any can where nothing says what that is."""
    found = key_field(target)
    pair = {field.type.base, found.type.base if found else "unknown"} - {"unknown"}
    alone = sum(one.primary_key for one in target.fields) < 2
    return alone and (len(pair) < 2 or any(pair <= alike for alike in _ALIKE))
