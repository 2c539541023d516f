"""Labels of a call whose value stands in a block of its own, as one line: `**URL**` over `/orders`.

So do headings, `### URL` over `/orders` beside `### Method` over `GET`, with their values below or in them. Marks for
the end of a line, a backslash or `<br>`, are no part of it, and a line that is underlined is a heading.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Break, Fence, Heading, Item, Paragraph, Table, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.text import broken, markup
from groundplan.spec.text.paths import METHODS
from groundplan.spec.text.words import bare, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.document import Block

_MAX_LABEL = 40
_MAX_HEADING = 200


def joined(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks with such labels and values in one."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        pasted = markup.table(blocks, at) or broken.table(blocks, at)
        if pasted:
            yield from broken.titled(pasted[0])
            at += pasted[1]
            continue
        if isinstance(block, Table):
            yield from broken.titled(block)
            at += 1
            continue
        found, taken = _headed(blocks, at) if isinstance(block, Heading) else _labelled(blocks, at)
        yield from found or (_unbroken(block),)
        at += taken or 1


def _labelled(blocks: Sequence[Block], at: int) -> tuple[tuple[Block, ...], int]:
    """A line that is a label alone, with the value in the next block."""
    block = blocks[at]
    if not isinstance(block, Item | Paragraph):
        return (), 0
    if isinstance(block, Paragraph) and _is_underlined(block, blocks[at + 1 : at + 2]):
        return (Heading(_UNDERLINED, block.lines[0]),), 2
    whole = _whole(block.lines[-1].text, blocks[at + 1 : at + 2])
    return ((block._replace(lines=(*block.lines[:-1], whole)),), 2) if whole else ((), 0)


_UNDERLINED = 2
_LONGEST_TITLE = 60


def _is_underlined(block: Paragraph, below: Sequence[Block]) -> bool:
    """Whether a line across stands right below a line of words: a heading of the second level."""
    line = block.lines[0]
    crossed = bool(below) and isinstance(below[0], Break) and below[0].line == line.line + 1
    return crossed and len(block.lines) == 1 and len(line.text) <= _LONGEST_TITLE and line.text[-1:] not in ".:：,;"


def _headed(blocks: Sequence[Block], at: int) -> tuple[tuple[Block, ...], int]:
    """The method and the path of a call in headings beside each other, each with its value."""
    first, taken = _half(blocks, at)
    second, more = _half(blocks, at + taken) if first else (None, 0)
    if first is None or second is None or _kind(first.text) == _kind(second.text):
        return (), 0
    return (Paragraph((first,)), Paragraph((second,))), taken + more


def _half(blocks: Sequence[Block], at: int) -> tuple[Text | None, int]:
    """A heading that is one of the two, as a line, and how many blocks it takes."""
    block = blocks[at] if at < len(blocks) else None
    if not isinstance(block, Heading) or len(block.text.text) > _MAX_HEADING:
        return None, 0
    label, colon, value = block.text.text.partition(":")
    if colon and _is_value(_kind(label), value):
        return block.text, 1
    whole = _whole(block.text.text, blocks[at + 1 : at + 2])
    return whole, 2 if whole else 0


def _whole(label: str, below: Sequence[Block]) -> Text | None:
    """`URL: /orders` at the place of its value."""
    value = _only(below[0]) if below and len(label) <= _MAX_LABEL else None
    if value is None:
        return None
    calls = value.text.startswith(_BEGINS) and _is_value(_kind(label), value.text)
    if not calls and not (isinstance(below[0], Fence) and _is_caller(label, value.text)):
        return None
    words = bare(label).rstrip(":： ")
    return Text(f"{words}: {value.text}", value.line, value.column - len(words) - 2)


_BEGINS = ("/", "`", "*", '"', "'", "http", *METHODS, *(one.lower() for one in METHODS))
"""How values begin: any other line is not looked at."""


def _kind(label: str) -> str:
    """Whether a label is that of a method or of a path."""
    kinds = vocabulary("columns").get(compact(bare(label).partition(":")[0]), ())
    return "method" if "method" in kinds else "path" if "path" in kinds else ""


def _is_caller(label: str, words: str) -> bool:
    """`Required role:` over a fence with `staff or admin`."""
    named = label.rstrip("* ").endswith((":", "：")) and kind_of("details", bare(label).rstrip(":： ")) == "auth"
    return named and _words().fullmatch(words) is not None


@cache
def _words() -> re.Pattern[str]:
    return regex.compile(r"[^\W\d_]+(?:[ ,/|]{1,2}[^\W\d_]+){0,5}")


def _only(block: Block) -> Text | None:
    """The one line of a block."""
    if isinstance(block, Fence):
        lines = [(number, words) for number, words in enumerate(block.lines, block.line) if words.strip()]
        if len(lines) != 1:
            return None
        number, words = lines[0]
        return Text(words.strip(), number, len(words) - len(words.lstrip()) + 1)
    return block.lines[0] if isinstance(block, Paragraph | Item) and len(block.lines) == 1 else None


def _is_value(kind: str, text: str) -> bool:
    words = bare(text).strip("\"' ")
    if kind == "method":
        return all(one.strip() in METHODS for one in words.upper().replace("|", "/").replace(",", "/").split("/"))
    return kind == "path" and _address().match(words) is not None


@cache
def _address() -> re.Pattern[str]:
    return regex.compile(r"(?:https?://[^/\s]+)?/\S*$")


def _unbroken(block: Block) -> Block:
    """The block without marks for the ends of its lines."""
    if not isinstance(block, Paragraph | Item) or not any(one.text.endswith(("\\", ">")) for one in block.lines):
        return block
    return block._replace(lines=tuple(_unmarked(one._replace(text=_break().sub("", one.text))) for one in block.lines))


def _unmarked(line: Text) -> Text:
    """`<b>name</b>` without the tags around it."""
    found = _marked().fullmatch(line.text) if line.text[:1] == "<" else None
    return line._replace(text=found[2], column=line.column + found.start(2)) if found else line


@cache
def _marked() -> re.Pattern[str]:
    return regex.compile(r"<(b|strong|i|em|u|code)>([^<>]+)</\1>", re.IGNORECASE)


@cache
def _break() -> re.Pattern[str]:
    return regex.compile(r"(?:\s*<br ?/?>|(?<=\s)\\)+$", re.IGNORECASE)
