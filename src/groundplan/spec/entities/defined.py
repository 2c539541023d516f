"""Resources that sentences define: `the system SHALL define a table `x` with the columns` above bullets, or inline.

`name (column, column TYPE, ...)` below `Existing tables:` names one in passing, and counts where nothing defines it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Paragraph, Table, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.entities import following, parts, shown, signatures
from groundplan.spec.fields import phrases, rows
from groundplan.spec.model import Entity, Field
from groundplan.spec.text import tables
from groundplan.spec.text.messages import is_asked, is_message
from groundplan.spec.text.titles import is_name
from groundplan.spec.text.words import bare, singular

if TYPE_CHECKING:
    from groundplan.document import Block
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

_NAMES = ("`", " named ", " called ")
_ROW = frozenset({"id", "createdat", "updatedat"})
"""What only rows have: a TaskResult with them is stored, and no answer."""
_ENTRIES = frozenset({"event", "entry", "record"})
_KINDS = "model|table|entity|schema|resource|collection|record|테이블|모델|엔티티|컬렉션|레코드|스키마"
_PARTS = f"{parts.ENGLISH}|{parts.KOREAN}"
_HINTS = (
    "efine a", "model", "table", "entity", "schema", "resource", "collection", "record",
    "테이블", "모델", "엔티티", "컬렉션", "스키마",
)  # fmt: skip


@cache
def _hinted() -> re.Pattern[str]:
    return regex.compile("|".join(map(re.escape, ("Table", *_HINTS))))


@cache
def _holds() -> re.Pattern[str]:
    """What stands between a table and its columns where their word comes last."""
    return regex.compile(
        r"\s*(?:(?:은|는|이|가|에는|의)(?=[ \s])|[*_]*(?:shall|must|should|will)\b[*_]*)?\s*"
        r"(?:have|has|hold|holds|contain|contains|include|includes|store|stores|keep|keeps|with)?\b\s*(?:the\s)?"
    )


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    return {
        "subject": regex.compile(
            rf"`(\w+)`\s*(?:(?:zod|(?-i:[A-Z][A-Za-z]+)|join|pivot|junction) )?(?:{_KINDS})"
            rf"|(?:{_KINDS})[*:]{{0,3}}\s+(?:named |called )?`(\w+)`"
            rf"|\b(?:{_KINDS}) (?:named|called) [\"“]?(\w+)[\"”]?(?= (?:must|shall|should|exists?|is|with)\b)",
            re.IGNORECASE,
        ),
        "written": regex.compile(
            r"\b(?i:defines?|stores?|keeps?|persists?) an? ([A-Z][a-z\d]+(?:[A-Z]\w*)?)(?= with\b)"
            r"|\b(?:SHALL|MUST|shall|must) (?:contain|have|include|define|provide|maintain|create|add) an? (?:new )?"
            r"([a-z]+) (?=(?:table|collection) (?:with|containing|that has)\b)"
            r"|(?<![\w`])(?:(?:(?i:the|an?|each|every) ([A-Z]\w*)"
            r"|([A-Z][a-z\d]+[A-Z]\w*|[a-z]\w*_\w+|[A-Z]\w*(?= ?[가-힣])))"
            rf"\s+(?:(?i:{_KINDS}))(?![a-z]))"
        ),
        "cue": regex.compile(rf"\b(?:{parts.ENGLISH})(?!\w)|(?:{parts.KOREAN})", re.IGNORECASE),
        "denied": regex.compile(
            r"\b(?:not|no|never|drops?|removes?|without|rename\w*|copy|copies)\b|않|제거|삭제", re.IGNORECASE
        ),
        "owned": regex.compile(rf"(?:{_PARTS})(?:을|를)? ?(?:가진|갖는|갖춘|지닌|포함하는|포함한)\s*$"),
        "holding": regex.compile(
            r"\s*(?:(?:with|(?:(?i:shall|must) )?ha(?:s|ve))(?: the| an?)? (?:shape|structure)"
            r"|(?i:shall|must|should) (?:have|include|contain|define|expose|store|hold)(?=:? `)"
            r"|with|stor(?:ing|es)|contain(?:ing|s)|holding|including|having|includes?|that (?:stores|contains))"
            r"\s*:?(?:\s|$)"
        ),
        "recording": regex.compile(
            r"\s*(?:(?:shall|must|should|will) )?(?:record|store|log|track|capture|keep|hold)s? (?:[a-z-]+ ){0,5}"
            r"(?:with|including|containing)(?: the following)?:? ",
            re.IGNORECASE,
        ),
        "label": regex.compile(rf"^(?:[\w ]+ )?(?:{_PARTS})(?: ?\([^()]{{1,30}}\))? ?:$", re.IGNORECASE),
        "head": regex.compile(
            r"[*]*`([A-Za-z]\w*)`[*]*(?: ?(?:table|model|테이블|모델))?[*]*(?: \([^()]*\))?\s*[:：—–-]"
        ),
        "tables": _tables(),
        "message": regex.compile(r"(?:Response|Dto|DTO|Out|Read|View|Resource|Representation)$"),
    }


@cache
def _tables() -> re.Pattern[str]:
    return regex.compile(r"\b(?:tables|entities|models|collections|resources)\b|테이블|엔티티|모델", re.IGNORECASE)


@cache
def _bracketed() -> re.Pattern[str]:
    """``one `Mooring` row (`id`, `berth`, `boat`)``."""
    return regex.compile(
        rf"`([A-Za-z]\w*)` (?:{_KINDS}|rows?|entry|document)s? "
        r"\((`\w+\??`(?:[^()`]*(?:, (?:and )?|\) )`\w+\??`){2,}[^()]*)\)"
    )


@cache
def _same() -> re.Pattern[str]:
    """`creates the `logs` table. ` above `The table SHALL have columns `: up to the parts."""
    return regex.compile(
        r"\W*(?:It|(?:The|This|Each) (?:table|model|entity|collection|schema|row|record|document)) "
        r"(?i:shall|must|should|will) (?:have|include|contain|define|hold|carry|store)(?: the)?(?: following)? "
        rf"(?:{parts.ENGLISH})\b:? ?(?=[`(a-z])",
    )


@cache
def _row_in() -> re.Pattern[str]:
    """``a row in `moorings` holding ``, up to the parts."""
    return regex.compile(
        r"\b(?:rows?|records?|entry|entries|documents?) (?:in|into|to) (?:the )?`(?:\w+\.)?(\w+)`"
        r"[^.;:()`]{0,80}?,? (?:with|holding|containing|recording|carrying|capturing|storing) (?:the )?"
    )


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
        self.depth, self.many = -1, False  # of the bullet that opens a list, and whether it says that it is of fields
        self.awaited: tuple[str, Text] | None = None  # a table whose columns may stand below a label of their own
        self.fields: list[Field] = []
        self.listing = False
        self.hinted = draft.said(region.blocks).over_lines().has(_HINTS)

    def block(self, block: Block) -> None:
        """One block: a sentence or a bullet."""
        if block.__class__ is Item:
            self._item(block)
        elif block.__class__ is Table and self.open:
            self._table(block)
        elif block.__class__ is Paragraph:
            text = " ".join(one.text for one in block.lines)
            if self.awaited and not self.name and _shapes()["label"].match(bare(text)):
                self.name, self.where = self.awaited
            self.awaited = None
            label = self.name and _shapes()["label"].match(bare(text))
            self.listing = text.endswith(":") and _shapes()["tables"].search(text) is not None
            if label:
                self.open = self.many = True
            else:
                self.close()
                self._sentence(text, block.lines)

    def _item(self, item: Item) -> None:
        line = item.lines[0]
        if self.open:
            found = parts.bullet(line, self.path) or (parts.item(line, self.path) if self.many else None)
            self.fields += [found] if found else []
            if found or item.depth > self.depth:
                return
            self.close()
        brief = signatures.brief(line, self.path) or signatures.listed(line, self.path)
        if self.listing:
            one = brief or signatures.signature(line, self.path)
            self.draft.outlined += [one] if one else []
        elif brief:
            self.draft.code_entities.append(brief)
        else:
            text, before = " ".join(one.text for one in item.lines), self.awaited
            if not self._headed(text, item.lines):
                self._sentence(text, item.lines)
            self.depth = item.depth if self.open else -1
            self.awaited = None if self.awaited is before else self.awaited

    def _table(self, table: Table) -> None:
        """The columns that a sentence says follow, in a table."""
        found = tables.columns(table)
        if tables.is_field_table(found, "data_model"):
            for row in table.rows:
                self.fields += rows.read(row, found, self.path, self.draft)
        self.close()

    def _headed(self, text: str, lines: tuple[Text, ...]) -> bool:
        """``**`boats`** — where guests sleep. `id UUID PK`; `name TEXT`, `made_at` ``: a table in one bullet."""
        found = (
            _shapes()["head"].match(text)
            if text.count("`") > 2 * parts.MIN_NAMES and len(text) <= parts.MAX_SENTENCE
            else None
        )
        own = shown.columns(text, lines, self.path, found.end(), least=parts.MIN_NAMES) if found else []
        if found and own and not is_message(found[1]):
            self.draft.code_entities.append(Entity(found[1], tuple(own), place(self.path, lines[0])))
        return bool(own)

    def _sentence(self, text: str, lines: tuple[Text, ...]) -> None:
        """A sentence over `lines` that defines: its columns follow in it, or below it."""
        if len(text) > parts.MAX_SENTENCE:
            return
        if any(one in text for one in phrases.KEPT):
            self._kept(text, lines)
        if "` " in text:
            self._rows(text, lines)
        if "저장" in text and "`" in text:
            self._outlined(*phrases.stored(text, lines, self.path), lines[0])
        follows = regex.has(text, following.HINTS)
        if not follows and not (self.hinted and _hinted().search(text)):
            return
        ends = [one.start() for one in parts.end().finditer(text)]
        for start, stop in zip([0, *ends], [*ends, len(text)], strict=True):
            opens = following.opening(text, start, stop) if follows else None
            if opens and (opens.name or not _subject(text, start, stop)):
                self._opened(opens, text, lines, stop)
            else:
                self._definition(text, lines, start, stop)

    def _opened(self, opens: following.Opening, text: str, lines: tuple[Text, ...], stop: int) -> None:
        """What a sentence says is kept of a thing that it names, or of the table that the sentence before it names."""
        name = opens.name or (self.awaited[0] if self.awaited else "")
        self.close()
        self.awaited = None
        own = parts.listed(text, lines, self.path, opens.end, stop)
        self.name, self.where, self.fields = name, lines[0], own
        self.open = self.many = stop == len(text) == opens.end and bool(name)
        if not self.open:
            self.close()
        if not own and not self.open:
            self._outlined(name, phrases.read(text, lines, self.path, opens.end, stop, sure=True), lines[0])

    def _definition(self, text: str, lines: tuple[Text, ...], begin: int, stop: int) -> None:
        """What one sentence defines, from `begin` to `stop` of the text."""
        subject = _subject(text, begin, stop)
        same = None if subject or not self.awaited else _same().match(text, begin, stop)
        if same and self.awaited:
            self._goes_on(self.awaited, same, text, lines, stop)
        cue = _cue(text, subject, stop) if subject else None
        if subject and not cue:
            self._awaits(next(one for one in subject.groups() if one), text, lines, stop)
        if not subject or not cue or _shapes()["denied"].search(text, begin, cue.start()):
            return
        self.close()
        self.name, self.where = next(one for one in subject.groups() if one), lines[0]
        start = max(cue.end(), subject.end())
        self.fields = parts.listed(text, lines, self.path, start, stop)
        if not self.fields and cue.start() > subject.end():  # `the x table has `id` and `name` columns`
            opens = _holds().match(text, subject.end(), cue.start())
            own = parts.listed(text, lines, self.path, opens.end(), cue.start()) if opens else []
            if own and opens and " with " in opens[0]:
                self._outlined(self.name, own, lines[0])
                self.name, own = "", []
            self.fields = own
        if self.fields:
            for other in _others(text, begin, subject.start()):
                made = Entity(other, tuple(self.fields), place(self.path, lines[0]))
                self.draft.code_entities += [] if is_message(other) else [made]
            self.close()
        else:
            self.open = stop == len(text) and text.rstrip("*").endswith(":")
            self.many = self.open and cue[0][-1:] != "d" and "column of" not in text

    def _goes_on(
        self, awaited: tuple[str, Text], same: re.Match[str], text: str, lines: tuple[Text, ...], stop: int
    ) -> None:
        """The columns of the table that the sentence before it names."""
        own = parts.listed(text, lines, self.path, same.end(), stop)
        if own and not _shapes()["denied"].search(text, same.start(), same.end()):
            self.close()
            self.name, self.where, self.fields = *awaited, own
            self.close()

    def _awaits(self, name: str, text: str, lines: tuple[Text, ...], start: int) -> None:
        """A table that a sentence names alone: its parts are in the next sentence, `Each member SHALL have ...`."""
        self.awaited = (name, lines[0])
        each = phrases.each().search(text, start)
        end = parts.end().search(text, each.end()) if each else None
        found = phrases.read(text, lines, self.path, each.end(), end.start() if end else len(text)) if each else []
        self._outlined(name, found, lines[0])

    def _kept(self, text: str, lines: tuple[Text, ...]) -> None:
        """`... SHALL store member records with: member ID, name`, `Member records MUST use the fields `id`, ...`"""
        for kept in phrases.kept().finditer(text):
            end = parts.end().search(text, kept.end())
            stop = end.start() if end else len(text)
            sure = bool(kept["kept"] or kept["thing"]) or kept["made"] is not None
            found = phrases.read(text, lines, self.path, kept.end(), stop, sure=sure)
            name = singular(next(one for one in kept.groups() if one))
            plain = kept[kept.re.groups] is None or compact(name) not in vocabulary("unkept")
            self._outlined(name if plain else "", found, lines[0])
        for one in phrases.logged().finditer(text):
            self._logged(one, text, lines)
        for one in phrases.owned().finditer(text):
            first, _, last = one[1].rpartition(" ")
            entry = bool(first) and last in _ENTRIES
            if one[1] in vocabulary("given_forms"):
                continue  # `Each row SHALL have`: of the table before it
            if all(word not in vocabulary(part) for word in one[1].split() for part in ("containers", "messages")) and (
                entry or last not in vocabulary("unkept")
            ):
                self._told(one[1], self._read(one.end(), text, lines, sure=entry), lines)

    def _rows(self, text: str, lines: tuple[Text, ...]) -> None:
        """``one `Mooring` row (`id`, `berth`, `boat`)``, ``a row in `moorings` holding `id`, `berth` and `boat` ``."""
        for one in _bracketed().finditer(text) if "` (" in text or "(`" in text else ():
            own = parts.named(text, lines, self.path, one.start(2), one.end(2))
            if len(own) >= parts.MIN_NAMES:
                self._outlined(one[1], own, lines[0])
        for one in _row_in().finditer(text):
            self._outlined(one[1], self._read(one.end(), text, lines, sure=True), lines[0])

    def _logged(self, one: re.Match[str], text: str, lines: tuple[Text, ...]) -> None:
        """`... records an audit event with an event ID, an actor and a time`."""
        name = one["entry"] or one["passive"] or one["thing"]
        if not one["thing"] or compact(name.rpartition(" ")[2]) not in vocabulary("unkept"):
            found = self._read(one.end(), text, lines, sure=True)
            self._told(name.removesuffix(" entry") if name.endswith(" log entry") else name, found, lines)

    def _read(self, start: int, text: str, lines: tuple[Text, ...], *, sure: bool) -> list[Field]:
        """The parts that a sentence lists from an offset to its end."""
        end = parts.end().search(text, start)
        return phrases.read(text, lines, self.path, start, end.start() if end else len(text), sure=sure)

    def _told(self, name: str, found: list[Field], lines: tuple[Text, ...]) -> None:
        """A thing in words, with its own id: it counts where nothing defines fields."""
        own = f"{name.rpartition(' ')[2]}_id"
        made = [one._replace(name="id") if one.name == own else one for one in found]
        if made:
            self.draft.told.append(Entity(name, tuple(made), place(self.path, lines[0]), origin="inferred"))

    def _outlined(self, name: str, found: list[Field], where: Text) -> None:
        if name and found and not is_message(name):
            self.draft.outlined.append(Entity(name, tuple(found), place(self.path, where), origin="inferred"))

    def close(self) -> None:
        """Ends the resource in hand."""
        name = self.name
        if name and self.fields:
            span = place(self.path, self.where)
            keyed = any(compact(one.name) in _ROW for one in self.fields)
            if not is_message(name, keyed=keyed) or (keyed and is_asked(name)):
                once = tuple({one.name: one for one in self.fields}.values())
                self.draft.code_entities.append(Entity(name, once, span))
            else:
                self._represented(name)
        self.name, self.open, self.fields, self.depth, self.many = "", False, [], -1, False

    def _represented(self, name: str) -> None:
        """What an answer looks like is what a thing looks like where nothing else says it: `OrderResponse`."""
        thing = _shapes()["message"].sub("", name)
        own = tuple(one._replace(origin="inferred") for one in self.fields)
        if (
            thing != name
            and not is_message(thing)
            and len(own) >= parts.MIN_NAMES
            and own[0].name.lower().endswith("id")
        ):
            self.draft.told.append(Entity(thing, own, place(self.path, self.where), origin="inferred"))


def _cue(text: str, subject: re.Match[str], stop: int) -> re.Match[str] | None:
    """What says that columns follow: their word behind the table or (컬럼을 가진 `x` 테이블) before it, or `with:`."""
    shapes = _shapes()
    before = shapes["owned"].search(text, 0, subject.start())
    cue = before or shapes["cue"].search(text, subject.end(), stop)
    return cue or next(
        (one for key in ("holding", "recording") if (one := shapes[key].match(text, subject.end()))), None
    )


def _others(text: str, begin: int, stop: int) -> list[str]:
    """The names before that of the subject: `` `Pier` 및 `Berth` 모델은 각각``, ``the `Pier` and `Berth` models``."""
    found = regex.search(r"(?:`\w+`(?:, and |, | and | 및 |[와과] )){1,6}$", text[begin:stop])
    return regex.findall(r"\w{3,}", found[0].replace(" and ", " ")) if found else []


def _subject(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """The resource of a sentence: a name in a code span, or one that is spelled as only names are."""
    found = _shapes()["subject"].search(text, begin, stop) if regex.has(text, _NAMES) else None
    if found:
        return found
    for one in _shapes()["written"].finditer(text, begin, stop):
        name = next(word for word in one.groups() if word)
        if is_name(name) and not name.isupper() and name.lower() not in vocabulary("containers"):
            return one
    return None
