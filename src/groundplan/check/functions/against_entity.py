"""What a request or response says of a field, compared with what its entity says of the field of that name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found
from groundplan.check.numbers import as_number

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Entity, Field

NODE = "request_field"
WORDS = ("one", "other", "entity")
OPTIONS = ("compare",)
PARTS = ("entities",)
ALONE = True

# Types of one group hold the same values, or a body may well carry the one for the other.
_GROUPS = {"string": "text", "text": "text", "email": "text", "url": "text", "password": "text", "enum": "text"}
_GROUPS |= {"int": "whole", "bigint": "whole", "float": "number", "decimal": "number"}
_KEYS = frozenset({"uuid", "int", "bigint"})
_ACT = 2
"""An act on a row stands behind so many segments: `/boats/{id}/survey`."""
_LOOSE = frozenset({"unknown", "ref", "uuid", "json", "binary"})


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`compare`: type, values, limits or required. Only fields of requests that make or change the entity."""
    compare = _COMPARISONS[options["compare"]]
    for item in items:
        entity = _entity(item.owner, facts)
        field = _field(entity, item.node.name) if entity is not None else None
        if entity is None or field is None:
            continue
        difference = compare(item.node, _as_key(field, facts), item.owner)
        if difference:
            words = {"one": difference[0], "other": difference[1], "entity": entity.name}
            yield item, facts.place(item.span, item.node.name), words, (field.span,)


def _entity(endpoint: Endpoint, facts: Facts) -> Entity | None:
    """The entity that the path ends with, or whose row it addresses; of an act on a row, the one that it answers."""
    segments = [part for part in endpoint.path.split("/") if part]
    while segments and segments[-1].startswith("{"):
        segments.pop()
    found = facts.entities.get(singular(segments[-1])) or _by_tail(segments[-1], facts) if segments else None
    if found is None and len(segments) > _ACT and segments[-2].startswith("{"):
        answered = {singular(one.entity) for one in endpoint.responses if one.entity}
        row = singular(segments[-3])
        own = facts.entities.get(row)
        if not answered and own and all(_field(own, one.name) for one in endpoint.request or ()):
            return own
        if row in answered:
            return facts.entities.get(row)
        made = [facts.entities[name] for name in answered if name in facts.entities]
        return made[0] if len(made) == 1 and endpoint.method == "POST" and _is_sent(endpoint, made[0]) else None
    return found


def _by_tail(segment: str, facts: Facts) -> Entity | None:
    """`CalibrationOrder` for `/orders`, where it is the one entity whose name ends so."""
    return facts.kept(_tails, facts.spec.entities).get(singular(segment))


def _tails(entities: tuple[Entity, ...]) -> dict[str, Entity | None]:
    found: dict[str, Entity | None] = {}
    for one in entities:
        tail = regex.search(r"(?<=[a-z\d])[A-Z][a-z]+$|(?<=_)[a-z]+$", one.name)
        if tail:
            key = singular(tail[0])
            found[key] = None if key in found else one
    return found


def _is_sent(endpoint: Endpoint, entity: Entity) -> bool:
    """Whether most of what is sent are fields of what is answered: `POST /children/{id}/absences` makes a ride."""
    sent = endpoint.request or ()
    return sum(_field(entity, one.name) is not None for one in sent) * 3 >= len(sent) * 2 > 0


def _field(entity: Entity, name: str) -> Field | None:
    return next((one for one in entity.fields if fold(one.name) == fold(name)), None)


def _as_key(field: Field, facts: Facts) -> Field:
    """A reference as the key of the row that it leads to, where that is stated."""
    target = facts.entities.get(singular(field.type.target)) if field.type.base == "ref" else None
    keys = [one for one in target.fields if one.primary_key] if target else []
    return field._replace(type=keys[0].type) if len(keys) == 1 and keys[0].type.base in _KEYS else field


Difference = tuple[str, str] | None


def _types(one: Field, other: Field, endpoint: Endpoint) -> Difference:  # noqa: ARG001 - one signature for all
    bases = one.type.base, other.type.base
    if set(bases) in ({"int", "uuid"}, {"bigint", "uuid"}):
        return bases
    if not _LOOSE.isdisjoint(bases):
        return None
    if one.type.base == "string" and other.type.base in _MOMENTS and _formatted().search(one.description):
        return None
    left, right = (_GROUPS.get(base, base) for base in bases)
    return None if left == right or {left, right} == {"whole", "number"} else bases


_MOMENTS = frozenset({"date", "datetime", "time"})


@cache
def _formatted() -> re.Pattern[str]:
    """What says how a moment is written as a string: `in format Y-m-d`, `ISO 8601`."""
    return regex.compile(r"\bformat|\bISO\b|YYYY|형식", re.IGNORECASE)


def _values(one: Field, other: Field, endpoint: Endpoint) -> Difference:  # noqa: ARG001
    if not one.type.values or set(one.type.values) <= set(other.type.values) or not other.type.values:
        return None
    return ", ".join(one.type.values), ", ".join(other.type.values)


def _limits(one: Field, other: Field, endpoint: Endpoint) -> Difference:
    if _types(one, other, endpoint):
        return None  # the limit of a text is its length: nothing to compare
    if _is_empty(one) or _is_empty(other):
        return None  # another rule says so
    for mine, theirs in ((_most(one), _most(other)), (one.minimum, other.minimum)):
        if mine is not None and theirs is not None and mine != theirs:
            return mine, theirs
    return None


def _is_empty(field: Field) -> bool:
    """Whether no value is within the bounds."""
    least, most = as_number(field.minimum), as_number(field.maximum)
    return least is not None and most is not None and least > most


def _most(field: Field) -> str | None:
    return field.maximum or (str(field.type.length) if field.type.length else None)


def _required(one: Field, other: Field, endpoint: Endpoint) -> Difference:
    """A row cannot be made without what its entity requires and nothing fills."""
    marked = not one.required and any(two.required for two in endpoint.request or ())  # a body that tells them apart
    optional = "optional" in one.description.lower() or "선택" in one.description or one.nullable or marked
    filled = other.default is not None or other.read_only or other.computed
    if endpoint.method == "POST" and optional and not one.required and other.required and not filled:
        return "optional", "required"
    return None


_COMPARISONS: dict[str, Callable[[Field, Field, Endpoint], Difference]] = {
    "type": _types,
    "values": _values,
    "limits": _limits,
    "required": _required,
}
