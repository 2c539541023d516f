"""Bodies as one region shows them: JSON in fences and cells, tables of members, each with what the words before say."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Heading, Item, Paragraph, Table, Text
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.endpoints import representation
from groundplan.spec.endpoints.body import WRITES, Body, Role
from groundplan.spec.endpoints.commands import commands, curl
from groundplan.spec.endpoints.faults import sound
from groundplan.spec.endpoints.sent import assigned, demands, listed
from groundplan.spec.endpoints.snippets import MAX_LABEL, chunks, opens, status, written
from groundplan.spec.entities.entities import Reader
from groundplan.spec.entities.headed import heading_entity
from groundplan.spec.entities.records import nameless
from groundplan.spec.fields import inline
from groundplan.spec.fields.examples import Value, example, fields_of, is_schema, object_of
from groundplan.spec.fields.fields import from_bullet
from groundplan.spec.model import Entity
from groundplan.spec.text import tables
from groundplan.spec.text.messages import is_message_title
from groundplan.spec.text.paths import METHODS, mentions, normalised
from groundplan.spec.text.titles import entity_name, in_bold, is_bold, is_marked
from groundplan.spec.text.words import bare, heading, key_value, kind_of, same_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

_SHELLS = ("bash", "sh", "shell", "curl", "console", "zsh")
_INFOS = ("json", "jsonc", "json5", "js", "javascript", "node.js", "nodejs", "node", "http", "text", "txt", "")


@cache
def _labels() -> tuple[re.Pattern[str], ...]:
    """Words before what is refused, asked for, and answered."""
    return (
        regex.compile(r"\berror|에러|오류|fail|실패|错误|失败|エラー|\b[45]\d\d\b|schema|스키마", re.IGNORECASE),
        regex.compile(
            r"request|요청|\bbody\b|payload|\binput|\bdata params?\b|입력|请求|入参|リクエスト|petici[oó]n|solicitud"
            r"|entrada",
            re.IGNORECASE,
        ),
        regex.compile(
            r"response|응답|returns|반환|\b20\d\b|\boutput|响应|返回|出参|レスポンス|respuesta|salida", re.IGNORECASE
        ),
        regex.compile(r"quer(?:y|ies)|\bpath\b|\burl\b|header|쿼리|경로|헤더|ヘッダー?|クエリ|查询", re.IGNORECASE),
    )


def read(region: Region, draft: Draft) -> None:
    """The bodies of one region."""
    _Reader(region, draft).read()


class _Reader:
    """`method` and `path` are the endpoint that was named last, `label` the words before a body."""

    def __init__(self, region: Region, draft: Draft) -> None:
        self.region, self.draft = region, draft
        self.method, self.path = _mentioned(region.title.text) or _mentioned(region.above) or _in_halves(draft)
        self.label = region.above if _which(region.title.text) else region.title.text
        self.bullets: list[Field] = []

    def read(self) -> None:
        """Every block in its order."""
        for block in self.region.blocks:
            if isinstance(block, Item) and self._bullet(block):
                continue
            self._listed()
            if isinstance(block, Heading):
                self._words(block.text)
            elif isinstance(block, Paragraph | Item):
                self._lines(block.lines)
            elif isinstance(block, Fence) and block.info in _SHELLS:
                self.method, self.path = _called(block) or (self.method, self.path)
            elif isinstance(block, Fence) and (block.info in _INFOS or _is_bare_object(block)):
                self._fence(block)
            elif isinstance(block, Table):
                self._table(block)
        self._listed()

    def _bullet(self, item: Item) -> bool:
        """Whether an item is a typed member of what the label asks for or answers."""
        asked = self._role() in ("request", "answer") and not _labels()[3].search(self.label)
        coded = key_value(item.lines[0].text)[1][:3].isdecimal()  # `Code: 200`, with the body in the next line
        found = from_bullet(item.lines[0], self.region.document.path) if asked and not coded else None
        self.bullets += [found.field] if found else []
        if found is None and self.method in WRITES and demands(self.label):
            named = listed(item.lines[:1], self.region.document.path)
            self.bullets += named
            return bool(named)
        return found is not None

    def _listed(self) -> None:
        """Ends a list of members."""
        role, own = self._role(), tuple(self.bullets)
        self.bullets = []
        if role and len(own) > 1:
            self._add(role, object_of(own), own[0].span.line, fields=own)

    def _lines(self, lines: tuple[Text, ...]) -> None:
        """Words, and JSON that stands below them without a fence."""
        if self._demanded(lines) or self._sent(assigned(lines, self.region.document.path)):
            return
        start = next((at for at, line in enumerate(lines) if opens(line.text)), len(lines))
        for line in lines[:start]:
            before = self.label
            self._words(line)
            self._inline(line, before)
        if start < len(lines) and lines[start].text[:1] != "{":
            self.label, first = lines[start].text[:-1], lines[start]
            at = first.text.rindex("{")
            lines = (*lines[:start], Text(first.text[at:], first.line, first.column + at), *lines[start + 1 :])
        role = self._role() if start < len(lines) else None
        value = sound(example(lines[start:])) if role else None
        if role and value is not None and not self.method and _declares(value, self.region):
            _model(value, self.region, self.draft)
        elif role and value is not None:
            self._add(role, value, lines[start].line)

    def _demanded(self, lines: Sequence[Text]) -> bool:
        """Names alone below `The object must have:`."""
        own = listed(lines, self.region.document.path) if self.method in WRITES and demands(self.label) else ()
        if len(own) > 1:
            self._add("request", object_of(own), own[0].span.line, fields=own)
        return len(own) > 1

    def _sent(self, own: tuple[Field, ...]) -> bool:
        """Names with their types below `Data Params`."""
        if own and self._role() == "request":
            self._add("request", object_of(own), own[0].span.line, fields=own)
        return bool(own)

    def _words(self, line: Text) -> None:
        if _which(line.text):
            return
        self.label = line.text
        self.method, self.path = _mentioned(bare(line.text)) or (self.method, self.path)

    def _inline(self, line: Text, before: str) -> None:
        """A body in the line that says what it is: ``Response: `{ id, title }`, 201``; `Content: { id }` below 200."""
        start = line.text.find("{")
        words = bare(line.text[: max(start, 0)]).rstrip("`[ ")
        kind = kind_of("details", status().sub("", words).rstrip(": ")) if words and len(words) < MAX_LABEL else ""
        if words.rstrip(":").lower() == "content" and regex.search(r"\b20\d\b", before):
            self.label, kind = before, "response"
        value = written(line) if (self.method or kind == "response") and kind in ("request", "response") else None
        if value is not None:
            self._add("request" if kind == "request" else "answer", value, line.line)
        elif self.method and start >= 0:
            from groundplan.spec.endpoints import stepped

            for role, shown in stepped.bodies(line):
                self._add(role, shown, line.line)

    def _role(self) -> Role | None:
        """What a body below the label is; None where it is refused."""
        label = bare(self.label)
        refused, asked, answered, _ = _labels()
        if refused.search(label):
            return (
                "answer"
                if answered.search(label) and not regex.search(r"\b[45]\d\d\b|error|에러|오류", label, re.I)
                else None
            )
        if answered.search(label):
            return "answer"
        return "request" if asked.search(label) or (self.method in WRITES and demands(label)) else "either"

    def _fence(self, fence: Fence) -> None:
        """Each value of a fence, with the words that stand before it there."""
        given = [Text(line, fence.line + at, 1) for at, line in enumerate(fence.lines) if line.strip()]
        if self._demanded(given) or self._sent(assigned(given, self.region.document.path)):
            return
        if self.region.kind == "data_model" and nameless(fence, self.region.document.path):
            return
        outer, refused = self.label, self._role() is None
        for words, lines in chunks(fence):
            for line in words:
                self.method, self.path = _mentioned(line) or (self.method, self.path)
                self.label = line if any(one.search(line) for one in _labels()[:3]) else self.label
            role, value = self._role(), sound(example(lines))
            if value is None or role is None or refused:
                continue
            if not self.method and (_is_model(self.region) or _declares(value, self.region)):
                _model(value, self.region, self.draft, outer)
            else:
                self._add(role, value, lines[0].line)
        self.label = outer

    def _add(self, role: Role, value: Value, line: int, **rest: object) -> None:
        region = self.region
        if role == "request" and not self.method and _is_of_another(self.label, region.title.text):
            return
        named = _named().search(self.label)
        self.draft.bodies.append(
            Body(
                role, value, region.title, region.document.path, line, self.method, self.path, region.title.text,
                next(filter(None, named.groups()), "") if named else "",
                verb=_verb(self.label), **rest,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    def _table(self, table: Table) -> None:
        found = tables.columns(table)
        if self.method and len(table.header) == 2 and self._keyed(table):
            return
        if "path" in found and found.keys() & {"request", "response"}:
            for row in table.rows:
                self._row(row, found)
        elif self.region.kind != "data_model" and tables.is_field_table(_asked(found), ""):
            self._members(table, _asked(found))

    def _keyed(self, table: Table) -> bool:
        """Whether the rows are `Request` and `Response` with what they hold, below an endpoint."""
        kinds = [(kind_of("details", bare(row[0].text)), row[1]) for row in table.rows if len(row) > 1]
        for kind, cell in kinds:
            value = written(cell) if kind in ("request", "response") else None
            listed = inline.names(cell, self.region.document.path) if kind == "request" and value is None else ()
            if value is not None or listed:
                role: Role = "request" if kind == "request" else "answer"
                self._add(role, value or object_of(listed), cell.line, fields=listed)
        return sum(bool(kind) for kind, _ in kinds) > 1

    def _row(self, row: tuple[Text, ...], found: tables.Columns) -> None:
        """JSON in the cells of an endpoint's row."""
        method, path = tables.cell(row, found, "method"), tables.cell(row, found, "path")
        mention = _mentioned(f"{bare(method.text) if method else ''} {bare(path.text) if path else ''}")
        if mention is None:
            return
        before = self.method, self.path
        self.method, self.path = mention
        said = tables.cell(row, found, "summary")
        for column, role in (("request", "request"), ("response", "answer")):
            cell = tables.cell(row, found, column)
            value = written(cell) if cell else None
            listed = inline.names(cell, self.region.document.path) if cell and value is None else ()
            if cell and (value is not None or listed):
                self._add(role, value or object_of(listed), cell.line, fields=listed)  # type: ignore[arg-type]
                made = bare(said.text) if said else self.region.title.text
                self.draft.bodies[-1] = self.draft.bodies[-1]._replace(title=made)
        self.method, self.path = before

    def _members(self, table: Table, found: tables.Columns) -> None:
        """A table of members below a word that says of what: a request or an answer."""
        role = self._role()
        role = "request" if role == "either" and self.method in WRITES else role  # right below the endpoint
        if role not in ("request", "answer") or _labels()[3].search(self.label):
            return
        reader = Reader(self.region, type(self.draft)(self.draft.known))
        own = tuple(one for one in reader.rows(table, found) if "/json" not in one.raw_type)  # a part that is a body
        if own:
            self._add(role, object_of(own), own[0].span.line, fields=own)


def _asked(found: tables.Columns) -> tables.Columns:
    """What is asked for is a list of parameters or of fields."""
    return {"field": found["parameter"], **found} if "parameter" in found else found


def _which(label: str) -> bool:
    """`Required:` below `Data Params`: which of those that the label before it is of."""
    return bare(label).rstrip(": ").lower() in ("required", "optional", "필수", "선택")


@cache
def _named() -> re.Pattern[str]:
    """`Person` document, `Response (Person):`: what the words before a body say that it is."""
    kinds = "document|object|resource|record|entity|model|객체|문서|엔티티"
    return regex.compile(
        rf"`([A-Z][A-Za-z]+)`\s+(?:{kinds})"
        r"|^(?:Response|응답) ?\(([A-Z][A-Za-z]+)\):$|^([A-Z][A-Za-z]+) (?:Response|응답):$"
        r"|^(?:Sample|Example)(?: JSON| object| document)? (?:for|of) (?:an? )?([A-Za-z]+)$"
    )


def _verb(label: str) -> str:
    """`POST Request Body`: the method of a body below a table of endpoints."""
    first = bare(label).partition(" ")[0]
    return first if first in METHODS else ""


def _is_of_another(label: str, title: str) -> bool:
    """`Transfer Request:` below a table of endpoints: of an act whose endpoint nobody names."""
    found = regex.compile(r"([A-Z][\w /]{2,40}) Request:").fullmatch(bare(label))
    words = [compact(one) for one in found.group(1).split()] if found else []
    return bool(words) and words[0] not in vocabulary("acts") and same_name(words[0]) != same_name(heading(title)[0])


def _mentioned(text: str) -> tuple[str, str] | None:
    found = mentions(text)
    return (found[0].methods[0], normalised(found[0].path)[0]) if found else None


def _in_halves(draft: Draft) -> tuple[str, str]:
    """The one endpoint of a region that gives its method and its path in lines of their own."""
    own = draft.endpoints
    return (own[0].method, own[0].path) if len(own) == 1 and own[0].carrier == "list" else ("", "")


def _called(fence: Fence) -> tuple[str, str] | None:
    """What the one `curl` command of a fence calls."""
    found = [one for _, words in commands(fence) if (one := curl(words))]
    return (found[0].methods[0], normalised(found[0].path)[0]) if len(found) == 1 else None


def _is_model(region: Region) -> bool:
    """A section about objects, and no endpoint's: `JSON objects returned by the API`, `데이터 모델`."""
    if region.kind == "" and is_marked(region.title.text) and not region.main:
        return True  # `Users Collection`
    return region.kind == "data_model" or _objects().search(f"{region.above} {region.title.text}") is not None


def _is_bare_object(fence: Fence) -> bool:
    """A fence of a language that is nothing but an object of types."""
    first = next((line.strip() for line in fence.lines if line.strip()), "")
    return fence.info in ("ts", "typescript", "python", "py", "yaml", "yml") and first == "{"


def _declares(value: Value, region: Region) -> bool:
    """An object of types below the heading of a thing: `{ _id: ObjectId, name: String }`."""
    if region.kind not in ("", "data_model") or not heading_entity(region)[0] or value.kind != "object":
        return False
    shown = [one.value.items[0] if one.value.items else one.value for one in value.members]
    return len(shown) > 1 and all(one.kind == "word" and one.text not in ("true", "false", "null") for one in shown)


@cache
def _objects() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:json|api|response|data) (?:objects?|resources?|models?)\b|\bresource objects?\b|응답 객체", re.IGNORECASE
    )


def _model(value: Value, region: Region, draft: Draft, above: str = "") -> None:
    """An object in a data model is the one that its heading or `**boats**` above it names; under a key it is that."""
    path = region.document.path
    name, label = heading_entity(region) if region.kind in ("data_model", "") else ("", "")
    above = in_bold(above)
    called = entity_name(above) if region.kind == "data_model" and is_bold(above) else ("", "")
    if called[0] and not is_message_title(above, modelled=True):
        name, label = called
    keyed = len(value.members) == 1 and value.members[0].value.kind in ("object", "list")
    if not name or (keyed and not is_schema(value)):
        draft.bodies.append(Body("model", value, region.title, path, region.title.line))
        return
    own = fields_of(value if is_schema(value) else representation.payload(value), path)
    if own:
        draft.code_entities.append(Entity(name, own, place(path, region.title), label, origin="inferred"))
