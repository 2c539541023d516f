"""Single words and lines of a SPEC, and its head: what stands by itself, wherever it was said."""

from __future__ import annotations

from typing import Literal

from groundplan.record import NamedTuple
from groundplan.source import Span

Origin = Literal["stated", "inferred"]
Language = Literal["en", "ko"]


class Meta(NamedTuple):
    """Front matter and title. `fields` holds every front-matter key as written, values as text, with its place."""

    id: str
    title: str
    version: str
    status: str
    language: Language
    dialect: str
    span: Span
    fields: tuple[tuple[str, str, Span], ...] = ()
    has_front_matter: bool = False


class Section(NamedTuple):
    """A heading and what vocabulary made of it: `kind` is a section kind, or empty where unknown."""

    title: str
    kind: str
    level: int
    span: Span


class Fact(NamedTuple):
    """A single stated word: framework, database, base path, cache, a preferred language.

    `strength` is `must` when the SPEC demands it, `should` when it prefers it, `not` when it rejects it.
    """

    value: str
    span: Span
    origin: Origin = "stated"
    strength: Literal["must", "should", "not"] = "must"
    version: str = ""


class Term(NamedTuple):
    """A glossary entry."""

    term: str
    meaning: str
    span: Span


class Statement(NamedTuple):
    """A line kept as text: an exclusion, assumption, constraint, compliance duty or an unread line.

    `name` is the canonical name of a compliance duty (GDPR, PIPA ...), the key of why a line is unread, or an id (C-1).
    """

    text: str
    span: Span
    name: str = ""


class Contradiction(NamedTuple):
    """One thing stated twice with different values, of which the Spec keeps the first.

    `kind`: auth, lifetime, password_minimum, password_hash, version, access, type, values, required, unique, limit,
    timeout. `subject` is what it is about, `value` and `span` the odd statement or else the later, `other` and `cause`
    the usual or the earlier.
    """

    kind: str
    subject: str
    value: str
    span: Span
    other: str
    cause: Span
