"""The heading tree as regions: each heading with its own blocks, what kind of section it is, and its polarity."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Block, Document, Fence, FrontMatter, Heading, Item, Paragraph, Text
from groundplan.grammar import compact, keywords, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.text import apart, fenced
from groundplan.spec.text.calls import opens_denial
from groundplan.spec.text.paths import mentions
from groundplan.spec.text.titles import is_bold, is_of_fields, is_topic, names_thing
from groundplan.spec.text.words import bare, heading, key_value

if TYPE_CHECKING:
    from collections.abc import Iterator

NESTED = {
    "data_model": frozenset({"relations", "indexes", "dependencies", "transitions", "exclusions", "questions"}),
    "api": frozenset({"errors", "rate_limits", "exclusions", "questions"}),
    "errors": frozenset({"rate_limits", "exclusions", "questions", "alternatives"}),
    "client": frozenset({"exclusions", "questions", "alternatives"}),
}
"""Inside these an entity or resource may bear the name of a section: only these names count there."""
_APART = frozenset(
    {"data_model", "api", "stack", "requirements", "nonfunctional", "architecture", "overview", "security"}
)
"""Sections of a document that its title says to be a data model, though not all of it is."""


class Region(NamedTuple):
    """The blocks between one heading and the next.

    `kind` is the section kind in force (the heading's own, or that of the nearest known heading around it),
    `own` the heading's own; `silent` regions give no facts; `above` is the name of the heading around; `number` is
    `3` where the region is of Requirement 3, whose acceptance criteria are requirements: 3.1, 3.2 ...
    """

    document: Document
    title: Text
    name: str
    label: str
    level: int
    kind: str
    own: str
    silent: bool
    blocks: tuple[Block, ...]
    above: str = ""
    main: bool = False
    number: str = ""


class _Open(NamedTuple):
    level: int
    kind: str
    silent: bool
    name: str
    main: bool = False
    number: str = ""


def regions(document: Document) -> Iterator[Region]:
    """The regions of a document in its order; the first holds what stands before any heading."""
    kind = default_kind(document.path)
    stack: list[_Open] = [_Open(0, kind, kind in _silent(), "")]
    title, seen_title = Text("", 1, 1), _begins_with_a_section(document)
    blocks: list[Block] = []
    current = (title, "", "", 0, "", False)
    keeps = _keeps_forms(document)
    given = document.blocks if keeps else tuple(_with_asides(tuple(apart.joined(document.blocks))))
    for block, below in zip(given, (*given[1:], None), strict=False):
        if block.__class__ is not Heading:
            if block.__class__ is not FrontMatter:
                blocks += fenced.listed(block) if isinstance(block, Fence) and not keeps else (block,)
            continue
        if blocks or current[3]:
            yield _region(document, current, stack, tuple(blocks))
        blocks = []
        current = _enter(block, below, stack, first=not seen_title, models=not keeps)
        seen_title = seen_title or block.level == 1
    if blocks or current[3]:
        yield _region(document, current, stack, tuple(blocks))


_ASIDES = frozenset({"exclusions", "alternatives", "questions"})
IN_BOLD = 7
"""The level of a line in bold, below all headings."""


def _with_asides(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks with `**Out of scope**` or `**Entities**`, a line in bold, as the heading that it is.

    So is the one that ends it.
    """
    is_aside = False
    for block in _with_lists(blocks):
        if isinstance(block, Heading):
            is_aside = block.level == IN_BOLD and _opens(block.text.text)
        elif isinstance(block, Paragraph) and is_bold(block.lines[0].text):
            first, rest = block.lines[0], block.lines[1:]
            opens = _opens(first.text)
            if opens or is_aside:
                is_aside = opens
                yield Heading(IN_BOLD, first)
                if rest:
                    yield Paragraph(rest)
                continue
        yield block


def _opens(text: str) -> bool:
    """Whether a line in bold opens a region of its own."""
    return section_kind(text) in _ASIDES or _lists_entities(text)


def _lists_entities(text: str) -> bool:
    return heading(text)[0].lower() in vocabulary("entity_lists")


def _groups_things(name: str, below: Block | None) -> bool:
    """`Supporting entities`, `서비스별 엔티티` over `**Berth**: words`: some of the things, and none of them itself."""
    words = _settled(name).split()
    if len(words) < 2 or words[-1].lower() not in vocabulary("things") or not isinstance(below, Item):
        return False
    known = all(one.lower() in vocabulary("kinds_of_things") for one in words[:-1])
    return names_thing(below.lines[0].text) or (known and below.lines[0].text[:2] == "**")


def _with_lists(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks with `Out of scope:` in plain words as the heading of the list below it; what is around goes on."""
    is_listed = False
    title = around = Text("", 1, 1)
    for block, below in zip(blocks, (*blocks[1:], None), strict=False):
        if is_listed and block.__class__ is Item:
            yield block
            continue
        if is_listed and block.__class__ is not Heading:
            yield Heading(IN_BOLD, around)
        if isinstance(block, Heading):
            title = around = block.text if block.level > 1 else Text("", 1, 1)
        elif isinstance(block, Paragraph) and is_bold(block.lines[0].text):
            around = block.lines[0] if _opens(block.lines[0].text) else title
        aside = _aside(block.lines, below) if isinstance(block, Paragraph) else None
        is_listed = aside is not None
        if aside is None or aside.text == _DENIAL:
            yield block
        if aside is not None:
            yield Heading(IN_BOLD, aside)


def _aside(lines: tuple[Text, ...], below: Block | None) -> Text | None:
    """The words above a list of what is not done, as those of a heading; fields are never that."""
    last = lines[-1]
    if last.text[-1:] not in (":", "："):
        return None
    if len(lines) == 1 and not is_bold(last.text) and section_kind(last.text) in _ASIDES:
        return last
    return last._replace(text=_DENIAL) if opens_denial(last.text) and not _is_typed(below) else None


def _is_typed(block: Block | None) -> bool:
    """`` - `opened_at`: timestamp``: a field, also where it is only recommended."""
    _, value, _ = key_value(block.lines[0].text) if isinstance(block, Item) else ("", "", 0)
    return compact(bare(value.partition(",")[0].partition("(")[0])) in keywords("types")


_DENIAL = "Out of scope"
"""What a list is of below a sentence that says so."""


def _keeps_forms(document: Document) -> bool:
    """Whether the document is in the canonical form: there every section is what it is called, whatever the title."""
    head = document.blocks[0] if document.blocks else None
    return isinstance(head, FrontMatter) and any(line.text.startswith("format: groundplan-") for line in head.lines)


def _begins_with_a_section(document: Document) -> bool:
    """Whether the first heading of the first level is one of several sections, `# DB` and `# API`, and no title."""
    pairs = [pair for pair in pairwise(document.blocks) if pair[0].__class__ is Heading and pair[0].level == 1]
    if not pairs or sum(block.__class__ is Heading and block.level == 1 for block in document.blocks) < 2:
        return False
    title, below = pairs[0]
    drawn = isinstance(below, Paragraph) and below.lines[0].text[:1] == "{"
    return drawn or (isinstance(title, Heading) and section_kind(title.text.text) == "data_model")


_State = tuple[Text, str, str, int, str, bool]


def _enter(block: Heading, below: Block | None, stack: list[_Open], *, first: bool, models: bool) -> _State:
    name, label = heading(block.text.text)
    while len(stack) > 1 and stack[-1].level >= block.level:
        stack.pop()
    around = stack[-1]
    main = first and block.level == 1
    own = "" if main else section_kind(block.text.text)
    listing = around.kind == "data_model" and (_lists_entities(block.text.text) or _groups_things(name, below))
    own = "data_model" if listing and not main else own
    kept = listing or (around.kind in NESTED and own in NESTED[around.kind]) or _is_aside(own, name)
    is_store = own == "data_model" and name.lower().partition(" ")[0] in vocabulary("containers")
    if around.kind in NESTED and around.level and not (kept or is_store):  # `DB (SQLite)` is where things are kept
        own = own if around.main and own in _APART else ""
    if not (own or main or around.kind) and around.level <= 1 and compact(name) in vocabulary("data"):
        own = "data_model"
    if around.kind == "integrations" and own == "api" and not around.main:
        own = ""  # `Weather API` among those that are called
    if around.kind == "stack" and own == "data_model":
        own = ""  # `Backend & Database` in a list of what is used
    called = own == "integrations" and around.kind == "project_dependencies"  # of what it stands upon, what it calls
    silent = (around.silent and not called) or own in _silent()
    is_model = models and main and not around.kind and section_kind(block.text.text) == "data_model"
    titled = "data_model" if is_model else ""
    counted = _counted().match(block.text.text) if around.kind == "requirements" and not own else None
    number = counted.group(1) if counted else ""
    stack.append(_Open(block.level, own or titled or around.kind, silent, name, bool(titled), number))
    return block.text, name, label, block.level, own, main


def _is_aside(own: str, name: str) -> bool:
    """`Security Considerations`, `Future Enhancements` in a data model: no entity has such a name."""
    return (own in ("performance", "alternatives", "security") and " " in name) or (own == "testing" and is_topic(name))


def _region(document: Document, state: _State, stack: list[_Open], blocks: tuple[Block, ...]) -> Region:
    title, name, label, level, own, main = state
    here = stack[-1]
    above = stack[-2].name if len(stack) > 1 else ""
    number = _number(own, name, stack)
    kind = "requirements" if here.kind == "acceptance" and number else here.kind
    return Region(document, title, name, label, level, kind, own, here.silent, blocks, above, main, number)


def _number(own: str, name: str, stack: list[_Open]) -> str:
    """`3` in and under `Requirement 3: ...`, and in the criteria under `### 3. Payment` among requirements."""
    around = stack[-2] if len(stack) > 1 else stack[-1]
    found = _numbered().match(around.name) or _numbered().match(name)
    if found:
        return found.group(1)
    return around.number if own == "acceptance" else ""


@cache
def _counted() -> re.Pattern[str]:
    return regex.compile(r"(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+\S")


@cache
def _numbered() -> re.Pattern[str]:
    return regex.compile(r"(?:requirement|요구 ?사항)\s+(\d{1,6}[A-Za-z]?(?:\.\d{1,6})*)(?!\w)", re.IGNORECASE)


def default_kind(path: str) -> str:
    """What a file is about before its first section: acceptance.md holds scenarios, plan.md a plan."""
    name = path.rsplit("/", 1)[-1].lower()
    if name in _WEIGHED or "/contracts/" in path:
        return _WEIGHED.get(name, "api")
    return next((kind for ending, kind in _KINDS.items() if name.endswith(ending)), "")


_KINDS = {"acceptance.md": "acceptance", "data-model.md": "data_model", "plan.md": "plan", "tasks.md": "plan"}
_WEIGHED = {"research.md": "alternatives", "quickstart.md": "testing"}
"""Files of spec-kit that are about one thing; research weighs what is then not chosen."""


@cache
def _silent() -> frozenset[str]:
    return frozenset(vocabulary("silent"))


@lru_cache(4096)
def section_kind(title: str) -> str:
    """The kind of section that a heading opens, or empty: by its words, its translation, or a part of them."""
    if mentions(title) or _coded().match(title):
        return ""  # `GET /questions` is an endpoint, not a section of questions
    words, label = heading(_how_many().sub("", title))
    words = _settled(words)
    label = "" if label.lower() in vocabulary("states_of_text") else label  # `Data Model (summary)` is no overview
    table = keywords("sections")
    first = words.split(" ", 1)[0]
    if "-" in first and any(letter.isdigit() for letter in first):
        return ""  # `REQ-001: Login` is a requirement, not a section about signing in
    if _numbered().match(words):
        return "requirements"
    if _planned().search(words) or _compared().search(words):
        return "alternatives"
    if is_of_fields(title):
        return ""  # `Field Specifications` are those of an entity
    for candidate in (words, label, *_parts(words)):
        kind = table.get(compact(candidate))
        if kind and candidate and not (kind == "references" and candidate is label):
            return kind  # `Policy 기존 필드 (참조)` are fields
    for candidate in _pair(words):
        kind = table.get(compact(candidate))
        if kind and kind not in _silent():
            return kind
    return _ending(words, table)


def _settled(words: str) -> str:
    """`Data Model V2`, `API draft`, `데이터 모델 개요` without what says how far it is."""
    head, _, last = words.rpartition(" ")
    is_state = last.lower() in vocabulary("states_of_text") or _version().fullmatch(last)
    is_outline = last.lower() in vocabulary("outlines") and keywords("sections").get(compact(head)) == "data_model"
    return head if head and (is_state or is_outline) else words


@cache
def _how_many() -> re.Pattern[str]:
    """`Entities - 14 tables`, `엔티티 — 14개`: how many there are."""
    return regex.compile(r"(?<!\s)\s{1,4}[—–-]\s{1,4}\d{1,4} ?(?:개|[a-z]+)?$")


@cache
def _version() -> re.Pattern[str]:
    return regex.compile(r"[vV]\d{1,2}(?:\.\d{1,3}){0,2}")


@cache
def _coded() -> re.Pattern[str]:
    """`` `relationships` (links of people) ``: a name as programs spell it."""
    return regex.compile(r"(?:[\d.]+\s+)?`\w+`\s*(?:\([^()]*\))?$")


@cache
def _theirs() -> re.Pattern[str]:
    """`외부 조위 수집 API 계약`: calls of somebody else."""
    return regex.compile(r"외부 (?:[가-힣]+ ){1,3}API(?: (?:계약|연동|호출|명세))?")


@cache
def _planned() -> re.Pattern[str]:
    """`Planned endpoints`, `다음 구현 예정 API`: what is not there yet."""
    return regex.compile(
        r"(?:구현|개발|추가|지원|제공)\s?예정|\bcoming soon\b|\bnot (?:yet )?implemented\b"
        r"|\b(?:planned|upcoming|future) (?:\w+ )?(?:apis?|endpoints?|routes?|features?|work"
        r"|requirements?|integrations?|expansions?|extensions?|enhancements?|improvements?|roadmap|plans?)\b"
        r"|^(?:향후|추후) (?:[가-힣]+ ){0,2}(?:확장|개선|계획|고려|추가|도입|지원|과제|작업)",
        re.IGNORECASE,
    )


@cache
def _compared() -> re.Pattern[str]:
    """`다른 인증 방식과의 비교`, `Comparison of databases`: what was weighed."""
    return regex.compile(
        r"(?:과의|와의|방식|기술|대안|프레임워크|스택|DB) ?비교$|\bcomparison (?:of|with|to)\b|\w \bvs\.? \w",
        re.IGNORECASE,
    )


def _pair(words: str) -> list[str]:
    """`보안 및 인증` and `Security and privacy` are about both; only whole names count."""
    for joint in (" and ", " 및 ", "과 ", "와 "):
        first, found, second = words.partition(joint)
        if found and joint not in second:
            return [first, second]
    return []


def _parts(words: str) -> list[str]:
    head = [words.split(":")[0]] if ":" in words else []
    for separator in (" - ", " — ", "/", " & "):
        if separator in words:
            return [*head, *(part.strip() for part in words.split(separator))]
    return head


def _ending(words: str, table: dict[str, str]) -> str:
    """`Backend API Endpoints` is about endpoints; names of silent sections must be the whole title.

    So must `Integration`: a `Map Integration` describes work, not third parties.
    """
    if _theirs().fullmatch(words):
        return "integrations"
    pieces = words.split()
    for start in range(1, min(len(pieces), 6)):
        rest = compact("".join(pieces[start:]))
        kind = table.get(rest) if rest not in _WHOLE else None
        if kind == "integrations" and not rest.endswith(("integrations", "services", "systems", "서비스", "시스템")):
            continue
        if kind and kind not in _silent() and len(rest) >= 3 and not (len(pieces) - start == 1 and kind == "overview"):
            return kind
    return ""


_WHOLE = frozenset({"rules", "invariants", "규칙"})
"""Sections only where nothing stands before: `Rules` are requirements, `Validation Rules` those of some field."""


def main_title(document: Document) -> Text | None:
    """The first heading of the first level."""
    for block in document.blocks:
        if block.__class__ is Heading and block.level == 1:
            return block.text
    return None
