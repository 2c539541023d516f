"""Types and enums resolved: every string has a length, every number bounds, every enum a name."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import get_args

from groundplan import patterns
from groundplan.naming import Name
from groundplan.plan.model.data import Enum, FieldBase, Type
from groundplan.spec.model import Field

LENGTHS = {"string": 255, "text": 10_000, "email": 254, "url": 2048, "password": 128}
_BOUNDS = {"int": 2**31, "bigint": 2**63}
_DECIMAL = (12, 2)
_MAX_LENGTH = 1_000_000
_BASES = frozenset(get_args(FieldBase))


def resolve(field: Field, owner: Name) -> Type:
    """The type of a field that is no reference; an unknown one is a string. `owner` names its enum."""
    stated = field.type
    base = stated.base if stated.base in _BASES else "string"
    if base in LENGTHS:
        return _text(field, base)
    if base in _BOUNDS:
        return _integer(field, base)
    if base == "decimal":
        return _decimal(field)
    if base == "enum" and stated.values:
        return Type(base="enum", enum=enum_name(owner, field.name).pascal)
    if base == "enum":
        return Type(base="string", length=LENGTHS["string"])
    if base == "float":
        return Type(base="float", minimum=_number(field.minimum), maximum=_number(field.maximum))
    return Type(base=base, item=_item(stated.item) if base == "list" else "")  # type: ignore[arg-type]


def _item(item: str) -> str:
    return item if item in _BASES else "string"


def _text(field: Field, base: str) -> Type:
    longest = _whole(field.maximum) or field.type.length or LENGTHS[base]
    longest = min(max(longest, 1), _MAX_LENGTH)
    least = min(max(_whole(field.minimum) or 0, 0), longest)
    return Type(base=base, length=longest, minimum_length=least, pattern=_pattern(field.pattern))  # type: ignore[arg-type]


def _pattern(pattern: str) -> str:
    """The pattern where JSON Schema and every language of ours read it alike, else none: it cannot be promised."""
    return pattern if patterns.is_portable(pattern) else ""


def _integer(field: Field, base: str) -> Type:
    bound = _BOUNDS[base]
    least, most = _whole(field.minimum), _whole(field.maximum)
    least = -bound if least is None else max(least, -bound)
    most = bound - 1 if most is None else min(most, bound - 1)
    return Type(base=base, minimum=str(least), maximum=str(max(least, most)))  # type: ignore[arg-type]


def _decimal(field: Field) -> Type:
    precision = field.type.precision or _DECIMAL[0]
    scale = field.type.scale if field.type.scale is not None else (0 if field.type.precision else _DECIMAL[1])
    precision = min(max(precision, 1), 38)
    return Type(
        base="decimal",
        precision=precision,
        scale=min(scale, precision),
        minimum=_number(field.minimum),
        maximum=_number(field.maximum),
    )


def _whole(text: str | None) -> int | None:
    number = _number(text)
    return None if number is None else int(Decimal(number))


def _number(text: str | None) -> str | None:
    """A stated number as a plain literal, None where it is not one."""
    try:
        value = Decimal((text or "").replace(",", "").replace("_", "").strip())
    except InvalidOperation:
        return None
    return format(value, "f") if value.is_finite() and abs(value) < Decimal(10) ** 38 else None


def enum_name(owner: Name, field: str) -> Name:
    """`TaskStatus`."""
    return owner + Name.of(field)


def enum(field: Field, owner: Name) -> Enum | None:
    """The enum of a field, None for other types. Values are unique and in the order of the SPEC."""
    if field.type.base != "enum" or not field.type.values:
        return None
    values = tuple(dict.fromkeys(field.type.values))
    return Enum(
        name=enum_name(owner, field.name), values=values, members=tuple(zip(_constants(values), values, strict=True))
    )


def _constants(values: tuple[str, ...]) -> list[str]:
    taken: set[str] = set()
    constants = []
    for value in values:
        constant = base = Name.of(value).snake.upper()
        number = 1
        while constant in taken:
            number += 1
            constant = f"{base}_{number}"
        taken.add(constant)
        constants.append(constant)
    return constants


def default(field: Field, resolved: Type) -> str | None:
    """The stated default where it is a literal of the type, None otherwise (a function of the database is none)."""
    text = field.default
    if text is None or resolved.base in ("uuid", "date", "datetime", "time", "binary", "json", "list"):
        return None
    if resolved.base == "enum":
        return text if text in field.type.values else None
    if resolved.base == "bool":
        return {"true": "true", "1": "true", "yes": "true", "false": "false", "0": "false", "no": "false"}.get(
            text.lower()
        )
    if resolved.base in ("int", "bigint", "float", "decimal"):
        return _fitting(text, resolved)
    return text if resolved.minimum_length <= len(text) <= (resolved.length or len(text)) else None


def _fitting(text: str, resolved: Type) -> str | None:
    number = _number(text)
    if number is None or (resolved.base in ("int", "bigint") and Decimal(number) % 1):
        return None
    low, high = resolved.minimum, resolved.maximum
    fits = (low is None or Decimal(number) >= Decimal(low)) and (high is None or Decimal(number) <= Decimal(high))
    return number if fits else None
