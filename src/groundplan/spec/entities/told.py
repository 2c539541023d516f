"""Resources that sentences tell of: `it includes id, name, and status`, `response includes:` above names, model files.

Lower in rank than a data model: what is told is taken where nothing else states fields.
"""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Item, Paragraph, Table, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.entities import catalogues, enumerated, introduced, members, owned
from groundplan.spec.entities.headed import heading_entity
from groundplan.spec.fields import fields, spans
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity, Field
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.paths import mentions
from groundplan.spec.text.words import bare, singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from groundplan.document import Document
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region
    from groundplan.spec.text.paths import Mention

MIN_NAMES = 3
"""Fewer names in a sentence are examples."""
MAX_SENTENCE = 4_000
MAX_TITLE = 200
MAX_WORDS = 3
"""Of a thing's name: more are a sentence."""

_HINTS = ("테이블(", "clude", "ontain", "onsist", "xpose", "erializ", "has the", "포함", "`", ", ",
          " field to ", " flag to ", "추가")  # fmt: skip


_NEEDED = {
    "list": ("includ", "contain", "consist", "has the fields", "expose", "carrying", "carries"),
    "given": ("return",),
    "korean": ("포함",),
    "opens": (":",),
    "subject": ("serializ",),
    "signature": ("(",),
    "type": ("`",),
}
"""Of which one stands, in lower case, in each text that the shape fits: a look at letters costs a tenth."""
_NAME = r"`?[A-Za-z_]\w*`?"
_ASCII = r"`?[A-Za-z_][A-Za-z\d_]*`?"
"""Before a particle, which is a letter too."""


@cache
def _shapes() -> dict[str, re.Pattern[str]]:
    return {
        "list": regex.compile(
            rf"\b(?:includes?|including|contains?|consists? of|has the fields|exposes?|carries|carrying)[: ]+"
            rf"(?:the (?:fields|same) )?"
            rf"({_NAME}(?:, {_NAME}(?: {_NAME}(?=,))?)+,? (?:and |or )?{_NAME})",
            re.IGNORECASE,
        ),
        "given": regex.compile(
            rf"\breturns? (?:[a-z]+ ){{1,6}}?with ({_NAME}(?:, {_NAME}(?: {_NAME}(?=,))?)+,? (?:and )?{_NAME})"
        ),
        "korean": regex.compile(rf"(?<![\w`])({_ASCII}(?:, {_ASCII}){{2,}})(?:을|를|이|가| 필드를?)?\s*포함"),
        "opens": regex.compile(
            r"\b(?:includes?|contains?)(?: the following)?(?: fields)?:$|포함(?:한다|하며|된다)?:$", re.I
        ),
        "subject": regex.compile(
            r"\bserializ\w+ (?:an? |the |all |each |every )*"
            r"(?:`(\w+)`|(\w+)(?= (?:responses?|records?|objects?)\b)"
            r"|(\w+ \w+)(?=$|[.,;]| (?:through|as|with|in|to|into|for|via)\b)|(\w+))",
            re.IGNORECASE,
        ),
        "title": regex.compile(
            r"^([^:]+?)\s+(?:serialization|representation|response|resource|object|payload|fields|json|직렬화|응답|표현|필드)"
            r"(?:\s+(?:format|schema|fields|형식))?$",
            re.IGNORECASE,
        ),
        "signature": regex.compile(
            r"\b([a-z_]\w*)\(((?:\w+ [A-Z][A-Z\d]*(?:\([\d, ]+\))?(?:, ?)?){2,})(?:\.\.\.|…)?\)"
        ),
        "type": regex.compile(r"`([A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+)`"),
        "bullet": regex.compile(r"`(\w+)`\s*(?::|—|–|-)?\s*(.*)$"),
    }


def read(region: Region, draft: Draft) -> None:
    """What the sentences of one region tell."""
    reader = _Reader(region, draft)
    for block in region.blocks:
        if isinstance(block, Item):
            reader.item(block)
        elif isinstance(block, Paragraph):
            for line in block.lines:
                reader.line(line)
        elif isinstance(block, Table):
            reader.table(block)
        elif isinstance(block, Fence) and block.info in ("", "text", "plaintext", "txt", "tree"):
            reader.tree(block)
    reader.close()


class _Reader:
    """`subject` is who the sentences speak of, `asked` what the last path reads; `names` are the bullets below
    `response includes:`, of what is `opened` where the sentence names it.
    """

    def __init__(self, region: Region, draft: Draft) -> None:
        self.region, self.draft, self.path = region, draft, region.document.path
        self.subject = self._titled()
        self.named = ""
        self.listed = ""
        self.asked = self.opened = ""
        self.names: list[Field] = []
        self.depth = -1

    @cached_property
    def lists(self) -> bool:
        """Whether a line may list parts behind a name; `Basic data: a, b` below the name of a thing is of that."""
        has = self.draft.said(self.region.blocks).has(owned.LABELS)
        return has and not (self.region.kind == "data_model" and heading_entity(self.region)[0])

    @cached_property
    def owns(self) -> bool:
        """Whether a line may tell of parts."""
        return self.draft.said(self.region.blocks).has(owned.HINTS)

    def _titled(self) -> str:
        title = bare(self.region.title.text).rpartition(": ")[2]
        found = _shapes()["title"].match(title) if len(title) <= MAX_TITLE else None
        return found.group(1) if found and len(found.group(1).split()) <= MAX_WORDS else ""

    def item(self, item: Item) -> None:
        """A list item: a name below an opening, or a sentence."""
        if 0 <= self.depth < item.depth:
            found = _shapes()["bullet"].match(item.lines[0].text)
            if found:
                note = found.group(2)
                where = place(self.path, item.lines[0], found.start(1), len(found.group(1)))
                self.names.append(
                    fields.make(found.group(1), fields.UNKNOWN, where, (), description=note, origin="inferred")
                )
            return
        self.close()
        for line in item.lines:
            self.line(line, item.depth)

    def table(self, table: Table) -> None:
        """`| Table | Purpose |`: resources by their names, where all of them are names."""
        if self.region.kind == "data_model":
            self.draft.outlined += catalogues.entities(table, self.path)
            for cell in (cell for row in table.rows for cell in row if "." in cell.text):
                self._keyed(cell)
        at = catalogues.naming(table, modelled=self.region.kind == "data_model")
        listed_at = spans.listing(table)
        for row in table.rows if at >= 0 else ():
            own = spans.in_cell(row[listed_at], self.path) if at < listed_at < len(row) else ()
            for name in catalogues.names_in(row, at):
                self._catalogued(name, tuple(own), row[at])

    def _catalogued(self, name: str, columns: tuple[Field, ...], where: Text) -> None:
        """A resource of such a table, which counts with its columns where nothing defines it."""
        if columns and not is_message(name):
            self.draft.outlined.append(Entity(name, columns, place(self.path, where)))
        else:
            self._add(name, [], where, sure=self.region.kind == "data_model" and "_" in name)

    def line(self, line: Text, depth: int = 0) -> None:
        """One sentence."""
        if len(line.text) > MAX_SENTENCE:
            return
        self._owned(line)
        if not regex.has(line.text, _HINTS):
            return
        low = line.text.lower()
        shapes = {key: _shapes()[key] for key, words in _NEEDED.items() if regex.has(low, words)}
        spoken = "subject" in shapes and shapes["subject"].search(line.text)
        if spoken:
            self.subject = next(group for group in spoken.groups() if group)
        paths = mentions(line.text)
        self.listed = _collection(paths) or self.listed
        self.asked = members.at_path(paths[-1].path) if paths else self.asked
        types = shapes["type"].findall(line.text) if "type" in shapes else ()
        self.named = types[-1] if types else self.named
        if "opens" in shapes and shapes["opens"].search(bare(line.text)):
            self.depth, self.opened = depth, members.opened(line.text) or self.asked
            return
        signed = "signature" in shapes and shapes["signature"].search(line.text)
        if signed:
            self._signed(signed.group(1), signed.group(2), line)
        stored = _kept().search(line.text) if " in " in low and "(" in low else None
        if stored:
            self._stored(stored, line)
        self._members(line)
        for name in enumerated.names(line.text, low):
            self._add(name, [], line)
        for key in ("list", "given", "korean"):
            found = key in shapes and shapes[key].search(line.text)
            if found and not regex.search(r"\bnot\s+(?:\w+\s+)?$", line.text[: found.start()]):
                thing = _given_list().match(line.text, found.end()) if key == "korean" else None
                self._listed(found.group(1), line, thing[1] if thing else "")

    def _keyed(self, text: Text) -> None:
        """`berths.pier_id → piers.id`."""
        if self.region.kind == "data_model" and ("→" in text.text or "->" in text.text) and "." in text.text:
            from groundplan.spec.entities import relations

            self.draft.code_entities += relations.keyed(text, self.path)

    def _members(self, line: Text) -> None:
        """What things are said to have by its names, and what an endpoint answers beside it."""
        more = members.added(line.text)
        if more:
            shown = f"`{more.name}`"
            at = line.text.find(shown) + 1 if shown in line.text else line.text.find(more.name)
            where = place(self.path, line, at, len(more.name))
            kind = read_type(more.kind.lower()) or fields.UNKNOWN
            self.draft.added.append((more.thing, fields.make(more.name, kind, where, (), origin="inferred")))
        for one in members.named(line.text):
            self._add(one.thing, self._fields(one.names, line), line)

    def _listed(self, text: str, line: Text, thing: str = "") -> None:
        names = regex.findall(
            r"(?!an?(?: |,|$))[A-Za-z_]\w*(?: \w+)?", regex.sub(r",? ?\b(?:and|or)\b", ",", text.replace("`", ""))
        )
        owner = self.subject if self._is_told(line.text) else self.named
        owner = self.listed if self.listed and _each().search(line.text) else owner
        owner = thing or owner or (self.asked if "반환" in line.text else "")
        owner = owner or (_read(line.text) if compact(names[0]) in members.IDENTITIES else "")
        if len(names) < MIN_NAMES or not owner or not _is_resource(names):
            return
        self._add(owner, self._fields(dict.fromkeys(names), line), line)

    def _fields(self, names: Iterable[str], line: Text) -> list[Field]:
        places = ((name, place(self.path, line, line.text.find(name), len(name))) for name in names)
        return [fields.make(name, fields.UNKNOWN, where, (), origin="inferred") for name, where in places]

    def _owned(self, line: Text) -> None:
        """`A club has a name, a city and a year`: in a data model a thing that counts where nothing defines it."""
        self._keyed(line)
        defines = self.region.kind == "data_model"
        for one in owned.things(line, self.path, defines=defines) if self.owns else ():
            self._add_thing(one, line)
        if self.lists:
            self._add_thing(owned.labelled(line, self.path), line)

    def _add_thing(self, one: owned.Thing | None, line: Text) -> None:
        if one and not one.fields:
            self.draft.miss(self.path, line, "parts")
        elif one and self.region.kind != "data_model":
            self._add(one.name, list(one.fields), line)
        elif one and not is_message(one.name) and one.name not in vocabulary("things"):  # `모든 테이블은 ...`
            self.draft.outlined.append(Entity(one.name, one.fields, place(self.path, line), origin="inferred"))

    def _signed(self, name: str, columns: str, line: Text) -> None:
        """`memos(id UUID, title TEXT)` in a sentence."""
        found = []
        for part in regex.findall(r"(\w+) ([A-Z][A-Z\d]*(?:\([\d, ]+\))?)", columns):
            where = place(self.path, line, line.text.find(f"{part[0]} {part[1]}"), len(part[0]))
            found.append(
                fields.make(part[0], read_type(part[1].lower()) or fields.UNKNOWN, where, (), raw_type=part[1])
            )
        self._add(name, found, line)

    def _stored(self, found: re.Match[str], line: Text) -> None:
        """`labels are stored in `labels` (id, parcel_id, made_at)`: a table and its columns in passing."""
        names = found.group(2).replace("`", "").split(", ")
        if len(names) < MIN_NAMES or not any("_" in name or name == "id" for name in names):
            return
        made = []
        for name in names:
            where = place(self.path, line, line.text.find(name, found.start(2)), len(name))
            made.append(fields.make(name, fields.UNKNOWN, where, ()))
        self.draft.outlined.append(Entity(found.group(1), tuple(made), place(self.path, line)))

    def _is_told(self, text: str) -> bool:
        return bool(self.subject) and not regex.search(r"\bresponse\b|응답", text, re.IGNORECASE)

    def close(self) -> None:
        """Ends a list of names."""
        names = [one.name for one in self.names]
        name = self._type_in_title() if len(names) >= MIN_NAMES else ""
        name = name or (self.opened if members.is_kept(names) else "")
        if name and _is_resource(names):
            self._add(name, self.names, self.region.title)
        self.names, self.depth = [], -1

    def _type_in_title(self) -> str:
        """`Attribute metadata` is AttributeMetadata where the document knows that word."""
        known = self.draft.known.types.get(self.path)
        if known is None:
            known = self.draft.known.types[self.path] = types_in(self.region.document)
        return known.get(compact(self.subject), "")

    def _add(self, name: str, found: list[Field], where: Text, *, sure: bool = False) -> None:
        if sure or not is_message(name):
            self.draft.told.append(Entity(name, tuple(found), place(self.path, where), origin="inferred"))

    def tree(self, fence: Fence) -> None:
        """`product.py  # Product SQLAlchemy model` in a tree of files."""
        for number, words in enumerate(fence.lines):
            found = introduced.model(words)
            if found and not is_message(found.name):
                where = Text(words, fence.line + number, 1)
                span = place(self.path, where)
                own = [fields.make(one, fields.UNKNOWN, span, (), origin="inferred") for one in found.members]
                self._add(found.name, own, where)


@cache
def _kept() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:stored|kept|saved|persisted|recorded) in (?:an? |the )?(?:new )?`(\w+)`(?: table| collection)? ?"
        r"\(`?((?:\w+`?, `?)+\w+)`?\)",
        re.IGNORECASE,
    )


@cache
def _each() -> re.Pattern[str]:
    return regex.compile(r"\beach (?:entry|item|element|row|result|record|including|with)\b", re.IGNORECASE)


@cache
def _given_list() -> re.Pattern[str]:
    """`(id, name을 포함)하는 페이지네이션된 선석 목록을 반환한다`."""
    return regex.compile(
        r"(?:하는|한) (?:[가-힣]+(?:된|한) )?([가-힣]{1,8}(?: [가-힣]{1,8})?) 목록을? ?(?:반환|조회|제공|응답)"
    )


def _collection(found: tuple[Mention, ...]) -> str:
    """What `GET /orders` lists one of."""
    last = found[0].path.partition("?")[0].rpartition("/")[2] if found and found[0].methods[0] == "GET" else ""
    return singular(last) if last.isidentifier() and singular(last) != last else ""


def _read(text: str) -> str:
    """What the answer of `GET /users/{id}` or of `GET /users/me` is; empty where the path names no such thing."""
    found = mentions(text)
    if len(found) != 1 or found[0].methods != ("GET",) or not _answered().search(text, found[0].end):
        return ""
    parts = [part for part in found[0].path.partition("?")[0].split("/") if part]
    last = parts[-1] if parts else ""
    thing = parts[-2] if len(parts) > 1 and (last.lower() in _MINE or not last.isidentifier()) else last
    return singular(thing) if thing.isidentifier() and singular(thing) != thing else ""


@cache
def _answered() -> re.Pattern[str]:
    return regex.compile(r"\b(?:response|result|body|answer|returns?)\b|응답|결과|본문", re.IGNORECASE)


_MINE = frozenset({"me", "self", "profile", "current"})


def _is_resource(names: list[str]) -> bool:
    """Not the members of an envelope, which are all but one about paging and errors."""
    around = frozenset(vocabulary("envelope"))
    return sum(compact(name) not in around for name in names) >= MIN_NAMES


def types_in(document: Document) -> dict[str, str]:
    """The words of a document that are written as types are, by their lower case."""
    return {word.lower(): word for word in _words(document)}


def _words(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Item | Paragraph):
            for line in block.lines:
                yield from _words_of(line.text)


@lru_cache(8192)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(regex.findall(r"\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\b", text))
