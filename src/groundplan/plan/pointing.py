"""References that only a name states: `boat_id` beside boats holds the key of one, whatever its type is called."""

from __future__ import annotations

from groundplan.naming import Name
from groundplan.plan import tables
from groundplan.plan.names import account_name, key
from groundplan.spec.model import Entity, Field, FieldType, Spec

_KEYS = ("uuid", "int", "bigint", "string", "unknown")
_ABOVE = ("parent",)
_ALIKE = ({"uuid", "string"}, {"int", "bigint"})


def with_references(spec: Spec, scheme: str) -> Spec:
    """The SPEC where such columns are references; `user_id` is one to the account where people sign in."""
    entities = {key(one.name): one for one in reversed(spec.entities)}
    account = entities.get(key(account_name(spec)), Entity("User", (), spec.meta.span)) if scheme != "none" else None
    if account is not None:
        entities.setdefault("user", account)
    return spec._replace(entities=tuple(_referring(one, entities) for one in spec.entities))


def _referring(entity: Entity, entities: dict[str, Entity]) -> Entity:
    fields = tuple(_field(one, entity, entities) for one in entity.fields)
    return entity if fields == entity.fields else entity._replace(fields=fields)


def _field(field: Field, entity: Entity, entities: dict[str, Entity]) -> Field:
    words = Name.of(field.name).words
    if field.type.base not in _KEYS or field.primary_key or len(words) < 2 or words[-1] != "id":
        return field
    target = entities.get(key("_".join(words[:-1]))) or (entity if _is_above(words, entity) else None)
    if target is None or (target is entity and words[:-1] != _ABOVE) or not _holds(field, target):
        return field
    return field._replace(type=FieldType("ref", target=target.name))


def _is_above(words: tuple[str, ...], entity: Entity) -> bool:
    """`parent_id` of a thing that stands below another of its kind; with a `parent_type` it may be any thing."""
    return words[:-1] == _ABOVE and not any(tables.fold(one.name) == "parenttype" for one in entity.fields)


def _holds(field: Field, target: Entity) -> bool:
    """Whether a column of this type can hold the one key of `target`, which is a uuid where nothing is said."""
    stated = [one for one in target.fields if one.primary_key]
    named = stated or [one for one in target.fields if tables.fold(one.name) == "id"]
    base = named[0].type.base if named else "uuid"
    pair = {field.type.base, base} - {"unknown"}
    return len(stated) < 2 and (len(pair) < 2 or any(pair <= alike for alike in _ALIKE))
