"""Requirements: normative sentences with their id, EARS pattern and clauses."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Quote
from groundplan.grammar import vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Language, Requirement, Statement
from groundplan.spec.outline import section_kind
from groundplan.spec.text.ears import demands, is_condition, is_shouted, may_demand, pattern_of, split_clauses
from groundplan.spec.text.identifiers import behind, leading_id, names_check, names_requirement
from groundplan.spec.text.paths import mentions
from groundplan.spec.text.statements import Lines, statements, without_label
from groundplan.spec.text.words import as_written, bare, is_korean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region

_SKIPPED = frozenset({"acceptance", "plan", "relations"})
_NARRATIVE = frozenset(
    {
        "overview",
        "assumptions",
        "environment",
        "scope",
        "stack",
        "architecture",
        "api",
        "data_model",
        "errors",
        "actors",
    }
)
"""Here only a keyword in capitals makes a requirement: stories and descriptions say what must be in passing."""
_OWN = frozenset({"requirements", "nonfunctional", "constraints", "security", "performance", "compliance", "auth"})
"""Here a `must` in small letters counts; elsewhere it is plain English."""
MIN_WORDS = 3
"""Of a criterion: fewer are a name."""
_TITLED = ("requirement", "요구사항")


class _Head(NamedTuple):
    """An id, and a title, that stand above a sentence."""

    id: str = ""
    title: str = ""
    statement: Lines | None = None


def read(region: Region, draft: Draft, language: Language) -> None:
    """The requirements of one region: under an id heading there is one, elsewhere one a normative sentence.

    `NFR-01: Response times` over mere figures is a constraint: its lines are read as what they are.
    """
    identifier, title = _titled(region)
    region = region._replace(kind="requirements") if _is_part(region) else region
    if region.kind in _SKIPPED and not identifier:
        return
    found = list(_requirements(region, _Head(identifier, title), language, draft))
    if identifier and not _is_group(identifier, title, found) and not any(one.id == identifier for one in found):
        if "NFR" in identifier.split("-"):
            draft.constraints.append(Statement(title, place(region.document.path, region.title), identifier))
        else:
            found.insert(0, _conditional(region, identifier, title, language))
    draft.requirements += found
    if not found:
        _undemanding(region, draft)


def _is_part(region: Region) -> bool:
    """`2.7 일정` below the heading of requirements: a part of them, whatever its words mean elsewhere."""
    return region.kind == "plan" and section_kind(region.above) == "requirements"


def _undemanding(region: Region, draft: Draft) -> None:
    """A numbered list of features, or of requirements none of which demands anything: said, and not read."""
    if region.own != "requirements" and region.name.lower() not in vocabulary("feature_lists"):
        return
    items = [one for one in region.blocks if one.__class__ is Item and one.depth == 0]
    for one in items if len(items) > 1 else ():
        if one.marker[:1].isdigit() and not mentions(one.lines[0].text):
            draft.miss(region.document.path, one.lines[0], "feature")


def _is_group(identifier: str, title: str, found: list[Requirement]) -> bool:
    """`REQ-01: Signing in` over R01-1, R01-2 ..., or over REQ-01-1: the heading of requirements, and none itself."""
    own = all(one.id for one in found) and not demands(title)
    return own and (len(found) > 1 or any(one.id.startswith(f"{identifier}-") for one in found))


def is_requirement(region: Region) -> bool:
    """Whether the region's heading is a requirement, or each of its first lines is one: its bullets are no fields."""
    if _titled(region)[0]:
        return True
    firsts = (bare(one.lines[0].text) for one in region.blocks if one.__class__ in (Item, Paragraph))
    first = next(firsts, "")
    told = (first, *islice(firsts, _TELLING)) if first[:1] in tuple("[RF") else ()
    return bool(told) and all(leading_id(one) and demands(one) for one in told)


_TELLING = 9
"""Lines behind the first that tell what a list is of."""


def _titled(region: Region) -> tuple[str, str]:
    """The id and title of a requirement heading: `REQ-001: Sign in`, `Requirement: name`; not `Requirement 3: ...`."""
    words = bare(region.title.text)
    identifier = leading_id(words)
    if identifier:
        return ("", "") if names_check(identifier) else (identifier, _behind(words, identifier))
    head, _, rest = words.partition(":")
    number = head.lower().removeprefix("requirement").strip()
    if head.lower().startswith(_TITLED) and not number and rest:
        return rest.strip(), rest.strip()
    return ("", "")


def _conditional(region: Region, identifier: str, title: str, language: Language) -> Requirement:
    """An id heading whose text is not normative: the condition alone, the title where it demands, or nothing."""
    span = place(region.document.path, region.title)
    statement = next(iter(statements(region.blocks)), None)
    line = region.title.text if demands(title) else statement.text if statement else ""
    text = title if demands(title) else bare(line)
    clauses = split_clauses(text)
    return Requirement(
        identifier, pattern_of(clauses), text, span, title, clauses,
        language=language_of(text, language), raw=as_written(line, text),
    )  # fmt: skip


def _requirements(region: Region, head: _Head, language: Language, draft: Draft) -> Iterator[Requirement]:
    counter = 0
    section = region.number
    remarks = _remarks(region)
    for statement in draft.statements(region.blocks):
        counter += 1
        if statement.feature:
            if region.kind not in _SKIPPED:
                draft.features.append(_requirement(statement, statement.feature, "", region.document.path, language))
            continue
        own = leading_id(statement.text)
        if not own and not head.id and statement.first.line in remarks:
            continue
        if own and _lists_ids(_behind(bare(statement.text), own)):
            continue
        listed = section and statement.number and region.own == "acceptance" and is_criterion(statement.text)
        if not listed and not _counts(statement.text, own or head.id, region):
            if own and region.kind not in _SKIPPED and (names_requirement(own) or _has_peers(own, region, draft)):
                yield from _alone(head, region, language)
                head = _Head(own, _behind(bare(statement.text), own), statement)
            continue
        if own:
            yield from _alone(head, region, language)
        name = own or head.id or (f"{section}.{statement.number or counter}" if section else "")
        title = "" if own else head.title
        head = _Head()  # one requirement an id: what follows has none of its own
        yield _requirement(statement, name, title, region.document.path, language)
    yield from _alone(head, region, language)


def _lists_ids(behind_id: str) -> bool:
    """`FR-HOME-01, 02` names requirements and says none."""
    return behind_id[:1] in (",", "·", "~") and not any(map(str.isalpha, behind_id))


def _remarks(region: Region) -> frozenset[int]:
    """The lines of quotes right behind what has an id of its own: they explain it."""
    found: set[int] = set()
    for one, two in zip(region.blocks, region.blocks[1:], strict=False):
        if isinstance(two, Quote) and isinstance(one, Paragraph | Item) and leading_id(one.lines[0].text):
            found.update(line.line for line in two.lines)
    return frozenset(found)


@cache
def _step() -> re.Pattern[str]:
    return regex.compile(r"[*_]*(?:Given|When|Then|And|But|GIVEN|AND|BUT|조건|먼저|그러면|그리고)\b")


def is_criterion(text: str) -> bool:
    """Whether a numbered line below the criteria of a numbered requirement says one, and is no step of a test."""
    return len(text.split()) >= MIN_WORDS and not _step().match(text)


def _has_peers(identifier: str, region: Region, draft: Draft) -> bool:
    """Whether others of the same letters are those of requirements, C-002 below C-001, or it is a group's only one."""
    if region.kind not in {*_OWN, ""} or names_check(identifier):
        return False
    letters = identifier.rstrip("0123456789")
    named = ((one.text, leading_id(one.text)) for one in draft.statements(region.blocks))
    others = [(text, name) for text, name in named if name and name != identifier]
    is_group = region.kind == "requirements" and region.own != "requirements"
    if region.kind == "requirements" and (others or is_group) and all(name.startswith(letters) for _, name in others):
        return True
    return any(name.startswith(letters) and is_normative(text) for text, name in others)


def _alone(head: _Head, region: Region, language: Language) -> Iterator[Requirement]:
    """An id'd line with no demanding sentence below it: `FR-003: passwords are stored as hashes`."""
    if head.statement:
        yield _requirement(head.statement, head.id, "", region.document.path, language)


def _requirement(statement: Lines, name: str, title: str, path: str, language: Language) -> Requirement:
    text = bare(statement.text)
    own = leading_id(text)
    body = without_label(_behind(text, own) if own else _counted().sub("", text))
    clauses = split_clauses(body)
    return Requirement(
        name, pattern_of(clauses), body, place(path, statement.first), title, clauses,
        language=language_of(body, language), raw=as_written(statement.text, body),
    )  # fmt: skip


@cache
def _counted() -> re.Pattern[str]:
    """The number that a line begins with and no list gives it: `6.2 IF ...`."""
    return regex.compile(r"^\d{1,3}(?:\.\d{1,3}){1,3}[.)]? (?=[A-Z가-힣])")


@cache
def _tag() -> re.Pattern[str]:
    return regex.compile(r"\([^()]*\)\s*|\[[^\[\]]*\]\s*")


def _behind(text: str, identifier: str) -> str:
    """`REQ-001 (Event-Driven): text` without its head."""
    rest = behind(text, identifier).lstrip("]) ")
    found = _tag().match(rest)
    rest = rest[found.end() :] if found else rest
    return rest.lstrip(":.-—– ").strip()


def language_of(text: str, default: Language) -> Language:
    """The language of a sentence; `default` where its letters do not tell."""
    return "ko" if is_korean(text) else ("en" if text.isascii() else default)


def _counts(text: str, identifier: str, region: Region) -> bool:
    """Whether a statement is a requirement where it stands."""
    if not is_normative(text) or ("문서" in text and _of_document().search(text)):
        return False
    if region.kind == "data_model" and not identifier and _bound().match(text):
        return False
    if is_shouted(text):
        return True
    if region.kind in ("auth", "api", "") and _to_callers().search(text):
        return False
    if demands(text) and region.kind != "data_model" and _is_of_rules(region):
        return True
    if region.kind in _NARRATIVE and not (demands(text) and names_requirement(leading_id(text))):
        return False
    return bool(identifier) or region.kind in _OWN or "shall" in text or not demands(text) or is_korean(text)


@cache
def _of_document() -> re.Pattern[str]:
    """`PRD가 바뀌면 본 문서도 갱신해야 한다`: what is asked of who writes, and not of the service."""
    return regex.compile(r"(?:본|이) 문서[은는도를] ")


@cache
def _bound() -> re.Pattern[str]:
    """`- MUST be unique` below a field of a model: what binds the field."""
    return regex.compile(r"\W*(?:must|shall)\b", re.IGNORECASE)


@cache
def _to_callers() -> re.Pattern[str]:
    """`To call the API you must send a token`: what a manual tells who reads it."""
    return regex.compile(r"\b[Yy]ou must\b")


def _is_of_rules(region: Region) -> bool:
    """`Rules we must not break`, `Guarantees`, `업무 규칙`: what stands there in small letters is demanded."""
    words = region.name.lower().split()
    return bool(words) and (words[0] in vocabulary("rules") or words[-1] in vocabulary("rules"))


def _of_notation(text: str) -> bool:
    """`EARS keywords (WHEN, SHALL) stay in English`: how requirements are written, and none."""
    return "EARS" in text and any(word in text.lower() for word in ("keyword", "키워드", "notation", "표기"))


@lru_cache(8192)
def is_normative(text: str) -> bool:
    """Whether a sentence demands something, or is an EARS condition that demands nothing yet."""
    if not may_demand(text) or text.startswith(("(Previously", "(Formerly", "(이전", "(기존")):
        return False  # what it replaces
    own = leading_id(text)
    if names_check(own):
        return False
    body = behind(bare(text), own).lstrip("]): .-—") if own else text.lstrip("*- ")
    body = without_label(body if own else _counted().sub("", body))
    return (
        bool(body) and "RFC 2119" not in body and not _of_notation(body) and (demands(body) or is_condition(bare(body)))
    )
