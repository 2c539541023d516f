"""From text to blocks."""

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
from groundplan.document.parse import parse

__all__ = [
    "Block",
    "Break",
    "Comment",
    "Document",
    "Fence",
    "FrontMatter",
    "Heading",
    "Item",
    "Paragraph",
    "Quote",
    "Table",
    "Text",
    "parse",
]
