"""Bullets of a data model that are names alone or with words: attributes in Korean, `인원 수: 정수`, and tables."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.entities import bullets
from groundplan.spec.entities.headed import ATTRIBUTES, KEYS, tells_what
from groundplan.spec.fields import choices, fields, inline
from groundplan.spec.fields.cells import constraint_pieces, known_type
from groundplan.spec.model import FieldType
from groundplan.spec.text import titles
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.words import bare, heading, key_value, singular, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

_FEW = 2


@cache
def _name() -> re.Pattern[str]:
    """A name of at most three words, and what is said of it."""
    return regex.compile(r"[`*]*([가-힣]+(?: [가-힣]+){0,2})[`*]*(?:\s*[:：]\s*[*]*\s*(\S.*)|\s*\(([^()]*)\))?$")


def attributes(region: Region) -> frozenset[int]:
    """The lines of such names in lists of nothing else, where half of them or more end as only attributes do.

    Below `**속성:**` they need not.
    """
    return frozenset(
        line.line
        for label, lines in _lists(region)
        if not titles.is_rules(label) and _are_attributes(lines, bare(label).rstrip(": "))
        for line in lines
    )


def names(region: Region) -> frozenset[int]:
    """The lines of lists whose bullets are names as programs spell them, one or several each: `id, email`, `createdAt`.

    One in four may have words behind it: `provider: naver, kakao`.
    """
    return frozenset(line.line for _, lines in _lists(region) if _are_names(lines) for line in lines)


def _are_names(lines: list[Text]) -> bool:
    rest = [line for line in lines if not (bullets.named(line, "") or bullets.several(line, ""))]
    typed = [line for line in rest if bullets.is_typed(line, "") and ":" not in line.text]  # `boat_name(string)`
    rest = rest if len(typed) == len(lines) else [line for line in rest if line not in typed]
    if rest and len(rest) < len(lines) and all(bullets.noted(line, "") for line in rest):
        return True
    if rest:
        return _MOST * len(rest) <= len(lines) and all(_described().match(line.text) for line in rest)
    return len(lines) > 1 or bool(bullets.several(lines[0], ""))


_MOST = 4


def grouped(region: Region) -> dict[int, list[Field]]:
    """By their lines: the members of one thing in groups, `**Port information**: port_name (string), port_code`.

    Of several things each may be listed so; a word such as information says that these are parts of one.
    """
    keyed = [(line, *key_value(line.text)) for line in bullets.outer(region.blocks)]
    if any(_is_typed(line, value) for line, _, value, _ in keyed):  # `` `email`: String `` is a member, and no group
        keyed = [one for one in keyed if _last(one[1]) in vocabulary("member_groups")]
        several = {
            line.line: bullets.several(line._replace(text=value), region.document.path) for line, _, value, _ in keyed
        }
        return {line: found for line, found in several.items() if found}
    if len(keyed) < _FEW or not any(_last(key) in vocabulary("member_groups") for _, key, _, _ in keyed):
        return {}
    path = region.document.path
    found = {
        line.line: inline.columns(Text(value, line.line, line.column + at), path)
        for line, key, value, at in keyed
        if key and compact(key) not in ATTRIBUTES
    }
    names_ = [one.name for several in found.values() for one in several]
    whole = len(found) == len(keyed) and all(found.values()) and all(map(str.isidentifier, names_))
    return found if whole and 2 * sum(map(bullets.is_spelled, names_)) >= len(names_) else {}


def _is_typed(line: Text, value: str) -> bool:
    return line.text[:1] == "`" and known_type(value.partition("(")[0].strip()) is not None


def alone(block: Paragraph) -> list[Text]:
    """The lines of a paragraph that is nothing but names of things, one a line: `Boat`, `BoatNote`, `Harbour`."""
    found = [line for line in block.lines if _thing().fullmatch(line.text)]
    compound = any(_compound().fullmatch(one.text) for one in found)
    return found if compound and len(found) == len(block.lines) >= _MANY else []


_MANY = 3


@cache
def _thing() -> re.Pattern[str]:
    return regex.compile(r"[A-Z][a-z\d]\w*")


@cache
def _compound() -> re.Pattern[str]:
    return regex.compile(r"[A-Z][a-z\d]+(?:[A-Z][a-z\d]+)+")


def kinds(region: Region) -> list[Text]:
    """The things in lines that group them: `**Core**: Sailor (with ...), Harbour`, `**Trips**: Trip, TripMember`.

    One is a compound as only programs spell it, and none ends as members do.
    """
    lines = [line for block in region.blocks if isinstance(block, Paragraph | Item) for line in block.lines]
    found: list[Text] = []
    for line in lines:
        key, value, at = key_value(line.text) if line.text[:2] == "**" else ("", "", 0)
        parts = [(part.partition("(")[0].strip("` "), offset) for part, offset in split(value.rstrip("."))]
        if not key or not all(_thing().fullmatch(name) and not _ends().search(name) for name, _ in parts):
            return []
        found += [Text(name, line.line, line.column + at + offset) for name, offset in parts]
    compound = any(_compound().fullmatch(one.text) for one in found)
    return found if compound and len(lines) > 1 and len(found) > len(lines) else []


@cache
def _ends() -> re.Pattern[str]:
    return regex.compile(
        r"(?:^|(?<=[a-z\d]))(?:Id|ID|Name|At|Date|Email|Status|Type|Code|Number|Count|Url|URL|Price|Time|Key|Hash|Title"
        r"|Description|Address|Phone|Role|Password|Amount|Quantity)$"
    )


def _last(key: str) -> str:
    return key.lower().rpartition(" ")[2]


@cache
def _described() -> re.Pattern[str]:
    return regex.compile(r"`?[a-z]\w*`?: \S")


def _lists(region: Region) -> Iterator[tuple[str, list[Text]]]:
    """The outer bullets of each list, with the line above it."""
    above = region.title.text
    for is_list, blocks in groupby(region.blocks, lambda one: isinstance(one, Item)):
        several = list(blocks)
        if is_list:
            yield above, bullets.outer(several)
        last = several[-1]
        above = last.lines[-1].text if isinstance(last, Paragraph) else ""


def _are_attributes(lines: list[Text], label: str) -> bool:
    found = [_name().match(line.text) for line in lines]
    names = [one[1] for one in found if one and one[1] not in fields.LABELS]
    ends = tuple(vocabulary("attribute_ends"))
    known = sum(name.endswith(ends) for name in names)
    are_known = 2 * known >= len(names) or compact(label) in ATTRIBUTES
    return len(names) >= _FEW and all(found) and are_known


def are_plural(region: Region) -> bool:
    """Whether all outer bullets of a list of entities are plural names with words, `- boats: where guests sleep`."""
    if region.own != "data_model" or heading(region.title.text)[0].split(" ")[-1].lower() not in vocabulary("things"):
        return False
    found = [_table().match(line.text) for line in bullets.outer(region.blocks)]
    return len(found) >= _FEW and all(one and singular(one[1]) != one[1] for one in found)


def sentences(region: Region) -> frozenset[int]:
    """The lines `**Berth:** a place where one boat lies`, where all paragraphs in bold name things and half say what.

    A name in both languages, `**선석(Berth):**`, says it by itself.
    """
    if region.own != "data_model":
        return frozenset()
    lines = [one.lines[0] for one in region.blocks if isinstance(one, Paragraph) and one.lines[0].text[:2] == "**"]
    keyed = [(line.line, *titles.entity_name(key), value) for line in lines for key, value, _ in [key_value(line.text)]
             if key not in fields.LABELS]  # fmt: skip
    are_names = all(name and value and compact(name) not in KEYS for _, name, _, value in keyed)
    told = sum(bool(label) or tells_what(value) for _, _, label, value in keyed)
    return frozenset(one[0] for one in keyed) if are_names and 2 * told >= len(keyed) >= _FEW else frozenset()


def things(line: Text) -> list[Text]:
    """The names of a bullet that is nothing but names of things: `` `Skipper`, `Berth`, `Mooring` ``."""
    if not _things().fullmatch(line.text):
        return []
    found = regex.compile(r"\w+").finditer(line.text)
    return [Text(one[0], line.line, line.column + one.start()) for one in found if not is_message(one[0])]


@cache
def _things() -> re.Pattern[str]:
    return regex.compile(r"`[A-Z]\w*[a-z]\w*`(?:, `[A-Z]\w*[a-z]\w*`){2,}\.?")


@cache
def _table() -> re.Pattern[str]:
    return regex.compile(r"([a-z][a-z_]*)\s*[:：]\s*\S")


def listed(line: Text, path: str, *, follows: bool = False) -> list[Field]:
    """The fields of a line that lists them in Korean: `항구명, 위치, 담당자`, `항구 정보 (이름, 위치 등)`.

    Half of them end as attributes do; one alone does where it `follows` others.
    """
    found = _led().fullmatch(line.text)
    inner = next((at for at in (1, 2) if found and found[at]), 0)
    shown = Text(found[inner], line.line, line.column + found.start(inner)) if found and inner else line
    own = inline.columns(shown, path) if _is_worded(shown.text) else []
    known = sum(one.name.endswith((*vocabulary("attribute_ends"), *_finals(one.name))) for one in own)
    return own if (len(own) >= _FEW and 2 * known >= len(own)) or (follows and len(own) == known == 1) else []


def _finals(name: str) -> list[str]:
    """How longer names of attributes end: `항구명`, `출항일`, `담당자`."""
    return vocabulary("attribute_finals") if len(name) > _FEW else []


def _is_worded(text: str) -> bool:
    return not text.isascii() and not regex.search(r"[가-힣](?:고|며|면|다),|[가-힣](?:는|은|한|할) ", text)


@cache
def _led() -> re.Pattern[str]:
    return regex.compile(
        r"[*`]*[가-힣]+(?: [가-힣]+)? (?:정보|항목|속성|필드|컬럼)[*`]*(?: ?\(([^()]+)\)|:[*]* ([^:()]+))"
    )


def valued(line: Text, path: str) -> list[Field]:
    """The field whose values a line lists behind its name: `종류: Cargo, Ferry, Yacht`, `status: open, shut`."""
    key, value, _ = key_value(line.text)
    words = _choices(value.rstrip(".")) if " " not in key else []
    if not words or key[:1].isupper() or any(known_type(one) is not None for one in words):
        return []
    values = choices.named(key, words)
    return [fields.make(key, FieldType("enum", values=values), place(path, line), ())] if values else []


def _choices(text: str) -> list[str]:
    """The words that commas, strokes or bars part: `열림 / 닫힘`."""
    mark = next((one for one in ",/|" if one in text), "")
    return [one.strip("` ") for one, _ in split(text, mark)] if mark else []


def attribute(line: Text, path: str) -> list[Field]:
    """The field of one such bullet; its type where what is said of it begins with one."""
    found = _name().match(line.text)
    if not found or found[1] in fields.LABELS:
        return []
    span = place(path, line, found.start(1), len(found[1]))
    values = choices.named(found[1], _choices(found[3] or "") or [found[3] or ""])
    if values:
        return [fields.make(found[1], FieldType("enum", values=values), span, ())]
    said, _ = choices.spelled(found[2] or found[3] or "", "", bracketed=bool(found[3]))
    typed = fields.from_pieces(found[1], line, path, constraint_pieces(said)) if said else None
    if typed and not typed.unread and typed.field.type.base not in ("unknown", "ref"):
        return [typed.field._replace(span=span)]
    made = fields.make(found[1], fields.UNKNOWN, span, ())._replace(description=said)
    return [fields.told(made, said) if found[3] else made]
