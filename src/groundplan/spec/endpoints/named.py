"""Bodies that a document lists by the names of their members: `- 요청: name, length`, bullets below `**Response**`.

Where no endpoint is named, what a feature makes takes what people enter for it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Item, Paragraph, Table
from groundplan.grammar import compact, vocabulary
from groundplan.spec.draft import place
from groundplan.spec.endpoints import entered
from groundplan.spec.endpoints.body import Body, Role
from groundplan.spec.fields import fields, inline
from groundplan.spec.text.identifiers import leading_id
from groundplan.spec.text.paths import mentions, normalised
from groundplan.spec.text.titles import is_bold
from groundplan.spec.text.words import bare, heading, key_value, kind_of

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Field
    from groundplan.spec.outline import Region

_HINTS = (
    "ields",
    "nput",
    "equest",
    "esponse",
    "ody",
    "arams",
    "arameters",
    "eturns",
    "요청",
    "응답",
    "파라미터",
    *entered.ENTERING,
    "반환",
)
MAX_LABEL = 40
_WRITES = ("POST", "PUT", "PATCH")
_WORDS = 4
_FEW = 2
"""Fewer names are an example."""


def read(region: Region, draft: Draft) -> None:
    """The bodies of one region, below the endpoints that it names."""
    if region.kind != "data_model" and draft.said(region.blocks).has(_HINTS):
        _Reader(region, draft).read()


class _Reader:
    """`role` is what the last label says of bullets deeper than `depth`; `title` is that of the feature in hand."""

    def __init__(self, region: Region, draft: Draft) -> None:
        self.region, self.draft, self.path = region, draft, region.document.path
        writes = [one for one in draft.endpoints if one.method in _WRITES]
        own = draft.endpoints if len(writes) != 1 else writes
        one = (own[0].method, own[0].path) if len(own) == 1 else None
        self.endpoint = _endpoint(region.title.text) or _endpoint(region.above) or one
        self.title = region.title
        self.role: Role | None = None
        self.depth = -1
        self.fields: list[Field] = []

    def read(self) -> None:
        """Every bullet and line."""
        for block in self.region.blocks:
            if isinstance(block, Item):
                self._item(block)
            else:
                self._close()
                if isinstance(block, Table) and len(block.header) == _FEW and not _endpoint(self.region.title.text):
                    self._keyed(block)
                if isinstance(block, Fence):
                    self.endpoint = next(filter(None, map(_endpoint, block.lines)), self.endpoint)
                for line in block.lines if isinstance(block, Paragraph) else ():
                    self._line(line, -1)
        self._close()

    def _keyed(self, table: Table) -> None:
        """`| 입력 | title, content |` in a table about one feature, which may name its endpoint in another row."""
        for label, cell in (row for row in table.rows if len(row) == _FEW):
            role = self._role(bare(label.text)) if entered.enters(bare(label.text)) else None
            if role:
                self._add(role, _listed(cell, self.path, bare(label.text)))

    def _item(self, item: Item) -> None:
        if self.role and item.depth > self.depth and (own := _members(item.lines[0], self.path)):
            self.fields += own
            return
        self._close()
        for line in item.lines:
            self._line(line, item.depth)

    def _line(self, line: Text, depth: int) -> None:
        """An endpoint, a label over bullets, or a label with its names."""
        mentioned = _endpoint(bare(line.text))
        if mentioned:
            self.endpoint, self.role = mentioned, None
            return
        if line.text[:2] == "**" and leading_id(line.text):
            self.title = line
            return
        key, value, at = key_value(line.text)
        label = key or (bare(line.text) if is_bold(line.text) else "")
        role = self._role(label) if label else None
        if role and value and key:
            self._add(role, _listed(line._replace(text=value, column=line.column + at), self.path, label))
        elif role:
            self.role, self.depth = role, depth
        elif not (key or self.endpoint) and any(one in line.text for one in entered.ENTERING):
            self._entered(line)

    def _entered(self, line: Text) -> None:
        """`제목, 내용 입력` below the title of what is made."""
        names = entered.listed(line.text) if entered.thing(self.title.text) else ""
        if names:
            self._add("request", _listed(line._replace(text=names.replace("·", ",")), self.path, "입력"))

    def _role(self, label: str) -> Role | None:
        """What a label says, below an endpoint; without one, what is entered for the feature in hand."""
        if self.endpoint:
            return _role(label)
        return "request" if entered.enters(label) and entered.thing(self.title.text) else None

    def _close(self) -> None:
        """Ends a list of names."""
        if self.role:
            self._add(self.role, tuple(self.fields))
        self.role, self.fields = None, []

    def _add(self, role: Role, found: tuple[Field, ...]) -> None:
        method, path = self.endpoint or ("", "")
        title = self.title
        named, about = ("", "") if path else (entered.thing(title.text), entered.topic(title.text))
        sent = role == "request" and path
        own = tuple(
            one for one in found if compact(one.name) not in _AROUND and not (sent and f"{{{one.name}}}" in path)
        )
        if len(own) >= _FEW:
            from groundplan.spec.fields.examples import object_of

            line = own[0].span.line
            self.draft.bodies.append(
                Body(role, object_of(own), title, self.path, line, method, path, title.text, named, own, about=about)
            )


_AROUND = frozenset({"message", "success", "error", "statuscode", "code", "token", "accesstoken", "refreshtoken"})
"""What travels with the members of a thing."""


def _endpoint(text: str) -> tuple[str, str] | None:
    found = mentions(text)
    return (found[0].methods[0], normalised(found[0].path)[0]) if found else None


def _role(label: str) -> Role | None:
    """What a label says: `Request body`, `성공 응답 정보`, `파라미터`; None of anything else."""
    words = heading(label)[0].lower() if len(label) < MAX_LABEL else ""
    if words in vocabulary("sent"):
        return "request"
    while " " in words and words.rpartition(" ")[2] in vocabulary("label_words"):
        words = words.rpartition(" ")[0]
    if not words or len(words.split()) > _WORDS:
        return None
    kind = kind_of("details", words)
    return "request" if kind == "request" else "answer" if kind == "response" else None


def _listed(text: Text, path: str, label: str) -> tuple[Field, ...]:
    """The names behind a label; what people enter may be called as they call it."""
    return inline.names(text, path) or (inline.worded(text, path) if entered.enters(label) else ())


@cache
def _member() -> re.Pattern[str]:
    """`` `name`: words``, `length (길이)`, `berth - where it lies`."""
    return regex.compile(r"[`*]*([a-z_]\w*)[?*]?[`*]*[?*]?\s*(?:[:：(—–-].*)?$")


def _members(line: Text, path: str) -> tuple[Field, ...]:
    """The members of one bullet."""
    typed = fields.from_bullet(line, path)
    if typed:
        return (typed.field,)
    one = _member().match(line.text)
    if one is None:
        return inline.names(line, path)
    return (fields.make(one[1], fields.UNKNOWN, place(path, line, one.start(1), len(one[1])), ()),)
