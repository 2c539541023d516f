"""Lines that say of the entity in hand what follows: `Indexes:`, `Attributes: a, b`, `**Purpose**: words`."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import Draft, place
from groundplan.spec.entities.gathered import Gathered
from groundplan.spec.entities.headed import ATTRIBUTES, KEYS, PRIMARY
from groundplan.spec.fields import inline
from groundplan.spec.model import Entity
from groundplan.spec.outline import section_kind
from groundplan.spec.text import titles
from groundplan.spec.text.words import bare, key_value, same_name, split

if TYPE_CHECKING:
    from groundplan.spec.outline import Region

MAX_LABEL = 40
_FEW = 2


def asides(region: Region) -> frozenset[int]:
    """The lines of bullets that stand in one list with `**Attributes**: ...`: like it they tell of the thing above.

    `**Purpose**: words` beside it names no entity, and `**Constraints**: UNIQUE(a, b)` no field.
    """
    found: set[int] = set()
    lists: dict[int, list[tuple[int, str]]] = {}
    for block in region.blocks:
        depth = block.depth if isinstance(block, Item) else -1
        for deeper in [one for one in lists if one > depth]:
            found |= _told_beside(lists.pop(deeper))
        if isinstance(block, Item):
            lists.setdefault(depth, []).append((block.lines[0].line, _key(block.lines[0].text)))
    for rest in lists.values():
        found |= _told_beside(rest)
    return frozenset(found)


def heads(region: Region) -> frozenset[int]:
    """The last lines of paragraphs right above a bullet that has a key in bold."""
    pairs = pairwise(region.blocks)
    return frozenset(
        above.lines[-1].line
        for above, below in pairs
        if isinstance(above, Paragraph) and isinstance(below, Item) and _key(below.lines[0].text)
    )


def _key(text: str) -> str:
    """The word in bold before a colon."""
    return compact(bare(text.partition(":")[0])) if text.startswith("**") and ":" in text[:MAX_LABEL] else ""


def _told_beside(several: list[tuple[int, str]]) -> set[int]:
    keys = [key for _, key in several]
    if "" in keys or sum(key in ATTRIBUTES for key in keys) != 1:  # with several each tells of the name before it
        return set()
    return {line for line, key in several if key not in ATTRIBUTES}


@cache
def _signed() -> re.Pattern[str]:
    return regex.compile(r"([A-Z]\w*) ?\(([^()]+(?:\([^()]*\)[^()]*)*)\)")


@cache
def _above_columns() -> re.Pattern[str]:
    """`**Table**: boats with columns:` over bullets."""
    return regex.compile(r" (?:with (?:the )?(?:following )?)?(?:columns|fields|attributes)?:?$")


class Labelled(Gathered):
    """Reads such lines: `modelled` where what stands below the heading are fields."""

    def __init__(self, region: Region, draft: Draft) -> None:
        super().__init__(region, draft)
        self.modelled = False
        self.bullet_depth = -1
        self.asides = asides(region)
        self.heads = heads(region) if self.asides else frozenset()

    def is_aside(self, line: Text, depth: int) -> bool:
        """A label, or a line beside one, of which relations, indexes and keys are read and nothing else is."""
        if self.asides and (depth <= self.bullet_depth or _key(line.text) in ATTRIBUTES):
            self.mode = "fields"  # the next name, or what it has
        if self.is_label(line):
            return True
        if line.line in self.asides and not self.is_statement(line):
            self.mode = "rules"
        return line.line in self.asides

    def is_label(self, line: Text) -> bool:
        """`Indexes:`, `**Relations**:` and the like say what the next bullets are."""
        words = bare(line.text)
        if not words.endswith(":") or len(words) > MAX_LABEL:
            return False
        kind = section_kind(words)
        fields_ = compact(words.rstrip(":")) in ATTRIBUTES or titles.is_more_fields(words)
        self.mode = kind if kind in ("indexes", "relations", "dependencies") else "prose" if kind else "fields"
        self.mode = "fields" if fields_ or kind == "data_model" else self.mode
        return bool(kind) or fields_

    def is_statement(self, line: Text) -> bool:
        """`FD: a, b -> c`, `Index: (a, b)`, `Attributes: a, b` and relations in a line of their own."""
        parts = _statements(line)
        if len(parts) > 1:
            return all([self.is_statement(one) for one in parts])  # noqa: C419 - every one is read
        key, value, at = key_value(line.text)
        named = _above_columns().sub("", bare(value)) if compact(key) in vocabulary("named") else ""
        if named.isidentifier():
            if self.fields or same_name(named) != same_name(self.name):  # else the heading says it already
                self.open(named, "", line)
            return True
        value, at = (value[1:-1], at + 1) if value[:2] == "`(" and value[-2:] == ")`" else (value, at)
        if value[:1] == "(" and value.rstrip(".")[-1:] == ")" and compact(key) in PRIMARY:
            value, at = value.rstrip(".")[1:-1], at + 1
        inner = Text(value, line.line, line.column + at)
        if compact(key) in vocabulary("things") and self._are_named(inner):
            return True
        kind = KEYS.get(compact(key)) or ("fields" if titles.is_more_fields(key) else None) if key and value else None
        if kind is None or (kind == "fields" and self._are_signed(inner)):
            return kind is not None
        if kind == "fields":
            found = inline.columns(inner, self.path, sure=True, most=True)
            gathered = self.keys if compact(key) in PRIMARY else self.fields
            gathered += found
            if not found and self.modelled:
                self.draft.miss(self.path, inner, "field")
            return True
        from groundplan.spec.entities import relations

        prefix = "UNIQUE" if any(word in compact(key) for word in ("unique", "고유", "유니크")) else ""
        return all([self.of_mode(kind, one, prefix) for one in relations.several(inner, kind)])  # noqa: C419 - every one

    def _are_named(self, several: Text) -> bool:
        """`**Entities**: Boat, Pier`: each is one, of which other lines may say more."""
        if self.region.kind != "data_model":
            return False
        names = [Text(one, several.line, several.column + at) for one, at in split(several.text.rstrip("."))]
        if len(names) < _FEW or not all(titles.is_name(one.text) and one.text[0].isupper() for one in names):
            return False
        self.draft.code_entities += [Entity(one.text, (), place(self.path, one)) for one in names]
        return True

    def _are_signed(self, several: Text) -> bool:
        """`**Attributes**: Boat (id, length), Pier (id, code)`: the fields of more than one."""
        parts = [(_signed().fullmatch(one), at) for one, at in split(several.text.rstrip("."))]
        if len(parts) < _FEW or not all(found for found, _ in parts):
            return False
        for found, at in [(one, at) for one, at in parts if one]:
            where = several.column + at
            columns = inline.columns(Text(found[2], several.line, where + found.start(2)), self.path)
            name = Text(found[1], several.line, where)
            self.draft.code_entities.append(Entity(found[1], tuple(columns), place(self.path, name)))
        return True

    def of_mode(self, mode: str, line: Text, prefix: str = "") -> bool:
        """A line below a label: an index, a dependency or a relation."""
        from groundplan.spec.entities import relations

        if mode == "indexes":
            index = relations.read_index(f"{prefix} {line.text}".strip(), place(self.path, line))
            self.indexes += [index] if index else []
            return index is not None
        if mode == "dependencies":
            dependency = relations.read_dependency(line.text, place(self.path, line))
            self.dependencies += [dependency] if dependency else []
            return dependency is not None
        return relations.read_line(line, self.path, self.draft, self.name)


def _statements(line: Text) -> tuple[Text, ...]:
    """`Unique: (a, b). Indexes: (c, d).`: each sentence, where all are about columns; else the line."""
    if "). " not in line.text:
        return (line,)
    ends = [0, *(one.end() for one in regex.compile(r"\)\.\s+(?=[*`]*[^\W\d])").finditer(line.text)), len(line.text)]
    parts = [Text(line.text[at:end].rstrip(" ."), line.line, line.column + at) for at, end in pairwise(ends)]
    keys = [compact(key_value(one.text)[0]) for one in parts]
    return tuple(parts) if all(KEYS.get(key) == "indexes" for key in keys) else (line,)
