"""What sentences of a SPEC say of its data, by the rows of rules/data.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from groundplan import regex
from groundplan.plan.model.data import Resource
from groundplan.plan.words import tables
from groundplan.record import NamedTuple
from groundplan.spec.model import Requirement, Spec


class Row(NamedTuple):
    """A row of rules/data.yaml with its patterns compiled."""

    id: str
    kind: str
    said: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]


@cache
def rows() -> tuple[Row, ...]:
    """The rows in order. Raises ResourceError for a malformed table."""
    return tuple(
        Row(one["id"], one["kind"], _patterns(one["said"]), _patterns(one["unless"])) for one in tables.data_rows()
    )


def _patterns(found: dict[str, list[str]]) -> tuple[re.Pattern[str], ...]:
    return tuple(regex.compile(pattern) for pattern in (*found["en"], *found["ko"]))


def says(kind: str, text: str) -> bool:
    """Whether a row of that kind holds for the sentence."""
    return saying_so(kind, text) is not None


def saying_so(kind: str, text: str) -> re.Match[str] | None:
    """Where a row of that kind holds for the plain sentence, None where none does."""
    sentence = plain(text)
    for row in _of(kind):
        found = next((match for one in row.said if (match := one.search(sentence))), None)
        if found and not any(one.search(sentence) for one in row.unless):
            return found
    return None


@cache
def _of(kind: str) -> tuple[Row, ...]:
    return tuple(row for row in rows() if row.kind == kind)


@lru_cache(8192)
def plain(text: str) -> str:
    """A sentence as patterns are tried on it."""
    return text.lower().replace("`", "")


def saying(kind: str, spec: Spec) -> tuple[Requirement, ...]:
    """The requirements that say it."""
    return tuple(one for one in spec.requirements if says(kind, one.text))


class Mention(NamedTuple):
    """Where a plain sentence names a resource."""

    start: int
    end: int
    resource: str


def mentions(resources: Iterable[Resource], sentence: str) -> list[Mention]:
    """Every word or label of a resource in a plain sentence, in order; of those that overlap the longest."""
    found = [
        Mention(match.start(), match.end(), one.name.pascal)
        for one in resources
        for match in _names(one).finditer(sentence)
    ]
    kept: list[Mention] = []
    for one in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def named(resources: tuple[Resource, ...], text: str) -> frozenset[str]:
    """The entities, by name, whose word or label the text has."""
    sentence = text.lower()
    return frozenset(one.name.pascal for one in resources if _names(one).search(sentence))


def _names(resource: Resource) -> re.Pattern[str]:
    """What a sentence in lower case calls a resource: words stand alone, labels also within other words."""
    words = {resource.name.human, resource.name.plural.human, resource.name.snake, resource.name.pascal.lower()}
    if resource.kind == "account":
        words |= {one for one in tables.words("account") if one.isascii()}
    spoken = "|".join(re.escape(one.lower()) for one in sorted(words, key=lambda word: (-len(word), word)))
    label = resource.label.lower() and f"|{re.escape(resource.label.lower())}"
    return re.compile(rf"(?<![a-z0-9_])(?:{spoken})(?![a-z0-9_]){label}")
