"""The tables of planning (`rules/operations.yaml`, `errors`, `behaviours` ...), from the compiled cache."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from groundplan import resources
from groundplan.english import english
from groundplan.english import sources as english_sources

_FORM = Path(__file__).with_name("tables_schema.py")
_TABLES = ("operations", "errors", "middleware", "settings", "behaviours", "data", "files", "types")


@cache
def _compiled() -> dict[str, Any]:
    sources = [resources.folder("rules", f"{name}.yaml") for name in _TABLES]
    named = dict(zip(_TABLES, sources, strict=True))
    data: dict[str, Any] = resources.compiled("plan", [*sources, _FORM, *english_sources()], lambda: _build(named))
    return data


def _build(sources: dict[str, Any]) -> dict[str, Any]:
    from groundplan.plan.words import tables_schema

    return {name: tables_schema.validated(name, resources.read_yaml(source)) for name, source in sources.items()}


def operation_rules() -> list[dict[str, Any]]:
    """The rows of rules/operations.yaml in order. Raises ResourceError for a malformed table."""
    rules: list[dict[str, Any]] = _compiled()["operations"]["rules"]
    return rules


@cache
def words(name: str) -> tuple[str, ...]:
    """A word list of rules/operations.yaml, folded (see `fold`) unless it is a list of patterns."""
    found: tuple[str, ...] = tuple(_compiled()["operations"]["words"][name])
    return found


@cache
def synonyms() -> dict[str, str]:
    """Role words to the word they stand for."""
    table: dict[str, list[str]] = _compiled()["operations"]["words"]["synonyms"]
    return {fold(other): word for word, others in table.items() for other in others}


def error_rows() -> list[dict[str, Any]]:
    """The rows of rules/errors.yaml."""
    rows: list[dict[str, Any]] = _compiled()["errors"]["errors"]
    return rows


def middleware_rows() -> list[dict[str, Any]]:
    """The rows of rules/middleware.yaml, outermost first."""
    rows: list[dict[str, Any]] = _compiled()["middleware"]["middleware"]
    return rows


def setting_rows() -> list[dict[str, Any]]:
    """The rows of rules/settings.yaml."""
    rows: list[dict[str, Any]] = _compiled()["settings"]["settings"]
    return rows


def behaviour_rows() -> list[dict[str, Any]]:
    """The rows of rules/behaviours.yaml in order, their patterns written out."""
    rows: list[dict[str, Any]] = _compiled()["behaviours"]["behaviours"]
    return rows


@cache
def behaviour_words(name: str) -> frozenset[str]:
    """A word list of rules/behaviours.yaml, folded."""
    return frozenset(_compiled()["behaviours"]["words"][name])


@cache
def meanings() -> tuple[tuple[str, ...], ...]:
    """The meanings of rules/behaviours.yaml: folded words for one state, the closest first."""
    return tuple(tuple(words) for words in _compiled()["behaviours"]["meanings"])


def data_rows() -> list[dict[str, Any]]:
    """The rows of rules/data.yaml in order."""
    rows: list[dict[str, Any]] = _compiled()["data"]["rows"]
    return rows


def type_rows() -> list[dict[str, Any]]:
    """The rows of rules/types.yaml in order."""
    rows: list[dict[str, Any]] = _compiled()["types"]["types"]
    return rows


def file_words() -> dict[str, Any]:
    """rules/files.yaml."""
    words: dict[str, Any] = _compiled()["files"]
    return words


def fold(text: str) -> str:
    """How words of a SPEC are compared: letters and digits of `text`, Korean words in English where we know them."""
    plain = letters(text)  # 배송 중 is 배송중
    return plain if plain.isascii() else letters(english(plain))


def letters(text: str) -> str:
    """`text` in lower case, letters and digits only."""
    return "".join(character for character in text.lower() if character.isalnum())
