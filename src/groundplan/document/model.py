"""The blocks of a markdown text with their places. Any text is a sequence of these."""

from __future__ import annotations

from groundplan.record import NamedTuple
from groundplan.source import Span


class Text(NamedTuple):
    """Words in one line: 1-based `line` and `column` of their first character."""

    text: str
    line: int
    column: int


class FrontMatter(NamedTuple):
    """The lines between the `---` marks at the top of a file."""

    lines: tuple[Text, ...]
    line: int


class Heading(NamedTuple):
    """`level` is 1 to 6."""

    level: int
    text: Text


class Paragraph(NamedTuple):
    """Successive lines of prose."""

    lines: tuple[Text, ...]


class Item(NamedTuple):
    """A list item: `depth` is its indentation in columns, `lines` its text without the marker."""

    depth: int
    marker: str
    lines: tuple[Text, ...]


class Table(NamedTuple):
    """Rows of cells. `header` is empty where no `|---|` line follows the first row."""

    header: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Fence(NamedTuple):
    """Code: `info` is the word after the mark in lower case, `line` that of the first line of code.

    It is `bare` where it stands in the text without marks.
    """

    info: str
    lines: tuple[str, ...]
    line: int
    bare: bool = False


class Quote(NamedTuple):
    """Lines behind `>`."""

    lines: tuple[Text, ...]


class Comment(NamedTuple):
    """An HTML comment."""

    lines: tuple[Text, ...]


class Break(NamedTuple):
    """A line across."""

    line: int


Block = FrontMatter | Heading | Paragraph | Item | Table | Fence | Quote | Comment | Break


class Document(NamedTuple):
    """One file as blocks, in the order of the file."""

    path: str
    blocks: tuple[Block, ...]
    lines: tuple[str, ...] = ()
    """Of the file, as they stand there."""

    def span(self, text: Text) -> Span:
        """The place of `text` in this file."""
        return Span(self.path, text.line, text.column, text.line, text.column + len(text.text))
