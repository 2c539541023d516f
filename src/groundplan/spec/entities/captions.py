"""Names above lists and tables of fields: `**Library**` over typed bullets, `Order` over `- id (BIGINT)`."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Table, Text
from groundplan.spec.draft import bullets_below, place
from groundplan.spec.entities import bullets
from groundplan.spec.fields import fields
from groundplan.spec.fields.attributes import column
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message_title
from groundplan.spec.text.titles import entity_name, is_bilingual, is_bold, is_more_fields, is_of_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region


_LOOSE = frozenset({"", "requirements", "architecture", "overview"})
"""Sections in which a name in bold above typed bullets is a resource."""


def told(region: Region) -> Iterator[Entity]:
    """The resources of such lists in a requirement, whose other bullets are no fields."""
    names_, path = titled(region), region.document.path
    for at, block in enumerate(region.blocks if names_ else ()):
        where = block.lines[-1] if isinstance(block, Paragraph) else None
        if where and where.line in names_:
            name, label = names_[where.line]
            found = [fields.from_bullet(line, path) for line in bullets_below(region.blocks, at)]
            yield Entity(name, tuple(one.field for one in found if one), place(path, where), label)


def titled(region: Region) -> dict[int, tuple[str, str]]:
    """By their lines: the names in bold above lists of typed fields, where no data model is: `**Library**`."""
    found: dict[int, tuple[str, str]] = {}
    for at, block in enumerate(region.blocks if region.kind in _LOOSE else ()):
        line = block.lines[-1] if isinstance(block, Paragraph) else None
        if line is None or not _alone().match(line.text) or is_more_fields(line.text):
            continue
        name, label = entity_name(_of_fields().sub("", line.text))
        below = bullets_below(region.blocks, at)
        kept = not is_message_title(name, modelled=False) or (name.endswith("Request") and _has_key(below))
        if name.isidentifier() and name[:1].isupper() and kept and bullets.have_types(below):
            found[line.line] = (name, label)
    return found


def _has_key(lines: list[Text]) -> bool:
    """A LeaveRequest with a primary key is stored; a body has none."""
    return any(one.field.primary_key for one in (fields.from_bullet(line, "") for line in lines) if one)


@cache
def _of_fields() -> re.Pattern[str]:
    """`**Badge fields**:` are those of a badge."""
    return regex.compile(r" (?:fields|columns|attributes|properties|필드|컬럼|속성)(?=:?\*\*)", re.IGNORECASE)


@cache
def _alone() -> re.Pattern[str]:
    return regex.compile(r"\*\*[^*]+\*\*(?: \([^()]*\))?:?$")


def is_caption(line: Text, region: Region) -> bool:
    """Whether a line of a data model stands right above a table, or above columns as SQL writes them."""
    pairs = pairwise(region.blocks) if region.kind == "data_model" else ()
    below = [after for one, after in pairs if isinstance(one, Paragraph) and one.lines[-1] is line]
    listed = [one.lines[0] for one in below if isinstance(one, Item)]
    if is_bilingual(line.text):
        return bool(below)
    if line.text.isidentifier():  # `Order` alone above `- id (BIGINT)`
        return any(bullets.is_typed(one, region.document.path) for one in listed)
    return any(isinstance(one, Table) for one in below) or any(column(one, region.document.path) for one in listed)


def has_columns(region: Region) -> bool:
    """Whether `**Columns**`, `**컬럼 설명**` in bold without a colon stands over bullets of a region."""
    return any(
        isinstance(above, Paragraph)
        and isinstance(below, Item)
        and is_bold(above.lines[-1].text)
        and is_of_fields(above.lines[-1].text)
        for above, below in pairwise(region.blocks)
    )
