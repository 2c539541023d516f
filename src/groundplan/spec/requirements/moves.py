"""Steps that a status may take: tables with from and to, lists of arrows, and state diagrams."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Item, Paragraph, Table, Text
from groundplan.grammar import compact, keywords
from groundplan.spec.draft import place
from groundplan.spec.model import Move
from groundplan.spec.outline import section_kind
from groundplan.spec.text import tables
from groundplan.spec.text.ears import demands
from groundplan.spec.text.identifiers import behind, leading_id
from groundplan.spec.text.paths import mentions
from groundplan.spec.text.words import bare, heading, key_value

if TYPE_CHECKING:
    from groundplan.document import Block
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

KIND = "transitions"
STEMS = ("transition", "stat", "상태", "전이")
"""One of these stands in whatever such a section is called."""
MAX_LINE = 300
_SILENT = frozenset({"acceptance", "plan", "errors", "client", "relations"})
_NONE = frozenset({"none", "terminal", "final", "end", "없음", "종료", "최종"})
_ANY = frozenset({"any", "anystate", "anystatus", "all", "*", "모든상태", "전체"})


def read(region: Region, draft: Draft) -> Region:
    """Takes the steps of a region; what is returned lacks the blocks that held them."""
    if region.kind in _SILENT:
        return region
    reader = _Reader(region, draft)
    rest = tuple(block for block in region.blocks if not reader.take(block))
    return region if len(rest) == len(region.blocks) else region._replace(blocks=rest)


class _Reader:
    """One region: whether steps are expected in it, and what says whose they are."""

    def __init__(self, region: Region, draft: Draft) -> None:
        self.region, self.draft, self.path = region, draft, region.document.path
        words = bare(region.title.text)
        self.requirement = leading_id(words)
        self.title = behind(words, self.requirement).lstrip("]) :.-—–") if self.requirement else region.name
        self.told = region.kind == KIND or _tells(self.title)
        self.open, self.caption = self.told, ""

    def take(self, block: Block) -> bool:
        """Whether the block states steps, which then are in the draft."""
        if block.__class__ is Fence:
            return self._diagram(block)
        if block.__class__ is Table:
            return self._table(block)
        if block.__class__ is Item:
            return self._item(block)
        return block.__class__ is Paragraph and self._paragraph(block)

    def _paragraph(self, block: Paragraph) -> bool:
        if len(block.lines) == 1 and block.lines[0].text.rstrip("*").endswith(":"):
            words = bare(block.lines[0].text).rstrip(":")
            told = _tells(words)
            self.open, self.caption = told or self.told or bool(_status().search(words)), words if told else ""
            return told
        found = [self._said(line) for line in block.lines]
        return all(found) and all(self._add(one, line) for one, line in zip(found, block.lines, strict=True))

    def _item(self, item: Item) -> bool:
        line = item.lines[0]
        if self._add(self._said(line), line):
            return True
        if self.region.own == KIND and not demands(line.text) and "->" in _arrows(line.text):
            self.draft.miss(self.path, line, "move")
        return False

    def _said(self, line: Text) -> list[tuple[str, str]]:
        """`pending -> paid`, and behind a label that says what it is also where none is expected."""
        if len(line.text) > MAX_LINE:
            return []
        key, value, _ = key_value(line.text)
        words, inside = (key, value) if key and value else heading(line.text)
        if words and inside and _tells(words):
            self.caption = words
            return steps(inside)
        return steps(line.text) if self.open else []

    def _add(self, found: list[tuple[str, str]], where: Text) -> bool:
        if not found:
            return False
        span, about = place(self.path, where), self._about()
        self.draft.moves += [Move(source, target, span, about, self.requirement) for source, target in found]
        return True

    def _about(self) -> str:
        """The nearest words that say more than that these are steps."""
        near = (self.caption, self.title, self.region.above)
        return next((one for one in near if one and compact(one) not in keywords("sections")), "")

    def _table(self, table: Table) -> bool:
        found = tables.columns(table)
        first = "from" if "from" in found else "status"
        if "to" not in found or first not in found or found.keys() & {"method", "path", "type", "field"}:
            return False
        heads = f"{table.header[found[first]].text} {table.header[found['to']].text} {self.title}".lower()
        if not (self.open or "status" in heads or "state" in heads or "상태" in heads):
            return False
        for row in table.rows:
            source, target = tables.cell(row, found, first), tables.cell(row, found, "to")
            into = target.text if target else ""
            if source and not self._add(_between([source.text, into]), source) and not _is_end(into):
                self.draft.miss(self.path, source, "move")
        return True

    def _diagram(self, fence: Fence) -> bool:
        lines = [line.strip() for line in fence.lines]
        start = next((line for line in lines if line), "")
        known = start.startswith("stateDiagram") if fence.info == "mermaid" else fence.info in ("plantuml", "puml")
        if not known or not any(line.startswith("stateDiagram") or "[*]" in line for line in lines):
            return False
        names = {found[2]: found[1] for line in lines if (found := _alias().match(line))}
        for number, line in enumerate(lines):
            step = _drawn().match(line[:MAX_LINE])
            where = Text(line, fence.line + number, len(fence.lines[number]) - len(fence.lines[number].lstrip()) + 1)
            if step and "[*]" not in step.groups():
                self._add([(names.get(step[1], step[1]), names.get(step[2], step[2]))], where)
            elif line.endswith("{"):
                self.draft.miss(self.path, where, "move")
        return not any(mentions(line) for line in lines if "/" in line)  # `Open --> Paid: POST /orders/{id}/pay`


@cache
def _status() -> re.Pattern[str]:
    return regex.compile(r"\b(?:transitions?|status(?:es)?|states?)\b|상태|전이")


def _tells(words: str) -> bool:
    return 0 < len(words) <= 80 and regex.has(compact(words), STEMS) and section_kind(words) == KIND


def _is_end(cell: str) -> bool:
    return not compact(bare(cell)).strip("-—–()") or compact(bare(cell)).strip("()") in _NONE


@cache
def _alias() -> re.Pattern[str]:
    return regex.compile(r'state\s+"([^"]{1,80})"\s+as\s+(\S+)$')


@cache
def _drawn() -> re.Pattern[str]:
    return regex.compile(r"(\[\*\]|[^\s:\[\]{}]+)\s*-(?:-|\w+-)?>\s*(\[\*\]|[^\s:\[\]{}]+)\s*(?::.*)?$")


@cache
def _remark() -> re.Pattern[str]:
    return regex.compile(r"\s*(?:\([^()]*\)|:\s.*|\s[-–—]\s.*|,?\s(?:when|if|once|after|by|upon|on)\s.*)$")


@cache
def _name() -> re.Pattern[str]:
    return regex.compile(r"\*|[^\W\d][\w-]*(?: [\w-]+){0,2}")


@cache
def _said() -> re.Pattern[str]:
    return regex.compile(
        r"(?:.{0,80}\b(?:may|can) )?(?:only )?(?:(?:move|go|change|pass|advance)s? )?from (?P<en>.+?) to (?P<to>.+)"
        r"|(?P<ko>.+?)에서 (?P<into>.+?)(?:로|으로)(?:만)?(?: (?:변경|전이|이동|전환)(?:한다|된다|할 수 있다|가능)?)?",
        re.IGNORECASE,
    )


def _arrows(text: str) -> str:
    return regex.sub(r"\s*(?:-{1,3}>|→|⟶|=>|➔|➜|⇒)\s*", " -> ", text)


def steps(text: str) -> list[tuple[str, str]]:
    """The steps that a line states, `a -> b -> c, d` or `from a to b`; none where it says something else."""
    line = _arrows(bare(text)).strip(" .;")
    line = _remark().sub("", line)
    if " -> " in line:
        chains = regex.split(r"[,;] ", line)
        apart = chains if all(" -> " in one for one in chains) else [line]
        found = [_between(one.split(" -> ")) for one in apart]
        return [step for one in found for step in one] if all(found) else []
    said = _said().fullmatch(line)
    return _between([said["en"] or said["ko"], said["to"] or said["into"]]) if said else []


def _between(parts: list[str]) -> list[tuple[str, str]]:
    """From each name of a part to each of the next; none where a part is no names."""
    named = [_names(part) for part in parts]
    if not all(named):
        return []
    return [step for first, second in pairwise(named) for step in product(first, second)]


def _names(part: str) -> list[str]:
    plain = bare(part.replace("<br>", ",").replace("<br/>", ","))
    pieces = [one.strip(" \"'.") for one in regex.split(r",|/|\||\bor\b|\band\b|또는|혹은|및", plain)]
    found = ["*" if compact(one) in _ANY or one == "*" else one for one in pieces if one]
    return found if all(_name().fullmatch(one) and compact(one) not in _NONE for one in found) else []
