"""Entities of a data model that a heading names with a sentence of what they are: `## LineItem`, `Represents ...`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Paragraph, Text
from groundplan.grammar import vocabulary
from groundplan.spec.draft import Draft, place
from groundplan.spec.headed import heading_entity
from groundplan.spec.model import Entity

if TYPE_CHECKING:
    from groundplan.spec.outline import Region


def read(region: Region, draft: Draft) -> None:
    """The entity, without fields: others say more of it, or nobody does."""
    if region.kind != "data_model" or region.own or region.main or not region.blocks:
        return
    first = region.blocks[0]
    if first.__class__ is not Paragraph or not _is_of_thing(first.lines):
        return
    name, label = heading_entity(region)
    if name:
        span = place(region.document.path, region.title)
        draft.told.append(Entity(name, (), span, label, description=first.lines[0].text))


def _is_of_thing(lines: tuple[Text, ...]) -> bool:
    """`Owns boats`, `배의 항해를 나타낸다`."""
    opening = lines[0].text.split(" ", 1)[0].lower()
    end = lines[-1].text.rstrip(". ")
    return opening in vocabulary("is_of_things") or (
        end.endswith("다") and end.rpartition(" ")[2].startswith(tuple(vocabulary("is_of_things")))
    )
