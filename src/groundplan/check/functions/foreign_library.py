"""A library of another language than the service is written in: SQLAlchemy in a service in Go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.lines import sentences

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("name", "other", "language")
OPTIONS = ("libraries", "written")

_SECTIONS = frozenset({"", "overview", "environment", "assumptions", "constraints", "stack", "architecture", "plan"})
_APART = (
    r"\b(?:not|no|never|instead|rather|like|such as|e\.g\.|or|client|frontend|front-end|browser|script\w*|worker|legacy"
    r"|migrat\w*|separate|test\w*|tool\w*)\b|대신|아닌|않|또는|프론트|화면|클라이언트|스크립트|별도|테스트|이전|기존"
)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`libraries` and `written` are words by language, the second those that tell of the whole service.

    Quiet where more than one language is told of, or more than one library is of another.
    """
    told = {language: place for language, words in options["written"].items() if (place := _told(words, facts))}
    if len(told) != 1:
        return
    language, cause = next(iter(told.items()))
    others = {word: name for name, words in options["libraries"].items() if name != language for word in words}
    kept = set(options["libraries"].get(language, ()))
    found = [(line, word) for line, word in _named(tuple(others), facts) if word not in kept]
    if len({word for _, word in found}) != 1:
        return
    for item in items:
        line, word = found[0]
        words = {"name": word, "other": others[word], "language": language}
        yield item, facts.place(line.span, word), words, (cause.span,)


def _told(words: list[str], facts: Facts) -> Line | None:
    return next((line for line, _ in _named(tuple(words), facts)), None)


def _named(words: tuple[str, ...], facts: Facts) -> list[tuple[Line, str]]:
    """Sentences about the stack that have one of these words."""
    lines = [one for one in facts.stated_with(words) if one.kind in _SECTIONS]
    found = []
    for line in sentences(lines):
        low = line.text.lower()
        named = _words(words).search(low)
        if named and not regex.search(_APART, low):
            found.append((line, named[0]))
    return found


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    whole = "|".join(re.escape(word) + ("(?=\\d)" if word.endswith(".") else "(?![a-z\\d-])") for word in words)
    return regex.compile(rf"(?<![\w.-])(?:{whole})")
