"""An endpoint whose method and path stand in two lines, rows or cells: `- **Method**: POST`, `- **URL**: /orders`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Item, Paragraph, Table, Text
from groundplan.grammar import compact, vocabulary
from groundplan.record import NamedTuple
from groundplan.spec.text.paths import METHODS, Mention
from groundplan.spec.text.words import bare, key_value

if TYPE_CHECKING:
    from groundplan.spec.outline import Region


class Half(NamedTuple):
    """`kind` is method or path, `value` its words."""

    kind: str
    value: str
    line: Text


class Halves:
    """The half that was seen last and still lacks its other one."""

    def __init__(self) -> None:
        self.open: Half | None = None
        self.titled: Half | None = None  # a method behind a heading

    def take(self, line: Text) -> tuple[Mention, Text] | None:
        """The endpoint that `line` completes, at the line of its path."""
        keyed = _keyed().fullmatch(line.text)
        if keyed:
            return Mention((keyed[1],), keyed[2], keyed.start(2), keyed.end(2)), line
        before = self.open
        alone = before is not None and before.kind == "path" and bare(line.text) in METHODS
        half = Half("method", bare(line.text), line) if alone else _half(line)
        placed = _placed().fullmatch(bare(line.text)) if before and before is self.titled and not half else None
        half = Half("path", placed[1], line) if placed else half
        self.open = half or self.open
        if half is None or before is None or half.kind == before.kind:
            return None
        self.open = before if alone else None  # `Path: /orders` over `GET` and `POST` alone
        method, path = (half, before) if half.kind == "method" else (before, half)
        start = max(path.line.text.find(path.value), 0)
        return Mention(tuple(method.value.split("/")), path.value, start, start + len(path.value)), path.line

    def begin(self, title: Text, *, called: bool) -> None:
        """The path in brackets behind a heading, above `- **Method**: POST`, or the method, above `URL: /orders`."""
        found = _titled().search(title.text) if called else None
        method = _method().search(title.text)
        if found:
            self.open = Half("path", found.group(1) or found.group(2), title)
        elif method and method[2]:
            self.open = self.titled = Half("method", method[2], title)

    def below(self, above: str, title: Text) -> None:
        """The method that a heading ends in, above one that says `URL`: `1. 등록 API : POST`, `Add a boat [POST]`."""
        found = _method().search(above) if "path" in vocabulary("columns").get(compact(bare(title.text)), ()) else None
        self.open = Half("method", found[1] or found[2], title) if found else None

    def is_half(self, line: Text) -> bool:
        """Whether `line` is the half that waits."""
        return self.open is not None and self.open.line is line


def labelled(fence: Fence, label: str) -> Text | None:
    """The one line of a fence behind the label above it, `URL` or `Method`; None for any other fence."""
    lines = [one.strip() for one in fence.lines if one.strip()]
    key = bare(label).rstrip(":： ")
    if len(lines) != 1 or not {"path", "method"}.intersection(vocabulary("columns").get(compact(key), ())):
        return None
    return Text(f"{key}: {lines[0]}", fence.line, 1)


def names_path(label: str) -> bool:
    """Whether words before a call say that it is the one meant here: ``**URL**: `POST /orders` ``."""
    return ":" in label and "path" in vocabulary("columns").get(
        compact(bare(label.replace("`", "")).rstrip(":： ")), ()
    )


def leads(before: str) -> bool:
    """Whether nothing but marks or such a label stands before a call."""
    return not before.strip("*`_ ") or names_path(before)


def is_called(region: Region) -> bool:
    """Whether a region is of an endpoint in a line of its own: `- **Method**: POST`, `| POST | /orders |`.

    So is one whose first table stands below a fence that is called by one endpoint, `POST /orders`.
    """
    for one in region.blocks:
        if isinstance(one, Fence) and _is_call(one):
            return True
        if isinstance(one, Table):
            lines = tuple(of_row(row) for row in (one.header, *one.rows) if len(row) == _PAIR)
        else:
            lines = one.lines if isinstance(one, Item | Paragraph) else ()
        halves = map(_half, lines)
        if any(half and half.kind == "method" for half in halves) or (isinstance(one, Table) and heads(one)):
            return True
    return False


def _is_call(fence: Fence) -> bool:
    """`POST /orders` with what is said of that one call below it."""
    lines = [one for one in fence.lines if one.strip()]
    called = [bool(_call().match(one)) for one in lines[:_CALLS]]
    return called[:1] == [True] and not any(called[1:])


_CALLS = 3


@cache
def _call() -> re.Pattern[str]:
    return regex.compile(rf"\s*(?:{'|'.join(sorted(METHODS))})\s+(?:https?://\S+|/\S*)")


_PAIR = 2


def of_row(row: tuple[Text, ...]) -> Text:
    """`| Method | POST |` as `Method: POST`."""
    return row[0]._replace(text=f"{row[0].text}: {row[1].text}")


def heads(table: Table) -> tuple[Mention, Text] | None:
    """The endpoint that a table of no rows is of: `| POST | /orders | places one |`."""
    return None if table.rows else pair(table.header)


def pair(row: tuple[Text, ...]) -> tuple[Mention, Text] | None:
    """A method and a path in two cells of a table whose heads say nothing to us."""
    methods = [one for one in row if bare(one.text) in METHODS]
    paths = [one for one in row if bare(one.text).startswith("/") and " " not in bare(one.text)]
    if len(methods) != 1 or len(paths) != 1:
        return None
    return Mention((bare(methods[0].text),), bare(paths[0].text), 0, len(paths[0].text)), paths[0]


@cache
def _address() -> re.Pattern[str]:
    """`/orders`, `https://x.example/orders`, `x.example:5000/orders`."""
    host = r"(?:https?://[^/\s]+|(?:localhost|[\w-]+(?:\.[\w-]+)+):\d+)"
    return regex.compile(rf"{host}?(/[^\s`]*)$", re.IGNORECASE)


@cache
def _placed() -> re.Pattern[str]:
    """`[BASE_URL]/orders`, `{{host}}/orders`, `/orders`: a path in a line of its own, below a method."""
    return regex.compile(r"(?:\[[A-Za-z_ ]+\]|\{\{\w+\}\}|https?://(?:localhost|127\.0\.0\.1)(?::\d+)?)?(/[\w/:{}.-]*)")


@cache
def _keyed() -> re.Pattern[str]:
    """`'POST' : localhost:3000/orders`: a method in quotes over a path as a key is over its value."""
    host = r"(?:(?:https?://)?(?:localhost|127\.0\.0\.1)(?::\d+)?)?"
    return regex.compile(rf"[*]*['\"](GET|POST|PUT|PATCH|DELETE)['\"][*]* ?: ?[*`]*{host}(/[^\s`*]*)[`*]*")


@cache
def _titled() -> re.Pattern[str]:
    """``Mooring API (`/api/moorings`)``, `/api/moorings`."""
    return regex.compile(r"\(`?(/[^\s`()]+)`?\)$|^`?(/[^\s`()]+)`?$")


@cache
def _method() -> re.Pattern[str]:
    return regex.compile(r"(?::\s|\s-\s)(GET|POST|PUT|PATCH|DELETE)$|[\[(](GET|POST|PUT|PATCH|DELETE)[\])]$")


@cache
def _aside() -> re.Pattern[str]:
    """`PUT (or PATCH)`, `POST - form data`: what is said beside the method."""
    return regex.compile(r"\s*(?:\(.*|\s[—–-]\s.*)$")


@cache
def _other() -> re.Pattern[str]:
    """`http://ai:8000/analyze`: another service, by the one word that it has in the network."""
    return regex.compile(
        r"https?://(?!localhost|host|server|domain|your|api[:/]|backend|app[:/])[A-Za-z][\w-]*(?::\d+)?/", re.I
    )


def _half(line: Text) -> Half | None:
    key, value, _ = key_value(line.text.replace("：", ":"))
    kinds = vocabulary("columns").get(compact(key), ()) if key and value else ()
    words = bare(value).strip("\"' ")
    if "method" in kinds:
        methods = _aside().sub("", words).upper().replace(" ", "").replace(",", "/")
        return Half("method", methods, line) if all(one in METHODS for one in methods.split("/")) else None
    found = _address().match(words) if "path" in kinds and not _other().match(words) else None
    return Half("path", found.group(1), line) if found else None
