"""Values that a line below a body or a table lists of a field: `` `state`: `OPEN` | `SHUT` ``.

What they are of stands elsewhere in the SPEC: the field of that name that is nearest.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Item, Paragraph, Quote
from groundplan.spec.draft import place
from groundplan.spec.fields import choices
from groundplan.spec.model import FieldType, Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.document import Block, Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Entity, Field
    from groundplan.spec.outline import Region

MAX_LINE = 300
MAX_TEXT = 1_000
_OPEN = frozenset({"string", "text", "unknown", "enum"})
_ANY = frozenset({"all", "any", "asc", "desc"})
"""Values of what narrows or sorts a list, and of no field."""


@cache
def _listed() -> re.Pattern[str]:
    return regex.compile(r"(?:[-*•] )?[*_]*(?P<names>`[a-z]\w*`(?:, ?`[a-z]\w*`)*)[*_]*\s*[:：=]\s*(?P<values>.+)")


def read(region: Region, draft: Draft) -> None:
    """The values that the lines of a region list."""
    for above, block in pairwise(region.blocks):
        if block.__class__ is Fence and isinstance(above, Paragraph) and above.lines[-1].text.endswith((":", ":**")):
            _below(above.lines[-1], block, region, draft)
    for block in region.blocks:
        if isinstance(block, Paragraph) and block.lines[0].text[:2] == "**":
            _allowed_in(block, region, draft)
        for line in block.lines if isinstance(block, Quote | Paragraph | Item) else ():
            if line.text.count("`") < 2 or len(line.text) > MAX_LINE or ("|" not in line.text and "/" not in line.text):
                continue
            found = _listed().match(line.text)
            values, others = choices.values(found["values"].rstrip(" .")) if found else ((), ())
            if found and values and not others and not _ANY.intersection(map(str.lower, values)):
                span = place(region.document.path, line)
                draft.valued += [Values(name, values, span) for name in regex.findall(r"\w+", found["names"])]


def _below(label: Text, block: Block, region: Region, draft: Draft) -> None:
    """The values in a fence below `Booking status:`, a line each."""
    plain = isinstance(block, Fence) and block.info in ("", "text", "txt")
    found = _label().fullmatch(label.text) if plain else None
    lines = [line.strip() for line in block.lines if line.strip()] if found and isinstance(block, Fence) else []
    if found and 1 < len(lines) <= MAX_VALUES and all(map(str.isidentifier, lines)):
        name = found["name"].lower()
        draft.valued.append(Values(_SINGULAR.get(name, name), tuple(lines), place(region.document.path, label)))


def _allowed_in(block: Paragraph, region: Region, draft: Draft) -> None:
    """The values of ``**Allowed `kind` values**: `sail`, `motor`.``, over lines."""
    text = " ".join(line.text for line in block.lines)
    found = _allowed().fullmatch(text) if len(text) <= MAX_TEXT else None
    values = regex.findall(r"`([\w-]+)`", found["values"]) if found else []
    if found and 1 < len(values) <= MAX_VALUES:
        draft.valued.append(Values(found["name"], tuple(values), place(region.document.path, block.lines[0])))


@cache
def _allowed() -> re.Pattern[str]:
    return regex.compile(
        r"\*\*(?:(?:Allowed|Possible|Valid|허용|가능한|허용되는) )?(?:values (?:of|for) )?`(?P<name>[a-z]\w*)`"
        r"(?: ?(?:values|enum|값|허용 ?값))?:?\*\*:?\s*(?P<values>`[\w-]+`(?:, ?(?:or |and )?`[\w-]+`)+)\.?"
    )


_SINGULAR = {"statuses": "status", "roles": "role", "types": "type", "kinds": "kind", "states": "state"}
MAX_VALUES = 40


@cache
def _label() -> re.Pattern[str]:
    """`Status:`, `Booking source:`, `Role values:`."""
    return regex.compile(r"[*_]*(?:[A-Za-z]+ ){0,2}?`?(?P<name>[A-Za-z]+)`?(?: (?:values|options|enum))?:[*_]*")


def applied(entities: Sequence[Entity], found: Sequence[Values]) -> list[Entity]:
    """The entities, where the field that is nearest to each line has its values."""
    made = list(entities)
    named = {(one.span.path, one.name) for one in found}
    places: dict[tuple[str, str], list[tuple[int, int, int]]] = {}
    for at, entity in enumerate(entities):
        for number, field in enumerate(entity.fields):
            if (key := (field.span.path, field.name)) in named:
                places.setdefault(key, []).append((field.span.line, at, number))
    near = {key: sorted(some) for key, some in places.items()}
    for one in found:
        if some := near.get((one.span.path, one.name)):
            _, at, number = _nearest(one.span.line, some)
            own = made[at].fields
            made[at] = made[at]._replace(fields=(*own[:number], _chosen(own[number], one), *own[number + 1 :]))
    return made


def _nearest(line: int, places: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    """Of places in order the one that is least lines away, the one above where two are as near."""
    at = bisect_left(places, (line, 0, 0))
    return min(places[max(0, at - 1) : at + 1], key=lambda place: abs(place[0] - line))


def _chosen(field: Field, one: Values) -> Field:
    if field.type.base not in _OPEN or field.type.values:
        return field
    return field._replace(type=FieldType("enum", values=one.values), origin="stated")
