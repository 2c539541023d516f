"""Faults in how the fields and indexes of one entity go together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import fold
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span
    from groundplan.spec.model import Entity, Index

NODE = "entity"
WORDS = ("value", "other")
OPTIONS = ("fault",)
PARTS = ("entities",)
ALONE = True

_FEW = 3  # fields: fewer say nothing of a habit
_DELETED = frozenset({"deletedat", "isdeleted", "deleted", "삭제일시", "삭제여부"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`fault`: nullable (all fields), index (one begins like another), twice (an index), empty (though unique), soft
    (unique and deleted).
    """
    find = _FAULTS[options["fault"]]
    if find is _nullable and not any(field.required for one in facts.spec.entities for field in one.fields):
        return  # a SPEC that never says what is required says nothing by not saying it
    for item in items:
        for span, value, other, causes in find(item.node):
            yield item, span or item.span, {"value": value, "other": other}, causes


Faults = Iterator[tuple["Span | None", str, str, tuple["Span", ...]]]


def _nullable(entity: Entity) -> Faults:
    own = [one for one in entity.fields if not (one.primary_key or one.read_only or one.computed)]
    given = any(one.required or one.unique or one.default is not None for one in own)
    if len(own) >= _FEW and not given:
        yield None, "", "", ()


def _names(index: Index) -> tuple[str, ...]:
    return tuple(fold(column.field) for column in index.columns)


def _shorter(entity: Entity) -> Faults:
    for one in entity.indexes:
        for other in entity.indexes:
            names = _names(one)
            if not one.unique and len(names) < len(other.columns) and _names(other)[: len(names)] == names:
                yield one.span, ", ".join(names), ", ".join(column.field for column in other.columns), (other.span,)
                break


def _twice(entity: Entity) -> Faults:
    first: dict[tuple[str, ...], Index] = {}
    for one in entity.indexes:
        before = first.setdefault(_names(one), one)
        if before is not one and before.span != one.span:
            yield one.span, ", ".join(column.field for column in one.columns), "", (before.span,)


def _empty(entity: Entity) -> Faults:
    """Unique fields that may be empty: that is said, or only not said beside others that must be there."""
    told = any(one.required and not one.primary_key for one in entity.fields)
    for one in entity.fields:
        open_ = one.unique and not (one.required or one.primary_key or one.read_only)
        if open_ and (one.nullable or told) and fold(one.name) != "id":
            yield one.span, one.name, "", ()


def _keys(entity: Entity) -> Faults:
    """`id` says which row it is, and so does another: together they are a key that nobody wants."""
    keys = [one for one in entity.fields if one.primary_key]
    own = [one for one in keys if fold(one.name) in ("id", f"{fold(entity.name)}id")]
    for one in keys if own else ():
        if one is not own[0] and one.origin == "stated":
            yield one.span, one.name, own[0].name, (own[0].span,)


def _soft(entity: Entity) -> Faults:
    if any(fold(one.name) in _DELETED for one in entity.fields):
        for one in entity.fields:
            if one.unique and not one.primary_key:
                yield one.span, one.name, "", ()


_FAULTS: dict[str, Callable[[Entity], Faults]] = {
    "nullable": _nullable,
    "index": _shorter,
    "twice": _twice,
    "soft": _soft,
    "empty": _empty,
    "keys": _keys,
}
