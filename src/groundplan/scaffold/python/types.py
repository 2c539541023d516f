"""Blueprint types in Python: in models, in migrations, in what comes in and in what goes out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan.scaffold.python.text import literal

if TYPE_CHECKING:
    from groundplan.plan.model.blueprint import Blueprint
    from groundplan.plan.model.data import Type

_BACKTRACKS = re.compile(r"\(\?(?:[=!]|<[=!])|\\[1-9]")
_INT_BOUNDS = {"int": (-(2**31), 2**31 - 1), "bigint": (-(2**63), 2**63 - 1)}


def python_type(kind: Type) -> str:
    """The type of a value in Python."""
    if kind.base == "list":
        return f"list[{_PYTHON.get(kind.item, 'str')}]"
    if kind.base == "enum":
        return f"enums.{kind.enum}"
    return _PYTHON[kind.base]


_PYTHON = {
    "string": "str", "text": "str", "email": "str", "url": "str", "password": "str", "binary": "str",
    "int": "int", "bigint": "int", "float": "float", "decimal": "Decimal", "bool": "bool", "uuid": "UUID",
    "date": "Date", "datetime": "DateTime", "time": "Time", "json": "JsonValue",
}  # fmt: skip


def column_type(kind: Type) -> str:
    """The SQLAlchemy type of a column in a model."""
    if kind.base == "decimal":
        return f"ExactDecimal({kind.precision}, {kind.scale})"
    if kind.base == "datetime":
        return "UtcDateTime()"
    return _stored(kind)


def migration_type(kind: Type) -> str:
    """The SQLAlchemy type of a column in a migration, which must not depend on the models of the day."""
    if kind.base == "decimal":
        return f'sa.Numeric({kind.precision}, {kind.scale}).with_variant(sa.BigInteger(), "sqlite")'
    if kind.base == "datetime":
        return "sa.DateTime(timezone=True)"
    return _stored(kind)


def _stored(kind: Type) -> str:
    # A password is stored as its hash, which is longer than any password that we take.
    lengths = {"password": 255, "enum": kind.length or 64}
    if kind.base in ("string", "email", "url", "password", "enum"):
        return f"sa.String({lengths.get(kind.base, kind.length or 255)})"
    return f"sa.{_SQLALCHEMY[kind.base]}()"


_SQLALCHEMY = {
    "text": "Text", "int": "Integer", "bigint": "BigInteger", "float": "Float", "bool": "Boolean", "uuid": "Uuid",
    "date": "Date", "time": "Time", "json": "JSON", "list": "JSON", "binary": "Text",
}  # fmt: skip


def input_type(kind: Type) -> str:
    """The strict type of a value that a client sends in a body."""
    if kind.base == "list":
        return f"list[{_INPUT.get(kind.item, 'Text')}]"
    if kind.base == "enum":
        return f"enums.{kind.enum}"
    base = _INPUT[kind.base]
    rules = _rules(kind)
    digits = [f"Digits({kind.precision}, {kind.scale})"] if kind.base == "decimal" else []
    extras = [*digits, *([f"Field({', '.join(rules)})"] if rules else [])]
    return f"Annotated[{', '.join([base, *extras])}]" if extras else base


_INPUT = {
    **_PYTHON, "string": "Text", "text": "Text", "email": "Email", "url": "Url", "password": "Text", "binary": "Base64",
    "int": "Integer", "bigint": "Integer", "float": "Number", "uuid": "Uuid", "date": "IsoDate",
    "datetime": "Timestamp", "time": "IsoTime", "json": "Json",
}  # fmt: skip


def _rules(kind: Type) -> list[str]:
    rules = [f"min_length={kind.minimum_length}"] if kind.minimum_length else []
    rules += [f"max_length={kind.length}"] if kind.length and kind.base != "enum" else []
    rules += [f"pattern={_raw(_anchored(kind.pattern))}"] if _is_readable(kind.pattern) else []
    low, high = _bounds(kind)
    return [*rules, *([f"ge={low}"] if low else []), *([f"le={high}"] if high else [])]


def _bounds(kind: Type) -> tuple[str, str]:
    floor, ceiling = _INT_BOUNDS.get(kind.base, ("", ""))
    low, high = kind.minimum or str(floor), kind.maximum or str(ceiling)
    if kind.base == "decimal":
        return tuple(f'Decimal("{one}")' if one else "" for one in (low, high))  # type: ignore[return-value]
    return low, high


def regex_engine(blueprint: Blueprint) -> str:
    """What reads the patterns: Rust's engine in linear time, Python's where one looks around or back."""
    patterns = [field.type.pattern for one in blueprint.resources for field in one.fields]
    patterns += [one.type.pattern for schema in blueprint.schemas for one in schema.properties if one.type]
    return "python-re" if any(_BACKTRACKS.search(one) for one in patterns) else "rust-regex"


def _is_readable(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, RecursionError):
        return False
    return bool(pattern)


def _anchored(pattern: str) -> str:
    """The pattern with a last `$` that means the end: to Python's engine it is also before a last newline."""
    ends = pattern.endswith("$") and not pattern.endswith("\\$")
    return pattern[:-1] + "\\Z" if ends and _BACKTRACKS.search(pattern) else pattern


def _raw(pattern: str) -> str:
    """A raw literal where one can hold the pattern."""
    plain = literal(pattern)
    if "\\" in pattern and '"' not in pattern and not pattern.endswith("\\") and pattern.isprintable():
        return f'r"{pattern}"'
    return plain


def output_type(kind: Type) -> str:
    """The type of a value that we answer with: spelled, but not checked again."""
    if kind.base == "decimal":
        return f"Annotated[Decimal, Digits({kind.precision}, {kind.scale})]"
    return python_type(kind)


def query_type(kind: Type) -> str:
    """The type of a query parameter, which is always text on the wire."""
    text = {"int": "QueryInt", "bigint": "QueryInt", "bool": "QueryBool"}.get(kind.base)
    return f"Annotated[{text}, Field({', '.join(_rules(kind))})]" if text and _rules(kind) else text or input_type(kind)


def path_type(kind: Type) -> str:
    """The type of a value in a path."""
    return query_type(kind)


def default(value: str, kind: Type) -> str:
    """A default as a Python expression; `value` is the literal of the SPEC."""
    if kind.base in ("int", "bigint", "float"):
        return value
    if kind.base == "bool":
        return "True" if value.lower() in ("true", "1", "yes") else "False"
    wrapped = {"decimal": "Decimal", "uuid": "UUID", "date": "Date.fromisoformat", "time": "Time.fromisoformat"}
    call = {**wrapped, "datetime": "DateTime.fromisoformat"}.get(kind.base)
    return f"{call}({literal(value)})" if call else literal(value)
