"""Tables and models that a task or a decision makes: ``Create `boats` table (id, name)``, ``Add `Boat` model with``.

Their columns stand behind them, or in the bullets below: `Fillable: port_id, name`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Text
from groundplan.grammar import compact, keywords, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.entities import shown
from groundplan.spec.entities.headed import ATTRIBUTES
from groundplan.spec.fields import fields, inline
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity
from groundplan.spec.outline import default_kind
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.polarity import is_later
from groundplan.spec.text.words import bare, key_value, singular, split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

MAX_LINE = 1_000
HINTS = ("able", "odel", "ntity", "ollection", "테이블", "모델", "엔티티", "컬렉션")
"""Of which one stands in each line that makes a table."""
_KEYS = frozenset({*ATTRIBUTES, "fillable", "schema"})
"""What columns are called in bullets below a table."""
_PLAIN = frozenset({"data", "domain", "base", "new", "response", "request", "view", "abstract", "orm", "db", "sql"})
"""Words before `model` that name none."""


_VERB = r"(?:[Cc]reat(?:e|es|ing)|[Aa]dd(?:s|ing)?|[Dd]efin(?:e|es|ing)|[Ii]mplement(?:s|ing)?|[Ii]ntroduc(?:e|es|ing))"
_ORM = "Prisma|Eloquent|SQLAlchemy|SQLModel|ORM|Django|Drizzle|TypeORM|JPA|Mongoose|GORM|DB|database|domain|core|SQL"
_KINDS = "(?:tables?|models?|entity|entities|collections?)"
_SHOWN = "(?: components?| views?| pages?| hooks?| rows?| headers?| layouts?| UI| binding)"
"""What is shown as a table is none."""


@cache
def _made() -> re.Pattern[str]:
    kind = rf"(?P<kind>{_KINDS})\b(?!{_SHOWN}\b)"
    plain = r"[A-Z][a-z\d]+(?:[A-Z]\w*)?|[a-z]+(?:_[a-z\d]+)*"
    return regex.compile(
        rf"\b{_VERB} (?:(?:the|an?|new|{_ORM}) ){{0,3}}"
        rf"(?:(?:`(?P<shown>[A-Za-z]\w*)`|(?P<plain>{plain})) (?:(?:{_ORM}) )?{kind}"
        rf"|{_KINDS} (?:`(?P<behind>[A-Za-z]\w*)`|(?P<bare>{plain})(?=[\s:(,.]|$)))"
        r"|\b(?:schema|migration) for (?:the )?"
        r"(?:`(?P<schema>[a-z]\w*)`(?: table)?|(?P<planned>[a-z]+(?:_[a-z\d]+)+) table)"
        rf"|\b{_VERB} (?:`[^`]{{1,120}}`|[^`.;:]){{0,60}}?\b"
        rf"with (?:an? |the |new ){{0,2}}`(?P<held>[A-Za-z]\w*)` (?:(?:{_ORM}) )?(?P<is>{_KINDS})\b"
    )


@cache
def _korean() -> re.Pattern[str]:
    act = r"(?:을|를)? ?(?:새로 |신규 |신규로 )?(?:생성|추가|정의|신설|구현|작성)"
    made = rf"(?:(?= ?\([^()]*\){act})|{act})"
    kind = "테이블|엔티티"
    more = rf"(?=(?:과|와|,| 및) `?[A-Za-z]\w*`? ?(?:{kind}){act})"
    return regex.compile(
        rf"`(?P<shown>[A-Za-z]\w*)` ?(?:{kind}|모델|컬렉션)(?:{made}|{more})"
        rf"|(?P<plain>[a-z]{{3,}}(?:_[a-z\d]+)*|[A-Z][a-z\d]+(?:[A-Z]\w*)?) (?P<kind>{kind})(?:{made}|{more})"
        rf"|(?:{kind}|모델|컬렉션) `(?P<behind>[A-Za-z]\w*)`(?= ?(?:\([^()]*\))?{act})"
    )


def read(region: Region, draft: Draft) -> None:
    """The tables that the lines of one region make."""
    if not draft.said(region.blocks).has(HINTS):
        return
    blocks, planned = region.blocks, default_kind(region.document.path) == "plan" or region.kind == "plan"
    for at, block in enumerate(blocks):
        if isinstance(block, Item | Paragraph):
            line = block.lines[0]._replace(text=" ".join(one.text for one in block.lines))
            for name, end in _names(line.text, planned=planned):
                own = list(_columns(line, end, region.document.path))
                own = own or (_below(block, blocks[at + 1 :], region.document.path) if isinstance(block, Item) else [])
                made = Entity(name, tuple(own), place(region.document.path, block.lines[0]), origin="inferred")
                (draft.code_entities if own else draft.told).append(made)


def _names(text: str, *, planned: bool) -> Iterator[tuple[str, int]]:
    """The tables of a line, and where what is said of each begins."""
    if len(text) > MAX_LINE or not any(hint in text for hint in HINTS) or _dropped().search(text):
        return
    for shape in (_made(), _korean()):
        for one in shape.finditer(text):
            said = one.groupdict()
            marked = next((said[key] for key in ("shown", "behind", "schema", "held") if said.get(key)), "")
            name = marked or said["plain"] or said.get("bare") or said.get("planned") or ""
            told = planned or one.re is _korean()  # 테이블 behind a word in Latin letters is said of nothing else
            known = marked or (told and _is_plain(name, said["kind"] or "table"))
            if known and not is_message(name) and not is_later(text, *one.span()):
                yield name, one.end()


def _is_plain(name: str, kind: str) -> bool:
    """Whether a word without marks names what is made: `users table`, `BoatTrip model`; not `data model`."""
    if name.lower() in _PLAIN or compact(name) in vocabulary("generic"):
        return False
    if kind in ("테이블", "엔티티"):
        return not any(compact(name) in keywords(part) for part in ("databases", "caches", "frameworks"))
    return "_" in name or (singular(name) != name and kind[:5] == "table") or name[:1].isupper()


@cache
def _dropped() -> re.Pattern[str]:
    return regex.compile(r"\b(?:[Dd]rops?|[Rr]emoves?|[Dd]eletes?|[Nn]o|[Nn]ot)\b|삭제|제거|않")


@cache
def _behind() -> re.Pattern[str]:
    """`with columns a, b`, `(a, b)`, `: a, b` right behind a table."""
    return regex.compile(
        r"(?: to `[^`]+`)?(?:\s*\((?:(?:컬럼|필드|속성|columns|fields):? )?(?P<inside>[^()]*(?:\([^()]*\)[^()]*)*)\)"
        r"|:? (?:with|having|containing|including)(?: the)?(?: (?:columns|fields|attributes|properties))?:?"
        r" (?P<words>[^.;]+)"
        r"|\s*[:—–-] (?P<listed>[^.;]+))"
    )


def _columns(line: Text, at: int, path: str) -> Iterator[Field]:
    """The columns that stand behind a table in its line."""
    found = _behind().match(line.text, at)
    if found is None:
        return
    part = next(key for key in ("inside", "words", "listed") if found[key])
    start, words = found.start(part), found[part]
    own = shown.columns(line.text, (line,), path, start, found.end(part))
    own = own or inline.columns(Text(words.replace("`", " "), line.line, line.column + start), path, sure=False)
    own = [one for one in own if one.name.isidentifier() and one.name.isascii() and not one.name.isupper()]
    if len(own) > 1 and (part != "listed" or len(own) == len(split(words))):
        yield from own
    elif part == "words":
        yield from _constrained(line, start, found.end(part), path)


@cache
def _constraint() -> re.Pattern[str]:
    """`` `key` unique constraint``, ``JSON `channels` field``, `` `state` enum column``, `@@unique([a, b])`."""
    return regex.compile(
        r"`([a-z]\w*)` (?:[A-Za-z]+ ){0,2}(?:columns?|fields?|attributes?|(?:unique )?constraint|FK|foreign key)\b"
        r"|@@(?:unique|id|index)\(\[([\w, ]+)\]"
    )


def _constrained(line: Text, start: int, stop: int, path: str) -> Iterator[Field]:
    for one in _constraint().finditer(line.text, start, stop):
        group = 1 if one[1] else 2
        for name in regex.findall(r"\w+", one[group]):
            where = place(path, line, line.text.index(name, one.start(group)), len(name))
            yield fields.make(name, fields.UNKNOWN, where, (), origin="inferred")


def _below(head: Item, blocks: tuple[object, ...], path: str) -> list[Field]:
    """The columns in the bullets below a table: behind `Fillable:`, or each with its type."""
    own: list[Field] = []
    typed: list[Field] = []
    for block in blocks:
        if not isinstance(block, Item) or block.depth <= head.depth:
            break
        line = block.lines[0]
        key, value, at = key_value(line.text)
        if compact(key.rpartition(" ")[2]) in _KEYS:
            own += inline.columns(Text(value.replace("`", " "), line.line, line.column + at), path, sure=True)
        elif key and (one := fields.from_bullet(line, path)) and one.field.type.base not in ("unknown", "ref"):
            typed.append(one.field)
        elif (primary := _primary().fullmatch(bare(line.text))) is not None:
            kind = read_type((primary[1] or "").lower()) or fields.UNKNOWN
            typed.append(fields.make("id", kind, place(path, line), ())._replace(primary_key=True))
    known = {one.name for one in own}
    return [*(one for one in typed if one.name not in known), *own] if len(own) + len(typed) > 1 else []


@cache
def _primary() -> re.Pattern[str]:
    return regex.compile(r"(?:([A-Za-z]+) )?primary key", re.IGNORECASE)
