"""Lists whose bullets are fields by what all of them look like: `- NAME: words`, or types under any heading."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item
from groundplan.spec import fields
from groundplan.spec.draft import place
from groundplan.spec.model import Field

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.outline import Region

_MIN = 3
"""Fewer typed bullets under a heading of no data model may be anything."""


@cache
def _described() -> re.Pattern[str]:
    """`- ZIP_CODE : words`, `` - `zipCode` - words``: a name as programs spell it, and what it is."""
    return regex.compile(r"[`*]*([a-z_]\w*|[A-Z][A-Z\d_]*)[`*]*(?:\s*[:：]\s*|\s+[—–-]\s+)(\S.*)$")


def _outer(region: Region) -> list[Text]:
    items = [block for block in region.blocks if block.__class__ is Item]
    depth = min((one.depth for one in items), default=0)
    return [one.lines[0] for one in items if one.depth == depth]


def are_described(region: Region) -> bool:
    """Whether all bullets are names of fields with words, and one is spelled as only a field is."""
    found = [_described().match(line.text) for line in _outer(region)]
    names = [one.group(1) for one in found if one]
    return len(found) > 1 and len(names) == len(found) and any(map(_is_spelled, names))


def _is_spelled(name: str) -> bool:
    return name == "id" or "_" in name.strip("_") or not name.islower()


def described(line: Text, path: str) -> list[Field]:
    """The field of one such bullet, whose type nobody states."""
    found = _described().match(line.text)
    if not found:
        return []
    span = place(path, line, found.start(1), len(found.group(1)))
    return [Field(found.group(1), fields.UNKNOWN, span, description=found.group(2))]


def are_typed(region: Region) -> bool:
    """Whether all bullets state a type or a key: fields, whatever section their heading stands in."""
    path = region.document.path
    found = [fields.from_bullet(line, path) for line in _outer(region)]
    kinds = [one.field.type.base for one in found if one]
    keyed = sum(one.field.primary_key for one in found if one)
    plain = sum(kind not in ("unknown", "ref") for kind in kinds) + keyed
    return len(found) >= _MIN and len(kinds) == len(found) and 2 * plain > len(found)
