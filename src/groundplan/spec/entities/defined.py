"""Resources that sentences define: `the system SHALL define a table `x` with the columns` above bullets, or inline.

`name (column, column TYPE, ...)` below `Existing tables:` names one in passing, and counts where nothing defines it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place, place_within
from groundplan.spec.entities import shown, signatures
from groundplan.spec.fields import fields, phrases
from groundplan.spec.fields.cells import constraint_pieces, read_type
from groundplan.spec.model import Entity, Field, FieldType
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.titles import is_name
from groundplan.spec.text.words import bare, singular, split

if TYPE_CHECKING:
    from groundplan.document import Block
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

MIN_NAMES = 3
"""Fewer names in a list are examples."""
MAX_SENTENCE = 2_000
_ROW = frozenset({"id", "createdat", "updatedat"})
"""What only rows have: a TaskResult with them is stored, and no answer."""
_KINDS = "model|table|entity|schema|resource|collection|record|테이블|모델|엔티티|컬렉션|레코드"
_ENGLISH = "fields?|columns?|attributes?|properties"
_KOREAN = "필드|컬럼|열|속성"
_PARTS = f"{_ENGLISH}|{_KOREAN}"
_HINTS = (
    "efine a", "model", "table", "Table", "entity", "schema", "resource", "collection", "record",
    "테이블", "모델", "엔티티", "컬렉션",
)  # fmt: skip


@cache
def _hinted() -> re.Pattern[str]:
    return regex.compile("|".join(map(re.escape, _HINTS)))


@cache
def _holds() -> re.Pattern[str]:
    """What stands between a table and its columns where their word comes last."""
    return regex.compile(
        r"\s*(?:(?:은|는|이|가|에는|의)(?=[ \s])|[*_]*(?:shall|must|should|will)\b[*_]*)?\s*"
        r"(?:have|has|hold|holds|contain|contains|include|includes|store|stores|keep|keeps)?\b\s*(?:the\s)?"
    )


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    return {
        "subject": regex.compile(
            rf"`(\w+)`\s*(?:{_KINDS})|(?:{_KINDS})[*:]{{0,3}}\s+(?:named |called )?`(\w+)`", re.IGNORECASE
        ),
        "written": regex.compile(
            r"\b(?i:defines?|stores?|keeps?|persists?) an? ([A-Z][a-z\d]+(?:[A-Z]\w*)?)(?= with\b)"
            r"|(?<![\w`])(?:(?:(?i:the|an?|each|every) ([A-Z]\w*)"
            r"|([A-Z][a-z\d]+[A-Z]\w*|[a-z]\w*_\w+|[A-Z]\w*(?= ?[가-힣])))"
            rf"\s+(?:(?i:{_KINDS}))(?![a-z]))"
        ),
        "cue": regex.compile(rf"\b(?:{_ENGLISH})(?!\w)|(?:{_KOREAN})", re.IGNORECASE),
        "listing": regex.compile(rf"(?:\b(?:{_ENGLISH})|(?:{_KOREAN}))[*_]*\s*[:：]", re.IGNORECASE),
        "denied": regex.compile(
            r"\b(?:not|no|never|drops?|removes?|without|rename\w*|copy|copies)\b|않|제거|삭제", re.IGNORECASE
        ),
        "end": regex.compile(r"(?<!\be\.g)(?<!\bi\.e)\.\s+(?=[A-Z가-힣`*])"),
        "owned": regex.compile(rf"(?:{_PARTS})(?:을|를)? ?(?:가진|갖는|갖춘|지닌|포함하는|포함한)\s*$"),
        "holding": regex.compile(
            r"\s*(?:with|stor(?:ing|es)|contain(?:ing|s)|holding|including|having|includes?|that (?:stores|contains))"
            r"\s*:?(?:\s|$)"
        ),
        "plain": regex.compile(r"([A-Za-z_]\w*)(\[\]|\?)?(?:\s*\(([^()]+)\))?"),
        "name": regex.compile(r"`(\w+\??)`(?:\s+[`(]?([A-Za-z][\w ]*?(?:\(\d[\d, ]*\))?)[`)]?(?=[,;.()]|\s+and\b|$))?"),
        "label": regex.compile(rf"^(?:[\w ]+ )?(?:{_PARTS})(?: ?\([^()]{{1,30}}\))? ?:$", re.IGNORECASE),
        "head": regex.compile(r"[*]*`([A-Za-z]\w*)`[*]*(?: \([^()]*\))?\s*[:：—–-]"),
        "column": regex.compile(r"`(\w+ [^`]+)`"),
        "bullet": regex.compile(r"[`*]+(\w+\??)[`*]+\s+([A-Za-z가-힣].*)$"),
        "keyed": regex.compile(r"`([a-z]\w*)`:\s"),
        "tables": regex.compile(
            r"\b(?:tables|entities|models|collections|resources)\b|테이블|엔티티|모델", re.IGNORECASE
        ),
        "message": regex.compile(r"(?:Response|Dto|DTO|Out|Read|View|Resource|Representation)$"),
    }


def read(region: Region, draft: Draft) -> None:
    """The resources that the sentences of one region define or name with their columns."""
    reader = _Reader(region, draft)
    for block in region.blocks:
        reader.block(block)
    reader.close()


class _Reader:
    """`name` is the resource that the sentence above speaks of; it is `open` while bullets are its fields."""

    def __init__(self, region: Region, draft: Draft) -> None:
        self.region, self.draft, self.path = region, draft, region.document.path
        self.name, self.where, self.open = "", region.title, False
        self.awaited: tuple[str, Text] | None = None  # a table whose columns may stand below a label of their own
        self.fields: list[Field] = []
        self.listing = False

    def block(self, block: Block) -> None:
        """One block: a sentence or a bullet."""
        if block.__class__ is Item:
            self._item(block)
        elif block.__class__ is Paragraph:
            text = " ".join(one.text for one in block.lines)
            if self.awaited and not self.name and _shapes()["label"].match(bare(text)):
                self.name, self.where = self.awaited
            self.awaited = None
            label = self.name and _shapes()["label"].match(bare(text))
            self.listing = text.endswith(":") and _shapes()["tables"].search(text) is not None
            if label:
                self.open = True
            else:
                self.close()
                self._sentence(text, block.lines)

    def _item(self, item: Item) -> None:
        line = item.lines[0]
        if self.open:
            found = bullet(line, self.path) or (_named(line, self.path) if self.fields else None)
            self.fields += [found] if found else []
            return
        brief = signatures.brief(line, self.path)
        if self.listing:
            one = brief or signatures.signature(line, self.path)
            self.draft.outlined += [one] if one else []
        elif brief:
            self.draft.code_entities.append(brief)
        else:
            text = " ".join(one.text for one in item.lines)
            if not self._headed(text, item.lines):
                self._sentence(text, item.lines)

    def _headed(self, text: str, lines: tuple[Text, ...]) -> bool:
        """``**`boats`** — where guests sleep. `id UUID PK`; `name TEXT`, `made_at` ``: a table in one bullet."""
        found = _shapes()["head"].match(text) if text.count("`") > 2 * MIN_NAMES and len(text) <= MAX_SENTENCE else None
        own = shown.columns(text, lines, self.path, found.end(), least=MIN_NAMES) if found else []
        if found and own and not is_message(found[1]):
            self.draft.code_entities.append(Entity(found[1], tuple(own), place(self.path, lines[0])))
        return bool(own)

    def _sentence(self, text: str, lines: tuple[Text, ...]) -> None:
        """A sentence over `lines` that defines: its columns follow in it, or below it."""
        if len(text) > MAX_SENTENCE:
            return
        if any(one in text for one in phrases.KEPT):
            self._kept(text, lines)
        if "저장" in text and "`" in text:
            self._outlined(*phrases.stored(text, lines, self.path), lines[0])
        if not _hinted().search(text):
            return
        ends = [one.start() for one in _shapes()["end"].finditer(text)]
        for start, stop in zip([0, *ends], [*ends, len(text)], strict=True):
            self._definition(text, lines, start, stop)

    def _definition(self, text: str, lines: tuple[Text, ...], begin: int, stop: int) -> None:
        """What one sentence defines, from `begin` to `stop` of the text."""
        subject = _subject(text, begin, stop)
        cue = _cue(text, subject, stop) if subject else None
        if subject and not cue:
            self._awaits(next(one for one in subject.groups() if one), text, lines, stop)
        if not subject or not cue or _shapes()["denied"].search(text, begin, cue.start()):
            return
        self.close()
        self.name, self.where = next(one for one in subject.groups() if one), lines[0]
        start = max(cue.end(), subject.end())
        self.fields = _parts(text, lines, self.path, start, stop)
        if not self.fields and cue.start() > subject.end():  # `the x table has `id` and `name` columns`
            opens = _holds().match(text, subject.end(), cue.start())
            self.fields = _parts(text, lines, self.path, opens.end(), cue.start()) if opens else []
        if self.fields:
            self.close()
        else:
            self.open = stop == len(text) and text.rstrip("*").endswith(":")

    def _awaits(self, name: str, text: str, lines: tuple[Text, ...], start: int) -> None:
        """A table that a sentence names alone: its parts are in the next sentence, `Each member SHALL have ...`."""
        self.awaited = (name, lines[0])
        each = phrases.each().search(text, start)
        end = _shapes()["end"].search(text, each.end()) if each else None
        found = phrases.read(text, lines, self.path, each.end(), end.start() if end else len(text)) if each else []
        self._outlined(name, found, lines[0])

    def _kept(self, text: str, lines: tuple[Text, ...]) -> None:
        """`... SHALL store member records with: member ID, name`, `Member records MUST use the fields `id`, ...`"""
        for kept in phrases.kept().finditer(text):
            end = _shapes()["end"].search(text, kept.end())
            stop = end.start() if end else len(text)
            found = phrases.read(text, lines, self.path, kept.end(), stop, sure=bool(kept["kept"]))
            self._outlined(singular(next(one for one in kept.groups() if one)), found, lines[0])

    def _outlined(self, name: str, found: list[Field], where: Text) -> None:
        if name and found and not is_message(name):
            self.draft.outlined.append(Entity(name, tuple(found), place(self.path, where), origin="inferred"))

    def close(self) -> None:
        """Ends the resource in hand."""
        name = self.name
        if name and self.fields:
            span = place(self.path, self.where)
            if not is_message(name, keyed=any(compact(one.name) in _ROW for one in self.fields)):
                self.draft.code_entities.append(Entity(name, tuple(self.fields), span))
            else:
                self._represented(name)
        self.name, self.open, self.fields = "", False, []

    def _represented(self, name: str) -> None:
        """What an answer looks like is what a thing looks like where nothing else says it: `OrderResponse`."""
        thing = _shapes()["message"].sub("", name)
        own = tuple(one._replace(origin="inferred") for one in self.fields)
        if thing != name and not is_message(thing) and len(own) >= MIN_NAMES and own[0].name.lower().endswith("id"):
            self.draft.told.append(Entity(thing, own, place(self.path, self.where), origin="inferred"))


def _cue(text: str, subject: re.Match[str], stop: int) -> re.Match[str] | None:
    """What says that columns follow: their word behind the table or (컬럼을 가진 `x` 테이블) before it, or `with:`."""
    shapes = _shapes()
    before = shapes["owned"].search(text, 0, subject.start())
    return before or shapes["cue"].search(text, subject.end(), stop) or shapes["holding"].match(text, subject.end())


def _subject(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """The resource of a sentence: a name in a code span, or one that is spelled as only names are."""
    found = _shapes()["subject"].search(text, begin, stop) if "`" in text else None
    if found:
        return found
    for one in _shapes()["written"].finditer(text, begin, stop):
        name = next(word for word in one.groups() if word)
        if is_name(name) and not name.isupper() and name.lower() not in vocabulary("containers"):
            return one
    return None


def _parts(text: str, lines: tuple[Text, ...], path: str, start: int, end: int) -> list[Field]:
    return _inline(text, lines, path, start, end) or _plain(text, lines, path, start, end)


def _plain(text: str, lines: tuple[Text, ...], path: str, start: int, end: int) -> list[Field]:
    """`id, email, tags[], created_at`: names without code spans, some spelled as only programs spell them."""
    while start < end and text[start] in " :*":
        start += 1
    found: list[Field] = []
    for part, at in split(text[start:end].rstrip(". ").replace(" and ", ",    ")):
        one = _shapes()["plain"].fullmatch(part)
        if one is None and part.strip():
            return []
        if one is None:
            continue  # between `, and `
        where = place_within(path, lines, start + at, len(one.group(1)))
        kind = FieldType("list", item="unknown") if one.group(2) == "[]" else _type(one.group(3) or "")
        found.append(Field(one.group(1), kind, where, nullable=one.group(2) == "?"))
    spelled = sum("_" in one.name or one.name == "id" or not one.name.islower() for one in found)
    return found if len(found) >= MIN_NAMES and spelled else []


def _type(inside: str) -> FieldType:
    """`JSON` in brackets is a type, `open/done` are the values of a choice; other words are said of the field."""
    values = tuple(inside.split("/"))
    if len(values) > 1 and all(one.isidentifier() for one in values):
        return FieldType("enum", values=values)
    kind = read_type(inside) if inside else None
    return kind if kind and kind.base not in ("unknown", "ref") else fields.UNKNOWN


def _inline(text: str, lines: tuple[Text, ...], path: str, start: int, end: int) -> list[Field]:
    """Names in code spans behind the word for columns, up to the end of the sentence."""
    found = shown.columns(text, lines, path, start, end, least=MIN_NAMES)
    if found:
        return found
    for one in _shapes()["name"].finditer(text, start, end):
        before = text[max(start, one.start() - 12) : one.start()]
        around = text[max(one.start() - 1, start) : one.end(1) + 2]
        if regex.search(r"(?:FK|references|to|key)\s*$|→\s*$", before) or around == f"(`{one.group(1)}`)":
            continue
        if found and one.group(1).isupper() and read_type(one.group(1).lower()):
            continue  # `opened_at` `TIMESTAMPTZ`: what the names before it are
        kind = read_type(one.group(2).strip()) if one.group(2) else None
        kind = kind if kind and kind.base not in ("unknown", "ref") else None
        span = place_within(path, lines, one.start(1), len(one.group(1)))
        made = fields.make(one.group(1).rstrip("?"), kind or fields.UNKNOWN, span, ())
        found.append(made._replace(raw_type=one.group(2) or "" if kind else ""))
    typed = sum(one.type.base != "unknown" for one in found)
    return found if len(found) >= MIN_NAMES or (typed >= 2 and typed == len(found)) else []


def columns(lines: tuple[Text, ...], path: str) -> tuple[Field, ...]:
    """`Key columns: `email` (UNIQUE), `role`, `town`` in the words below the heading of a resource."""
    text = " ".join(one.text for one in lines)
    if "`" not in text or len(text) > MAX_SENTENCE:
        return ()
    cue = _shapes()["listing"].search(text)
    end = _shapes()["end"].search(text, cue.end()) if cue else None
    return tuple(_inline(text, lines, path, cue.end(), end.start() if end else len(text))) if cue else ()


def bullet(line: Text, path: str) -> Field | None:
    """A field of `` `name` TYPE constraints (words)`` or of any other spelling of a field bullet."""
    whole = _shapes()["column"].match(line.text)
    if whole:
        from groundplan.spec.code import sql

        own = Text(whole.group(1).partition(" ")[0], line.line, line.column + 1)
        made_of_sql = sql.column(whole.group(1), own, path)
        if made_of_sql and made_of_sql.type.base != "unknown":
            return made_of_sql
    found = fields.from_bullet(line, path)
    if found:
        return found.field
    spaced = _shapes()["bullet"].match(line.text)
    if not spaced:
        return None
    rest, name = spaced.group(2).replace("`", " "), spaced.group(1).rstrip("?")
    for words in (rest, rest.partition(" (")[0]):
        made = fields.from_pieces(name, line, path, constraint_pieces(words))
        if made and made.field.type.base not in ("unknown", "ref"):
            return made.field
    return None


def _named(line: Text, path: str) -> Field | None:
    """`` `made_at`: words`` among fields: one whose type is told in words that we do not know."""
    found = _shapes()["keyed"].match(line.text)
    return Field(found.group(1), fields.UNKNOWN, place(path, line, 1, len(found.group(1)))) if found else None
