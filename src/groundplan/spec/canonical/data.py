"""Entities in the canonical SPEC: a table of fields, indexes, dependencies and a description under a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Item, Paragraph, Table, Text
from groundplan.spec.canonical.forms import TYPED, form_of, marked, spellings
from groundplan.spec.draft import place
from groundplan.spec.entities import relations
from groundplan.spec.fields import fields
from groundplan.spec.fields.cells import constraint_pieces, read_constraints, read_type
from groundplan.spec.model import Dependency, Entity, Field, Index
from groundplan.spec.text.titles import entity_name

if TYPE_CHECKING:
    from groundplan.document import Block
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

ENTITY = " entity"
"""Behind a name that would be read as something else: a section, or another name."""


def read(region: Region, draft: Draft) -> bool:
    """One entity, or a section without blocks; False where a block is in no form, or the heading names nothing."""
    title, inferred = marked(region.title.text)
    name, label = named(title)
    if region.own or not name:
        return not region.blocks
    reader = _Reader(region.document.path)
    if not all(reader.take(block) for block in region.blocks):
        return False
    span = place(region.document.path, region.title)
    draft.entities.append(
        Entity(
            name, tuple(reader.fields), span, label, tuple(reader.indexes), tuple(reader.dependencies),
            reader.described, "inferred" if inferred else "stated",
        )
    )  # fmt: skip
    return True


def named(title: str) -> tuple[str, str]:
    """The entity and its label: `Gists Collection entity` is all but the last word, whatever the others mean."""
    words, _, label = title.partition(" (")
    if words.endswith(ENTITY):
        return words.removesuffix(ENTITY), label.removesuffix(")")
    return entity_name(title)


def relations_of(region: Region, draft: Draft) -> bool:
    """Bullets of relations; False where a block is none."""
    before = len(draft.relations)
    for block in region.blocks:
        line = block.lines[0] if isinstance(block, Item) else Text("", 1, 1)
        words, inferred = marked(line.text)
        if not relations.read_line(line._replace(text=words), region.document.path, draft, ""):
            del draft.relations[before:]
            return False
        if inferred:
            draft.relations[-1] = draft.relations[-1]._replace(origin="inferred")
    return True


class _Reader:
    """What the blocks under one entity say."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.fields: list[Field] = []
        self.indexes: list[Index] = []
        self.dependencies: list[Dependency] = []
        self.described = ""
        self.listing = False

    def take(self, block: Block) -> bool:
        """Whether the block was in one of the forms."""
        if isinstance(block, Table):
            found = field_rows(block, self.path)
            self.fields += found or ()
            return found is not None
        if isinstance(block, Item):
            index = relations.read_index(block.lines[0].text, place(self.path, block.lines[0]))
            if index and self.listing:
                self.indexes.append(index)
            return index is not None and self.listing
        return isinstance(block, Paragraph) and all(self._line(line) for line in block.lines)

    def _line(self, line: Text) -> bool:
        head, colon, _ = line.text.partition(":")
        self.listing = bool(colon) and line.text[:-1] in spellings("line.indexes")
        if self.listing:
            return True
        if colon and head in spellings("line.dependency"):
            dependency = relations.read_dependency(line.text, place(self.path, line))
            if dependency:
                self.dependencies.append(dependency)
            return dependency is not None
        first = not (self.described or self.fields)
        self.described = line.text.removeprefix("\\") if first else self.described
        return first


def field_rows(table: Table, path: str) -> tuple[Field, ...] | None:
    """The fields of a table in the canonical form; None where it is another, or a cell of it is."""
    if form_of(tuple(cell.text for cell in table.header)) != TYPED:
        return None
    found = [_row(row, path) if len(row) == 4 else None for row in table.rows]
    made = tuple(one for one in found if one)
    return made if len(made) == len(found) else None


def _row(row: tuple[Text, ...], path: str) -> Field | None:
    name, kind, constraints, note = row
    type_ = read_type(kind.text) if kind.text else fields.UNKNOWN
    if type_ is None or not name.text:
        return None
    stated: list[tuple[str, str]] = []
    shown: str | None = None
    for piece, _ in constraint_pieces(constraints.text):
        head, _, value = piece.partition(" ")
        if head in spellings("line.example") and value:
            shown = value[1:-1] if value[0] in "\"'" else value
            continue
        one = read_constraints(piece)
        if one is None:
            return None
        stated += one
    words, inferred = marked(note.text)
    field = fields.make(name.text, type_, place(path, name), stated, description=words, raw_type=kind.text)
    return field._replace(origin="inferred" if inferred else "stated", example=shown)
