"""What an endpoint takes in its query and its path, as tables and lists say below a word for it.

`**Query parameters**` over rows or over ``- `limit` (optional, default 20)``, `파라미터` below `GET /boats`, and tables
with a column that says where each is sent: `| Name | In | Type |`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Heading, Item, Paragraph, Quote, Table, Text
from groundplan.spec.draft import Draft, place
from groundplan.spec.endpoints.body import Body, Role
from groundplan.spec.fields import fields, rows
from groundplan.spec.fields.cells import constraint_pieces, read_constraints, read_type
from groundplan.spec.model import FieldType
from groundplan.spec.text import tables
from groundplan.spec.text.words import bare, heading, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.spec.model import Endpoint, Field
    from groundplan.spec.outline import Region

_HINTS = ("quer", "param", "path", "쿼리", "파라미터", "매개변수", "경로 변수")
_LONGEST = 60
_ASKING = frozenset({"GET", "DELETE", "HEAD"})
"""What these are called with has no body."""
_KINDS: dict[str, Role] = {"query": "query", "path": "path", "parameters": "either"}


def read(region: Region, draft: Draft) -> None:
    """What tables and lists of one region say is sent."""
    if region.kind == "data_model":
        return
    heads = (cell.text for block in region.blocks if isinstance(block, Table) for cell in block.header)
    if _hints(region.title.text) or draft.said(region.blocks).has(_HINTS) or any(map(_hints, heads)):
        _Reader(region, draft).read()


def _hints(text: str) -> bool:
    return regex.has(text.lower(), _HINTS)


def role_of(label: str) -> Role | None:
    """What words before a list say that it is: `Query parameters (optional):`, `경로 변수`; None of anything else."""
    if len(label) > _LONGEST or not _hints(label):
        return None
    words = _remark().sub("", heading(bare(label).rstrip(":： "))[0]).rstrip(":： ")
    return _KINDS.get(kind_of("sent_in", words))


@cache
def _remark() -> re.Pattern[str]:
    return regex.compile(r"\s*(?:\([^()]*\)|[-–—].*)$")


class _Reader:
    """`role` is what the last label says; bullets of it stand deeper than `depth`."""

    def __init__(self, region: Region, draft: Draft) -> None:
        self.region, self.draft, self.path = region, draft, region.document.path
        self.role = role_of(region.title.text)
        self.depth = -1
        self.fields: list[Field] = []

    def read(self) -> None:
        """Every block in its order."""
        for block in self.region.blocks:
            if isinstance(block, Item):
                self._item(block)
                continue
            self._close()
            if isinstance(block, Table):
                self._table(block)
            elif isinstance(block, Paragraph | Quote):
                self.role, self.depth = role_of(block.lines[-1].text), -1
            elif isinstance(block, Heading):
                self.role, self.depth = role_of(block.text.text), -1
        self._close()

    def _item(self, item: Item) -> None:
        line = item.lines[0]
        one = member(line, self.path) if self.role and item.depth > self.depth else None
        if one:
            self.fields.append(one)
        elif not self.role or item.depth <= self.depth:
            self._close()
            self.role, self.depth = role_of(line.text), item.depth

    def _close(self) -> None:
        """Ends a list."""
        if self.role and self.fields:
            self._add(self.role, self.fields)
        self.fields = []

    def _add(self, role: Role, found: Iterable[Field]) -> None:
        own = tuple(found)
        if own:
            from groundplan.spec.fields.examples import object_of

            line, title = own[0].span.line, self.region.title
            self.draft.queries.append(Body(role, object_of(own), title, self.path, line, title=title.text, fields=own))

    def _table(self, table: Table) -> None:
        found = tables.columns(table)
        name = found.get("parameter", found.get("field", -1))
        if name or {"path", "method"} & found.keys():  # names stand in the first column
            return
        places = _places(table, found)
        head = role_of(table.header[0].text)
        role = head or self.role or ("either" if "parameter" in found else None)
        if not places and not role:
            return
        asked = {**found, "field": name}
        for kind in ("path", "query") if places else (role,):
            own = [row for row in table.rows if not places or _sent_in(row, found) == kind]
            self._add(kind or "either", self._rows(own, asked))
        first = place(self.path, table.header[0])
        self.draft.unread = [one for one in self.draft.unread if one.span != first]

    def _rows(self, own: list[tuple[Text, ...]], found: tables.Columns) -> list[Field]:
        scratch = Draft(self.draft.known)  # what cannot be read of a row is no fault of it
        return [field for row in own for field in rows.read(row, found, self.path, scratch)]


def _places(table: Table, found: tables.Columns) -> bool:
    """Whether a column says of each row where it is sent."""
    return "place" in found and bool(table.rows) and all(_sent_in(row, found) for row in table.rows)


def sent_in_body(table: Table, found: tables.Columns) -> Iterable[tuple[Text, ...]]:
    """The rows of a table of what is sent, without those that a column says are sent elsewhere."""
    return [row for row in table.rows if _sent_in(row, found) not in _ELSEWHERE] if "place" in found else table.rows


_ELSEWHERE = ("query", "path", "header")


def _sent_in(row: tuple[Text, ...], found: tables.Columns) -> str:
    one = tables.cell(row, found, "place")
    return kind_of("sent_in", bare(one.text)) if one else ""


@cache
def _member() -> re.Pattern[str]:
    """`` `limit` default `50` ``, `` `q` (optional): words``, `page - which page`."""
    plain = r"(?P<plain>[a-z_]\w*)(?=\s*(?:[:(]|[-–—] |$))"
    name = rf"(?:`(?P<marked>[A-Za-z_][\w.\[\]-]*)[?=]?`|\*\*(?P<bold>[A-Za-z_]\w*)\*\*|{plain})"
    return regex.compile(rf"{name}\s*(?:\((?P<inside>[^()]*)\))?\s*(?:[:：=—–-]\s*)?(?P<words>.*)$")


@cache
def _shown() -> re.Pattern[str]:
    """`page: 1`, `paid = true`, `name: null`."""
    return regex.compile(r"[`*]*(?P<name>[A-Za-z_]\w*)[`*]*\s*[:=][`*]*\s*`?(?P<value>\d+|true|false|null)`?")


@cache
def _default() -> re.Pattern[str]:
    return regex.compile(
        r"(?:\bdefaults?(?: (?:is|to|value))?|기본값?)[은는이]?\s*[:=]?\s*[`'\"]?(?P<value>[\w.-]*\w)", re.I
    )


def member(line: Text, path: str) -> Field | None:
    """The parameter of one bullet, with what is said of it; `page: 1` shows a value."""
    shown = _shown().fullmatch(line.text)
    if shown:
        return fields.make(shown["name"], _by_default(shown["value"]), place(path, line), ())
    typed = fields.from_bullet(line, path)
    if typed and typed.field.type.base not in ("unknown", "ref"):
        return typed.field
    found = _member().match(line.text)
    if found is None:
        return None
    name = found["marked"] or found["bold"] or found["plain"]
    kind = fields.UNKNOWN
    said: list[tuple[str, str]] = []
    for piece, _ in constraint_pieces(found["inside"] or ""):
        read_kind, bounds = read_type(piece), read_constraints(piece)
        if bounds:
            said += bounds
        elif read_kind and read_kind.base not in ("unknown", "ref"):
            kind = read_kind
    default = _default().search(line.text, found.end("marked") if found["marked"] else 0)
    if default and not any(key == "default" for key, _ in said):
        said.append(("default", default["value"]))
    kind = _by_default(dict(said).get("default", "")) if kind is fields.UNKNOWN else kind
    return fields.make(name, kind, place(path, line), said, description=bare(found["words"]))


def _by_default(value: str) -> FieldType:
    """The type that a default shows."""
    if value.isascii() and value.isdecimal():
        return FieldType("int")
    return FieldType("bool") if value in ("true", "false") else fields.UNKNOWN


def asked(draft: Draft) -> dict[tuple[str, str], list[tuple[Role, Field]]]:
    """What is sent, by the method and path of its endpoint."""
    if not draft.queries:
        return {}
    from groundplan.spec.endpoints.bodies import placed

    result: dict[tuple[str, str], list[tuple[Role, Field]]] = {}
    for one in placed(draft, draft.queries):
        if one.method:
            result.setdefault((one.method, one.path), []).extend((one.role, field) for field in one.fields)
    return result


def with_parameters(one: Endpoint, sent: list[tuple[Role, Field]]) -> Endpoint:
    """The endpoint with what is sent in its path and its query."""
    known = {field.name for field in one.parameters}
    own = []
    for role, field in sent:
        inside = f"{{{field.name}}}" in one.path
        taken = inside if role == "path" else not inside if role == "query" else inside or one.method in _ASKING
        if taken and field.name not in known:
            known.add(field.name)
            own.append(field)
    body = tuple(field for role, field in sent if role == "either" and f"{{{field.name}}}" not in one.path)
    if body and one.request is None and one.method not in _ASKING and one.carrier in ("heading", "list"):
        one = one._replace(request=body)
    return one._replace(parameters=(*one.parameters, *own)) if own else one
