"""Whether a value is valid against one of our own small schemas: defaults and examples must be, always.

Only the keywords that `types` writes; jsonschema takes longer to import than the document to emit.
"""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "null": (type(None),),
}


def accepts(schema: Json, value: Any) -> bool:
    """Whether `value` is valid against `schema`."""
    if not _has_type(schema.get("type"), value):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if isinstance(value, str):
        return _accepts_text(schema, value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    if isinstance(value, list):
        fits = len(value) <= schema.get("maxItems", len(value))
        return fits and all(accepts(schema.get("items", {}), one) for one in value)
    return True


def _has_type(types: str | list[str] | None, value: Any) -> bool:
    if types is None:
        return True
    wanted = [types] if isinstance(types, str) else types
    if isinstance(value, bool):
        return "boolean" in wanted
    return any(isinstance(value, _TYPES[one]) for one in wanted)


def _accepts_text(schema: Json, value: str) -> bool:
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        return False
    pattern = schema.get("pattern")
    # `$` of ECMA-262 is the very end; Python's also matches before a last newline.
    return pattern is None or (re.search(pattern, value) is not None and not value.endswith("\n"))
