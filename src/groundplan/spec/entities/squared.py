"""Members of a list as notes have them: `id [string]`, `[OPTIONAL] depth`, `state of the boat (afloat or ashore)`.

They are given on as `id (string)`, `depth (optional)` and `state (afloat/ashore)`, which other readers know.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item
from groundplan.spec.fields.cells import read_type

if TYPE_CHECKING:
    from groundplan.document import Block, Text
    from groundplan.spec.outline import Region

MAX_LINE = 160
_FEW = 2
_MARKED = ("(optional)", ", optional)")


def plain(region: Region) -> Region:
    """The region with such members written as others write them; as it is where most bullets are anything else."""
    items = [block for block in region.blocks if isinstance(block, Item)]
    found = {one.lines[0].line: _member(one.lines[0]) for one in items if len(one.lines) == 1}
    sure = sum(one.text.endswith(")") or one.text.isidentifier() for one in found.values() if one)
    if sure < _FEW or 2 * sure < len(items):  # among members of any other kind those that are marked
        found = {line: one for line, one in found.items() if one and one.text.endswith(_MARKED)}
    return region._replace(blocks=tuple(_given(block, found) for block in region.blocks))


def _given(block: Block, found: dict[int, Text | None]) -> Block:
    line = found.get(block.lines[0].line) if isinstance(block, Item) else None
    return block._replace(lines=(line,)) if isinstance(block, Item) and line else block


@cache
def _shape() -> re.Pattern[str]:
    return regex.compile(
        r"(?:\[(?P<mark>OPTIONAL|optional|Optional)\] *)?[`*]*(?P<name>[A-Za-z_]\w*)[`*]*"
        r"(?: of (?:the |an? |each |its )?(?P<whose>[a-z]+)(?: [a-z]+){0,4})?"
        r"(?: *\((?P<words>[^()]{1,80})\))? *(?:[:-]? *\[(?P<type>[^\[\]]{1,80})\](?P<many>\[\])?)?"
    )


def _member(line: Text) -> Text | None:
    """The member of one line; None where it is no such line."""
    found = _shape().fullmatch(line.text) if len(line.text) <= MAX_LINE else None
    if not found:
        return None
    name = found["name"]
    if found["whose"] and name.lower() == "id":
        name = f"{found['whose']}_id"
    words = found["words"] or ""
    values = regex.split(r" or | \| | / |, ", words.replace("`", ""))
    chosen = len(values) >= _FEW and all(map(str.isidentifier, values)) and not _is_typed(values[0])
    kind = f"enum: {', '.join(values)}" if chosen else (found["type"] or words) + (found["many"] or "")
    told = ", ".join(one for one in (kind, "optional" if found["mark"] else "") if one)
    return line._replace(text=f"{name} ({told})" if told else name, column=line.column + found.start("name"))


def _is_typed(word: str) -> bool:
    """`date` of `first_night (date, required)`, which is a type and no value."""
    kind = read_type(word)
    return kind is not None and kind.base not in ("unknown", "ref")
