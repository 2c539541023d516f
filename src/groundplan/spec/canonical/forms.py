"""The forms of the canonical SPEC, shared by its reader and its writer: tables of facts, cells, words."""

from __future__ import annotations

from functools import cache
from typing import Any

from groundplan.catalogue import LANGUAGES
from groundplan.catalogue import text as sentence
from groundplan.record import NamedTuple
from groundplan.spec.model import (
    AuthStatement,
    Fact,
    Integration,
    Lifetime,
    Move,
    Permission,
    RateLimit,
    Role,
    Statement,
    Target,
    Term,
)

TYPED = "fields"
"""The table of fields, of entities and of bodies: its rows need more than cells."""
CALLS = "endpoints"
"""The table of endpoints that need no more than a row."""
STATED = "stack"
"""The table of single words: its first column says of what."""
WHATS = ("frameworks", "databases", "caches", "languages", "instances", "cors", "settings")


class Column(NamedTuple):
    """An attribute of the node, and how a cell holds it: text, number, whole, count, words, flag, lifetimes, or one of
    some values."""

    name: str
    kind: str | tuple[str, ...] = "text"


class Form(NamedTuple):
    """A table of facts: the part of the draft that its rows are, their class, and the columns."""

    node: Any
    columns: tuple[Column, ...]


FORMS = {
    TYPED: Form(None, tuple(Column(one) for one in ("field", "type", "constraints", "description"))),
    CALLS: Form(None, tuple(Column(one) for one in ("method", "path", "access", "summary"))),
    STATED: Form(
        Fact, (Column("what"), Column("value"), Column("version"), Column("strength", ("must", "should", "not")))
    ),
    "auth": Form(
        AuthStatement,
        (
            Column("scheme", ("jwt", "oauth2", "session", "client_credentials", "api_key", "basic", "none")),
            Column("lifetimes", "lifetimes"),
            Column("rotating", "flag"),
            Column("store"),
            Column("providers", "words"),
        ),
    ),
    "roles": Form(Role, (Column("name"), Column("description"))),
    "permissions": Form(
        Permission, (Column("role"), Column("resource"), Column("actions", "words"), Column("own", "words"))
    ),
    "moves": Form(Move, (Column("source"), Column("target"), Column("about"), Column("requirement"))),
    "integrations": Form(
        Integration,
        (
            Column("name"),
            Column("url"),
            Column("operations", "words"),
            Column("timeout_seconds", "number"),
            Column("retries", "whole"),
            Column("auth"),
            Column("webhook"),
            Column("signature"),
        ),
    ),
    "targets": Form(
        Target,
        (Column("metric"), Column("value", "number"), Column("percentile", "count"), Column("scope"), Column("text")),
    ),
    "rate_limits": Form(
        RateLimit, (Column("requests", "whole"), Column("seconds", "whole"), Column("key"), Column("scope"))
    ),
    "compliance": Form(Statement, (Column("name"), Column("text"))),
    "glossary": Form(Term, (Column("term"), Column("meaning"))),
}


def word(key: str, language: str) -> str:
    """The word of the canonical SPEC for `key`, in the language of the SPEC."""
    return sentence(f"canonical.{key}", language)


@cache
def spellings(key: str) -> tuple[str, ...]:
    """The word for `key` in every language: a reader accepts all."""
    return tuple(word(key, language) for language in LANGUAGES)


@cache
def form_of(header: tuple[str, ...]) -> str:
    """The form of a table with these column heads, in any one language; empty where it has none."""
    for name, form in FORMS.items():
        for language in LANGUAGES:
            if header == tuple(word(f"column.{one.name}", language) for one in form.columns):
                return name
    return ""


@cache
def what_of(text: str) -> str:
    """The list that a row of the table of single words belongs to; empty for other words."""
    return next((one for one in WHATS if text in spellings(f"what.{one}")), "")


def marked(text: str) -> tuple[str, bool]:
    """`text` without the mark of an inferred fact at its end, and whether it was there."""
    for mark in spellings("inferred"):
        if text.endswith(mark):
            return text.removesuffix(mark).rstrip(), True
    return text, False


def encode(value: Any, kind: str | tuple[str, ...], language: str) -> str:
    """The cell that holds `value`. Nothing stated is an empty cell."""
    if value is None or value == () or (kind == "count" and not value) or (value == "must" and kind.__class__ is tuple):
        return ""
    if kind == "flag":
        return word("yes" if value else "no", language)
    if kind == "words":
        return ", ".join(value)
    if kind == "lifetimes":
        return ", ".join(f"{one.name} {one.seconds} s" for one in value)
    if kind == "number":
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    return str(value)


def decode(cell: str, kind: str | tuple[str, ...], span: Any) -> Any:
    """What a cell holds. Raises ValueError for a cell that is not in its form."""
    if kind == "words":
        return tuple(part.strip() for part in cell.split(",") if part.strip())
    if kind == "lifetimes":
        return tuple(_lifetime(part, span) for part in cell.split(",") if part.strip())
    if kind == "text":
        return cell
    if not cell:
        return None
    if kind == "number":
        return float(cell)
    if kind in ("whole", "count"):
        return int(cell)
    allowed = (*spellings("yes"), *spellings("no")) if kind == "flag" else kind
    if cell not in allowed:
        raise ValueError(cell)
    return cell in spellings("yes") if kind == "flag" else cell


def _lifetime(part: str, span: Any) -> Lifetime:
    name, count, unit = part.split()
    if unit != "s":
        raise ValueError(part)
    return Lifetime(name, int(count), span)


def node_of(form: Form, cells: tuple[str, ...], span: Any) -> Any:
    """The node of a row. Raises ValueError for a row that is not in the form."""
    values: dict[str, Any] = {}
    *first, last = cells
    last, inferred = marked(last)
    for column, cell in zip(form.columns, (*first, last), strict=True):
        value = decode(cell, column.kind, span)
        if value is not None:
            values[column.name] = value
    if inferred and "origin" in form.node._fields:
        values["origin"] = "inferred"
    try:
        return form.node(**values, span=span)
    except TypeError as fault:  # a cell that must hold something is empty
        raise ValueError(cells) from fault


def cells_of(form: Form, node: Any, language: str) -> list[str]:
    """The cells of a node, the mark of an inferred one at their end."""
    cells = [encode(getattr(node, column.name), column.kind, language) for column in form.columns]
    if getattr(node, "origin", "stated") == "inferred":
        cells[-1] = f"{cells[-1]} {word('inferred', language)}".strip()
    return cells
