"""Blocks out of lines, by `grammar/document.lark`."""

from __future__ import annotations

from functools import lru_cache, partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan.document.lines import tokens
from groundplan.document.model import (
    Block,
    Break,
    Comment,
    Document,
    Fence,
    FrontMatter,
    Heading,
    Item,
    Paragraph,
    Quote,
    Table,
    Text,
)
from groundplan.grammar import Token, grammar
from groundplan.record import new

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.memory import Memory
    from groundplan.source import SourceFile


def parse(file: SourceFile, memory: Memory | None = None) -> Document:
    """The blocks of `file`. Never fails: any text is some block. Linear in the size of the text."""
    found = tokens(file.lines)
    if memory is None:
        return Document(file.path, tuple(_blocks(found)), file.lines)
    blocks: list[Block] = []
    for number, part in enumerate(_parts(found)):
        blocks += memory.recall(("blocks", file.path, number), part, partial(_blocks, part))
    return Document(file.path, tuple(blocks), file.lines)


def _blocks(found: list[Token]) -> list[Block]:
    blocks: list[Block] = grammar("document").run(found, "document", _ACTIONS)
    return blocks


def _parts(found: list[Token]) -> Iterator[list[Token]]:
    """The tokens cut before headings and now and then before items: no block of the grammar goes on over these."""
    starts = [0]
    for at, token in enumerate(found):
        if at and (token.kind == "HEADING" or (token.kind == "ITEM" and at - starts[-1] > _PART)):
            starts.append(at)
    for start, end in pairwise((*starts, len(found))):
        yield found[start:end]


_PART = 40
"""Tokens of a list that are parsed again together."""


def _text(token: Token) -> Text:
    line: str = token.text
    words = line.strip()
    return Text(words, token.start, 1 + line.find(words) if words else 1)


def _texts(children: list[Token]) -> tuple[Text, ...]:
    return tuple(_text(child) for child in children)


def _heading(children: list[Token]) -> Heading:
    line: str = children[0].text
    hashes = len(line.lstrip()) - len(line.lstrip().lstrip("#"))
    words = line.strip().strip("#").strip()
    return Heading(hashes, Text(words, children[0].start, 1 + max(line.find(words), 0)))


def _underlined(children: list[Token]) -> Heading:
    return Heading(1, _text(children[-1]))


def _item(children: list[Token]) -> Item:
    line: str = children[0].text
    body = line.lstrip()
    depth = len(line[: len(line) - len(body)].expandtabs(4))
    marker, _, words = body.partition(" ") if " " in body else body.partition("\t")
    words = words.strip()
    first = Text(words, children[0].start, 1 + line.find(words, len(line) - len(body) + len(marker)))
    return Item(depth, marker, (first, *_texts(children[1:])))


def _table(children: list[Token]) -> Table:
    header: tuple[Text, ...] = ()
    rows: list[tuple[Text, ...]] = []
    for child in children:
        if child.kind == "SEPARATOR":
            header = rows.pop()
        else:
            rows.append(cells(child.text, child.start))
    return Table(header, tuple(rows))


def cells(line: str, number: int) -> tuple[Text, ...]:
    r"""The cells of a table row; `\|` is a pipe in a cell."""
    return tuple([new(Text, (words, number, column)) for words, column in _cut(line)])


@lru_cache(8192)
def _cut(line: str) -> tuple[tuple[str, int], ...]:
    """The words of each cell and the column where they begin."""
    parts = line.split("|")
    if "\\" in line:
        parts = _rejoined(parts)
    column = 1
    result: list[tuple[str, int]] = []
    for part in parts:
        words = part.strip()
        result.append((words, column + (part.find(words) if words else 0)))
        column += len(part) + 1
    first = 1 if not parts[0].strip() else 0
    last = -1 if len(parts) > 1 and not parts[-1].strip() else len(parts)
    return tuple(result[first:last])


def _rejoined(parts: list[str]) -> list[str]:
    joined = [parts[0]]
    for part in parts[1:]:
        if joined[-1].endswith("\\"):
            joined[-1] = joined[-1][:-1] + "|" + part
        else:
            joined.append(part)
    return joined


def _fence(children: list[Token]) -> Fence:
    opening: str = children[0].text
    words = opening.strip().strip("`~").split()
    code = tuple(one.text for one in children[1:])
    return Fence(words[0].lower() if words else "", code, children[0].start + 1, not opening)


def _document(children: list[Any]) -> list[Block]:
    return [child for child in children if child.__class__ is not Token]


_ACTIONS = {
    "document": _document,
    "front_matter": lambda children: FrontMatter(_texts(children), children[0].start - 1 if children else 1),
    "heading": _heading,
    "underlined": _underlined,
    "paragraph": lambda children: Paragraph(_texts(children)),
    "item": _item,
    "table": _table,
    "fence": _fence,
    "quote": lambda children: Quote(tuple(_unquoted(child) for child in children)),
    "comment": lambda children: Comment(_texts(children)),
    "rule": lambda children: Break(children[0].start),
}


def _unquoted(token: Token) -> Text:
    line: str = token.text
    words = line.lstrip().lstrip(">").strip()
    return Text(words, token.start, 1 + line.find(words) if words else 1)
