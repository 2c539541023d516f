"""Example values for generated tests, as Python expressions that are valid for their type."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib import import_module
from typing import TYPE_CHECKING, Any

from groundplan.scaffold.python.text import literal

if TYPE_CHECKING:
    from groundplan.plan.model.data import Type

_FIXED = {
    "date": "2026-01-02",
    "datetime": "2026-01-02T03:04:05Z",
    "time": "03:04:05",
    "binary": "QUJD",
}
_TYPED = {
    "date": 'Date.fromisoformat("2026-01-02")',
    "datetime": 'DateTime.fromisoformat("2026-01-02T03:04:05+00:00")',
    "time": 'Time.fromisoformat("03:04:05")',
}
_MIXED = ("Abcdef1!", "Abcdefghij12!@", "Abcdefghijklmnop1234!@#$", "abcdefg1", "ABCDEFG1", "12345678")
_SHORTEST = 24


def sample_json(kind: Type, default: str | None = None) -> str:
    """What a client would send: an expression over the helpers of the generated tests/support.py."""
    if kind.base == "uuid":
        return "str(uuid7())"
    if kind.base in _FIXED:
        return f'"{_FIXED[kind.base]}"'
    if kind.base == "decimal":
        return f'"{_decimal(kind)}"'
    return _common(kind, default)


def sample_text(kind: Type, default: str | None = None) -> str:
    """What somebody would type."""
    value = sample_json(kind, default)
    return f"str({value})" if kind.base in ("int", "bigint", "float", "bool") else value


def sample_value(kind: Type, default: str | None = None) -> str:
    """What a column holds."""
    if kind.base == "uuid":
        return "uuid7()"
    if kind.base in _TYPED:
        return _TYPED[kind.base]
    if kind.base == "decimal":
        return f'Decimal("{_decimal(kind)}")'
    return _common(kind, default)


def _common(kind: Type, default: str | None) -> str:
    if kind.pattern:
        return literal(default if default is not None else _matching_within(kind))
    if kind.base in ("int", "bigint"):
        return f"number({kind.minimum or 1}, {kind.maximum or 2**31 - 1})"
    if kind.base == "float":
        return f"float({kind.minimum or kind.maximum or 1})"
    if kind.base == "password":
        return literal("correct-horse-1".ljust(kind.minimum_length, "x")[: kind.length or None])
    if kind.base in ("email", "url"):
        return f"{kind.base}()"
    if kind.base == "bool":
        return "True"
    if kind.base in ("json", "list"):
        return "{}" if kind.base == "json" else "[]"
    if kind.base == "enum":
        return f"get_args(enums.{kind.enum})[0]"
    return f"text({kind.minimum_length}, {min(kind.length or _SHORTEST, max(kind.minimum_length, _SHORTEST))})"


def _matching_within(kind: Type) -> str:
    """A text of the pattern and the lengths; one that looks ahead is met by a text that has some of everything."""
    made = matching(kind.pattern)
    wanted = (made, made.ljust(kind.minimum_length, made[-1:] or "a"), *(one[: kind.length or None] for one in _MIXED))
    return next((one for one in wanted if len(one) >= kind.minimum_length and _fits(kind.pattern, one)), made)


def _fits(pattern: str, text: str) -> bool:
    try:
        return re.search(pattern, text) is not None
    except re.error:
        return False


def _decimal(kind: Type) -> str:
    low = Decimal(kind.minimum) if kind.minimum else Decimal(0)
    high = Decimal(kind.maximum) if kind.maximum else None
    value = max(low, Decimal(1) if (kind.precision or 1) > (kind.scale or 0) else Decimal(0))
    value = value if high is None else min(value, high)
    return f"{value:.{kind.scale or 0}f}"


def matching(pattern: str) -> str:
    """A short text that a regular expression matches; empty for one that Python cannot read."""
    parser: Any = import_module("re._parser")  # the stubs of the standard library do not speak of it

    try:
        return _text(parser.parse(pattern))
    except (re.error, RecursionError):
        return ""


def _text(parsed: Any) -> str:
    return "".join(_part(str(kind), value) for kind, value in parsed)


def _part(kind: str, value: Any) -> str:
    if kind == "LITERAL":
        return chr(value)
    if kind == "IN":
        return _member(value)
    if kind in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        low, high, inner = value
        return _text(inner) * int(max(low, 1 if int(high) > 0 else 0))
    if kind == "SUBPATTERN":
        return _text(value[-1])
    if kind == "BRANCH":
        return _text(value[1][0])
    return {"ANY": "a", "NOT_LITERAL": "a"}.get(kind, "")


def _member(choices: Any) -> str:
    kind, value = choices[0]
    if str(kind) == "LITERAL":
        return chr(value)
    if str(kind) == "RANGE":
        return chr(value[0])
    if str(kind) == "CATEGORY":
        return {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_NOT_DIGIT": "a"}.get(str(value), "a")
    return "a"
