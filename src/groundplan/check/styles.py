"""Letter cases of names."""

from __future__ import annotations

from functools import lru_cache

from groundplan import regex

STYLES = ("kebab", "snake", "camel", "pascal")


@lru_cache(16_384)
def style(word: str) -> str:
    """The letter case of a name: kebab, snake, camel, pascal, or empty where any style would write it so."""
    for mark, name in (("-", "kebab"), ("_", "snake")):
        if mark in word.strip(mark):
            return name if not word.isupper() and word.replace(mark, "").isalnum() else ""
    if word == word.lower() or word.isupper() or not (word.isascii() and word.isalnum()):
        return ""
    return "pascal" if word[0].isupper() else "camel"


def restyled(word: str, usual: str) -> str:
    """A name in another letter case."""
    parts = [part.lower() for part in regex.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])").findall(word)]
    if usual in ("kebab", "snake"):
        return ("-" if usual == "kebab" else "_").join(parts)
    humps = "".join(map(str.capitalize, parts))
    return humps if usual == "pascal" else humps[:1].lower() + humps[1:]
