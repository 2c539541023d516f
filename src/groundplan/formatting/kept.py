"""What `groundplan fmt` keeps of an author's text: everything that states no fact, under the heading it stood under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.document import Break, Comment, Document, Fence, FrontMatter, Heading, Item, Paragraph, Table
from groundplan.record import NamedTuple
from groundplan.source import Span
from groundplan.spec.canonical import is_canonical
from groundplan.spec.canonical.api import BODY, SCHEMA
from groundplan.spec.canonical.forms import spellings
from groundplan.spec.outline import Region, regions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from groundplan.document import Block
    from groundplan.source import Source
    from groundplan.spec.model import Spec

_DEEPEST = 6


class Kept(NamedTuple):
    """Lines of markdown for two sections that give no facts."""

    overview: list[str]
    notes: list[str]


def kept(spec: Spec, documents: Sequence[Document], source: Source) -> Kept:
    """The blocks without a fact: those of the overview, and all others with their headings."""
    places = frozenset(_places(spec._replace(unread=(), sections=(), contradictions=(), foreign=())))
    overview: list[str] = []
    notes: list[str] = []
    same = is_canonical(spec.meta)
    for document in documents:
        file = source.file(document.path)
        lines = file.lines if file else ()
        for region in regions(document):
            body = _text(_left(region, spec, places), lines)
            if region.kind == "overview" or region.main:
                overview += body
            elif body:
                notes += [*_title(region, same), *body]
    return Kept(overview, notes)


def _title(region: Region, same: bool) -> list[str]:
    if not region.title.text or (same and region.title.text in spellings("section.notes")):
        return []
    level = region.level if same else min(max(region.level + 1, 3), _DEEPEST)
    return [f"{'#' * level} {region.title.text}", ""]


def _places(node: Any) -> Iterator[tuple[str, int]]:
    """Every line that some fact was read from."""
    if node.__class__ is Span:
        yield node.path, node.line
    elif isinstance(node, tuple):
        for part in node:
            yield from _places(part)


def _left(region: Region, spec: Spec, places: frozenset[tuple[str, int]]) -> Iterator[Block]:
    """The blocks of a region that state nothing, without what belongs to the fact of its heading.

    That is a label such as `Indexes:`, the sentence of a requirement, and in the canonical form the bullets too.
    """
    path = region.document.path
    titled = (path, region.title.line) in places
    same = is_canonical(spec.meta)
    told = same or any(one.span[:2] == (path, region.title.line) for one in spec.requirements)
    first = next((block for block in region.blocks if isinstance(block, Paragraph)), None)
    for block in region.blocks:
        label = isinstance(block, Paragraph) and block.lines[-1].text.endswith(":")
        part = label or (told and block is first) or (same and _is_bound(block))
        if not _states(block, path, places) and not (titled and part):
            yield block


def _is_bound(block: Block) -> bool:
    """Whether a block of the canonical form belongs to its heading: bullets, tables, and the texts of an example."""
    return isinstance(block, Item | Table) or (isinstance(block, Fence) and block.info in (BODY, SCHEMA))


def _states(block: Block, path: str, places: frozenset[tuple[str, int]]) -> bool:
    if isinstance(block, FrontMatter | Break | Comment):
        return True
    first, last = _range(block)
    return any((path, number) in places for number in range(first, last + 1))


def _range(block: Block) -> tuple[int, int]:
    """The lines of a block, both ends included."""
    if isinstance(block, Fence):
        around = 0 if block.bare else 1
        return block.line - around, block.line + len(block.lines) - 1 + around
    if isinstance(block, Table):
        rows = [row for row in (block.header, *block.rows) if row]
        return (rows[0][0].line, rows[-1][-1].line) if rows else (1, 0)
    texts = (block.text,) if isinstance(block, Heading) else getattr(block, "lines", ())
    return (texts[0].line, texts[-1].line) if texts else (1, 0)


def _text(blocks: Iterator[Block], lines: tuple[str, ...]) -> list[str]:
    """The lines of blocks as they stand, code that nothing ends ended; what stood apart stays apart."""
    text: list[str] = []
    end = 0
    for block in blocks:
        first, last = _range(block)
        text += [""] if end and first > end + 1 else []
        own = [line.rstrip() for line in lines[first - 1 : last]]
        text += _ended(own, len(block.lines)) if isinstance(block, Fence) and not block.bare else own
        end = last
    return [*text, ""] if text else []


def _ended(own: list[str], length: int) -> list[str]:
    """The lines of a fence of so many lines of code; where they have no end, without blank ones and with an end."""
    opening = own[0].lstrip()
    mark = opening[: len(opening) - len(opening.lstrip(opening[:1]))]
    if len(own) == length + 2 and own[-1].lstrip().startswith(mark) and not own[-1].strip().strip(mark[0]):
        return own
    code = own[1 : length + 1]
    while code and not code[-1]:
        code.pop()
    return [own[0], *code, own[0].partition(mark)[0] + mark]
