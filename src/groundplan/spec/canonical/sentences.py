"""Sections of sentences in the canonical SPEC: requirements, scenarios, and lines that are kept as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph
from groundplan.record import NamedTuple
from groundplan.spec.canonical.forms import marked, spellings
from groundplan.spec.draft import place
from groundplan.spec.model import Requirement, Scenario, Statement, Step
from groundplan.spec.requirements.requirements import is_normative, language_of
from groundplan.spec.text.ears import pattern_of, split_clauses
from groundplan.spec.text.identifiers import leading_id
from groundplan.spec.text.words import as_written, bare

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Language
    from groundplan.spec.outline import Region

BOLD = regex.compile(r"\*\*([^*]+)\*\*(?:: |$)(.*)$")
"""The id of a bullet, and what it names."""
_STEP = regex.compile(r"\*\*([A-Z][a-z]+)\*\*(?: |$)(.*)$")
_NUMBERED = regex.compile(r"\d+(?:\.\d+)+$")
KEPT = regex.compile(r"[#>|\\~<-]|```|\d+[.)]|[+*] |=+$")
"""A sentence that begins so would be another block: the writer puts a backslash before it."""


class _Named(NamedTuple):
    """What the heading of a requirement names, and where."""

    id: str
    title: str
    inferred: bool
    line: Text


def requirements(region: Region, draft: Draft, language: Language) -> bool:
    """`### ID: Title` with its sentence, and bullets `- **ID**: sentence`; False where a block is something else."""
    named = _heading(region) if region.level > 2 else None
    if region.level > 2 and named is None:
        return False
    found: list[Requirement] = []
    path = region.document.path
    blocks = list(region.blocks)
    if named:
        text = ""
        if blocks and isinstance(blocks[0], Paragraph):
            text = " ".join(line.text for line in blocks.pop(0).lines).removeprefix("\\")  # type: ignore[union-attr]
        found.append(_requirement(named, text, path, language))
    for block in blocks:
        one = _bullet(block) if isinstance(block, Item) and not block.depth else None
        if one is None:
            return False
        found.append(_requirement(one[0], one[1], path, language))
    draft.requirements += found
    return True


def _heading(region: Region) -> _Named | None:
    words, inferred = marked(region.title.text)
    head, _, title = words.partition(": ")
    if head in spellings("line.requirement") and title:
        return _Named(title, title, inferred, region.title)
    if leading_id(head) == head or _NUMBERED.match(head):
        return _Named(head, title, inferred, region.title)
    return None


def _bullet(item: Item) -> tuple[_Named, str] | None:
    words, inferred = marked(" ".join(line.text for line in item.lines))
    found = BOLD.match(words)
    if found is None and not is_normative(words):
        return None
    identifier, text = (found.group(1), found.group(2)) if found else ("", words)
    return _Named(identifier, "", inferred, item.lines[0]), text.removeprefix("\\")


def _requirement(named: _Named, sentence: str, path: str, language: Language) -> Requirement:
    text = bare(sentence)
    clauses = split_clauses(text)
    return Requirement(
        named.id, pattern_of(clauses), text, place(path, named.line), named.title, clauses,
        "inferred" if named.inferred else "stated", language_of(text, language), as_written(sentence, text),
    )  # fmt: skip


def scenario(region: Region, draft: Draft) -> bool:
    """`### Scenario: title` with bullets `- **Given** ...`; a section without blocks is in its form too."""
    head, colon, title = region.title.text.partition(":")
    if not colon or head not in spellings("line.scenario"):
        return not region.blocks
    told = Scenario(title.strip(), (), place(region.document.path, region.title))
    for block in region.blocks:
        if not isinstance(block, Item):
            return False
        line = block.lines[0]._replace(text=" ".join(one.text for one in block.lines))
        after = _told(told, line, region.document.path)
        if after is None:
            return False
        told = after
    draft.scenarios.append(told)
    return True


def _told(before: Scenario, line: Text, path: str) -> Scenario | None:
    """The scenario with what a bullet of it says; None for a bullet in no form."""
    step = _STEP.match(line.text)
    if step:
        keyword = step.group(1).lower()
        joined = keyword == "and"
        keyword = before.steps[-1].keyword if joined and before.steps else keyword
        return before._replace(steps=(*before.steps, Step(keyword, step.group(2), place(path, line), joined)))
    key, _, value = line.text.partition(": ")
    if value and key in spellings("key.id"):
        return before._replace(id=value)
    if value and key in spellings("key.requirements"):
        return before._replace(requirements=tuple(part.strip() for part in value.split(",")))
    return None


def statements(region: Region, draft: Draft) -> bool:
    """Bullets that are kept as text."""
    if not all(isinstance(block, Item) and not block.depth for block in region.blocks):
        return False
    getattr(draft, region.kind).extend(_statements(region))
    return True


def _statements(region: Region) -> Iterator[Statement]:
    for block in region.blocks:
        if isinstance(block, Item):
            words = " ".join(line.text for line in block.lines)
            span = place(region.document.path, block.lines[0])
            named = BOLD.match(words)
            if named:
                yield Statement(bare(named.group(2)), span, named.group(1))
            else:
                text = bare(words)
                yield Statement(text, span, "" if region.silent else leading_id(text))
