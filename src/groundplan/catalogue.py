"""User-facing sentences in English and Korean: `rules/catalogue/*.yaml`, one key with a text a language.

The language is the SPEC's (or `--lang`), never the machine's: output must not depend on a locale.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from groundplan import resources
from groundplan.errors import ResourceError

LANGUAGES = ("en", "ko")


def text(key: str, language: str, **values: object) -> str:
    """The sentence of `key` with `{placeholders}` filled in.

    Raises ResourceError for an unknown key: every sentence of ours is in the catalogue.
    """
    entry = _entries().get(key)
    if entry is None:
        raise ResourceError(f"the catalogue has no sentence {key!r}")
    sentence: str = entry.get(language) or entry["en"]
    return sentence.format(**values) if values else sentence


def unread(reason: str, language: str) -> str:
    """Why a line was not read, by what reading keeps of it."""
    return text(f"unread.{reason}", language)


def has(key: str) -> bool:
    """Whether there is a sentence of that key."""
    return key in _entries()


@cache
def _entries() -> dict[str, dict[str, str]]:
    sources = resources.files("rules", "catalogue", suffix=".yaml")

    def build() -> dict[str, Any]:
        merged: dict[str, Any] = {}
        for source in sources:
            merged.update(resources.read_yaml(source) or {})
        return merged

    entries: dict[str, dict[str, str]] = resources.compiled("catalogue", sources, build)
    return entries
