"""Endpoints: table rows, list items, headings with their details, `CRUD /things`, and mentions in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Item, Paragraph, Quote, Table, Text
from groundplan.spec.callers import grouped
from groundplan.spec.callers.access import access_in, in_brackets, read_access
from groundplan.spec.draft import Draft, place, taken
from groundplan.spec.endpoints import above, answered, asking, details, folders, mentioned, queried, sent, sentences
from groundplan.spec.endpoints.commands import (
    CODE,
    FENCES,
    HEADER,
    SHELLS,
    commands,
    curl,
    is_comment,
    names_callers,
    sends_token,
)
from groundplan.spec.endpoints.listings import joined, listing
from groundplan.spec.fields import rows
from groundplan.spec.halves import Halves, heads, is_called, labelled, leads, names_path, of_row, pair
from groundplan.spec.model import AccessNote, Endpoint
from groundplan.spec.text import tables
from groundplan.spec.text.calls import INCOMING, is_incoming
from groundplan.spec.text.identifiers import leading_id
from groundplan.spec.text.paths import METHODS, Mention, mentions, normalised
from groundplan.spec.text.words import bare, kind_of

if TYPE_CHECKING:
    from groundplan.spec.outline import Region

_OUTBOUND = frozenset({"integrations"})
_WRITES = frozenset({"POST", "PUT", "PATCH"})
_LIMITS = frozenset({"rate_limits"})
"""Mentions here repeat what is defined elsewhere, as patterns too."""
_USES = frozenset({"acceptance", "plan", "errors", *_LIMITS})
"""Mentions here are uses of an endpoint: nothing that stands below them is its detail."""


class Reader:
    """Reads one region. `current` is the endpoint that details belong to, by its index in the draft."""

    def __init__(self, region: Region, draft: Draft) -> None:
        self.region, self.draft, self.path = region, draft, region.document.path
        self.requirement = leading_id(region.title.text) if region.kind != "acceptance" else ""
        self.prefix = above.of_heading(region)
        self.below = above.of_words(region)
        self.current: list[int] = []
        self.first = len(draft.endpoints)
        self.depth = -1
        self.outbound = region.kind in _OUTBOUND and not is_incoming(region.title.text)
        self.halves = Halves()
        self.stems = above.Stems()
        self.label = ""  # the words before a table or a fence
        self.lists_bodies = asking.asks(region.title.text)  # where endpoints stand with what they are called with
        self.ends: dict[int, int] = {}  # of lines that may be made whole with the next: where they end as written

    def read(self) -> None:
        """Every block of the region, its heading first."""
        if self.outbound and not self.draft.said(self.region.blocks).has(INCOMING):
            return
        self._heading()
        for block in self.region.blocks:
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Item):
                whole = self._whole(block.lines)
                self._item(block if whole is block.lines else block._replace(lines=whole))
            elif isinstance(block, Paragraph | Quote):
                self.lists_bodies = asking.asks(block.lines[-1].text)
                for line in self._whole(block.lines):
                    self._line(line)
            elif isinstance(block, Fence) and self.region.kind not in _LIMITS:
                half = labelled(block, self.label or self.region.title.text)
                if not (half and self._half(half)):
                    self._fence(block)
            self.label = block.lines[-1].text if isinstance(block, Item | Paragraph | Quote) else ""

    def _whole(self, lines: tuple[Text, ...]) -> tuple[Text, ...]:
        if len(lines) > 1:
            self.ends.update((line.line, len(line.text)) for line in lines)
        return mentioned.unwrapped(lines)

    def _heading(self) -> None:
        title = self.region.title
        found = mentions(title.text)
        if found and not self.region.main:
            rest = sentences.rest(title.text, found[-1].end)
            self._define(found, title, "heading", rest)
        elif not self._half(title) and (title.text.endswith((")", "]")) or title.text.startswith(("/", "`/"))):
            self.halves.begin(title, called=is_called(self.region))
        if not found and self.halves.open is None:
            self.halves.below(self.region.above, title)

    def _half(self, line: Text) -> bool:
        """Whether the line is a method or a path alone; with its other half it defines."""
        whole = self.halves.take(line)
        if whole:
            self._define(whole[:1], whole[1], "list", "")
        return whole is not None or self.halves.is_half(line)

    def _table(self, table: Table) -> None:
        headed = heads(table)
        if headed:
            said = [one.text for one in table.header if one is not headed[1] and bare(one.text) not in METHODS]
            self._define((headed[0],), headed[1], "list", " ".join(said))
        else:
            self._rows(table)

    def _paired(self, table: Table) -> bool:
        pairs = [row for row in (table.header, *table.rows) if len(row) == 2]
        rest = tuple(row for row in pairs if len(pairs) <= len(table.rows) or not self._half(of_row(row)))
        if len(rest) == len(pairs):
            return False
        self._keyed(table._replace(rows=rest))
        return True

    def _rows(self, table: Table) -> None:
        if self._paired(table) or answered.by_table(table, self.current, self.first, self.path, self.draft):
            return
        found = tables.columns(table)
        limited = self.region.kind == "rate_limits" or "limit" in found or "window" in found or found.get("callee") == 0
        if limited or (self.current and (self._asked(table, found) or (len(table.header) == 2 and self._keyed(table)))):
            return
        crossed = mentioned.crossed(table)
        for mention, where, words in crossed:
            self._define((mention,), where, "table", words)
            self.current = []
        if crossed:
            return
        if "path" in found or "method" in found:
            for row in taken(table):
                self._row(row, found)
        elif self.region.kind not in _LIMITS and mentioned.has_slash(table):
            for row in table.rows:
                self._cells(row)

    def _cells(self, row: tuple[Text, ...]) -> None:
        both = pair(row) or folders.beside(row)
        if both:
            self._mention(*both)
        for cell in row if not both else ():
            self._mentioned(cell)

    def _asked(self, table: Table, found: tables.Columns) -> bool:
        """A table of fields below `Request body:`: what the endpoint in hand asks for, and no entity's."""
        if not (asking.asks(self.label) or self._takes(found)) or not tables.is_field_table(found, ""):
            return False
        own = queried.sent_in_body(table, found)
        fields = tuple(field for row in own for field in rows.read(row, found, self.path, self.draft))
        for index in self.current if fields else ():
            self.draft.endpoints[index] = self.draft.endpoints[index]._replace(request=fields)
        head = place(self.path, table.header[0])
        self.draft.unread = [one for one in self.draft.unread if one.span != head]
        return bool(fields)

    def _takes(self, found: tables.Columns) -> bool:
        """Whether fields, of which some are required, are what the one write of a heading or a line takes."""
        one = self.draft.endpoints[self.current[0]] if len(self.current) == 1 else None
        alone = one is not None and (one.carrier == "heading" or (one.carrier == "list" and self.depth < 0))
        silent = alone and one is not None and one.method in _WRITES and one.request is None
        return silent and {"field", "type", "required"} <= found.keys() and not asking.is_other(self.label)

    def _asked_with(self, body: Text) -> None:
        """`- POST /orders: { total: int }` below `Request bodies:`."""
        for index in self.current:
            before = self.draft.endpoints[index]
            self.draft.endpoints[index] = details.apply(before, "request", body, self.path, self.draft)

    def _keyed(self, table: Table) -> bool:
        """`| Auth | none |`, `| Request Body | {...} |` below an endpoint: rows that are its details."""
        kinds = [(kind_of("details", bare(row[0].text)), row[1]) for row in table.rows if len(row) > 1]
        known = [(kind, cell) for kind, cell in kinds if kind and cell.text]
        if len(known) < 2 or 2 * len(known) < len(kinds):
            return False
        for index in self.current:
            for kind, cell in known:
                before = self.draft.endpoints[index]
                self.draft.endpoints[index] = details.apply(before, kind, cell, self.path, self.draft, lenient=True)
        return True

    def _row(self, row: tuple[Text, ...], found: tables.Columns) -> None:
        one = mentioned.in_row(row, found)
        if one is None:
            self._unread_row(row, found)
            return
        mention, where = one
        start = len(self.draft.endpoints)
        note = tables.cell(row, found, "summary")
        self._define(mentioned.several(mention, where.text), where, "table", note.text if note else "")
        auth = tables.caller(row, found)
        access = self._access(auth) if auth else None
        for index in range(start, len(self.draft.endpoints)):
            endpoint = details.of_row(self.draft.endpoints[index], row, found, self.path, self.draft)
            endpoint = sent.of_row(endpoint, note, self.path, self.draft) if note else endpoint
            self.draft.endpoints[index] = endpoint._replace(access=access) if access else endpoint
        self.current = []

    def _unread_row(self, row: tuple[Text, ...], found: tables.Columns) -> None:
        path, method = tables.cell(row, found, "path"), tables.cell(row, found, "method")
        if path and method and bare(path.text).startswith("/"):
            self.draft.miss(self.path, method, "method")
        elif method and bare(method.text).upper() in METHODS:
            self.draft.miss(self.path, path or method, "path")

    def _access(self, cell: Text) -> AccessNote | None:
        note = read_access(cell.text, place(self.path, cell))
        if note is None and cell.text.strip("-— "):
            self.draft.miss(self.path, cell, "access")
        return note

    def _item(self, item: Item) -> None:
        line = above.unchecked(item.lines[0])
        found = mentions(line.text) or (above.relative(line.text) if self.below else ()) or above.behind(line.text)
        found = self.stems.below(item.depth, line.text, found)
        late = bool(found) and found[0].start > 3
        who = grouped.leading(line.text[: found[0].start], place(self.path, line)) if late else None
        labels = late and names_path(line.text[: found[0].start])
        defines = bool(found) and (who is not None or not late or labels) and self.region.kind not in _USES
        if defines and not mentioned.is_other(line.text, found[0]):
            end, told = found[0].end, details.begins(line.text, found[0].end)
            self._define(found[:1], line, "list", sentences.rest(line.text[:told], end))
            self.depth = -1 if labels else item.depth  # what stands beside a label is of the same call
            for index in self.current if who else ():
                self.draft.endpoints[index] = self.draft.endpoints[index]._replace(access=who)
            self._behind(line, told)
            if self.lists_bodies and details.tells_body(line.text[end + 1 :]):
                self._asked_with(Text(line.text[end + 1 :], line.line, line.column + end + 1))
            for mention in found[1:]:
                self._mention(mention, line)
            return
        file = None if found else folders.listed(line)
        if file:
            self._mention(*file)
            return
        if not found and self._halved(item):
            return
        if self.current and (item.depth > self.depth or self.depth < 0) and self._detail(line):
            return
        for each in item.lines:
            self._mentioned(each)

    def _halved(self, item: Item) -> bool:
        """Whether a line of an item is half of an endpoint; the others tell of it."""
        halves = [self._half(each) for each in item.lines]
        for each, half in zip(item.lines[1:], halves[1:], strict=True):
            if not half and any(halves) and self.current:
                self._detail(each)
        return any(halves)

    def _line(self, line: Text) -> None:
        found = mentions(line.text)
        alone = len(found) == 1 and self.region.kind not in _USES and leads(line.text[: found[0].start])
        rest = line.text[found[0].end :].strip("*`_ :.—-") if alone else ""
        if alone and (not rest or self._is_set_off(line, found[0])):
            end, told = found[0].end, details.begins(line.text, found[0].end)
            self._define(found, line, "list", sentences.rest(line.text[:told], end) if rest else "")
            self.depth = -1
            self._behind(line, told)
        elif found:
            known = len(self.draft.endpoints)
            if self.current:  # `No body. Answers 202. The result is at `GET /jobs/{id}`.`
                self._detail(line._replace(text=line.text[: line.text.rfind(". ", 0, found[0].start) + 1]))
            self._mentioned(line)
            if len(found) == 1 and asking.asks(line.text):  # the table below it is of that call
                self.current = list(range(known, len(self.draft.endpoints)))
        elif above.is_path(line.text):
            self.prefix, self.current = normalised(bare(line.text))[0], []
        elif not self._half(line):
            opened = above.of_line(line.text)
            if opened:
                self.prefix, self.current = opened, []
            elif self.current:
                self._detail(line)

    def _is_set_off(self, line: Text, mention: Mention) -> bool:
        """`POST /orders - customers`: a mark parts the endpoint that the line begins with from words about it."""
        mark = regex.compile(r"(?:(?<=:)|[`*]*(?:\s+[-–—]|:))\s+\S").match(line.text, mention.end)
        return mark is not None and self.region.kind not in _LIMITS and not mentioned.is_other(line.text, mention)

    def _behind(self, line: Text, start: int) -> None:
        if start < len(line.text):
            self._detail(Text(line.text[start:], line.line, line.column + start))

    def _detail(self, line: Text) -> bool:
        """A `Key: value` or a sentence about the endpoint in hand; False when it says nothing of it."""
        taken = False
        for index in self.current:
            before = self.draft.endpoints[index]
            after = details.read(before, line, self.path, self.draft)
            self.draft.endpoints[index] = after
            taken = taken or after is not before
        return taken

    def _fence(self, fence: Fence) -> None:
        """Request lines and lists define; diagrams, trees, commands and comments of code mention."""
        self._called(fence)
        opened = False  # whether the lines right below an endpoint go on: its headers
        for number, words in enumerate(fence.lines):
            drawn = fence.info == "mermaid"
            line = Text((words.replace("\\n", "  ") if drawn else words).rstrip(), fence.line + number, 1)
            found = (
                mentions(line.text) if fence.info in FENCES or is_comment(words, fence.info) else mentioned.alone(line)
            )
            if found and found[0].start == 0 and not is_comment(words, fence.info):
                self._define(found[:1], line, "fence", "")
                answered.in_columns(line, found[0].end, self.path, self.draft, self.current)
                found, opened = found[1:], True
            elif opened and names_callers(line.text):
                self._detail(line)
            else:
                opened = opened and line.text[:1].isalpha()
            for mention in found:
                if drawn or line.text.count('"', 0, mention.start) % 2 == 0:  # words in quotes are data
                    self._mention(mention, line)

    def _called(self, fence: Fence) -> None:
        """What commands and code call, and that the headers of a request have a token."""
        if fence.info in SHELLS:
            self._commands(fence)
            for mention, line in folders.called(fence):
                self._define((mention,), line, "fence", "")
        if fence.info in CODE:
            from groundplan.spec.endpoints import routes

            for mention, line in routes.called(fence):
                self._define((mention,), line, "fence", "")
        silent = self.current and all(self.draft.endpoints[one].access is None for one in self.current)
        if silent and fence.info in FENCES and sends_token(fence.lines, self.label):
            self._detail(Text("Authorization: Bearer token", fence.line, 1))

    def _commands(self, fence: Fence) -> None:
        """`curl -X POST http://localhost/api/x` calls an endpoint; so does one without -X."""
        for number, words in commands(fence):
            line = Text(fence.lines[number], fence.line + number, 1)
            found = curl(words)
            if found and not (fence.info in FENCES and mentions(words)):
                who = "Authorization: Bearer" if HEADER in words else ""
                self._mention(found._replace(end=len(line.text)), line, who)

    def _mentioned(self, line: Text) -> None:
        if self.region.kind in _LIMITS:
            return
        found = mentions(line.text)
        for at, mention in enumerate(found):
            near = (found[at - 1].end if at else 0, found[at + 1].start if at + 1 < len(found) else len(line.text))
            self._mention(mention, line, in_brackets(line.text, mention.start, mention.end, near))

    def _mention(self, mention: Mention, line: Text, who: str = "") -> None:
        if not mentioned.is_other(line.text, mention):
            first, current, depth = len(self.draft.endpoints), self.current, self.depth
            self._define((mention,), line, "sentence", "")
            self.current, self.depth = current, depth
            note = access_in(who, place(self.path, line)) if who else None
            for index in range(first, len(self.draft.endpoints) if note else first):
                self.draft.endpoints[index] = self.draft.endpoints[index]._replace(access=note)

    def _define(self, found: tuple[Mention, ...], line: Text, carrier: str, rest: str) -> None:
        """Adds the endpoints of mentions at `line`; `rest` are the words behind the last."""
        self.current = []
        self.depth = -1
        first = len(self.draft.endpoints)
        if self.outbound and not is_incoming(line.text):
            return
        for mention in found:
            if "..." in mention.path.partition("?")[0]:
                if carrier != "fence":  # else a request that is shown with a key cut short
                    self.draft.miss(self.path, line, "path")
                continue
            for method, path in mentioned.expanded(mention):
                self.current.append(len(self.draft.endpoints))
                self.draft.endpoints.append(self._endpoint(method, path, mention, line, carrier, rest))
        if len(found) == 1 and carrier != "table":
            sent.read(line, found[0], self.path, self.draft, first)

    def _endpoint(self, method: str, raw: str, mention: Mention, line: Text, carrier: str, rest: str) -> Endpoint:
        path, query = normalised(raw)
        whole = path == self.prefix or path.startswith((self.prefix + "/", "/api/"))
        if self.below and (path == "/" or path[1] == "{"):
            path = (self.below + path).rstrip("/")
        elif self.prefix and not whole:
            path = above.joined(self.prefix, path)
        start, end = (min(one, self.ends.get(line.line, one)) for one in (mention.start, mention.end))
        span = place(self.path, line, start, end - start)
        access = access_in(rest, place(self.path, line), method) if rest else None
        own = (self.requirement,) if self.requirement else ()
        endpoint = Endpoint(
            method, path, span, raw,
            summary=sentences.summary(rest),
            access=access,
            filters=query,
            requirements=joined(own, sentences.cited(rest)),
            carrier="crud" if "CRUD" in mention.methods else carrier,
        )  # fmt: skip
        return listing(endpoint, rest) if rest else endpoint
