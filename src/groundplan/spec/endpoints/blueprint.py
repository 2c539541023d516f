"""Whether a document is an API Blueprint, and what its headings have in brackets."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Heading, Item, Paragraph
from groundplan.spec.text.paths import METHODS
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.document import Document

_MAX_HEADING = 500


@cache
def _brackets() -> re.Pattern[str]:
    methods = "|".join(METHODS)
    return regex.compile(rf"^(.*?)\s*\[\s*({methods})?\s*(/[^\]\s]*)?\s*\]$|^()({methods})(?:\s+(/\S*))?$")


def head(text: str) -> tuple[str, str, str] | None:
    """Name, method and path of a heading of API Blueprint."""
    if len(text) > _MAX_HEADING:
        return None
    found = _brackets().match(bare(text)) if text.endswith("]") or bare(text).startswith(METHODS) else None
    if not found or not any(found.groups()[1:]):
        return None
    name, method, path, _, alone, its = found.groups()
    return name or "", method or alone or "", path or its or ""


def is_blueprint(document: Document) -> bool:
    """Whether the document is one: it says `FORMAT: 1A`, or its headings have paths in brackets, and actions."""
    first = [block.lines[0] for block in document.blocks[:_FIRST] if isinstance(block, Paragraph)]
    if any(line.line <= _FIRST and line.text.startswith("FORMAT:") for line in first):
        return True
    titles = [block.text.text for block in document.blocks if block.__class__ is Heading]
    heads = [head(title) for title in titles if title.endswith("]") and not bare(title).startswith(METHODS)]
    if not any(head[2] for head in heads if head):
        return False
    return any(head[1] for head in heads if head) or any(
        isinstance(block, Item) and block.marker == "+" for block in document.blocks
    )


_FIRST = 5
"""Lines in which a document says what it is."""
