"""What a field says of itself and cannot be so: a default, a range or a list of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.numbers import as_number
from groundplan.check.typos import nearest

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Field

NODE = ("field", "request_field")
WORDS = ("value", "known", "nearest")
OPTIONS = ("fault",)
PARTS = ()
ALONE = True

_NUMBERS = frozenset({"int", "bigint", "float", "decimal"})
_TRUTHS = frozenset({"true", "false", "1", "0", "yes", "no", "참", "거짓"})
_NOTHING = ("null", "none")
_LITERAL = r"'?[^\W\d_][\w-]*'?"


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`fault`: default (not among the values), range, order (of the limits), values, type or pattern (of the default),
    precision (of a decimal that the greatest value exceeds).
    """
    find = _FAULTS[options["fault"]]
    for item in items:
        found = find(item.node)
        if found is not None:
            value, known = found
            words = {"value": value, "known": known, "nearest": nearest(value, item.node.type.values)}
            yield item, facts.place(item.span, value), words, ()


Fault = tuple[str, str] | None


def _default(field: Field) -> Fault:
    values, default = field.type.values, field.default
    if not values or not default or default.casefold() in (*_NOTHING, *(value.casefold() for value in values)):
        return None
    return (default, ", ".join(values)) if regex.fullmatch(r"[\w-]+", default) else None


def _range(field: Field) -> Fault:
    default, least, most = (as_number(value) for value in (field.default, field.minimum, field.maximum))
    if least is not None and most is not None and least > most:
        return None  # no default is right then: another rule says so
    if default is None or field.type.base not in _NUMBERS:
        return None
    outside = (least is not None and default < least) or (most is not None and default > most)
    return (str(field.default), f"{field.minimum or ''}..{field.maximum or ''}") if outside else None


def _order(field: Field) -> Fault:
    least, most = as_number(field.minimum), as_number(field.maximum)
    if most is None and field.type.length:
        most = float(field.type.length)
    if least is None or most is None or least <= most:
        return None
    return str(field.minimum), field.maximum or str(field.type.length)


def _values(field: Field) -> Fault:
    values, single = field.type.values, len(field.type.values) == 1 and "enum" in field.raw_type.lower()
    twice = next((value for number, value in enumerate(values) if value in values[:number]), None)
    return (twice or values[0], ", ".join(values)) if twice or single else None


def _type(field: Field) -> Fault:
    base, default = field.type.base, field.default
    if not default:
        return None
    number = base in _NUMBERS and as_number(default) is None and regex.fullmatch(_LITERAL, default)
    truth = base == "bool" and default.casefold() not in _TRUTHS and regex.fullmatch(r"[\w.-]+", default)
    return (default, base) if (number or truth) and default.casefold() not in _NOTHING else None


def _precision(field: Field) -> Fault:
    most, digits, behind = as_number(field.maximum), field.type.precision, field.type.scale or 0
    if field.type.base != "decimal" or most is None or digits is None or abs(most) < 10 ** (digits - behind):
        return None
    return str(field.maximum), f"decimal({digits},{behind})"


def _pattern(field: Field) -> Fault:
    """Only of patterns that any text is soon held against: without groups, and with few parts of any length."""
    pattern, default = field.pattern.removeprefix("/").removesuffix("/"), field.default
    simple = len(pattern) <= _LONG and not _PARTED.search(pattern) and len(_OPEN.findall(pattern)) <= _FEW
    if not pattern or not default or len(default) > _LONG or not simple or default.casefold() in _NOTHING:
        return None
    try:
        fits = re.search(pattern, default) is not None
    except (re.error, OverflowError):
        return None
    return None if fits else (default, pattern)


_LONG = 80
_FEW = 2
_PARTED = regex.compile(r"[()|]|\\[1-9]")
_OPEN = regex.compile(r"[*+]|\{\d*,\d*\}")

_FAULTS: dict[str, Callable[[Field], Fault]] = {
    "default": _default,
    "range": _range,
    "order": _order,
    "values": _values,
    "type": _type,
    "pattern": _pattern,
    "precision": _precision,
}
