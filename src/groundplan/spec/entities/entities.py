"""Entities: field tables, field bullets, attribute lists, indexes and functional dependencies under a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Item, Paragraph, Table, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import Draft, place
from groundplan.spec.entities import bullets, captions, itemized, parts, worded
from groundplan.spec.entities.headed import above, heading_entity, kept, keyed, told
from groundplan.spec.entities.things import Things
from groundplan.spec.fields import attributes, bilingual, fields, inline, rows, spans
from groundplan.spec.fields.cells import constraint_pieces, read_constraints
from groundplan.spec.halves import is_called
from groundplan.spec.model import Entity, Field, FieldType, Index
from groundplan.spec.outline import main_title, section_kind
from groundplan.spec.text import tables, titles
from groundplan.spec.text.identifiers import leading_id
from groundplan.spec.text.messages import is_envelope
from groundplan.spec.text.titles import camel, entity_name, is_name, is_of_several
from groundplan.spec.text.words import bare, key_value, kind_of, same_name, singular

if TYPE_CHECKING:
    from groundplan.spec.outline import Region

_MODES = frozenset({"relations", "indexes", "dependencies"})


class Reader(Things):
    """Reads one region; what it finds under the heading is one entity, unless bullets or labels name others."""

    def __init__(self, region: Region, draft: Draft) -> None:
        super().__init__(region, draft)
        self.name, self.label = heading_entity(region)
        if not self.name and region.kind == "data_model":
            self.name, self.label = keyed(region)
        self.called = region.kind in ("", "api") and is_called(region)
        self.name = "" if self.called else self.name
        self.mode = region.kind if region.kind in _MODES else "fields"
        self.is_in_lines = False  # each bullet is an entity
        self.field_depth = -1
        loose = region.kind in ("", "architecture")
        self.modelled = region.kind == "data_model" or (loose and bool(self.name) and bullets.are_fields(region))
        self.columned = bool(self.name) and captions.has_columns(region)
        self.modelled = self.modelled or self.columned
        self.shown = bool(self.name) and attributes.is_object(region)
        outlined = loose and itemized.is_outline(region)
        self.modelled = self.modelled or outlined
        self.list_things(outlined=outlined)
        self.lists_entities = self.lists_entities and not self.columned
        self.titled = captions.titled(region)
        self.modelled = self.modelled and not itemized.are_calls(region)
        self.labelled = bullets.labelled(region) if self.modelled else frozenset()
        self.labelled |= bullets.beneath(region) if self.lists_entities else frozenset()
        self.bare = worded.names(region) if self.modelled and self.name else frozenset()
        if self.name and region.kind == "data_model":
            names = {same_name(one.lines[0].text) for one in region.blocks if one.__class__ is Item}
            self.described = "" if self.named_tables and same_name(self.name) not in names else told(region)
        self.worded = worded.attributes(region) if self.modelled else frozenset()
        self.grouped = worded.grouped(region) if self.modelled and self.name else {}
        self.has_words = self.modelled and bool(self.name) and bullets.are_described(region)

    def read(self) -> None:
        """Every block; an unknown line of a data model is listed, never dropped."""
        kinds = worded.kinds(self.region) if self.region.own == "data_model" else []
        if kinds:
            self.draft.code_entities += [Entity(one.text, (), place(self.path, one)) for one in kinds]
            return
        for block in self.region.blocks:
            if block.__class__ is Table and not self.called:  # else what an endpoint takes and gives
                if not self._is_of_enums(block):
                    self._table(block)
            elif block.__class__ is Item:
                self._item(block)
                self.within(block.lines)
                for line in block.lines[1:]:  # `Columns: id, name`, or the next name without a blank line before it
                    if not self.is_statement(line) and line.column == 1 and titles.is_bold(line.text):
                        self._bold(line)
            elif block.__class__ is Paragraph:
                self._paragraph(titles.unbroken(block))
        self.close()

    def _is_of_enums(self, table: Table) -> bool:
        if not table.header or not table.header[0].text.strip("`* ").lower().startswith(("enum", "열거")):
            return False
        from groundplan.spec.code import enumerations

        listed = enumerations.lists(table)
        if listed:
            enumerations.tabled(table, self.path, self.draft)
        return listed

    def _table(self, table: Table) -> None:
        found = tables.columns(table) if table.header or not self.name else spans.headless(table)
        if not tables.is_field_table(found, self.region.kind):
            if self.name and self.modelled and spans.is_described(table, found):
                self.rows(table, found)
            elif self.name and self.modelled:
                self.fields += spans.of_groups(table, self.path)
            return
        found = self._named(table, found)
        if not self.name and "entity" not in found:
            self._nameless(table)
            return
        for row in tables.own_rows(table, found):
            self._owned(row, found)
            if self.name:
                self.fields += rows.read(row, found, self.path, self.draft)
            elif row:
                self.draft.miss(self.path, row[0], "homeless")

    def _named(self, table: Table, found: tables.Columns) -> tables.Columns:
        """The columns of a table of fields, of which the heading or a column says what they are of."""
        if not self.name and "column" in found:
            self.name, self.label = kept(self.region)
        if not self.name and self.region.own == "data_model":
            found = tables.of_several(table, found)
        elif not self.name and self.region.kind == "data_model" and "type" in found and not self._travels():
            self.name, self.label = above(self.region)  # `### 머리 (Header)` below what it is a part of
        if not self.name and "entity" not in found:
            self._infer_name()
        return found

    def _nameless(self, table: Table) -> None:
        """Below `#### Request Body` it is of the endpoint above; elsewhere it is nobody's."""
        if not self._travels():
            self.draft.miss(self.path, table.header[0], "nameless")

    def _travels(self) -> bool:
        title = bare(self.region.title.text)
        last = title.rpartition(" ")[2] if self.region.kind == "data_model" else title  # `선석 등록 요청`
        return not {kind_of("details", title), kind_of("details", last)}.isdisjoint(("request", "response"))

    def _owned(self, row: tuple[Text, ...], found: tables.Columns) -> None:
        """A table of several: a cell names the one that its row and those below it belong to."""
        one = tables.cell(row, found, "entity")
        name, label = entity_name(one.text) if one else ("", "")
        if one and name and name != self.name:
            self.open(name, label, one)

    def rows(self, table: Table, found: tables.Columns) -> list[Field]:
        """The fields of a table, whatever they are of."""
        for row in table.rows:
            self.fields += rows.read(row, found, self.path, self.draft)
        return self.fields

    def _infer_name(self) -> None:
        """The title of the SPEC names the entity of a table that no heading names, in a data model or at the top."""
        inside = self.region.main or self.region.level == 0 or self.region.own == "data_model"
        title = main_title(self.region.document) if inside else None
        name, label = entity_name(title.text) if title else ("", "")
        if name and title:
            self.name, self.label, self.place = camel(singular(name)), label, title
            self.origin_inferred = True

    def _paragraph(self, block: Paragraph) -> None:
        names = worded.alone(block) if self.region.own == "data_model" and len(block.lines) > 1 else []
        if names:
            self.draft.code_entities += [Entity(one.text, (), place(self.path, one)) for one in names]
            return
        if self.region.kind == "data_model" and not self.name:
            from groundplan.spec.entities import enlisted

            self.draft.code_entities += enlisted.tables(block.lines, self.path)
        if self.titled:
            last = block.lines[-1]
            self.close()
            self.name, self.modelled = "", last.line in self.titled
            if self.modelled:
                self.open(*self.titled[last.line], last)
            return
        listed = attributes.of_paragraph(block, self.path) if self.shown else []
        if self.name and self.region.kind == "data_model" and self.mode == "fields":
            listed = listed or bullets.in_lines(block, self.path)
        self.fields += listed
        for line in () if listed else block.lines:
            self._line(line)
        self.draft.code_entities += itemized.outlined(block.lines, self.path)
        if self.name and self.modelled:
            told = parts.columns(block.lines, self.path)
            if told:
                self.draft.code_entities.append(Entity(self.name, told, place(self.path, self.place), self.label))
            elif self.described and not self.fields:
                from groundplan.spec.entities import enlisted

                self.fields += next(filter(None, (enlisted.owned(line, self.path) for line in block.lines)), [])

    def _line(self, line: Text) -> None:
        """A line of a paragraph: a label, a name, or names of columns."""
        named = titles.in_bold(line.text)
        line = line if named is line.text else line._replace(text=named)
        if self.fields and (told := self._told_indexes(line)):
            self.indexes += told
            return
        if self.is_label(line) or self.is_headed(line) or self.is_statement(line):
            return
        if self.is_told(line) or self.is_described(line) or self.is_listed(line) or self.is_carrying(line):
            return
        if (
            titles.is_bold(line.text)
            or titles.is_noted(line.text)
            or (line.text.startswith("**") and titles.is_rules(line.text))
        ):
            self._bold(line)
        elif line.text.endswith(":") and len(line.text.split()) <= 2 and self.mode == "fields" and self.fields:
            self.mode = "prose"  # `Behavior:` below the fields
        elif self.name and self.modelled and not self.fields and "," in line.text:
            self.fields += bullets.several(line, self.path) or worded.listed(line, self.path)

    def _bold(self, line: Text) -> None:
        """A line in bold names an entity, or says what stands below it."""
        name, label = entity_name(line.text)
        kind = titles.kind_of_bold(section_kind(line.text), name)
        if kind in _MODES and self.modelled:
            self.mode = kind  # `**Indexes**` without a colon
            return
        if titles.is_rules(line.text):
            self.mode = "rules"
            return
        if titles.is_more_fields(line.text) or (self.columned and titles.is_of_fields(line.text)):
            self.mode = "fields"  # without a colon
            return
        if self.columned:
            self.mode = "rules"  # `**Purpose**`, `**Design**` beside `**Columns**`
            return
        is_part = name.lower() in vocabulary("messages") and line.text.endswith(":")  # `**Header**:` of a token
        name = "" if is_part or titles.is_besides(name) or is_envelope(self.region.name) else name
        if name and self.region.kind == "data_model" and not kind and not titles.is_noted(line.text):
            self.open(name, label, line)
        if not name or titles.is_noted(line.text) or (line.text.rstrip("*").endswith(":") and is_of_several(name)):
            self.mode = "prose"  # `**Design Rationale**:`; what reads as a field still is one

    def _item(self, item: Item) -> None:
        line = item.lines[0]
        self.fields += self.grouped.get(line.line, ())
        if (
            line.line in self.grouped
            or self.is_aside(line, item.depth)
            or self.mode == "rules"
            or self._is_named(line)
            or self._attribute(line)
        ):
            return
        if self.mode not in ("fields", "prose") and (self.modelled or self.region.kind in _MODES):
            if not self.of_mode(self.mode, line):
                self.draft.miss(self.path, line, self.mode)
            return
        if not self.modelled and self.name and not self.region.kind and bullets.is_typed(line, self.path):
            self.draft.miss(self.path, line, "few")
        if (
            not self.modelled
            or (not 0 <= self.bullet_depth < item.depth and self.are_tables(line))
            or spans.is_choice(line.text)
            or self._spans(line)
            or self._index(line)
        ):
            return
        if (self.is_in_lines or not self.fields) and self.is_listed(self.whole(item, line)):
            self.is_in_lines = True
            return
        if self.is_statement(line) or self._relation(line):
            return
        if self._bound(line, item.depth) or self._is_again(line, item.depth):
            return
        outer = item.depth <= self.bullet_depth or self.bullet_depth < 0
        if not (outer and self.is_thing(item, line)):
            before = len(self.fields)
            self._field_bullet(line, nested=0 <= self.bullet_depth < item.depth)
            self.field_depth = item.depth if len(self.fields) > before else self.field_depth

    def _attribute(self, line: Text) -> bool:
        """`**id** *string* words` below `The Shipment object`, `id BIGINT NOT NULL` in a data model."""
        known = not self.name or self.mode != "fields" or fields.from_bullet(line, self.path)
        shown = None if known or not self.shown else attributes.read(line, self.path)
        found = [shown] if shown else []
        if not known and not found and self.region.kind == "data_model":
            found = attributes.columns(line, self.path)
        self.fields += found
        return bool(found)

    def _bound(self, line: Text, depth: int) -> bool:
        """`NOT NULL` further in below a field is said of that field, and so are its values, `OPEN / SHUT`."""
        if not self.fields or not 0 <= self.field_depth < depth or self.mode != "fields":
            return False
        told = rows.told_below(self.fields[-1], line.text)
        if told:
            self.fields[-1] = told
            return True
        values = tuple(one.strip() for one in bare(line.text).split("/"))
        if len(values) > 1 and all(one.isupper() and one.isidentifier() for one in values):
            self.fields[-1] = self.fields[-1]._replace(type=FieldType("enum", values=values))
            return True
        pieces = [read_constraints(piece) for piece, _ in constraint_pieces(line.text)]
        if not pieces or not all(pieces):
            return False
        found = [one for each in pieces for one in each or ()]
        self.fields[-1] = fields.bound(self.fields[-1], found)
        return True

    def _is_again(self, line: Text, depth: int) -> bool:
        """`id: string` further in below `nodes: array<object>`: the id of a node, beside that of the thing itself."""
        found = fields.from_bullet(line, self.path) if depth > 0 and self.fields else None
        typed = (one.name for one in self.fields if one.type.base != "unknown")
        return found is not None and found.field.name in typed

    def _spans(self, line: Text) -> bool:
        """A list of names in code spans: fields of what the heading names, else of the one that is bold before it."""
        if self.mode != "fields":
            return False
        listed = spans.fields(line, self.path, follows=bool(self.fields))
        if listed and not heading_entity(self.region)[0] and line.text.startswith("**"):
            name, label = entity_name(key_value(line.text)[0])
            if name and not is_envelope(name):
                self.open(name, label, line)
        self.fields += listed if self.name else []
        return bool(listed and self.name)

    def _relation(self, line: Text) -> bool:
        from groundplan.spec.entities import relations

        return relations.read_line(line, self.path, self.draft, "", self.name)

    def _told_indexes(self, line: Text) -> tuple[Index, ...]:
        from groundplan.spec.entities import relations

        return relations.told_indexes(line.text, place(self.path, line))

    def _index(self, line: Text) -> bool:
        """`UNIQUE(chain_id, address)`, `Unique key (chain_id, address)` below the fields."""
        from groundplan.spec.entities import relations

        told = self._told_indexes(line) if self.name else ()
        self.indexes += told
        if told:
            return True
        found = self.fields and relations.is_index(line.text)
        index = relations.read_index(line.text, place(self.path, line)) if found else None
        self.indexes += [index] if index else []
        return index is not None

    def _is_named(self, line: Text) -> bool:
        if line.line in self.named_tables:
            self.draft.code_entities.append(Entity(line.text.strip("`"), (), place(self.path, line)))
            return True
        key, value, _ = key_value(line.text)
        if compact(key) not in vocabulary("named") or self.region.kind != "data_model" or not is_name(bare(value)):
            return False
        if not self.name:
            self.open(bare(value), "", line)
        return True

    def _field_bullet(self, line: Text, *, nested: bool = False) -> None:
        line = bilingual.in_code(line)
        values = worded.valued(line, self.path) if self.name and self.modelled and self.mode == "fields" else []
        if values:
            self.fields[:] = [one for one in self.fields if one.name != values[0].name] + values
            return
        found = fields.from_bullet(line, self.path)
        if found and line.line in self.labelled and found.field.type.base == "ref" and " " in found.field.raw_type:
            found = None  # `username: Unique username` is in words
        if found is None and self.name and self.mode == "fields":
            several = fields.from_names(line, self.path) or fields.bracketed(line, self.path)
            several = several or [one.field for one in inline.attributes(line, self.path)]
            described = self.has_words or line.line in self.labelled
            several = several or (bullets.described(line, self.path) if described else [])
            several = several or (worded.attribute(line, self.path) if line.line in self.worded else [])
            is_among = bool(self.fields) and (bullets.is_spelled(line.text) or self.follows(line))
            is_bare = nested or line.line in self.bare
            several = several or (bullets.named(line, self.path) if is_bare or is_among else [])
            several = several or (
                bullets.several(line, self.path, sure=self.stored and line.text[:1] == "`")
                if is_bare or is_among
                else []
            )
            several = several or (bullets.described(line, self.path) if is_bare and not nested else [])
            several = several or (itemized.members(line, self.path) if nested else [])
            several = several or (itemized.paired(line, self.path) if self.modelled else [])
            several = several or (attributes.sketched(line, self.path) if self.fields and self.modelled else [])
            several = several or (bullets.noted(line, self.path) if is_bare or (self.fields and self.modelled) else [])
            several = several or (worded.listed(line, self.path, follows=bool(self.fields)) if self.modelled else [])
            self.fields += several
            if several:
                return
        if found is None or not self.name:
            if (self.name or found) and self.mode == "fields" and not leading_id(bare(line.text)):
                self.draft.miss(self.path, line, "field" if self.name else "homeless")
            return
        self.add([found], line)
