"""References that only a name states: `boat_id` beside boats holds the key of one, whatever its type is called."""

from __future__ import annotations

from groundplan.naming import Name
from groundplan.plan.words import tables
from groundplan.plan.words.keyed import holds, key_field
from groundplan.plan.words.names import account_name, key
from groundplan.spec.model import Entity, Field, FieldType, Spec

_KEYS = ("uuid", "int", "bigint", "string", "unknown")
_ABOVE = ("parent",)


def with_references(spec: Spec, scheme: str) -> Spec:
    """The SPEC where such columns are references; `user_id` is one to the account where people sign in."""
    entities = {key(one.name): one for one in reversed(spec.entities)}
    account = entities.get(key(account_name(spec)), Entity("User", (), spec.meta.span)) if scheme != "none" else None
    if account is not None:
        entities.setdefault("user", account)
    referring = [_referring(one, entities) for one in spec.entities]
    numbered = _numbered(spec.entities, referring)
    return spec._replace(entities=tuple(_with_number(one) if one.name in numbered else one for one in referring))


def _numbered(stated: tuple[Entity, ...], referring: list[Entity]) -> set[str]:
    """The things without a key of which another column holds the number: `"storeId": 1`."""
    pairs = [
        pair
        for one, other in zip(stated, referring, strict=True)
        for pair in zip(one.fields, other.fields, strict=True)
    ]
    targets = {
        after.type.target for before, after in pairs if before.type.base in ("int", "bigint") and before != after
    }
    return {one.name for one in stated if one.name in targets and key_field(one) is None}


def _with_number(entity: Entity) -> Entity:
    number = Field("id", FieldType("int"), entity.span, primary_key=True, origin="inferred")
    return entity._replace(fields=(number, *entity.fields))


def _referring(entity: Entity, entities: dict[str, Entity]) -> Entity:
    fields = tuple(_field(one, entity, entities) for one in entity.fields)
    return entity if fields == entity.fields else entity._replace(fields=fields)


def _field(field: Field, entity: Entity, entities: dict[str, Entity]) -> Field:
    words = Name.of(field.name).words
    if field.type.base not in _KEYS or field.primary_key or len(words) < 2 or words[-1] != "id":
        return field
    target = entities.get(key("_".join(words[:-1]))) or (entity if _is_above(words, entity) else None)
    if target is None or (target is entity and words[:-1] != _ABOVE) or not holds(field, target):
        return field
    points = field._replace(type=FieldType("ref", target=target.name))
    return points._replace(required=False, nullable=True) if target is entity else points  # the topmost has none


def _is_above(words: tuple[str, ...], entity: Entity) -> bool:
    """`parent_id` of a thing that stands below another of its kind; with a `parent_type` it may be any thing."""
    return words[:-1] == _ABOVE and not any(tables.fold(one.name) == "parenttype" for one in entity.fields)
