"""Lists whose bullets are things by what all of them look like: tables with words, a thing and its parts in a line."""

from __future__ import annotations

import re
from functools import cache
from itertools import dropwhile, pairwise, takewhile
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Text
from groundplan.grammar import vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.draft import bullets_below, place
from groundplan.spec.entities.bullets import are_acts, outer, outermost
from groundplan.spec.fields import fields
from groundplan.spec.model import Entity, Field
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.titles import described, is_bold, is_clause, is_of_fields
from groundplan.spec.text.words import bare, key_value, singular

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.outline import Region

_FEW = 2
_MIN = 3


@cache
def _dashed() -> re.Pattern[str]:
    return regex.compile(r"(?:\*\*([^*]{1,60})\*\*|`([A-Z]\w*)`)\s+[–—-]\s+(\S.*)$")


def bold_head(text: str) -> tuple[str, str, int] | None:
    """`**Match** – words`, `` `Match` — words`` as name, words and where these begin; None for any other text."""
    found = _dashed().match(text)
    return (found[1] or found[2], found[3], found.start(3)) if found else None


def outlined(lines: tuple[Text, ...], path: str) -> Iterator[Entity]:
    """Resources of an outline without marks: a name in a line, and typed fields further in below it."""
    at = 0
    while at < len(lines):
        head = lines[at]
        at += 1
        made: list[Field] = []
        while head.text.isidentifier() and at < len(lines) and lines[at].column > head.column:
            found = fields.from_bullet(lines[at], path)
            if found is None or found.field.type.base == "unknown":
                break
            made.append(found.field)
            at += 1
        whole = at == len(lines) or lines[at].column <= head.column
        if len(made) > 1 and whole and not is_message(head.text):
            yield Entity(head.text, tuple(made), place(path, head))


@cache
def _tables() -> re.Pattern[str]:
    """`` - `users`, `follows`: words``: names of tables as a database spells them."""
    return regex.compile(r"[*]*((?:`[a-z]\w*`(?:,\s*|\s+and\s+|\s*[/·]\s*)?)+)[*]*\s*(?:[:：]|[—–-])\s*\S")


def tables(line: Text) -> list[Text]:
    """The names that such a bullet begins with."""
    found = _tables().match(line.text)
    names_ = regex.compile(r"\w+").finditer(line.text, found.start(1), found.end(1)) if found else ()
    return [Text(one[0], line.line, line.column + one.start()) for one in names_ if one[0] != "and"]


def paired(line: Text, path: str) -> list[Field]:
    """`` `tideResult` / `tideConfidence` — written once``: two members of one sense."""
    found = _paired().match(line.text)
    names_ = regex.compile(r"\w+").finditer(line.text, found.start(1), found.end(1)) if found else ()
    return [fields.make(one[0], fields.UNKNOWN, place(path, line, one.start(), len(one[0])), ()) for one in names_]


@cache
def _paired() -> re.Pattern[str]:
    return regex.compile(r"((?:`[a-z_]\w*`\s*/\s*)+`[a-z_]\w*`)\s*(?:[:：]|\s[—–-]\s|$)")


def members(line: Text, path: str) -> list[Field]:
    """Such names further in below the name of a thing are its members: `` `name`, `picture`: who they are``."""
    return [fields.make(one.text, fields.UNKNOWN, place(path, one), ()) for one in tables(line)]


def are_tables(region: Region) -> bool:
    """Whether all bullets are tables by their names, below a heading of several words in a data model: `Menu group`."""
    if region.kind != "data_model" or region.own or " " not in region.name:
        return False
    words = _first(region)
    if len(words) < _FEW or are_acts(words):
        return False
    plural = sum(singular(word) != word for word in words)
    return plural >= max(len(words) - 1, _FEW) or is_clause(region.name)


def named_tables(region: Region) -> frozenset[int]:
    """The lines of bullets that are nothing but tables: below `Related tables:`, or all plural below another label.

    `` `berth_photos`, `berth_visits` `` below `Visits are kept in:` are such, and what `Fields:` stands over is none.
    """
    found: set[int] = set()
    for at, block in enumerate(region.blocks if region.kind == "data_model" else ()):
        label = bare(block.lines[-1].text) if isinstance(block, Paragraph) else ""
        last = label.rstrip(":： ").lower().rpartition(" ")[2]
        if not label.endswith((":", "：")) or is_of_fields(last):
            continue
        lines_ = bullets_below(region.blocks, at)
        names_ = [_coded().fullmatch(line.text) for line in lines_]
        words = [one[1] for one in names_ if one]
        listed_ = last in vocabulary("things")
        plural = len(words) >= _FEW and all("_" in word and singular(word) != word for word in words)
        if words and len(words) == len(lines_) and (listed_ or plural):
            found |= {line.line for line in lines_}
    return frozenset(found)


@cache
def _coded() -> re.Pattern[str]:
    return regex.compile(r"`([A-Za-z]\w*)`")


def are_models(region: Region) -> bool:
    """Whether all bullets of a part of a data model are types with words: ``**`Berth`** — where one boat lies``."""
    if region.kind != "data_model" or region.own:
        return False
    found = [_modelled().match(line.text) for line in outer(region.blocks)]
    return len(found) >= _FEW and all(one and not is_message(one[1]) for one in found)


@cache
def _modelled() -> re.Pattern[str]:
    return regex.compile(r"\*\*`([A-Z]\w*[a-z]\w*)`(?:\*\*:?|:\*\*)\s*(?:[—–-]\s+)?\S")


def of_described(region: Region) -> frozenset[int]:
    """The lines of bullets below `**orders table**: words` that are its fields by their types, and no things."""
    found: set[int] = set()
    for at, block in enumerate(region.blocks if region.own == "data_model" else ()):
        if isinstance(block, Paragraph) and block.lines[-1].text[:2] == "**" and described(block.lines[-1].text)[0]:
            lines_ = bullets_below(region.blocks, at)
            made = [fields.from_bullet(line, region.document.path) for line in lines_]
            typed = sum(one.field.type.base != "unknown" for one in made if one)
            found |= {line.line for line in lines_ if typed > 1 and 2 * typed > len(lines_)}
    return frozenset(found)


def are_stored(region: Region) -> bool:
    """Whether all bullets of a part of a data model are names with their tables: ``**Berth** (`berths`)``."""
    if region.kind != "data_model" or region.own:
        return False
    lines = outer(region.blocks)
    return bool(lines) and all(_stored().fullmatch(line.text) for line in lines)


@cache
def _stored() -> re.Pattern[str]:
    return regex.compile(r"\*\*`?[A-Z][\w ]*`?\*\* ?\(`[a-z]\w*`\):?")


def are_calls(region: Region) -> bool:
    """Whether all bullets are functions, `` `submit_order`: words``, or parts of a program, `` `OrdersDbContext` ``."""
    words = _first(region)
    if len(words) >= _FEW and are_acts(words):
        return True
    listed_ = takewhile(
        lambda one: one.__class__ is Item, dropwhile(lambda one: one.__class__ is not Item, region.blocks)
    )
    types = [_type().match(block.lines[0].text) for block in listed_ if isinstance(block, Item)] if not words else []
    return len(types) >= _FEW and all(one and is_message(one[1]) for one in types)


def bracketed(region: Region) -> dict[int, Text]:
    """By their lines: what stands in brackets at the end of bullets, where each names a thing and its parts there.

    `**Admin**: an account (email, plan)`; where only some do, it may be anything: `**Order**: bought (open, paid)`.
    """
    lines = outer(region.blocks)
    found = [_behind().search(line.text) for line in lines]
    if len(found) < _FEW or not all(found):
        return {}
    pairs = zip(lines, found, strict=True)
    return {line.line: Text(one[1], line.line, line.column + one.start(1)) for line, one in pairs if one}


@cache
def _behind() -> re.Pattern[str]:
    return regex.compile(r"^\*\*[^*:()]{1,40}\*\*:? [^:()]{1,80} \(([^():]+,[^():]+)\)\.?$")


@cache
def _type() -> re.Pattern[str]:
    return regex.compile(r"[*]*`([A-Z]\w*[a-z]\w*)`")


def _first(region: Region) -> list[str]:
    """The names that the first list of a region is of; none where one of its bullets is something else."""
    found: list[str] = []
    for block in dropwhile(lambda one: one.__class__ is not Item, region.blocks):
        names_ = tables(block.lines[0]) if isinstance(block, Item) else []
        if block.__class__ is not Item:
            break
        if not names_:
            return []
        found += [one.text for one in names_]
    return found


def without_note(line: Text) -> Text:
    """A bullet without the note before its name: `(optional) **tags**`."""
    found = _noted().match(line.text) if line.text[:1] == "(" else None
    return Text(line.text[found.end() :], line.line, line.column + found.end()) if found else line


@cache
def _noted() -> re.Pattern[str]:
    return regex.compile(r"\([^()]{1,20}\) (?=\*\*|`)")


def parents(region: Region) -> frozenset[int]:
    """The lines of the bullets that have bullets below them."""
    pairs = pairwise(region.blocks)
    return frozenset(
        one.lines[0].line
        for one, below in pairs
        if isinstance(one, Item) and isinstance(below, Item) and below.depth > one.depth
    )


def whole(item: Item) -> str:
    """The words of an item that goes on in further lines; its first where the next is labelled: `Columns: id, name`."""
    rest = [one.text for one in item.lines[1:]]
    keys = [key for key, _, _ in map(key_value, rest) if ". " not in key]  # not `note TEXT. Index: `
    if any(0 < len(key.split()) <= _MIN for key in keys) or any(map(is_bold, rest)):
        return item.lines[0].text
    return " ".join([item.lines[0].text, *rest])


def listed(region: Region) -> dict[int, Parts]:
    """The outer bullets of a region by their lines, where each is a thing with its parts: `Pet: name, species`.

    So are the lines of paragraphs without bullets.
    """
    found = {one.lines[0].line: _parts(whole(one)) for one in outermost(region.blocks)}
    for block in [one for one in region.blocks if isinstance(one, Paragraph)] if not found else ():
        told = {line.line: _parts(line.text) for line in block.lines}
        found |= told if all(one and _is_titled(one.name) for one in told.values()) else {}
    return {at: one for at, one in found.items() if one} if len(found) > 1 and all(found.values()) else {}


def _is_titled(name: str) -> bool:
    """`Order Item`, `주문`: not the first words of a sentence."""
    words = name.partition("(")[0].split()
    return all(one[0].isupper() for one in words) or (len(words) < _MIN and not name.isascii())


class Parts(NamedTuple):
    """A thing in one line, and its parts, which begin `offset` characters behind the line's start."""

    name: str
    parts: str
    offset: int


def _parts(text: str) -> Parts | None:
    found = next((one for shape in _shapes() if (one := shape.match(text))), None)
    if not found or "," not in found[2] or _sentences().search(found[2]):
        return None
    name, _, last = found[1].rpartition(" ")
    name = name if last.lower() in vocabulary("member_groups") and name else found[1]  # `자리 정보` is of a 자리
    return Parts(name, found[2], found.start(2))


@cache
def _sentences() -> re.Pattern[str]:
    """`an active, paid mooring. Attributes include ...` is told in sentences."""
    return regex.compile(r"\w\. [A-Z가-힣](?![^(]*\))")


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """`Pet: name, kind (cat, dog)`; `Pet(id, name)`, and `pets(id PK, name)`, where a key tells it from a function."""
    name = r"[*`]*([A-Z가-힣][\w ]{0,30}?)[*`]*"
    return (
        regex.compile(r"[*`]*([A-Z가-힣][\w ]{0,30}?(?: ?\([^()]*\))?)[*`]*\s*[:=]\s*((?:[^:=()]|\([^()]*\))+)$"),
        regex.compile(rf"{name} ?\(((?:[^:=()]|\([^()]*\))+)\)$"),
        regex.compile(r"[*`]*([a-z]\w*)[*`]* ?\(((?:id|\w+_id|\w+ PK)\b(?:[^:=()]|\([^()]*\))+)\)$"),
    )


def is_outline(region: Region) -> bool:
    """Whether all bullets are lone names in capitals over their fields, one of them an id: `Player` over `id`."""
    items = [block for block in region.blocks if isinstance(block, Item)]
    groups: list[list[str]] = []
    for one in items:
        first = _lone().match(one.lines[0].text)
        if one.depth == items[0].depth and first and first.group(1)[:1].isupper():
            groups.append([])
        elif one.depth > items[0].depth and first and groups:
            groups[-1].append(first.group(1).lower())
        else:
            return False
    return len(groups) > 1 and all(len(one) > 1 for one in groups) and any("id" in one for one in groups)


@cache
def _lone() -> re.Pattern[str]:
    return regex.compile(r"[`*]*([A-Za-z]\w*)[`*]*(?:$|:|\s*\()")
