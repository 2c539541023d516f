"""SPEC text as Python text: literals, docstrings, comments, and attribute names."""

from __future__ import annotations

import builtins
import keyword
import unicodedata

from groundplan.naming import Name

_RESERVED = frozenset(
    {
        *keyword.kwlist, "metadata", "registry", "self", "cls",  # of Python and SQLAlchemy; the rest of pydantic
        "construct", "copy", "dict", "fields", "from_orm", "json", "parse_file", "parse_obj", "parse_raw",
        "schema", "schema_json", "update_forward_refs", "validate",
        # what the modules of models import: later columns of a class would meet the column
        "enums", "mapped_column", "models", "orm", "relationship", "sa", "today", "utcnow", "uuid7",
    }
)  # fmt: skip


def literal(value: str) -> str:
    """A Python string literal of `value`, quoted as formatters do; nothing invisible stays unescaped."""
    quote = "'" if value.count('"') > value.count("'") else '"'
    return quote + "".join(_escaped(char, quote) for char in value) + quote


def _escaped(char: str, quote: str) -> str:
    if char in ("\\", quote):
        return "\\" + char
    if char == " " or unicodedata.category(char)[0] not in "CZ":
        return char
    code = ord(char)
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(char) or (
        f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    )


def doc(text: str) -> str:
    """Text for a docstring: one line, no quotes or backslashes that could end it, a full stop at its end."""
    plain = comment(text).replace("\\", "/").replace('"', "'").rstrip(" .") or "It has no description"
    return plain[0].upper() + plain[1:] + ("" if plain.endswith(("?", "!")) else ".")


def comment(text: str) -> str:
    """Text for a comment: one line of visible characters."""
    visible = (" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join("".join(visible).split())


def attr(column: str) -> str:
    """The attribute that holds a column, in models and in schemas."""
    snake = Name.of(column).snake
    return f"{snake}_" if snake in _RESERVED or snake.startswith("model_") else snake


def module(name: Name) -> str:
    """The name of a module; it is imported, so it may not hide what Python has by that name."""
    return f"{name.snake}_" if keyword.iskeyword(name.snake) or hasattr(builtins, name.snake) else name.snake


def snake(text: str) -> str:
    """A PascalCase name in snake_case."""
    return Name.of(text).snake


def tuple_of(items: list[str]) -> str:
    """A tuple of expressions; one alone keeps its comma."""
    return f"({', '.join(items)}{',' if len(items) == 1 else ''})"
