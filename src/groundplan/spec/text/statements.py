"""Statements: what of a region's lines belongs together as one sentence that may demand something.

A sentence wraps over lines; its WHEN and THEN may be bullets of their own; an id may stand above it, alone or with
a title. A bullet, a numbered item and a line that an id begins are one statement, however many sentences they hold;
in other paragraphs each sentence is one.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Quote, Table, Text
from groundplan.record import NamedTuple
from groundplan.spec.text import tables
from groundplan.spec.text.ears import demands
from groundplan.spec.text.identifiers import behind, feature_id, leading_id, names_check, names_requirement
from groundplan.spec.text.words import bare, heading, key_value, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Block


class Lines(NamedTuple):
    """Successive lines that belong together; `first` is where they begin, `number` that of a numbered item.

    `feature` is the id of a row in a list of features, whose letters need not say what it is.
    """

    first: Text
    text: str
    number: str = ""
    feature: str = ""


_MOST = 20
"""Lines of a condition: more is a list of something else, and must not cost its square."""


class _Open:
    """A statement that may go on: its lines, and how many of them are the condition that further demands share."""

    def __init__(self, one: Lines) -> None:
        self.first, self.number, self.parts, self.feature = one.first, one.number, [one.text], one.feature
        self.demanded = demands(one.text)
        self.held = 0 if self.demanded or one.feature or not _awaits(one.text) else 1

    def whole(self) -> Lines:
        return Lines(self.first, " ".join(self.parts), self.number, self.feature)

    def take(self, one: Lines) -> Lines | None:
        """Goes on with `one`; gives what was whole where `one` is the condition's next demand."""
        asks = demands(one.text)
        done = None
        if asks and self.demanded:
            done = self.whole()
            self.first, self.number, self.parts = one.first, "", [*self.parts[: self.held], one.text]
        else:
            self.parts.append(one.text)
        self.demanded = self.demanded or asks
        self.held = self.held if self.demanded else len(self.parts)
        return done


def statements(blocks: tuple[Block, ...]) -> Iterator[Lines]:
    """The statements of a region in their order: a condition and each thing that it asks for are one."""
    current: _Open | None = None
    for one in _units(blocks):
        if current and 0 < current.held < _MOST and _continues(one.text):
            done = current.take(one)
            if done:
                yield done
            continue
        if current:
            yield current.whole()
        current = _Open(one)
    if current:
        yield current.whole()


@cache
def _opening() -> re.Pattern[str]:
    """Capitals or bold: in plain English an `If` opens any sentence."""
    return regex.compile(r"^(?:GIVEN|WHEN|WHILE|WHERE|IF)\b|^\*\*(?:Given|When|While|Where|If)\b")


def _awaits(text: str) -> bool:
    """A condition whose answer may stand in the lines below."""
    own = leading_id(text)
    words = behind(text, own).lstrip("]*): .-—") if own else text
    return bool(_opening().match(words) or _opening().match(bare(words)))


def _continues(text: str) -> bool:
    words = bare(text).upper()
    return words.startswith(("THEN", "AND ")) or (words.startswith(("THE ", "시스템은 ")) and demands(text))


_BLUEPRINT = ("Request", "Response", "Body", "Attributes", "Parameters", "Headers", "Schema", "Model")
"""What `+` introduces in API Blueprint: examples follow, no sentences."""


def _units(blocks: tuple[Block, ...]) -> Iterator[Lines]:
    for block in blocks:
        if isinstance(block, Item):
            if not (block.marker == "+" and block.lines[0].text.startswith(_BLUEPRINT)):
                yield from _item(block)
        elif isinstance(block, Paragraph | Quote):
            yield from _paragraph(block.lines)
        elif isinstance(block, Table):
            yield from _rows(block)


def _item(block: Item) -> tuple[Lines, ...]:
    number = block.marker.rstrip(".)")
    number = number if number[:1].isdigit() else ""
    first, *rest = map(_joined, _parts(block.lines))
    return first._replace(number=number), *map(_lettered, rest)


def _lettered(one: Lines) -> Lines:
    """`8a. WHEN ...`, which somebody put in between, is a numbered item to readers and no list item to markdown."""
    found = _between().match(one.text)
    if not found or not one.first.text.startswith(found.group()):
        return one
    at = found.end()
    first = Text(one.first.text[at:], one.first.line, one.first.column + at)
    return Lines(first, one.text[at:], found.group(1))


@cache
def _between() -> re.Pattern[str]:
    return regex.compile(r"(\d{1,3}[a-z])[.)]\s+(?=[A-Z가-힣])")


def _joined(lines: tuple[Text, ...]) -> Lines:
    return Lines(lines[0], lines[0].text if len(lines) == 1 else " ".join(line.text for line in lines))


def _parts(lines: tuple[Text, ...]) -> list[tuple[Text, ...]]:
    """Lines that follow each other, cut where one begins with an id or a new demand begins behind a whole one."""
    if len(lines) == 1:
        return [lines]
    parts: list[list[Text]] = []
    whole = False
    for line in lines:
        words = bare(line.text)
        begins = leading_id(words) or _counted().match(words) or _between().match(words)
        if not parts or begins or (whole and _beginning().match(words)):
            parts.append([])
            whole = False
        parts[-1].append(line)
        whole = whole or demands(words)
    return [tuple(part) for part in parts]


@cache
def _beginning() -> re.Pattern[str]:
    return regex.compile(r"^(?:WHEN|WHILE|WHERE|IF|GIVEN|THE|The|When|If|While|Where)\b|^시스템은 ")


@cache
def _counted() -> re.Pattern[str]:
    """`2.1.3 Clerks shall ...`: clauses of a contract, one a line."""
    return regex.compile(r"\d{1,3}(?:\.\d{1,3})+[.)]?\s+[A-Z가-힣]")


def _paragraph(lines: tuple[Text, ...]) -> Iterator[Lines]:
    for part in _parts(lines):
        whole = _joined(part)
        if leading_id(whole.text) or _is_labelled(whole.text):
            yield whole
        else:
            yield from _sentences(part, whole.text)


def _is_labelled(text: str) -> bool:
    """`**Ubiquitous**: ...` is one requirement, as its author counts them."""
    key, value, _ = key_value(text)
    return bool(value) and len(key) <= 40 and bool(kind_of("patterns", heading(key)[0]))


@cache
def _end() -> re.Pattern[str]:
    """A full stop that ends a sentence: not the one of `e.g.`, `3.2` or a file name."""
    return regex.compile(r"(?<!e\.g)(?<!i\.e)(?<!etc)(?<!\bvs)(?<!\bNo)[.!?][)\"'*`]*\s+(?=[A-Z\"'(*`가-힣\[])")


def _sentences(lines: tuple[Text, ...], text: str) -> Iterator[Lines]:
    ends = [0, *(found.end() for found in _end().finditer(text)), len(text)]
    number, begin = 0, 0  # the line that a sentence begins in, and where that line begins in the joined text
    for start, end in pairwise(ends):
        while number + 1 < len(lines) and start > begin + len(lines[number].text):
            begin += len(lines[number].text) + 1
            number += 1
        line, at = lines[number], start - begin
        if start < end:
            first = Text(line.text[at:], line.line, line.column + at) if at else line
            yield Lines(first, text[start:end].strip())


def _rows(table: Table) -> Iterator[Lines]:
    """Rows that a requirement's id begins: the sentence stands in the requirement's column, or is the longest cell.

    Below the head `ID` any id will do that names no check, where a sentence that demands follows: `U-01`, `E-03`; and
    each will in a list of features or requirements of which one demands something.
    """
    found = tables.columns(table)
    said = _saying(table, found)
    of_features = tables.lists_features(table)
    listed = of_features or "requirement" in found
    asking = listed and any(demands(row[said].text) for row in table.rows if said < len(row))
    for row in table.rows:
        name = tables.cell(row, found, "id") or row[0] if row else None
        identifier = leading_id(name.text) if name else ""
        text = row[said] if said < len(row) and row[said].text else None
        if name and of_features and not names_requirement(identifier) and not (asking and identifier):
            yield from _feature(row, name, text)
            continue
        if not name or not identifier or (not names_requirement(identifier) and not asking and "id" not in found):
            continue
        rest = [cell for cell in row if cell is not name and cell.text]
        text = text if text and text is not name else _telling(rest, tables.cell(row, found, "title"))
        if text and (names_requirement(identifier) or ((asking or _asks(text.text)) and not names_check(identifier))):
            yield Lines(text, f"{identifier}: {text.text}")


_DESCRIBING = ("requirement", "summary", "remark")
"""Kinds of columns that may say what is required."""


def _saying(table: Table, found: tables.Columns) -> int:
    """Which column states the requirements: the first that may, but one of mere names gives way (`기능 | 설명`).

    Names demand nothing, and beside them a column demands something or says twice as much.
    """
    known = [found[kind] for kind in _DESCRIBING if kind in found] or [len(table.header)]
    first = known[0]
    if len(known) == 1:
        return first
    cells = {at: [row[at].text for row in table.rows if at < len(row)] for at in known}
    if any(map(demands, cells[first])):
        return first
    asking = [at for at in known[1:] if any(map(demands, cells[at]))]
    long = [at for at in known[1:] if sum(map(len, cells[at])) >= 2 * sum(map(len, cells[first]))]
    return next(iter([*asking, *long]), first)


def _telling(cells: list[Text], title: Text | None) -> Text | None:
    """The cell that says most: one that demands, else the title, else the longest."""
    asked = [cell for cell in cells if demands(cell.text)]
    return title if title and not asked else max(asked or cells, key=lambda cell: len(cell.text), default=None)


def _asks(text: str) -> bool:
    return demands(text) or _awaits(text)


@cache
def _break() -> re.Pattern[str]:
    return regex.compile(r"<br ?/?>\s*(?:[-•]\s+)?", re.IGNORECASE)


def _feature(row: tuple[Text, ...], name: Text, described: Text | None) -> Iterator[Lines]:
    """A row of a list of features: its id, and what the feature does."""
    identifier = feature_id(name.text)
    rest = [cell for cell in row if cell is not name and cell.text]
    text = described if described and described is not name else max(rest, key=lambda one: len(one.text), default=None)
    if identifier and text:
        yield Lines(text, _break().sub(" ", text.text.removeprefix("- ")), feature=identifier)


def without_label(text: str) -> str:
    """`Event-Driven: When ...` without the name of its pattern; empty for `User Story:`, `WHY:` and their like."""
    key, value, _ = key_value(text)
    if not key or len(key) > 40:
        return text
    words, label = heading(key)
    if kind_of("neighbours", words) or kind_of("neighbours", label):
        return ""
    return bare(value) if kind_of("patterns", words) or kind_of("patterns", label) else text
