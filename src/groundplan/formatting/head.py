"""The front matter and the title of a canonical SPEC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.spec.canonical import FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.model import Meta, Spec

_OWN = frozenset({"format", "id", "spec_id", "spec-id", "title", "version", "status", "lang"})
_FACTS = ("stack.", "api.", "pagination", "errors", "framework", "database", "base_path", "language")
"""Keys that state a fact: it stands in the table of its section."""


def lines(spec: Spec) -> list[str]:
    """Front matter and title."""
    meta = spec.meta
    return ["---", *_matter(meta), "---", "", f"# {_title(meta)}".rstrip(), ""]


def _matter(meta: Meta) -> Iterator[str]:
    yield f"format: {FORMAT}"
    for key in ("id", "title", "version", "status"):
        value = getattr(meta, key)
        if value:
            yield f"{key}: {scalar(value)}"
    yield f"lang: {meta.language}"
    for key, value, _ in meta.fields:
        if value and key not in _OWN and not key.startswith(_FACTS):
            yield f"{key}: {scalar(value)}"


def scalar(value: str) -> str:
    """A value of the front matter: in quotes where it would be cut or read as something else."""
    plain = value and value[0] not in "\"'[]{}&*!|>%@`#-?," and " #" not in value and ": " not in value
    if plain and not value.endswith((":", "]")):
        return value
    if not value:
        return ""
    return f"'{value}'" if '"' in value else f'"{value}"'


def _title(meta: Meta) -> str:
    if meta.id and not meta.title.startswith(meta.id):
        return f"{meta.id}: {meta.title}" if meta.title else meta.id
    return meta.title
