"""JSON as people write it: comments, ellipses and lost commas do not matter; types are inferred from values."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.grammar import compact, keywords
from groundplan.record import NamedTuple
from groundplan.spec.draft import place
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Field, FieldType

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_DEPTH = 40
"""Deeper values are passed over: nobody reads them."""


class Member(NamedTuple):
    """A name in an object, with its place."""

    name: str
    value: Value
    where: Text


class Value(NamedTuple):
    """`kind` is object, list, string, number, word or nothing; `text` is the literal without quotes."""

    kind: str
    text: str = ""
    members: tuple[Member, ...] = ()
    items: tuple[Value, ...] = ()

    def get(self, *names: str) -> Value | None:
        """The value of the first of the names that there is."""
        return next((one.value for name in names for one in self.members if one.name == name), None)


_NOTHING = Value("nothing")
_LITERALS = frozenset({"null", "true", "false", "undefined", "None"})


@cache
def _token() -> re.Pattern[str]:
    return regex.compile(
        r"""\s+|(?://|←)[^\n]*|/\*(?:[^*]|\*(?!/))*\*/|\#[^\n]*|\.{3}\w*"""
        r"""|(?P<string>"(?:\\.|[^"\\\n])*(?:"|(?=\n)|$)|'(?:\\.|[^'\\\n])*')|(?P<mark>[{}\[\]:,])"""
        r"""|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?P<word>[^\W\d][\w.-]*\??)|(?P<other>.)"""
    )


_QUOTES = str.maketrans("“”‘’", "\"\"''")
"""Quotes as programs for texts write them."""


class _Parser:
    """Reads values one behind the other; it never fails, and never looks at a token twice."""

    def __init__(self, lines: Sequence[Text]) -> None:
        self.lines = lines
        self.source = "\n".join(one.text for one in lines).translate(_QUOTES)
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line.text) + 1)
        found = _token().finditer(self.source)
        self.tokens = [(one.lastgroup, one.group(), one.start()) for one in found if one.lastgroup]
        self.at = 0

    def where(self, offset: int, length: int) -> Text:
        """The place of an offset."""
        row = bisect_right(self.starts, offset) - 1
        line, column = self.lines[row], offset - self.starts[row]
        return Text(line.text[column : column + length], line.line, line.column + column)

    def peek(self) -> str:
        """The token that comes, a mark as itself; empty at the end."""
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def value(self, depth: int) -> Value:
        """The value that comes; nothing where none does."""
        if self.at >= len(self.tokens):
            return _NOTHING
        kind, text, _ = self.tokens[self.at]
        if kind == "mark":
            return self._container(text, depth)
        self.at += 1
        plain = text[1:-1] if kind == "string" else text
        if kind == "word" and [one[1] for one in self.tokens[self.at : self.at + 2]] == ["[", "]"]:
            self.at += 2
            return Value("list", items=(Value("word", plain),))  # `string[]`
        if kind == "word":
            self._words()
        if kind == "word" and self.peek() == "(":
            self._remarks()
        while self.peek() == "|" and self.at + 1 < len(self.tokens):  # `"draft" | "sent"`: one of them
            self.at += 2
        return Value(kind if kind in ("string", "number", "word") else "nothing", plain)

    def _words(self) -> None:
        """The further words of a value that stands in no quotes: `"paidAt": day of payment`."""
        while self.at + 1 < len(self.tokens) and self.tokens[self.at][0] == "word":
            (_, before, start), (_, _, at), after = *self.tokens[self.at - 1 : self.at + 1], self.tokens[self.at + 1][1]
            if after == ":" or self.source[start + len(before) : at].strip(" "):
                return
            self.at += 1

    def _remarks(self) -> None:
        """`String (required, unique)`: what stands in brackets behind a type is said of it."""
        level = 0
        while self.at < len(self.tokens):
            level += {"(": 1, ")": -1}.get(self.peek(), 0)
            self.at += 1
            if level == 0:
                return

    def _container(self, mark: str, depth: int) -> Value:
        if mark not in "{[":
            return _NOTHING
        self.at += 1
        if depth >= MAX_DEPTH:
            self._skip()
            return _NOTHING
        return self._object(depth) if mark == "{" else self._list(depth)

    def _skip(self) -> None:
        level = 1
        while level and self.at < len(self.tokens):
            level += {"{": 1, "[": 1, "}": -1, "]": -1}.get(self.peek(), 0)
            self.at += 1

    def _object(self, depth: int) -> Value:
        members: list[Member] = []
        while self.at < len(self.tokens) and self.peek() not in "}]":
            kind, text, start = self.tokens[self.at]
            if kind not in ("string", "word") or (kind == "word" and text in _LITERALS):
                self.at += 1
                continue
            self.at += 1
            name = text[1:-1] if kind == "string" else text.rstrip("?")
            value = _NOTHING
            self.at += self.peek() == "?"  # `"title"?: "string"`
            if self.peek() == ":":
                self.at += 1
                value = self.value(depth + 1)
            if self.peek() == "(":
                self._remarks()  # `"name": "x" (optional)`
            members.append(Member(name, value, self.where(start, len(text))))
        self.at += 1
        quoted = any(one.where.text[:1] in "\"'" for one in members)
        kept = [one for one in members if not quoted or one.value is not _NOTHING or one.where.text.isascii()]
        return Value("object", members=tuple(kept))  # else what a lost quote lets stand as a name

    def _list(self, depth: int) -> Value:
        items: list[Value] = []
        while self.at < len(self.tokens) and self.peek() not in "]}":
            before = self.at
            value = self.value(depth + 1)
            if value is not _NOTHING:
                items.append(value)
            self.at = max(self.at, before + 1)
        self.at += 1
        return Value("list", items=tuple(items))


def example(lines: Sequence[Text]) -> Value | None:
    """The object or list that the lines begin with; None for any other text."""
    parser = _Parser(lines)
    return parser.value(0) if parser.peek() in ("{", "[") else None


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("uuid", regex.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")),
        ("datetime", regex.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")),
        ("date", regex.compile(r"\d{4}-\d\d-\d\d")),
        ("email", regex.compile(r"[^@\s]+@[^@\s]+\.\w+")),
        ("url", regex.compile(r"https?://\S+")),
    )


def type_of(value: Value) -> FieldType:
    """The type that a value shows: of a type word its meaning, of anything else its form."""
    if value.kind == "list":
        item = type_of(value.items[0]) if value.items else FieldType("unknown")
        return FieldType("list", item=item.base)
    if value.kind == "object":
        return FieldType("json")
    if value.kind == "number":
        return FieldType("float" if any(mark in value.text for mark in ".eE") else "int")
    if value.kind == "word" and value.text in ("true", "false"):
        return FieldType("bool")
    if value.kind == "nothing" or value.text == "null":
        return FieldType("unknown")
    known = keywords("types").get(compact(value.text.rstrip("?"))) if len(value.text) <= 12 else None
    if known and known not in ("enum", "password", "json", "list"):
        return FieldType(known)
    if (meant := _meant(value.text)) is not None:
        return meant
    return FieldType(next((kind for kind, shape in _shapes() if shape.fullmatch(value.text)), "string"))


_MAX_MEANT = 200
_NO_VALUES = frozenset({"null", "..."})


def _meant(text: str) -> FieldType | None:
    """`string (UUID)`, `open | closed`: a type in place of a value, as cells of tables say it."""
    if len(text) > _MAX_MEANT or not ("|" in text or text.endswith(")")) or _written().fullmatch(text) is None:
        return None
    values = tuple(one.strip(" '") for one in text.split("|") if one.strip() not in _NO_VALUES)
    if len(values) > 1 and all(one.isupper() for one in values):
        return FieldType("enum", values=values)
    found = read_type(text)
    return found if found and (found.values or keywords("types").get(found.base) == found.base) else None


@cache
def _written() -> re.Pattern[str]:
    """A word with a note behind it, or words between bars."""
    return regex.compile(
        r"[A-Za-z]\w* ?\([\w ./:-]+\)|enum ?\(['\w ,-]+\)"
        r"|'?[^\W\d][\w-]*'?(?: ?\| ?'?[^\W\d][\w-]*'?)+(?: ?\| ?\.\.\.)?"
    )


def fields_of(value: Value, path: str) -> tuple[Field, ...]:
    """The members of an object (or of the first object of a list) as fields whose types are inferred.

    Names that begin with an underscore are links of hypermedia. A JSON Schema gives its properties.
    """
    if value.kind == "list":
        return fields_of(value.items[0], path) if value.items else ()
    properties = value.get("properties") if is_schema(value) else None
    if properties is not None:
        required = {one.text for one in (value.get("required") or _NOTHING).items}
        return tuple(_property(one, path, one.name in required) for one in properties.members)
    kept = [
        one
        for one in value.members
        if (one.name[:1] not in "_@$" or one.name == "_id") and one.name.replace("-", "_").isidentifier()
    ]
    return tuple(
        Field(one.name, type_of(one.value), place(path, one.where), origin="inferred", raw_type="") for one in kept
    )


def is_schema(value: Value) -> bool:
    """Whether an object is a JSON Schema of one."""
    kind = value.get("type")
    return kind is not None and kind.text == "object" and value.get("properties") is not None


def _property(one: Member, path: str, required: bool) -> Field:
    kind, form = one.value.get("type"), one.value.get("format")
    base = keywords("types").get(compact((form or kind or _NOTHING).text)) or keywords("types").get(
        compact((kind or _NOTHING).text), "unknown"
    )
    values = tuple(item.text for item in (one.value.get("enum") or _NOTHING).items)
    shown = FieldType("enum", values=values) if values else FieldType(base, item="unknown" if base == "list" else "")
    return Field(one.name, shown, place(path, one.where), required=required)


def object_of(fields: tuple[Field, ...]) -> Value:
    """The members that a table or a list states, as an example shows them."""
    return Value(
        "object",
        members=tuple(
            Member(one.name, Value("word", one.raw_type), Text(one.name, one.span.line, one.span.column))
            for one in fields
        ),
    )
