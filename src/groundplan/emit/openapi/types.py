"""A Blueprint type as JSON Schema 2020-12, and a value of it.

The schema accepts exactly what a service accepts: a client that obeys it is never told 422 for the form of a
value, and one that does not always is. So formats that validators read differently come with a pattern.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from groundplan import patterns
from groundplan.emit.openapi import decimals
from groundplan.emit.text import code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundplan.plan.model.data import Enum, Type

    Enums = Mapping[str, Enum]

Json = dict[str, Any]

# PostgreSQL cannot store NUL in text; services refuse it everywhere.
NO_NUL = r"^[^\x00]*$"
_MAY_MATCH_NUL = re.compile(r"(?<!\\)\.|\[\^|\\[DWS]")

_PRECISION = 12
_INT_LIMITS = {"int": (-(2**31), 2**31 - 1), "bigint": (-(2**63), 2**63 - 1)}
_FORMS: dict[str, Json] = {
    "uuid": {"format": "uuid"},
    "date": {"format": "date"},
    "datetime": {"format": "date-time"},
    "time": {"pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?$"},
    # No `format` beside these patterns: email and uri are stricter, and differently so in every validator. ASCII
    # only, because languages do not agree on what a space is.
    "email": {"pattern": r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"},
    "url": {"pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$"},
    "binary": {
        "contentEncoding": "base64",
        "pattern": "^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$",
    },
    "password": {"format": "password", "pattern": NO_NUL},
    "string": {"pattern": NO_NUL},
    "text": {"pattern": NO_NUL},
}
_SAMPLES = {
    "uuid": "01890a5d-ac96-774b-bcce-b302099a8057",
    "date": "2026-01-31",
    "datetime": "2026-01-31T09:00:00Z",
    "time": "09:00:00",
    "email": "user@example.com",
    "url": "https://example.com/",
    "binary": "Z3JvdW5kcGxhbg==",
    "password": "correct-horse-battery",
}


JSON_VALUE = "Json_Value"
"""The component of any JSON; no schema of a Blueprint has an underscore in its name."""


def json_value(*types: str) -> Json:
    """Any JSON of these types. Texts in it, also as keys, are as free as texts elsewhere: no NUL."""
    inner = {"$ref": f"#/components/schemas/{JSON_VALUE}"}
    texts = {"pattern": NO_NUL, "propertyNames": {"pattern": NO_NUL}}
    return {"type": list(types), **texts, "items": inner, "additionalProperties": inner}


def schema_of(kind: Type, enums: Enums, *, nullable: bool = False) -> Json:
    """The JSON Schema of a type; `nullable` adds null to its types."""
    schema = _plain(kind, enums)
    if nullable and "type" in schema:
        schema["type"] = [*_listed(schema["type"]), "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema


def answered(schema: Json) -> Json:
    """The schema of a value that comes back, which need not say again what no client could have stored."""
    if "propertyNames" in schema:
        return {}
    plain = {key: value for key, value in schema.items() if (key, value) != ("pattern", NO_NUL) and key != "allOf"}
    return plain | ({"items": answered(plain["items"])} if "items" in plain else {})


def _listed(types: str | list[str]) -> list[str]:
    return [types] if isinstance(types, str) else types


def _plain(kind: Type, enums: Enums) -> Json:
    match kind.base:
        case "int" | "bigint":
            return _integer(kind)
        case "float":
            return {"type": "number", "format": "double"} | _limits(kind, float)
        case "decimal":
            return _decimal(kind)
        case "bool":
            return {"type": "boolean"}
        case "enum":
            return {"type": "string", "enum": list(enums[kind.enum].values)}
        case "json":
            return json_value("object", "array", "string", "number", "boolean")
        case "list":
            return {"type": "array", "items": _plain(_item(kind), enums)} | _at_most("maxItems", kind.length)
    return _string(kind)


def _item(kind: Type) -> Type:
    from groundplan.plan.model.data import Type

    return Type(base=kind.item or "string", enum=kind.enum)  # type: ignore[arg-type]


def _integer(kind: Type) -> Json:
    low, high = _INT_LIMITS[kind.base]
    schema: Json = {"type": "integer", "format": "int32" if kind.base == "int" else "int64"}
    return schema | {"minimum": low, "maximum": high} | _limits(kind, int)


def _limits(kind: Type, number: type[int] | type[float]) -> Json:
    limits = {"minimum": _number(kind.minimum), "maximum": _number(kind.maximum)}
    return {key: number(value) for key, value in limits.items() if value is not None}


def _number(text: str | None) -> Decimal | None:
    try:
        value = Decimal(text) if text is not None else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def _decimal(kind: Type) -> Json:
    """A decimal in a string, so that no client rounds it."""
    scale = kind.scale or 0
    whole = max((kind.precision or _PRECISION) - scale, 1)
    return {"type": "string", "pattern": decimals.pattern(whole, scale, _number(kind.minimum), _number(kind.maximum))}


def _string(kind: Type) -> Json:
    schema: Json = {"type": "string"}
    if kind.minimum_length:
        schema["minLength"] = kind.minimum_length
    schema |= _at_most("maxLength", kind.length) | _FORMS.get(kind.base, {})
    if kind.pattern:
        schema |= _stated(kind.pattern)
    return schema


def _stated(pattern: str) -> Json:
    """The pattern of the SPEC where every language reads it alike; else it is only told."""
    if not patterns.is_portable(pattern):
        return {"description": f"Must match: {code(pattern)}"}
    if _MAY_MATCH_NUL.search(pattern):
        return {"pattern": pattern, "allOf": [{"pattern": NO_NUL}]}
    return {"pattern": pattern}


def _at_most(keyword: str, length: int | None) -> Json:
    return {} if length is None else {keyword: length}


def literal(kind: Type, text: str) -> Any:
    """The literal `text` of a SPEC as a JSON value of the type. Raises ValueError when it is none."""
    if kind.base in ("int", "bigint"):
        return int(text)
    if kind.base == "float":
        return float(_known(_number(text)))
    if kind.base == "bool":
        return {"true": True, "false": False}[text.lower()] if text.lower() in ("true", "false") else _refuse(text)
    if kind.base == "decimal":
        return f"{_known(_number(text)):f}"
    if kind.base in ("json", "list", "binary", "date", "datetime", "time", "uuid", "password"):
        return _refuse(text)
    return text


def _known(value: Decimal | None) -> Decimal:
    return value if value is not None else _refuse("")


def _refuse(text: str) -> Any:
    raise ValueError(text)


def sample_of(kind: Type, name: str, enums: Enums) -> Any:
    """A value of the type for examples, or None when none can be told (a pattern that is not portable)."""
    match kind.base:
        case "enum":
            return next(iter(enums[kind.enum].values), None)
        case "bool":
            return True
        case "int" | "bigint":
            return int(_within(kind, Decimal(1)))
        case "float":
            return float(_within(kind, Decimal("1.5")))
        case "decimal":
            return f"{_within(kind, Decimal(1)):.{kind.scale or 0}f}"
        case "json":
            return {}
        case "list":
            one = sample_of(_item(kind), name, enums)
            return [] if one is None else [one]
    return _text(kind, name)


def _within(kind: Type, value: Decimal) -> Decimal:
    low, high = _number(kind.minimum), _number(kind.maximum)
    if high is not None:
        value = min(value, high)
    value = max(value, low) if low is not None else value
    return value.to_integral_value(ROUND_CEILING) if kind.base in ("int", "bigint") else value


def _text(kind: Type, name: str) -> str | None:
    if kind.pattern:
        found = patterns.sample(kind.pattern)
        return found if found is not None and _fits(kind, found) else None
    fixed = _SAMPLES.get(kind.base)
    if fixed is not None and kind.base != "password":
        return fixed if _fits(kind, fixed) else None
    shown = (fixed or name.replace("_", " ") or "text").ljust(kind.minimum_length, "x")
    return shown if kind.length is None else shown[: kind.length]


def _fits(kind: Type, text: str) -> bool:
    return kind.minimum_length <= len(text) and (kind.length is None or len(text) <= kind.length)
