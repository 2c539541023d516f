"""Who people can sign in with: `rules/providers.yaml`, from the compiled cache."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from groundplan import regex, resources
from groundplan.errors import ResourceError

GENERIC = "oidc"
"""The provider that is any issuer: its settings say which."""
EMAILS = ("claim", "listed", "never")
_KNOWN = {"id", "title", "words", "issuer", "plain", "scopes", "email", "written", "source"}


@cache
def _table() -> dict[str, Any]:
    source = resources.folder("rules", "providers.yaml")
    sources = [source, Path(__file__)]  # another way to check the rows is another cache
    data: dict[str, Any] = resources.compiled("providers", sources, lambda: _checked(resources.read_yaml(source)))
    return data


def _checked(data: dict[str, Any]) -> dict[str, Any]:
    """The table with what may be left out filled in. Raises ResourceError for a row that is not well formed."""
    for row in data["providers"]:
        unknown = sorted(set(row) - _KNOWN)
        if unknown or row["email"] not in EMAILS or ("issuer" in row) == ("plain" in row):
            raise ResourceError(f"providers.yaml: {row['id']}: unknown {unknown}, or issuer and plain, or email")
        for word in row["words"]:
            regex.compile(word)
        row.setdefault("issuer", "")
        row.setdefault("plain", {})
        row.setdefault("written", True)
    return data


def rows() -> Mapping[str, Mapping[str, Any]]:
    """The rows by id, in their order. Raises ResourceError for a malformed table."""
    return {row["id"]: row for row in _table()["providers"]}


def claims() -> Mapping[str, list[str]]:
    """Standard claims with the folded words of fields that they fill."""
    found: dict[str, list[str]] = _table()["claims"]
    return found


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, regex.compile("|".join(row["words"]))) for name, row in rows().items())


def named(text: str) -> tuple[str, ...]:
    """The ids of the providers that a text names, in the order of the table."""
    return tuple(name for name, _, _ in places(text))


def places(text: str) -> tuple[tuple[str, int, int], ...]:
    """Their ids with where each stands first."""
    lower = text.lower()
    return tuple((name, *found.span()) for name, pattern in _patterns() if (found := pattern.search(lower)))
