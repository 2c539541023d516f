"""Parts of a thing in the words of a sentence: `an integer primary key, a unique email, a password hash and a creation
timestamp` are id, email, password_hash and created_at.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.grammar import keywords
from groundplan.spec.draft import place_within
from groundplan.spec.fields import bracketed, fields
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import FieldType
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.model import Field

MIN_PARTS = 3
MAX_WORDS = 5
"""Of a part: more are a clause."""
KEPT = (
    " with ",
    " with:",
    " containing ",
    " including ",
    " recording ",
    " capturing ",
    " fields ",
    "he created ",
    "he stored ",
    "he saved ",
    "he persisted ",
    "Each ",
    "Every ",
)
"""Of which one stands in each sentence that `kept` reads."""
_MADE = {
    "creation timestamp": "created_at",
    "creation time": "created_at",
    "creation date": "created_at",
    "created date": "created_at",
    "last-modified timestamp": "updated_at",
    "modification timestamp": "updated_at",
    "update timestamp": "updated_at",
    "primary key": "id",
    "unique identifier": "id",
    "identifier": "id",
}
"""What people call the parts that every table has."""
_KINDS = ("integer", "boolean", "uuid", "json", "string", "text", "timestamp", "date", "numeric", "decimal")
_BEFORE = frozenset(
    {"a", "an", "zero", "several", "or", "more", "the", "no", "iso", "utc", "its", "optional", "unique", "nullable",
     "required", "free-text", "generated", "given", "current", "corresponding", "new", "auto-assigned", "mandatory",
     "single", "one", "specified", "provided", "valid", "non-empty", "each", "their", *_KINDS}
)  # fmt: skip
_BEHIND = frozenset(
    {"string", "flag", "timestamp", "timestamps", "value", "text", "column", "field", "fields", "enum", "fk", "pk"}
)


@cache
def each() -> re.Pattern[str]:
    """`Each member SHALL have `, up to the parts."""
    return regex.compile(
        r"\b(?:Each|Every|An?) [a-z_]+(?: [a-z_]+)? (?:(?:SHALL|MUST|shall|must) (?:have|include|contain|carry)"
        r"|has|includes|contains|carries):? "
    )


@cache
def owned() -> re.Pattern[str]:
    """`Each booking SHALL include `, `Every audit event MUST contain: `, up to the parts."""
    return regex.compile(
        r"\b(?:Each|Every) (?:new |stored |recorded |persisted )?([a-z][a-z-]*(?: [a-z][a-z-]*)?)"
        r" (?:SHALL|MUST|shall|must) (?:have|include|contain|carry|store|record|capture|hold)"
        r"(?: at least)?(?: the following(?: fields)?)?:? "
    )


@cache
def kept() -> re.Pattern[str]:
    """`The system SHALL store member records with: `, up to the parts."""
    return regex.compile(
        r"\b(?:stores?|persists?|records?|keeps?|saves?) (?:an? |the |each |every )?(?:new )?"
        r"((?!(?:is|are|was|were|has|have|be|must|shall|will)\b)[a-z][\w-]*(?: [a-z][\w-]*){0,2}?)"
        r"(?P<kept>(?: records?| rows?)?)"
        r"(?: in (?:an? (?:[A-Za-z]+ )?(?:table|collection)|the database|[A-Z][A-Za-z]+(?= with)))?"
        r"(?: [^,.;:()`]{1,40},(?= with:))?"
        r" (?:with|containing|including)(?: at least)?(?: the following (?:attributes|fields|columns|properties))?:? "
        r"|\b(?:stores?|persists?|records?|keeps?|saves?) (?:each|every) (?P<thing>[A-Z][A-Za-z_]+)"
        r" (?:with|containing|including)(?: at least)?(?: the following (?:attributes|fields|columns|properties))?:? "
        r"|`([A-Za-z]\w*)` (?:records?|rows?) (?:is|are) (?:created|stored|saved|persisted|inserted|written)"
        r" (?:with|containing|including|holding) (?:the )?(?:correct |following )?"
        r"|\b([a-z][\w-]*) (?:records?|rows?) (?:(?i:shall|must|should|will) )?"
        r"(?:use|have|hold|contain|carry|consist of) (?:exactly |only )?(?:the )?(?:existing |following )?"
        r"(?:attributes|fields|columns|properties):? "
        r"|\bcreates? (?:an? |the )?(?:new )?([A-Za-z]\w*)(?P<made>(?: records?| rows?)?) with (?:the )?(?:following )?"
        r"(?:attributes|fields|columns|properties):? "
        r"|\b[Tt]he (?:created|stored|saved|persisted) (?!records?\b|rows?\b|entry\b|resource\b)([a-z][\w-]*)"
        r" (?i:shall|must|should|will) (?:have|include|contain|carry):? "
        r"|\b[Tt]he ((?!\w+ (?:and|or|of)\b)[a-z][\w-]*(?: [a-z][\w-]*)?) (?:is|(?i:shall|must|should|will) be) "
        r"(?:stored|saved|persisted)(?: in [^,.;()]{1,40}?)? (?:with|containing|including):? "
    )


@cache
def logged() -> re.Pattern[str]:
    """`records an audit event with `, `an audit entry is written with `, `persists a share, recording `: to the parts.

    What is recorded and then listed is kept, whatever it is called: an event that is only sent is published.
    """
    what = r"[a-z][\w-]*(?: (?!(?:that|which|for|to|with|in|of|on|from|by|and|or|when|between)\b)[a-z][\w-]*)?"
    entry = (
        rf"(?!(?:error|warning|debug|info|structured|console|application)\b)(?:{what} (?:entry|event)|{what} log entry)"
    )
    doing = r"(?:recording|capturing|storing|noting)"
    made = r"(?:recorded|written|created|appended|stored|persisted|saved|inserted)"
    holds = r"(?:with|containing|including|capturing|recording)\b(?: at least)?(?: the (?:fields )?)?:? ?"
    return regex.compile(
        rf"\b(?:records?|stores?|persists?|saves?|writes?|appends?|creates?|inserts?) an? (?P<entry>{entry})"
        rf" (?:(?:to|in|into|for) [^,.;()]{{1,60}}? )?{holds}"
        rf"|\b[Aa]n? (?P<passive>{entry}) (?:is|(?i:shall|must|should|will) be) {made}"
        rf" (?:(?:to|in|into|for) [^,.;()]{{1,60}}? )?{holds}"
        rf"|\b(?:stores?|persists?|saves?|creates?) an? (?:new )?(?P<thing>{what})(?: [^,.;()]{{1,80}})?, {doing}:? "
    )


def read(
    text: str, lines: tuple[Text, ...], path: str, start: int, end: int, *, sure: bool = False, least: int = MIN_PARTS
) -> list[Field]:
    """The parts between two offsets of a sentence over `lines`.

    None where fewer than `least` are names, or none tells a table; `sure` where the sentence says that they are of a
    record.
    """
    found: list[Field] = []
    said = split(text[start:end].rstrip(". "))
    turn = next((number for number, one in enumerate(said) if _turn().match(one[0])), len(said))
    said = said[: turn + 1]  # where it goes over, what comes behind is no part of the list
    for words, at in said[:turn]:
        part = _aside().sub(lambda found: " " * len(found[0]), words)
        made = _times().fullmatch(part)
        if made:
            found += [_time(name, lines, path, start + at, len(part)) for name in ("created_at", "updated_at")]
            continue
        several = _bracketed().search(part)
        if several:
            found += _group(several, lines, path, start + at)
        if several or part.removeprefix("and ") == "timestamps":
            continue
        clause = _clause().search(masked(part))
        for piece, offset in _pieces(part[: clause.start()] if clause else part):
            one = _field(piece, lines, path, start + at + offset)
            found += [one] if one and all(one.name != other.name for other in found) else []
    least -= turn < len(said) and _when().match(said[turn][0]) is not None
    told = sure or any(one.name in ("id", "created_at") or one.name.endswith("_id") for one in found)
    return found if told and len(found) >= max(least, len(said) - 1) else []


@cache
def _when() -> re.Pattern[str]:
    """`and when the berth was given`: a time, the last of the parts."""
    return regex.compile(r"and when\b")


@cache
def _aside() -> re.Pattern[str]:
    """Several words said of a part in brackets, none in a code span: `the actor (user id and email, or none)`."""
    return regex.compile(r"(?<=[a-z`]) \((?![^()]*(?:null|optional))[^()`]*(?: and | or |, )[^()`]*\)")


@cache
def _times() -> re.Pattern[str]:
    """`creation and update timestamps`."""
    return regex.compile(
        r"(?:and )?(?:creation|created) and (?:last[- ])?(?:updated?|modification|modified) (?:timestamps?|times|dates)"
    )


def _time(name: str, lines: tuple[Text, ...], path: str, at: int, length: int) -> Field:
    return fields.make(name, fields.UNKNOWN, place_within(path, lines, at, length), (), origin="inferred")


@cache
def _bracketed() -> re.Pattern[str]:
    """``receipt metadata (`receiptName`, `receiptKey`)``: a group of parts by their names."""
    return regex.compile(r"[A-Za-z] \((`\w+`(?:, `\w+`)+)\)$")


def _group(several: re.Match[str], lines: tuple[Text, ...], path: str, at: int) -> list[Field]:
    places = ((one[0], at + several.start(1) + one.start()) for one in regex.finditer(r"\w+", several[1]))
    return [
        fields.make(name, fields.UNKNOWN, place_within(path, lines, offset, len(name)), (), origin="inferred")
        for name, offset in places
    ]


@cache
def _values() -> re.Pattern[str]:
    """``state (`open` | `shut`)``."""
    return regex.compile(r"\((`[\w-]+`(?: ?[|/] ?`[\w-]+`)+)\)")


@cache
def _turn() -> re.Pattern[str]:
    """Where a list goes over into what else is said."""
    return regex.compile(
        r"(?:and )?(?:MAY|may|SHALL|MUST|which|so|where|when|recording|linking|(?:linked|tied|attached|scoped) to"
        r"|(?:represented|expressed|modell?ed|encoded|serialized) as|(?:restricted|limited|constrained) to"
        r"|associated with|plus(?= [^`]*\b(?:fields|columns)\b))\b"
    )


def masked(text: str) -> str:
    """A text of the same length in which nothing is found of what brackets say of a part."""
    return _inside().sub(lambda found: "_" * len(found[0]), text)


@cache
def _inside() -> re.Pattern[str]:
    return regex.compile(r"\([^()]*\)")


@cache
def _clause() -> re.Pattern[str]:
    """What is said of a part behind its name."""
    return regex.compile(
        r" (?:MAY|may|SHALL|MUST|which|who|that|so that|where|when|used|equal to|set to|it|at which)\b"
    )


def _pieces(part: str) -> list[tuple[str, int]]:
    """`a name and an email` are two, and so are `created_at`/`updated_at` behind each other."""
    bare = part.removeprefix("and ")
    if regex.fullmatch(r"[a-z_]+ or [a-z_]+", bare):  # `change a berth's name or depth`
        at = bare.index(" or ")
        return [(bare[:at], len(part) - len(bare)), (bare[at + 4 :], len(part) - len(bare) + at + 4)]
    offset = len(part) - len(bare)
    several = [(one.group(1), offset + one.start(1)) for one in regex.finditer(r"(`\w+`(?=/`)|(?<=/)`\w+`)", bare)]
    if several:
        return several
    pieces, at = [], 0
    for one in regex.split(r"( and (?=(?:an?|the) |`|[\w-]+(?: [A-Z_]+)?$(?<!date and time)))", bare):
        if one != " and ":
            pieces.append((one, offset + at))
        at += len(one)
    return pieces


def _field(words: str, lines: tuple[Text, ...], path: str, at: int) -> Field | None:
    """The field of one phrase; None where it is no name."""
    words = _valued().sub(r"\1", words)
    span = regex.search(r"`([A-Za-z_]\w*)`", words)
    span = None if span and "(" in words[: span.start()] else span  # ``state (`open` | `shut`)`` is a state
    plain = regex.sub(r"\s*\([^()]*\)", "", words).replace("`", "").strip()
    pieces = plain.split()
    kind = next((one.lower() for one in pieces if one.lower() in _KINDS), "")
    if span:
        name = span.group(1)
    else:
        while len(pieces) > 1 and _is_said(pieces) and " ".join(pieces).lower() not in _MADE:
            pieces.pop(0)
        name = _MADE.get(" ".join(pieces).lower(), "") or _named(pieces)
    if not name:
        return None
    values = _values().search(words)
    shown = FieldType("enum", values=tuple(regex.findall(r"[\w-]+", values[1]))) if values else None
    shown = read_type(kind) if kind else shown
    where = place_within(path, lines, at, len(words))
    nullable = "nullable" in words.lower() or "optional" in words.lower()
    made = fields.make(name, shown or fields.UNKNOWN, where, (), origin="inferred")._replace(nullable=nullable)
    inside = regex.search(r"\(([^()]{2,80})\)$", words) if words[-1:] == ")" and not values else None
    return bracketed.said(made, inside[1]) if inside else made


def _is_said(pieces: list[str]) -> bool:
    """Whether the first word says something of the part: `a flag`, `the changed flag key`; not of a `changed time`."""
    first = pieces[0].lower()
    return first in _BEFORE or (len(pieces) > 2 and first in _DONE)


_DONE = frozenset({"created", "updated", "changed", "affected", "deleted", "resulting", "requested"})


@cache
def _valued() -> re.Pattern[str]:
    """``action `boat_sunk` ``, `status PENDING`: a part and the value that it has."""
    parts = "action|status|state|type|kind|role|category|result|outcome|level|severity|source|reason"
    return regex.compile(rf"\b({parts}) (?:(?:of |= ?)?`[\w.-]+`|[A-Z][A-Z_]+\b)")


def _named(pieces: list[str]) -> str:
    """`password hash` is password_hash, `a reference to the user` user_id; empty for what is no name."""
    if pieces[:2] == ["reference", "to"] and len(pieces) > 2:
        own = [one for one in pieces[2:] if one != "the"]
        return f"{own[0]}_id" if own and own[0].isidentifier() else ""
    if len(pieces) > 2 and pieces[1] == "of" and pieces[0] in ("list", "set", "array", "collection"):
        pieces = pieces[2:]
    while len(pieces) > 1 and pieces[-1].lower() in _BEHIND:
        pieces = pieces[:-1]
    if "as" in pieces[1:-1]:  # `the caller as its owner`
        pieces = [one for one in pieces[pieces.index("as") + 1 :] if one not in _BEFORE]
    for at, one in enumerate(pieces):
        if at and (one in ("in", "of", "for", "from") or (one == "to" and at < len(pieces) - 1)):
            pieces = pieces[:at]
            break
    name = "_".join(one.rpartition("/")[2].removesuffix("'s").replace("-", "_") for one in pieces)
    name = name if len(pieces) == 1 and regex.search(r"[a-z][A-Z]", name) else name.lower()
    return name if 0 < len(pieces) <= MAX_WORDS and name.isidentifier() and name.isascii() else ""


@cache
def _stored() -> re.Pattern[str]:
    """``wishes`에 `member_id`, `note`를 저장한다``."""
    return regex.compile(r"`([a-z][a-z0-9_]*)`(?: 테이블)?에는? ([^.`]*`[^.]*?)저장(?:한다|합니다|해야|하며|하고)")


@cache
def _owned() -> re.Pattern[str]:
    """``wish.member_id`, `wish.note`, 선택적 `wish.until`을 저장한다``."""
    return regex.compile(r"((?:`[a-z_]\w*\.\w+`[^.`]*){3,}[^`]*)저장(?:한다|합니다|해야|하며|하고)")


def stored(text: str, lines: tuple[Text, ...], path: str) -> tuple[str, list[Field]]:
    """What a Korean sentence says is stored in a table that it names; nothing where that is a store of another kind."""
    found = _stored().search(text)
    if found:
        inside = [one.span() for one in regex.finditer(r"\([^()]*\)", found.group(2))]  # the values of what is before
        names = [
            (one, found.start(2))
            for one in regex.finditer(r"`([A-Za-z_]\w*)`", found.group(2))
            if not any(start < one.start() < stop for start, stop in inside)
        ]
        thing, least = found.group(1), MIN_PARTS - 1
    else:
        dotted = _owned().search(text)
        names = [(one, dotted.start(1)) for one in regex.finditer(r"`\w+\.(\w+)`", dotted.group(1))] if dotted else []
        things = {one.group().strip("`").partition(".")[0] for one, _ in names}
        thing, least = (things.pop() if len(things) == 1 else ""), MIN_PARTS
    if not thing or len(names) < least or thing in keywords("caches") or thing in keywords("databases"):
        return "", []
    made = []
    for one, at in names:
        where = place_within(path, lines, at + one.start(1), len(one.group(1)))
        made.append(fields.make(one.group(1), fields.UNKNOWN, where, (), origin="inferred"))
    return thing, made
