"""An entity that is told of twice, as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.grammar import compact
from groundplan.spec.text.words import same_name

if TYPE_CHECKING:
    from groundplan.spec.model import Entity, Field


def class_of(name: str, known: dict[str, str]) -> str:
    """What a class is of by its name, `OrderJpaEntity`, `OrderEntity` beside `orders`; its own where it is of none."""
    bare = name.removesuffix("JpaEntity")
    short = bare.removesuffix("Entity")
    return known.get(same_name(short), "") or bare


def is_complement(first: Entity, second: Entity) -> bool:
    """Not a repetition: one has no fields yet or tells of them in words, or they are in two files of one SPEC."""
    if not first.fields or not second.fields or first.span.path != second.span.path:
        return True
    return any(_is_outline(one) and _is_typed(other) for one, other in ((first, second), (second, first)))


def _is_outline(entity: Entity) -> bool:
    """An attribute list in prose, names in passing or in words (`date of birth`): no types."""
    if any(one.type.base not in ("unknown", "enum") for one in entity.fields):
        return False
    in_words = 2 * sum(" " in one.name or not one.name.isascii() for one in entity.fields) > len(entity.fields)
    return in_words or (
        bool(entity.fields) and all(one.origin == "inferred" and one.type.base == "unknown" for one in entity.fields)
    )


def _is_typed(entity: Entity) -> bool:
    return sum(one.type.base != "unknown" for one in entity.fields) > 1


def joined_entity(first: Entity, second: Entity) -> Entity:
    """The first with the fields that only the second has, and what it adds to those of both."""
    fields = list(first.fields)
    if _is_typed(second) and _is_outline(first):
        fields = []  # the definition says it in full
    elif first.fields and _is_outline(second) and not _is_outline(first):
        second = second._replace(fields=())
    for one in second.fields:
        index = next((at for at, before in enumerate(fields) if same_field(before, one)), None)
        if index is None:
            fields.append(one)
        else:
            fields[index] = _joined_field(fields[index], one)
    return first._replace(
        span=second.span if second.fields and _is_named_elsewhere(first, second) else first.span,
        fields=tuple(fields),
        label=first.label or second.label,
        indexes=first.indexes + second.indexes,
        dependencies=first.dependencies + second.dependencies,
        description=first.description or second.description,
        carrier=second.carrier and first.carrier,
    )


def _is_named_elsewhere(first: Entity, second: Entity) -> bool:
    """Whether another file names the thing, as `Key Entities` do, and has no fields of it."""
    return not first.fields and first.span.path != second.span.path


def united(first: Entity, second: Entity) -> Entity:
    """Both as one, where neither defines the thing: every field of either."""
    if not first.fields:
        return joined_entity(first, second)
    alike = [next((one for one in second.fields if same_field(before, one)), before) for before in first.fields]
    own = tuple(_joined_field(before, one) for before, one in zip(first.fields, alike, strict=True))
    more = tuple(one for one in second.fields if not any(same_field(before, one) for before in first.fields))
    return joined_entity(first, second)._replace(fields=(*own, *more), carrier=first.carrier)


def same_field(first: Field, second: Field) -> bool:
    """Whether two names are of one field: `keeper` and `keeperId`, `approvedBy` and `approved_by_id`."""
    left, right = same_name(first.name), same_name(second.name)
    if left == right:
        return True
    if left.endswith("by") or right.endswith("by"):
        return left == right + "id" or right == left + "id"  # `approvedBy` is told by its key, whatever its type
    references = {first.type.base, second.type.base} & {"ref"}
    left, right = compact(first.name), compact(second.name)  # `guests` are no `guestId`
    return bool(references) and (left == right.removesuffix("id") or right == left.removesuffix("id"))


def _joined_field(first: Field, second: Field) -> Field:
    """The first spelling with what the second adds: a stricter type, a key, a length, a default."""
    kind = second.type if _is_better(second, first) else first.type
    return first._replace(
        type=kind,
        required=first.required or (second.required and not first.nullable),
        unique=first.unique or second.unique,
        primary_key=first.primary_key or second.primary_key,
        nullable=first.nullable,
        read_only=first.read_only or second.read_only,
        write_only=first.write_only or second.write_only,
        default=second.default if first.default is None else first.default,
        minimum=first.minimum or second.minimum,
        maximum=first.maximum or second.maximum,
        on_delete=first.on_delete or second.on_delete,
        description=first.description or second.description,
    )


_KEYS = frozenset({"uuid", "bigint"})
"""What a key is kept as: where one definition says it, another may say what it is the key of."""
_VAGUE = frozenset({"unknown", "float", "string", "text", "int"})


def _is_better(second: Field, first: Field) -> bool:
    """A reference, key or sized type says more than a plain one; an enum is never given up."""
    if first.type.base in ("enum", "ref", "list"):
        return False
    if first.type.base == "float" and second.type.base in ("int", "bigint"):
        return True  # TypeScript has one number for both
    if first.type.base in _KEYS:
        return second.type.base == "ref" and bool(second.type.target)
    if first.type.base in _VAGUE and second.type.base != "unknown":
        return second.type.base not in _VAGUE or bool(second.type.length) or first.type.base == "unknown"
    return False
