"""Lists whose bullets are fields by what all of them look like: `- NAME: words`, or types under any heading."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.entities.headed import ATTRIBUTES
from groundplan.spec.fields import fields, inline, spans
from groundplan.spec.fields.cells import constraint_pieces, known_type, read_constraints, read_type
from groundplan.spec.model import Field
from groundplan.spec.text.words import bare, key_value, split

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.document import Block, Paragraph
    from groundplan.spec.outline import Region

_KEYS = ("idx_", "fk_", "pk_", "uq_", "uk_", "ix_")
_MIN = 3
"""Fewer typed bullets under a heading of no data model may be anything."""


@cache
def _described() -> re.Pattern[str]:
    """`- ZIP_CODE : words`, `` - `zipCode` - words``: a name as programs spell it, and what it is."""
    return regex.compile(r"[`*]*([a-z_]\w*|[A-Z]\w*)[`*]*(?:\s*[:：]\s*|\s+[—–-]\s+)(\S.*)$")


def outermost(blocks: Iterable[Block]) -> list[Item]:
    """The bullets that stand in no other bullet."""
    items = [block for block in blocks if isinstance(block, Item)]
    depth = min((one.depth for one in items), default=0)
    return [one for one in items if one.depth == depth]


def outer(blocks: Iterable[Block]) -> list[Text]:
    """Their first lines."""
    return [one.lines[0] for one in outermost(blocks)]


def _labelled(region: Region) -> list[Text]:
    """The bullets below `- Fields:`, where there is such a label."""
    items = [block for block in region.blocks if block.__class__ is Item]
    at = next((at for at, one in enumerate(items) if _is_label(one.lines[0].text)), len(items))
    below: list[Text] = []
    for one in items[at + 1 :]:
        if one.depth <= items[at].depth:
            break
        below.append(one.lines[0])
    return below


def are_fields(region: Region) -> bool:
    """Whether bullets are fields by themselves, whatever section they stand in."""
    return bool(are_typed(region) or are_identified(region) or labelled(region) or lists_attributes(region))


def labelled(region: Region) -> frozenset[int]:
    """The lines of bullets below `Attributes:` where all are names with words, one spelled as only a field is."""
    lines = _labelled(region)
    found = [_described().match(line.text) for line in lines]
    known = len(found) > 1 and all(found) and any(is_spelled(one[1]) for one in found if one)
    return frozenset(line.line for line in lines) if known else frozenset()


def beneath(region: Region) -> frozenset[int]:
    """The lines further in below `- **Berth**: words` where all are names of fields with words: `- **id**: its key`."""
    lines: set[int] = set()
    below: list[Text] = []
    depth = -1
    for one in [*(block for block in region.blocks if isinstance(block, Item)), None]:
        if one is not None and 0 <= depth < one.depth:
            below.append(one.lines[0])
            continue
        marked = [line for line in below if line.text[:2] == "**"]
        told = marked if len(marked) >= _FEW else below  # a sentence before them is of the thing itself
        found = [_described().match(line.text) for line in told]
        names = [match[1] for match in found if match and match[1][:1].islower()]
        sure = any(is_spelled(one) or (marked and one in vocabulary("attribute_words")) for one in names)
        if len(names) == len(told) >= _FEW and sure and not are_acts(names):
            lines |= {line.line for line in told}
        below, depth = [], one.depth if one and one.lines[0].text[:2] == "**" else -1
    return frozenset(lines)


def lists_attributes(region: Region) -> bool:
    """Whether a bullet says so itself: ``- **Attributes**: `brand`, `year` ``."""
    lines = [block.lines[0].text for block in region.blocks if block.__class__ is Item]
    keyed = [key_value(line) for line in lines if line.count("`") >= 2 * _FEW]
    return any(compact(key) in ATTRIBUTES for key, _, _ in keyed)


def are_settings(region: Region) -> bool:
    """Whether bullets say where a thing is reached, ``- **URL**: `jdbc:h2:mem:x` ``: none of them names an entity."""
    lines = [block.lines[0].text for block in region.blocks if block.__class__ is Item]
    return any(_address().search(line) for line in lines if ":" in line)


@cache
def _address() -> re.Pattern[str]:
    return regex.compile(r":[*_]*\s*`?(?:jdbc:|[a-z][a-z+]{2,20}://)")


def _is_label(text: str) -> bool:
    words = bare(text)
    return words[-1:] == ":" and compact(words[:-1]) in ATTRIBUTES


_FEW = 2


def are_acts(names_: list[str]) -> bool:
    """`submit_order`, `pay_order`: functions, and neither tables nor fields."""
    acts = sum(one.partition("_")[0] in vocabulary("acts") for one in names_)
    return 2 * acts >= len(names_) and all("_" in one and not one.endswith(_MARKS) for one in names_)


_MARKS = ("_time", "_at", "_by", "_date", "_count", "_id", "_url", "_flag")
"""`update_time` is a field."""


def are_described(region: Region) -> bool:
    """Whether all bullets are names of fields with words, and one is spelled as only a field is."""
    found = [_described().match(line.text) for line in outer(region.blocks)]
    names = [one.group(1) for one in found if one]
    if any(name.lower().startswith(_KEYS) for name in names) or (names and are_acts(names)):
        return False  # of indexes and keys
    titled = any(name.istitle() for name in names)  # `Purpose`, `Notes`: names where a key stands among them
    if titled and not any(name[:1].isupper() and name.endswith(("ID", "Id")) and len(name) > 2 for name in names):
        return False
    if len(names) < _FEW or len(names) < len(found):
        return False
    return any(map(is_spelled, names)) or all(_is_type(one.group(2)) for one in found if one)


def _is_type(words: str) -> bool:
    """`String, required`: words that begin with a type."""
    kind = read_type(words.partition(",")[0].strip())
    return kind is not None and kind.base not in ("unknown", "ref", "enum")


def is_spelled(name: str) -> bool:
    """Whether a name is one that programs give: `id`, `created_at`, `ownerId`."""
    return name == "id" or "_" in name.strip("_") or not name.islower()


def described(line: Text, path: str) -> list[Field]:
    """The field of one such bullet; its type where the words begin with one: `- id - UUID, primary key`."""
    found = _described().match(line.text)
    if not found or found.group(1) in fields.LABELS:
        return []
    span = place(path, line, found.start(1), len(found.group(1)))
    head, *notes = regex.split(r"\s[—–-]\s", found.group(2), maxsplit=1)
    bounds = [(note, 0) for note in notes if read_constraints(note)]  # `UUID - primary key`
    typed = fields.from_pieces(found.group(1), line, path, constraint_pieces(head.replace("`", " ")) + bounds)
    if typed and not typed.unread and typed.field.type.base not in ("unknown", "ref"):
        return [typed.field._replace(span=span, description=" ".join(notes))]
    return [Field(found.group(1), fields.UNKNOWN, span, description=found.group(2))]


@cache
def _bare() -> re.Pattern[str]:
    """`- createdAt`, `- id (PK)`: nothing but a name as programs spell it."""
    return regex.compile(
        r"[`*]*([a-z_]\w*)[`*]*"
        r"(?:\s*\((PK|FK|primary key|foreign key|unique|required|optional|\d+ ?[-–~] ?\d+)\))?$",
        re.I,
    )


def named(line: Text, path: str) -> list[Field]:
    """The field of a bullet that is nothing but its name."""
    found = _bare().match(line.text)
    if not found or (not found.group(1)[:1].islower() and found.group(1)[:1] != "_"):
        return []
    span = place(path, line, found.start(1), len(found.group(1)))
    said = (found.group(2) or "").lower()
    bound = (read_constraints(said) or ()) if said[:1].isdigit() or said in _BINDING else ()
    made = fields.make(found.group(1), fields.UNKNOWN, span, bound)
    return [made._replace(primary_key=said in ("pk", "primary key"))]


_BINDING = ("unique", "required", "optional")


@cache
def _noted() -> re.Pattern[str]:
    return regex.compile(r"[`*]*([a-z]\w*)[`*]* ?\(([^()]{3,60})\)`?$")


def noted(line: Text, path: str) -> list[Field]:
    """The field of a bullet with words for its type, `pin(sha512 hash)`; `cancel (soft delete)` is what is done."""
    found = _noted().match(line.text)
    if not found or found[1].partition("_")[0] in vocabulary("acts"):
        return []
    made = fields.make(found[1], fields.UNKNOWN, place(path, line, found.start(1), len(found[1])), ())
    return [fields.told(made._replace(description=found[2]), found[2])]


def several(line: Text, path: str, *, sure: bool = False) -> list[Field]:
    """The fields of a bullet below a name that lists nothing else: `id, major_id, rating(1~5)`.

    Where it is not `sure`, one of them is spelled as only a field is.
    """
    words = _listed(line.text).rstrip(". ").removesuffix(" fields").removesuffix(" columns")
    pieces = [part for part, _ in split(words)]
    pieces = [one for one in pieces if one != "timestamps"] if "`" in words else pieces  # the usual two, beside names
    parts = [_listed_name().fullmatch(part) for part in pieces]
    found = [one[1] for one in parts if one]
    if len(found) < _FEW or len(found) < len(parts) or not (sure or any(map(is_spelled, found))):
        return []
    told = inline.columns(line._replace(text=words), path, sure=True) if "(" in words else []
    if [one.name for one in told] == found:
        return told
    return [fields.make(name, fields.UNKNOWN, place(path, line), ()) for name in found]


def _listed(text: str) -> str:
    """A list without the sentence behind it: `` `id`, `day`. Indexed by day.``."""
    end = spans.ending().search(text) if ". " in text and "`" in text else None
    return text[: end.start()] if end and text.count("`", 0, end.start()) >= 2 * _FEW else text


@cache
def _listed_name() -> re.Pattern[str]:
    return regex.compile(r"[`*]*(ID|[a-z_]\w*)[`*]*\s*(?:\([^()]*\))?")


def are_identified(region: Region) -> bool:
    """Whether all bullets are names with words, the first of them an id: fields, whatever section they stand in."""
    first = next((block.lines[0].text for block in region.blocks if block.__class__ is Item), "")
    return bool(_keyed_by().match(first)) and are_described(region)


@cache
def _keyed_by() -> re.Pattern[str]:
    return regex.compile(r"[*`]*(?:_?id|uuid)[*`]*\s*[:：—–-]", re.IGNORECASE)


def are_typed(region: Region) -> bool:
    """Whether all bullets state a type or a key: fields, whatever section their heading stands in."""
    return have_types(_labelled(region) or outer(region.blocks))


def have_types(lines: list[Text]) -> bool:
    """Whether lines are typed fields: three, or one that is a key; what stands there twice is a label."""
    found = [fields.from_bullet(line, "") for line in lines]
    if len({one.field.name for one in found if one}) < len(found):
        return False
    kinds = [one.field.type.base for one in found if one]
    keyed = sum(one.field.primary_key for one in found if one)
    plain = sum(kind not in ("unknown", "ref") for kind in kinds) + keyed
    return len(found) >= (1 if keyed else _MIN) and len(kinds) == len(found) and 2 * plain > len(found)


def in_lines(block: Paragraph, path: str) -> list[Field]:
    """The fields of a paragraph of nothing but typed ones: `title : varchar(30)`, `id (primary key) : int`."""
    found = [_sized(line, path) for line in block.lines]
    return [one for one in found if one] if all(found) else []


def _sized(line: Text, path: str) -> Field | None:
    shape = _in_line().fullmatch(line.text)
    kind = read_type(shape[3].strip("` ")) if shape else None
    if not shape or not kind or kind.base in ("unknown", "ref") or shape[1] in fields.LABELS:
        return None
    bound = [each for one, _ in constraint_pieces(shape[2] or "") for each in read_constraints(one) or ()]
    return fields.make(shape[1], kind, place(path, line, 0, len(shape[1])), bound, raw_type=shape[3])


@cache
def _in_line() -> re.Pattern[str]:
    return regex.compile(r"[`*]*([a-z]\w*)[`*]* ?(?:\(([^()]{2,60})\))? ?: ?([A-Za-z`][^:,;.]{2,40})")


def is_typed(text: Text, path: str) -> bool:
    """Whether a bullet is a field whose type is stated in words that we know, and nothing else: no `name, rights`."""
    found = fields.from_bullet(text, path)
    return found is not None and known_type(found.field.raw_type) is not None and not found.unread
