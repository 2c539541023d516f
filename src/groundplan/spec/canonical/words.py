"""Types and constraints of fields as words that `groundplan.spec.fields.cells` reads back as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, keywords
from groundplan.spec.canonical.forms import word

if TYPE_CHECKING:
    from groundplan.spec.model import Field, FieldType

_FLAGS = ("primary_key", "required", "unique", "indexed", "read_only", "write_only", "computed", "nullable")
_PLAIN = regex.compile(r"[^\W\d][\w-]*$|-?\d+(?:\.\d+)?$|[^\W\d][\w-]*\(\)$")


def quoted(value: str) -> str:
    """A value as it stands where it is one word or number that is no keyword, else in the quotes that it lacks."""
    if _PLAIN.match(value) and compact(value) not in keywords("field"):
        return value
    return f"'{value}'" if '"' in value else f'"{value}"'


def type_words(kind: FieldType) -> str:
    """A type: `string(80)`, `decimal(6,2)`, `enum(a, b)`, `-> Team`, `list of string`; empty where none is known."""
    if kind.base == "ref":
        return f"-> {kind.target}"
    if kind.base == "enum":
        return f"enum({', '.join(quoted(value) for value in kind.values)})" if kind.values else "enum"
    if kind.base == "list":
        item = f"enum({', '.join(quoted(value) for value in kind.values)})" if kind.values else kind.item
        item = "" if item == "unknown" else item
        return f"list of {kind.target or item}" if kind.target or item else "list"
    if kind.precision is not None:
        return f"decimal({kind.precision},{kind.scale or 0})"
    if kind.base == "unknown":
        return kind.target
    return f"{kind.base}({kind.length})" if kind.length else kind.base


def constraint_words(field: Field, language: str = "en") -> list[str]:
    """The constraints of a field, each for itself."""
    found = [word(f"constraint.{name}", language) for name in _FLAGS if getattr(field, name)]
    valued = (
        ("minimum", field.minimum),
        ("maximum", field.maximum),
        ("default", None if field.default is None else quoted(field.default)),
        ("pattern", _pattern(field.pattern) if field.pattern else None),
        ("on_delete", field.on_delete),
    )
    found += [f"{word(f'constraint.{name}', language)} {value}" for name, value in valued if value is not None]
    return found if field.example is None else [*found, f"{word('line.example', language)} {quoted(field.example)}"]


def _pattern(pattern: str) -> str:
    plain = not regex.search(r"(?<!\\)/", pattern) and not pattern.endswith("\\")
    return f"/{pattern}/" if plain else quoted(pattern) if _PLAIN.match(pattern) is None else f'"{pattern}"'


def member_words(field: Field, language: str = "en") -> str:
    """A field in an inline body: `title: string(200) required`."""
    name = field.name if regex.match(r"[^\W\d][\w-]*$", field.name) and _is_word(field.name) else f'"{field.name}"'
    said = " ".join(part for part in (type_words(field.type), *constraint_words(field, language)) if part)
    return f"{name}: {said}" if said else name


def _is_word(name: str) -> bool:
    return compact(name) not in keywords("field")
