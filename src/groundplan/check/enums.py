"""Lists of values that a SPEC declares by name, wherever it does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.check.facts import singular

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENUM = regex.compile(  # `### OrderStatus (enum)`, `**Size**: enum(S, L)`, `enum Grade {`, `CREATE TYPE grade AS ENUM`
    r"^\W*(?:enum\W{1,3})?([a-z]\w+)\W{1,6}(?:enum(?:eration)?|열거형?)(?!\w)"
    r"|\b(?:enum:?|create type)\s+[`*\"]*([a-z]\w+)|^\s*(?:export )?type\s+(\w+)\s*=\s*[|\s]*[\"']",
    re.IGNORECASE,
)


def declared(lines: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Folded names: of `### OrderStatus (enum)`, `**Size**: enum(S, L)`, `enum Grade {`."""
    found = (_ENUM.search(line) for own in lines.values() for line in own if _may_declare(line.lower()))
    return frozenset(singular(next(filter(None, one.groups()))) for one in found if one)


def _may_declare(lower: str) -> bool:
    return "enum" in lower or "열거" in lower or "type" in lower
