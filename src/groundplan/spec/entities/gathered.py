"""What is gathered of one entity until the next begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Text
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Dependency, Entity, Field, Index

if TYPE_CHECKING:
    from groundplan.spec.fields.fields import Found
    from groundplan.spec.outline import Region


class Gathered:
    """The entity in hand: `mode` says what the next lines are of it."""

    def __init__(self, region: Region, draft: Draft) -> None:
        self.region, self.draft, self.path = region, draft, region.document.path
        self.name, self.label, self.described, self.mode = "", "", "", "fields"
        self.place = region.title
        self.origin_inferred = False
        self.fields: list[Field] = []
        self.keys: list[Field] = []
        self.indexes: list[Index] = []
        self.dependencies: list[Dependency] = []

    def close(self) -> None:
        """Ends the entity in hand."""
        if self.name and (self.fields or self.indexes or self.described):
            self.draft.entities.append(
                Entity(
                    self.name,
                    tuple(self._with_keys()),
                    place(self.path, self.place),
                    self.label,
                    tuple(self.indexes),
                    tuple(self.dependencies),
                    self.described,
                    "inferred" if self.origin_inferred else "stated",
                )
            )
        self.fields, self.keys, self.indexes, self.dependencies, self.described = [], [], [], [], ""

    def _with_keys(self) -> list[Field]:
        """The fields, with what `Primary key: id` says of them or before them."""
        keys, known = {one.name for one in self.keys}, {one.name for one in self.fields}
        made = [one._replace(primary_key=True, required=True) for one in self.keys if one.name not in known]
        found = self.fields
        if self.region.kind != "data_model":  # what several calls of one thing take and give
            found = list({one.name: one for one in reversed(found)}.values())[::-1]
        return made + [one._replace(primary_key=True) if one.name in keys else one for one in found]

    def open(self, name: str, label: str, text: Text, described: str = "") -> None:
        """Starts another entity at `text`."""
        self.close()
        self.name, self.label, self.place, self.described = name, label, text, described
        self.mode, self.origin_inferred = "fields", False

    def add(self, found: list[Found], line: Text) -> None:
        """More fields, and what of them was not understood."""
        for one in found:
            self.fields.append(one.field)
            for piece, offset in one.unread:
                self.draft.miss(self.path, Text(piece, line.line, line.column + offset), "constraint")
