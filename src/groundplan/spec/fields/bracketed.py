"""What brackets behind the name of a part say of it: `id (UUID)`, `email (unique)`, `level (integer 1-5)`,
`state (open/shut)`, `코드(문자열, 고유)`.
"""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.spec.fields import choices, fields
from groundplan.spec.fields.cells import constraint_pieces, read_constraints
from groundplan.spec.model import Field, FieldType


def said(field: Field, inside: str) -> Field:
    """The field with the type, the values and the constraints of its brackets; other words say nothing."""
    values = _values(field.name, inside)
    if values:
        return field._replace(type=FieldType("enum", values=values))
    for piece, _ in constraint_pieces(inside.replace("`", " ")):
        for part in _parts(piece.strip()):
            field = _stated(field, part)
    return field


def _values(name: str, inside: str) -> tuple[str, ...]:
    """`EMPLOYEE/ADMIN`, and of what is called as a choice any words between bars: `speed (km/h)` has a unit."""
    is_choice = name.lower().endswith(choices.CHOSEN) or inside.isupper()
    return choices.listed(f"({inside})") if is_choice and ("/" in inside or "|" in inside) else ()


@cache
def _bound() -> re.Pattern[str]:
    return regex.compile(r"(unique|optional|required|nullable|고유|필수|선택)(?: |한 )(.+)", re.IGNORECASE)


def _parts(piece: str) -> tuple[str, ...]:
    """`unique text` says two things."""
    found = _bound().fullmatch(piece)
    return (found[1], found[2]) if found else (piece,)


def _stated(field: Field, part: str) -> Field:
    told = read_constraints(part)
    if told:
        return fields.bound(field, told)
    kind, rest = fields.typed(part)
    if kind is None or kind.base in ("unknown", "ref", "enum") or field.type.base != "unknown":
        return field
    return fields.bound(field._replace(type=kind), (read_constraints(rest) or ()) if rest else ())
