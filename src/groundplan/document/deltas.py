"""OpenSpec deltas: what a change adds, modifies, removes and renames, applied to the specs that it is about.

A renamed requirement bears its new name where it stands. One that a delta modifies or removes goes from the other
documents, with all that stands under its heading; what the delta adds or writes anew stays where it is, so that every
fact keeps its file and line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document.model import Block, Document, Heading, Item, Paragraph, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_KINDS = {
    "addedrequirements": "added",
    "modifiedrequirements": "modified",
    "removedrequirements": "removed",
    "renamedrequirements": "renamed",
}
_REQUIREMENT = "requirement:"


def applied(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents as they are once the deltas among them are applied."""
    renamed = dict(pair for document in documents for pair in _renamed(document.blocks))
    if renamed:
        documents = [one._replace(blocks=tuple(_called(block, renamed) for block in one.blocks)) for one in documents]
    changed = {
        (name, kind)
        for document in documents
        for kind, name in _named(document.blocks)
        if kind in ("modified", "removed")
    }
    if not changed:
        return tuple(documents)
    names = frozenset(name for name, _ in changed)
    return tuple(document._replace(blocks=tuple(_kept(document.blocks, names))) for document in documents)


def _renamed(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Old and new names: `- FROM: `### Requirement: a`` above `- TO: `### Requirement: b``."""
    kind, before = "", ""
    for block in blocks:
        if isinstance(block, Heading):
            kind = _kind(block)
        elif kind == "renamed" and isinstance(block, Item | Paragraph):
            for line in block.lines:
                key, _, words = line.text.replace("*", "").partition(":")
                name = words.strip(" `#").partition(":")[2].strip(" `")
                if key.strip().upper() == "FROM":
                    before = name.lower()
                elif key.strip().upper() == "TO" and before and name:
                    yield before, name


def _called(block: Block, renamed: dict[str, str]) -> Block:
    """The heading of a renamed requirement with its new name; any other block as it is."""
    new = renamed.get(_name(block)) if isinstance(block, Heading) else None
    if new is None or not isinstance(block, Heading):
        return block
    return block._replace(text=Text(f"Requirement: {new}", block.text.line, block.text.column))


def _named(blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """The requirements of a document, each with the kind of the delta that it stands under (or none)."""
    kind, level = "", 0
    for block in blocks:
        if not isinstance(block, Heading):
            continue
        own = _kind(block)
        if own or block.level <= level:
            kind, level = own, block.level
        name = _name(block)
        if name:
            yield kind, name


def _kind(heading: Heading) -> str:
    return _KINDS.get(heading.text.text.lower().replace(" ", ""), "")


def _name(heading: Heading) -> str:
    words = heading.text.text
    return " ".join(words[len(_REQUIREMENT) :].split()).lower() if words.lower().startswith(_REQUIREMENT) else ""


def _kept(blocks: Iterable[Block], names: frozenset[str]) -> Iterator[Block]:
    """The blocks without requirements of those names that no delta writes, and without all that is removed."""
    kind, level, dropped = "", 0, 0
    for block in blocks:
        if isinstance(block, Heading):
            own = _kind(block)
            if own or block.level <= level:
                kind, level = own, block.level
            if dropped and block.level <= dropped:
                dropped = 0
            if kind == "removed" or (_name(block) in names and kind not in ("added", "modified")):
                dropped = dropped or block.level
        if not dropped:
            yield block
