"""Settings, error codes and events that a list of them lacks, or that only the list has.

A list is a section or a line that says what it lists, with several names in marks: `Environment variables: `A`, `B``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.record import NamedTuple
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item

NODE = "spec"
WORDS = ("name", "kind", "nearest")
OPTIONS = ("unused",)

_FEWEST = 2


class Kind(NamedTuple):
    """What is listed: the words for it, and the shape of its names."""

    name: str
    words: re.Pattern[str]
    shape: re.Pattern[str]


class Listed(NamedTuple):
    """A name and where it stands."""

    name: str
    line: Line
    start: int


@cache
def _kinds() -> tuple[Kind, ...]:
    upper, dotted = r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`", r"`([a-z][a-z0-9_-]*\.[a-z][a-z0-9_.-]*)`"
    return (
        Kind(
            "setting", regex.compile(r"environment variables?|env(?:ironment)? vars?|환경 ?변수"), regex.compile(upper)
        ),
        Kind("error code", regex.compile(r"error codes?|\bcodes?\b|오류 ?코드|에러 ?코드|코드"), regex.compile(upper)),
        Kind("event", regex.compile(r"\bevents?\b|이벤트"), regex.compile(dotted)),
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`unused`: events that only the list has, of a list of which others are used."""
    names = [(line, one) for line in facts.stated_with(("`",)) for one in _named().finditer(line.text)]
    names += _in_rows(facts)
    for kind in (_kinds()[1:] if options["unused"] else _kinds()) if names else ():
        mentions = [
            Listed(one[1] or one[2], line, one.start(1 if one[1] else 2))
            for line, one in names
            if kind.shape.match(f"`{one[1] or one[2]}`")
        ]
        listed = _listed(kind, mentions, facts) if len(mentions) > _FEWEST else {}
        if len(listed) < _FEWEST:
            continue
        others = [one for one in mentions if listed.get(one.name) != one and one.line.text[: one.start].strip(" -*+|`")]
        found = _unused(kind, listed, others) if options["unused"] else _strange(kind, listed, others, facts)
        for item in items:
            for one in found:
                span = one.line.span._replace(column=one.start + 1, end_column=one.start + 1 + len(one.name))
                near = "" if options["unused"] else facts.nearest(one.name, listed)
                first = listed.get(near) or next(iter(listed.values()))
                cause = () if options["unused"] else (first.line.span,)
                yield item, span, {"name": one.name, "kind": kind.name, "nearest": near}, cause


def _in_rows(facts: Facts) -> list[tuple[Line, re.Match[str]]]:
    """Names in capitals without marks, which begin the rows of a list by its heading."""
    heads = [one.title.lower() for one in facts.spec.sections]
    if not any(kind.words.search(head) for kind in _kinds()[:2] for head in heads):
        return []
    row = regex.compile(r"\|\s*([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)()\s*\|")
    return [(line, one) for line in facts.stated_with(("_",)) if (one := row.match(line.text))]


@cache
def _named() -> re.Pattern[str]:
    return regex.compile(r"`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)`|`([a-z][a-z0-9_-]*\.[a-z][a-z0-9_.-]*)`")


def _listed(kind: Kind, mentions: list[Listed], facts: Facts) -> dict[str, Listed]:
    """Names of the lines that say what they list, and those with which lines of such a section begin."""
    heads = [one for one in facts.spec.sections if kind.words.search(one.title.lower())]
    found: dict[str, Listed] = {}
    for one in mentions:
        before = one.line.text[: one.start].lower()
        begins = not before.strip(" -*+|`")
        in_line = not begins and _lists(kind, one.line)
        if in_line or (begins and any(_is_below(one.line.span, head.span, facts) for head in heads)):
            found.setdefault(one.name, one)
    return found


def _lists(kind: Kind, line: Line) -> bool:
    """Whether a line says what it lists, before a colon and several names."""
    before = line.text.partition("`")[0].lower().rstrip(" *")
    said = before.endswith(":") and kind.words.search(before)
    return bool(said) and len(kind.shape.findall(line.text)) >= _FEWEST


def _is_below(span: Span, head: Span, facts: Facts) -> bool:
    """Whether no other heading stands between a heading and a line."""
    if span.path != head.path or span.line <= head.line:
        return False
    nearest = facts.heading_before(span.path, span.line)
    return nearest is None or nearest.span.line <= head.line


def _unused(kind: Kind, listed: dict[str, Listed], others: list[Listed]) -> list[Listed]:
    """Of error codes one alone, where all others of many are used: else a list has what all services answer."""
    used = {one.name for one in others}
    unused = [one for name, one in listed.items() if name not in used] if used & listed.keys() else []
    is_odd = kind.name == "event" or (len(unused) == 1 and len(listed) >= _MANY)
    return unused if is_odd else []


_MANY = 5


def _strange(kind: Kind, listed: dict[str, Listed], others: list[Listed], facts: Facts) -> list[Listed]:
    """Mentions beside a word for the kind; a setting, also where no word for another kind stands."""
    found = []
    for one in others:
        low = one.line.text.lower()
        said = kind.words.search(low) or (kind.name == "setting" and not any(k.words.search(low) for k in _kinds()))
        if one.name not in listed and said and not facts.names.stands_elsewhere(one.name.lower(), one.line):
            found.append(one)
    return found
