"""What the heading of a region names: an entity, by its own words or by what stands in the table below it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Table
from groundplan.grammar import compact, keywords, vocabulary
from groundplan.spec.fields.fields import from_bullet
from groundplan.spec.outline import main_title, section_kind
from groundplan.spec.text.messages import is_asked, is_envelope, is_message, is_message_title
from groundplan.spec.text.paths import mentions
from groundplan.spec.text.tables import columns
from groundplan.spec.text.titles import entity_name, is_marked, is_more_fields, is_of_fields, named_fields, names_table
from groundplan.spec.text.words import bare, heading, key_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region


ATTRIBUTES = ("fields", "attributes", "columns", "properties", "필드", "속성", "컬럼")
"""Labels above fields."""
KEYS = {
    "fd": "dependencies", "functionaldependency": "dependencies", "functionaldependencies": "dependencies",
    "함수종속": "dependencies",
    "index": "indexes", "indexes": "indexes", "unique": "indexes", "uniqueindex": "indexes", "uniquekey": "indexes",
    "uniqueconstraint": "indexes", "uniqueconstraints": "indexes", "고유제약": "indexes", "고유제약조건": "indexes",
    "유니크": "indexes", "유니크제약": "indexes", "유니크제약조건": "indexes", "유니크인덱스": "indexes",
    "복합고유": "indexes", "복합고유제약": "indexes", "복합유니크": "indexes",
    "인덱스": "indexes", "고유인덱스": "indexes", "고유": "indexes", "색인": "indexes",
    "attributes": "fields", "fields": "fields", "columns": "fields", "properties": "fields",
    "속성": "fields", "필드": "fields", "컬럼": "fields",
    "relations": "relations", "relationships": "relations", "관계": "relations",
}  # fmt: skip
"""What stands behind a label, by the label."""
PRIMARY = frozenset({"primarykey", "기본키", "pk"})
KEYS |= dict.fromkeys(PRIMARY, "fields")

_HAPPENING = ("request", "event", "result", "query", "form", "state", "settings", "update", "connection")
"""How names of messages end, which are of what is stored where that has a primary key."""
_KEPT = ("event", "state", "settings", "connection", "store")
"""Of these an `id` will do, too."""
_LASTING = ("result", "event", "state")
"""And of these that they are of something, and of a time."""


def keyed(region: Region) -> tuple[str, str]:
    """The entity of a heading that may be of a message, where what stands below it has a key.

    A LeaveRequest with a primary key is stored; an OrderService with one is still a part of the program.
    """
    if region.main or region.own:
        return "", ""
    name, label = entity_name(region.above if is_of_fields(region.title.text) else region.title.text)
    lower = name.lower()
    if not name.isidentifier() or not lower.endswith((*_HAPPENING, *_KEPT)):
        return "", ""
    settles = lower.endswith("settings") and (_has_owner(region) or _is_typed(region))
    has = _has_key(region, by_id=lower.endswith(_KEPT)) or settles
    has = has or (lower.endswith(_LASTING) and _has_owner(region) and _has_time(region))
    return (name, label) if has or (is_asked(name) and _is_followed(region)) else ("", "")


def asked(region: Region) -> frozenset[str]:
    """Of a list of things those that people ask for: LeaveRequest beside Employee, no OrderRequest beside Order."""
    items = [block for block in region.blocks if isinstance(block, Item)]
    lines = [one.lines[0].text for one in items if one.depth == items[0].depth]
    names = [entity_name(key_value(line)[0] or line)[0] for line in lines]
    if any(one.endswith(("Response", "Dto", "DTO")) for one in names):
        return frozenset()
    return frozenset(one for one in names if is_asked(one) and one.removesuffix("Request") not in names)


def _is_followed(region: Region) -> bool:
    """Whether a thing has an id and a state or a time of its own, which no body brings along."""
    names = {name.lower() for name, _ in _members(region)}
    return "id" in names and any(one.startswith(_FOLLOWED) for one in names)


_FOLLOWED = ("status", "state", "created", "requested", "submitted", "approved", "reviewed", "decided")


def _has_key(region: Region, *, by_id: bool) -> bool:
    """A primary key in a table or a list, or by its name where that is enough."""
    return any(_keyed().search(words) or (by_id and name.lower() == "id") for name, words in _members(region))


def _is_typed(region: Region) -> bool:
    """Whether all that stands below is three typed fields or more: settings that are kept, and no file of them."""
    found = [from_bullet(one.lines[0], "") for one in region.blocks if isinstance(one, Item)]
    kinds = [one.field.type.base for one in found if one]
    return len(kinds) == len(found) >= _SOME and not {"unknown", "ref"}.intersection(kinds)


_SOME = 3


def _has_owner(region: Region) -> bool:
    return any(name.lower().endswith(("_id", "userid")) or name.endswith("Id") for name, _ in _members(region))


def _has_time(region: Region) -> bool:
    return any(regex.search(r"_(?:at|time)$|[a-z](?:At|Time)$|(?i:timestamp)$", name) for name, _ in _members(region))


def _members(region: Region) -> Iterator[tuple[str, str]]:
    """The names in tables and lists, each with the words behind it."""
    for block in region.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield bare(row[0].text) if row else "", " ".join(cell.text for cell in row[1:])
        elif isinstance(block, Item):
            name, _, rest = block.lines[0].text.replace("(", ":", 1).partition(":")
            yield bare(name), rest


@cache
def _keyed() -> re.Pattern[str]:
    return regex.compile(r"\bPK\b|\bprimary key\b|기본 ?키|@id\b", re.IGNORECASE)


def kept(region: Region) -> tuple[str, str]:
    """The table that the heading of a list of columns names, whatever section it stands in."""
    title = region.title.text
    if region.main or region.own == "data_model" or not title or mentions(title):
        return "", ""
    return ("", "") if is_message_title(title, modelled=True) else entity_name(title)


def heading_entity(region: Region) -> tuple[str, str]:
    """The entity that the region's heading names: not a section name, not the title of the SPEC."""
    title = region.title.text
    modelled = region.kind == "data_model"
    if region.own == "data_model" and counted_kind().match(title):
        return entity_name(title)
    table = _of_table(region) if region.own == "data_model" else ""
    if table:
        return table, ""
    if region.main or not title or (region.own and not (region.own == "data_model" and is_marked(title))):
        return "", ""
    if region.kind not in ("data_model", "", "api", "architecture") or mentions(region.above):
        return "", ""
    if is_of_fields(title) or (modelled and is_more_fields(title)):
        return above(region)
    of_fields = named_fields(title)
    if of_fields:
        return (
            ("", "")
            if is_message(of_fields, keyed=True) or compact(of_fields) in vocabulary("messages")
            else (of_fields, "")
        )
    name = entity_name(title)
    shown = modelled or region.above.lower() in vocabulary("object_lists")
    if not name[0] and shown and _identified(region):
        return heading(title)[0], ""
    if is_marked(title) and not name[1]:  # `Order Schema` is one of orders, `Response Schema` of none
        named = compact(name[0]) not in vocabulary("messages") and not is_message_title(name[0], modelled=modelled)
        return name if named else ("", "")
    is_told = " " in name[0] and not names_table(title)
    is_told = is_told and (is_envelope(name[0]) or is_message_title(name[0], modelled=modelled))
    if is_told or is_message_title(title, modelled=modelled):
        return "", ""
    return _informed(name) if modelled else name


def _informed(name: tuple[str, str]) -> tuple[str, str]:
    """A thing by its name, where a heading is of what is kept of it: `예약 정보`, `Booking information`."""
    found = _information().fullmatch(name[0]) if not name[1] else None
    whose = found[1] or found[2] if found else ""
    return (whose, "") if whose and compact(whose) not in vocabulary("generic") else name


@cache
def _information() -> re.Pattern[str]:
    return regex.compile(
        r"([가-힣]{2,}(?: [가-힣]+)?) ?(?:정보|데이터)|([A-Z]\w+(?: [A-Z]\w+)?) (?:[Ii]nformation|[Ii]nfo|[Dd]ata)"
    )


def _of_table(region: Region) -> str:
    """The one table that the heading of a data model names in brackets: `DB schema (AuditLog)`, `(orders 테이블)`."""
    title = region.title.text
    found = _bracketed().search(title) if title.endswith(")") else None
    name = (found[1] or found[2]) if found else ""
    if any(compact(name) in keywords(part) for part in ("databases", "frameworks")):
        name = ""
    kept = None if name else _database().match(title)
    name = kept[1] if kept and kept[1].lower() not in vocabulary("kinds_of_things") else name
    one = [block for block in region.blocks if isinstance(block, Table)]
    return name if name and len(one) == 1 and "field" in columns(one[0]) else ""


@cache
def _database() -> re.Pattern[str]:
    """`Trip Database (Cassandra)` over the columns of trips."""
    return regex.compile(r"([A-Z][a-z]+) (?:Database|DB|Store)(?: \([^()]*\))?$")


@cache
def _bracketed() -> re.Pattern[str]:
    return regex.compile(r"\(`?(?:([A-Z]\w*[a-z]\w*)`?|([a-z]\w*)`? ?(?:테이블|[Tt]able|[Cc]ollection|컬렉션))\)$")


def told(region: Region) -> str:
    """The sentence right below the heading of a data model that says what it names: `Represents one line of ...`."""
    first = region.blocks[0] if region.blocks else None
    if not isinstance(first, Paragraph):
        return ""
    text, last = bare(first.lines[0].text), bare(first.lines[-1].text).rstrip(". ")
    known = text.partition(" ")[0].lower() in vocabulary("represents")
    ends = last.endswith(("다", "함")) and last.rpartition(" ")[2].startswith(tuple(vocabulary("represented")))
    known = known or ends
    counted = counted_kind().match(region.title.text)
    named = region.name.isidentifier() and region.name[:1].isupper() and tells_what(text)
    both = entity_name(region.title.text)[1]  # `주문 (Order)`
    listed = region.above.lower() in vocabulary("entity_lists")  # below `Core Entities` each heading names one
    coded = _coded().match(region.title.text)
    return text if known or counted or named or listed or coded or (both and not both.isascii()) else ""


@cache
def _coded() -> re.Pattern[str]:
    """``4. `pier_logs` — 부두 기록``, `pier_logs`: a table by its name, with what it is."""
    return regex.compile(r"(?:[\d.]+\s+)?(?:`[a-z]\w*_\w+`|[a-z]+(?:_[a-z]+)*_[a-z]+s\b)(?:\s*[(—–-]|$)")


@cache
def counted_kind() -> re.Pattern[str]:
    """`Entity: Visit`, `Data Model: Visit` say themselves what they name."""
    return regex.compile(r"(?:[\d.]+\s+)?(?:Entity|엔티티|Data Model|데이터 모델)\s*:", re.IGNORECASE)


def tells_what(text: str) -> bool:
    """Whether a sentence says what a thing is: `A place where goods lie.`, `Represents one line of an order.`"""
    return text.partition(" ")[0].lower() in vocabulary("represents") or _thing().match(text) is not None


@cache
def _thing() -> re.Pattern[str]:
    """`A place where goods lie.`: what it is, and no rule about it, whatever further sentences say."""
    return regex.compile(r"An? (?![^.]*\b(?:must|should|shall|will|not|never|is|are)\b)[^.]+(?:\.(?=\s)|\.?$)")


def _identified(region: Region) -> bool:
    """Whether what stands below a lone word that may mean anything, `Transfer`, begins with a typed id: a resource."""
    word = heading(region.title.text)[0]
    first = next((one for one in region.blocks if isinstance(one, Item | Table)), None)
    if not word.isidentifier() or not word.istitle() or first is None:
        return False
    if isinstance(first, Table):
        return "type" in columns(first) and bool(first.rows) and bare(first.rows[0][0].text).lower() == "id"
    found = from_bullet(first.lines[0], region.document.path)
    return found is not None and found.field.name.lower() == "id" and found.field.type.base not in ("unknown", "ref")


def above(region: Region) -> tuple[str, str]:
    """The entity of the heading around, which may be no section and not the title of the SPEC."""
    title = main_title(region.document)
    outer = region.above
    section = section_kind(outer) and not is_marked(outer)
    if not outer or section or (title and heading(title.text)[0] == outer):
        return "", ""
    return ("", "") if is_message_title(outer, modelled=True) else entity_name(outer)
