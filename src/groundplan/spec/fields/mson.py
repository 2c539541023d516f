"""MSON, the attribute lists of API Blueprint: `+ name: sample (type, required) - words`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import compact, keywords
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.fields.cells import known_type
from groundplan.spec.model import Field, FieldType
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from groundplan.document import Text

MAX_LENGTH = 600
_FLAGS = frozenset({"required", "optional", "fixed", "fixed-type", "nullable", "default", "sample"})


class Attribute(NamedTuple):
    """One attribute: its field, the name of the structure that its type refers to, if any, and its sample value."""

    field: Field
    target: str = ""
    sample: str = ""


@cache
def _member() -> re.Pattern[str]:
    name = r"[`*]*([^\W\d][\w.-]*)[`*]*"
    kind = r"(?:\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\))?"
    return regex.compile(rf"{name}(?:\s*[:=]\s*(.*?))??{kind}\s*(?:(?:-|–|—|\.{{3}})\s*(.*))?$")


def attribute(line: Text, path: str) -> Attribute | None:
    """The attribute that a list item states; None for any other words."""
    found = _member().match(line.text) if len(line.text) <= MAX_LENGTH else None
    if not found:
        return None
    name, sample, inside, words = found.groups()
    pieces = [piece for piece, _ in split(inside or "")]
    flags = {piece.lower() for piece in pieces if piece.lower() in _FLAGS}
    kinds = [piece for piece in pieces if piece.lower() not in _FLAGS]
    if not (inside or sample or words) and len(line.text.split()) > 1:
        return None
    kind, target = _type(kinds[0]) if kinds else (FieldType("string" if sample else "unknown"), "")
    sample = (sample or "").strip("` ")
    default = sample if "default" in flags else None
    field = Field(
        name,
        kind,
        place(path, line),
        required="required" in flags,
        nullable="nullable" in flags,
        default=default,
        description=(words or "").strip(),
        raw_type=kinds[0] if kinds else "",
    )
    return Attribute(field, target, "" if "default" in flags else sample)


def _type(text: str) -> tuple[FieldType, str]:
    """`number`, `array[Coupon]`, `enum[string]`, or the name of a structure."""
    words = text.strip().strip("`")
    head, bracket, rest = words.partition("[")
    if bracket:
        inner, target = _type(rest.rstrip("]").split(",")[0])
        if head.strip().lower() == "enum":
            return FieldType("enum"), ""
        return FieldType("list", item=inner.base, target=inner.target), target
    known = keywords("types").get(compact(words))
    if known:
        return FieldType(known, item="unknown" if known == "list" else ""), ""
    if kind := known_type(words):
        return kind, ""
    return FieldType("ref", target=words), words


def structure(text: str) -> tuple[str, bool]:
    """The structure that `Attributes (array[Coupon])` names, empty for a plain object, and whether it is a list."""
    found = regex.search(r"\(([^()]*)\)", text)
    inside = found.group(1).split(",")[0].strip() if found else ""
    head, bracket, rest = inside.partition("[")
    if bracket:
        return rest.rstrip("] "), head.strip().lower() == "array"
    return ("" if inside.lower() in ("object", "") else inside), False
