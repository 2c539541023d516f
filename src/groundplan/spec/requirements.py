"""Requirements: normative sentences with their id, EARS pattern and clauses.

EARS: A. Mavin et al., "Easy Approach to Requirements Syntax", RE 2009: ubiquitous, event-driven (when),
state-driven (while), unwanted (if, then), optional (where), and combinations of these.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from groundplan.document import Item, Paragraph, Quote, Table, Text
from groundplan.spec import tables
from groundplan.spec.draft import Draft, place
from groundplan.spec.identifiers import leading_id
from groundplan.spec.model import Clause, EarsPattern, Language, Requirement
from groundplan.spec.words import bare, is_korean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Block
    from groundplan.spec.outline import Region

_SKIPPED = frozenset({"acceptance", "plan", "data_model", "relations", "errors", "api"})
_NARRATIVE = frozenset({"overview", "assumptions", "environment", "scope", "stack", "architecture"})
"""Here only a keyword in capitals makes a requirement: stories say what must be in passing."""
_TITLED = ("requirement", "요구사항")


class _Statement(NamedTuple):
    """Successive lines that make one statement; `first` is where it begins."""

    first: Text
    text: str


def read(region: Region, draft: Draft, language: Language) -> None:
    """The requirements of one region: under an id heading there is one, elsewhere one a normative sentence."""
    identifier, title = _titled(region)
    if region.kind in _SKIPPED and not identifier and not (region.kind == "acceptance" and _kiro_number(region)):
        return
    found = list(_requirements(region, identifier, title, language))
    if identifier and not any(one.id == identifier for one in found):
        found.insert(0, _conditional(region, identifier, title, language))
    draft.requirements += found


def is_requirement(region: Region) -> bool:
    """Whether the region's heading is a requirement: its bullets are no fields."""
    return bool(_titled(region)[0])


def _titled(region: Region) -> tuple[str, str]:
    """The id and title of a requirement heading: `REQ-001: Sign in`, `Requirement 3: ...`, `Requirement: name`."""
    words = bare(region.title.text)
    identifier = leading_id(words)
    if identifier:
        return (
            ("", "")
            if identifier.startswith(("AC-", "TC-", "SC-")) and region.kind == "acceptance"
            else (identifier, words.split(identifier, 1)[1].lstrip("]): .-—").strip())
        )
    head, _, rest = words.partition(":")
    number = head.lower().removeprefix("requirement").strip()
    if head.lower().startswith(_TITLED) and not number and rest:
        return rest.strip(), rest.strip()
    return ("", "")


def _conditional(region: Region, identifier: str, title: str, language: Language) -> Requirement:
    """An id heading whose text is not normative: the condition alone, or nothing."""
    statement = next(iter(_statements(region.blocks)), None)
    span = place(region.document.path, region.title)
    if statement is None:
        return Requirement(identifier, "plain", "", span, title, language=language)
    text = bare(statement.text)
    clauses = split_clauses(text)
    return Requirement(identifier, pattern_of(clauses), text, span, title, clauses, language=_language(text, language))


def _requirements(region: Region, identifier: str, title: str, language: Language) -> Iterator[Requirement]:
    counter = 0
    section = _kiro_number(region)
    for statement in _statements(region.blocks):
        counter += 1
        if not is_normative(statement.text) or (region.kind in _NARRATIVE and not _is_shouted(statement.text)):
            continue
        text = bare(statement.text)
        own = leading_id(text)
        name = own or identifier or (f"{section}.{counter}" if section else "")
        heading, body = _headed(text, own) if own else (title, text)
        if not own and identifier:
            identifier, title = "", ""  # one requirement an id: what follows in the region has none of its own
        clauses = split_clauses(body)
        yield Requirement(
            name, pattern_of(clauses), body, place(region.document.path, statement.first), heading, clauses,
            language=_language(body, language),
        )  # fmt: skip


def _kiro_number(region: Region) -> str:
    """`Acceptance Criteria` under `Requirement 3`: criteria are 3.1, 3.2 ..."""
    found = re.match(r"requirement\s+(\d{1,6})", region.above.lower())
    return found.group(1) if found else ""


def _is_shouted(text: str) -> bool:
    return "SHALL" in text or "MUST" in text


def _headed(text: str, identifier: str) -> tuple[str, str]:
    """`REQ-001 (Event-Driven): text` or `REQ-001: Title: text` without its head; the title is rarely there."""
    rest = text.split(identifier, 1)[1].lstrip("]) ")
    found = re.match(r"\(([^()]*)\)\s*", rest)
    rest = rest[found.end() :] if found else rest
    return "", rest.lstrip(":.-—– ").strip()


def _language(text: str, default: Language) -> Language:
    return "ko" if is_korean(text) else ("en" if text.isascii() else default)


def _statements(blocks: tuple[Block, ...]) -> Iterator[_Statement]:
    """Paragraphs, items (a WHEN item with its THEN items), and cells of requirement tables."""
    pending: list[_Statement] = []
    for block in blocks:
        if isinstance(block, Item):
            one = _joined(block.lines)
            if pending and _continues(one.text) and not _normative().search(pending[-1].text):
                pending[-1] = _Statement(pending[-1].first, f"{pending[-1].text} {one.text}")
                continue
            yield from pending
            pending = [one]
            continue
        yield from pending
        pending = []
        if isinstance(block, Paragraph | Quote):
            one = _joined(block.lines)
            yield one
        elif isinstance(block, Table):
            yield from _rows(block)
    yield from pending


def _joined(lines: tuple[Text, ...]) -> _Statement:
    if not lines:
        return _Statement(Text("", 1, 1), "")
    return _Statement(lines[0], " ".join(line.text for line in lines))


def _continues(text: str) -> bool:
    words = bare(text).upper()
    return words.startswith(("THEN", "THE SYSTEM SHALL", "AND "))


def _rows(table: Table) -> Iterator[_Statement]:
    found = tables.columns(table)
    if "id" not in found or "requirement" not in found:
        return
    for row in table.rows:
        name, text = tables.cell(row, found, "id"), tables.cell(row, found, "requirement")
        if name and text and leading_id(name.text):
            yield _Statement(text, f"{bare(name.text)}: {text.text}")


@cache
def _normative() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:SHALL|MUST|shall|must)\b|(?:해|어|아|여|되|져|가|라|돼|나|워|켜|러|려|겨|춰|쳐|혀|야)야\s*(?:한다|합니다|함|하며|하고|하지)"
        r"|지\s*않아야|아야\s*(?:한다|합니다)|\(SHALL\)"
    )


@cache
def _system() -> re.Pattern[str]:
    return re.compile(
        r"^(?:\*\*)?(?:WHEN|WHILE|IF|WHERE)\b|^(?:\*\*)?(?:When|While|If|Where)\b.*\b(?:system|service|server)\b"
    )


def is_normative(text: str) -> bool:
    """Whether a sentence demands something, or is an EARS condition that demands nothing yet."""
    if not any(
        word in text
        for word in ("SHALL", "MUST", "shall", "must", "야", "WHEN", "WHILE", "IF ", "WHERE", "When", "If ")
    ):
        return False
    own = leading_id(text)
    body = bare(text).split(own, 1)[1].lstrip("]): .-—") if own else text.lstrip("*- ")
    return bool(_normative().search(text)) or bool(_system().match(body))


@cache
def _keywords() -> re.Pattern[str]:
    return re.compile(
        r"\b(WHEN|WHILE|WHERE|IF|THEN|SHALL|MUST)\b"
        r"|(?:^|(?<=[,.;:] ))(When|While|Where|If)\b|(?<=, )(then)\b|\b(shall|must)\b"
    )


_NAMES = {"must": "shall"}


@lru_cache(4096)
def split_clauses(text: str) -> tuple[Clause, ...]:
    """The EARS clauses of a sentence in its order; the part before SHALL names the system and is dropped."""
    found = list(_keywords().finditer(text))
    clauses: list[Clause] = []
    for index, one in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        keyword = one.group().lower()
        words = text[one.end() : end].strip(" ,.;:")
        clauses.append(Clause(_NAMES.get(keyword, keyword), words))
    clauses = _without_subject(clauses)
    if is_korean(text):
        clauses = _korean(text, clauses)
    return tuple(clauses)


def _without_subject(clauses: list[Clause]) -> list[Clause]:
    """`the system` between THEN and SHALL is the subject, not a response; the last comma ends a condition."""
    kept: list[Clause] = []
    for index, one in enumerate(clauses):
        followed = index + 1 < len(clauses) and clauses[index + 1].keyword == "shall"
        if one.keyword == "then" and followed:
            continue
        if followed and one.keyword in ("when", "while", "where", "if"):
            head, comma, _ = one.text.rpartition(",")
            kept.append(one._replace(text=head.strip() if comma else one.text))
        else:
            kept.append(one)
    return [one for one in kept if one.text or one.keyword == "shall"]


_KOREAN = (
    ("if", r"(?:만약\s+|만일\s+)?(.+?(?:으면|면|경우(?:에는|에)?))(?:,|\s+시스템)", ("만약", "만일")),
    ("when", r"(.+?(?:으면|면|때(?:에는)?|하면|될\s*시|시))(?:,|\s+시스템)", ()),
    ("while", r"(.+?(?:동안(?:에는|에)?|중에는|상태에서|상태인 동안))(?:,|\s+시스템)", ()),
    ("where", r"(.+?(?:경우(?:에만|에는|에)?))(?:,|\s+시스템)", ()),
)


def _korean(text: str, clauses: list[Clause]) -> list[Clause]:
    """Korean endings: -면, -때 (when), 만약 -면 (if), 동안 (while), 경우 (where), and -해야 한다 (shall)."""
    result = [one for one in clauses if one.keyword != "shall" or one.text]
    if not any(one.keyword in ("when", "while", "where", "if") for one in result):
        opening = _korean_condition(text)
        if opening:
            result.insert(0, opening)
    if not any(one.keyword in ("shall", "then") for one in result) or _normative().search(text):
        result = [_condition_only(one) for one in result if one.keyword not in ("then", "shall")]
        response = _korean_response(text)
        if response:
            result.append(Clause("shall", response))
    return result


def _condition_only(one: Clause) -> Clause:
    head, comma, _ = one.text.partition(", 시스템")
    return one._replace(text=head) if comma else one


def _korean_condition(text: str) -> Clause | None:
    for keyword, pattern, needed in (_KOREAN[0], _KOREAN[2], _KOREAN[3], _KOREAN[1]):
        if needed and not text.startswith(needed):
            continue
        found = re.match(pattern, text)
        if found:
            return Clause(keyword, found.group(1).strip())
    return None


def _korean_response(text: str) -> str:
    if not _normative().search(text):
        return ""
    for mark in ("시스템은 ", "시스템이 ", "THEN ", ", "):
        if mark in text:
            return text.rsplit(mark, 1)[1].strip(" .")
    return text.strip(" .")


_PATTERNS: dict[str, EarsPattern] = {"when": "event", "while": "state", "if": "unwanted", "where": "optional"}


def pattern_of(clauses: tuple[Clause, ...]) -> EarsPattern:
    """The EARS pattern of clauses: the one condition's, complex for several, ubiquitous for a demand without any."""
    kinds = {one.keyword for one in clauses if one.keyword in _PATTERNS}
    if len(kinds) > 1:
        return "complex"
    if kinds:
        return _PATTERNS[kinds.pop()]
    return "ubiquitous" if any(one.keyword == "shall" for one in clauses) else "plain"
