"""What sentences name in marks of code or with underscores, and whether anything else in the SPEC has that name.

A name counts as declared where the model has it, in any spelling (`bestBefore`, `best_before`, `best before`), where it
is made of names that the model has (`order_id`), and where another line has it. So one slip of the pen is found, and
what a SPEC goes on calling so is let be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from functools import cache, cached_property
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.check.facts import Facts, fold, singular
from groundplan.check.index import Index
from groundplan.record import NamedTuple
from groundplan.source import Span

if TYPE_CHECKING:
    from groundplan.check.lines import Line, Page
    from groundplan.spec.model import Entity, Field

SAID = frozenset({"overview", "assumptions", "scope", "actors", "requirements", "nonfunctional", "api", "acceptance"})
"""Kinds of sections whose sentences speak of rows and fields."""
SENTENCES = SAID | {"", "authorization", "auth"}
"""Kinds of sections whose sentences speak of who does what."""


class Mention(NamedTuple):
    """A name as written, where it stands, its line, and how far into the line it begins."""

    name: str
    span: Span
    line: Line
    start: int


class Names:
    """The names that sentences mention, and those that the SPEC declares."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def mentioned(self) -> tuple[Mention, ...]:
        """All mentions outside code, in the order of the text."""
        return tuple(self._facts.said(_mentions))

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """Those that the SPEC states with their fields: where there are few, names are of code."""
        return tuple(
            one for one in self._facts.spec.entities if one.fields and not one.carrier and one.origin == "stated"
        )

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Fields by folded name: of entities, relations, requests, answers and parameters; the first of each name."""
        spec = self._facts.spec
        groups = [one.fields for one in spec.entities] + [one.fields for one in spec.relations]
        for endpoint in spec.endpoints:
            groups += [endpoint.parameters, endpoint.request or ()]
            groups += [answer.fields for answer in endpoint.responses]
        found: dict[str, Field] = {}
        for group in groups:
            for field in group:
                found.setdefault(fold(field.name), field)
        return found

    @cached_property
    def values(self) -> dict[str, Field]:
        """Values of enums, folded, with the first field that has each."""
        return {fold(value): field for field in reversed(self.fields.values()) for value in field.type.values}

    @cached_property
    def _known(self) -> frozenset[str]:
        facts = self._facts
        words = {
            part for one in facts.spec.endpoints for part in one.path.replace("{", "/").replace("}", "/").split("/")
        }
        words |= {one.term for one in facts.spec.glossary} | {one.name for one in facts.spec.integrations}
        things = facts.known_things | facts.joins | facts.labels | facts.declared_roles.keys()
        return things | {fold(word) for word in words} | self.fields.keys() | self.values.keys()

    def is_declared(self, mention: Mention) -> bool:
        """Whether the model or another line has the name."""
        return self.in_model(mention.name) or self._stands_elsewhere(mention)

    def in_model(self, name: str) -> bool:
        """Whether the model has the name, or the names that it is made of."""
        key = fold(name)
        if key in self._known or singular(name) in self._known:
            return True
        ends = (key.removesuffix(end) for end in _ENDS if key.endswith(end))
        begins = (key.removeprefix(start) for start in _STARTS if key.startswith(start))
        return any(one in self._known or singular(one) in self._known for one in (*ends, *begins))

    @cached_property
    def _text(self) -> str:
        """All but what is left out of the service: what a requirement wants of it is declared nowhere."""
        found: list[str] = []
        for path, lines in self._facts.lines.items():
            first = 0
            for section in (one for one in self._facts.spec.sections if one.span.path == path):
                if section.kind == "exclusions":
                    found += lines[first : section.span.line]
                    first = next((n for n in range(section.span.line, len(lines)) if lines[n][:1] == "#"), len(lines))
            found += lines[first:]
        return "\n".join(found).lower()

    def _stands_elsewhere(self, mention: Mention) -> bool:
        words = _parts().findall(mention.name)
        spellings = {mention.name, *(mark.join(words) for mark in ("", " ", "_", "-"))}
        return any(self.stands_elsewhere(one.lower(), mention.line) for one in spellings)

    def stands_elsewhere(self, word: str, line: Line) -> bool:
        """Whether another line, of code and of what is left out too, has these letters, which are in lower case."""
        return self._text.count(word) > line.text.lower().count(word)

    def strangers(self, kind: re.Pattern[str], known: Container[str]) -> Iterator[tuple[str, Line, int]]:
        """Words, as `kind` cuts them out, which one of those lines has, with it and their place.

        Other lines may have them too; see `stands_elsewhere`.
        """
        times: dict[str, int] = {}
        for word, often in self._facts.said(_words_like, kind):
            times[word] = times.get(word, 0) + often
        rare = (found[1] for one, often in times.items() if often <= _RARELY and (found := kind.match(one)))
        for word in sorted({one for one in rare if one not in known}):
            lines = self._facts.said(_sentences_with, word)
            if len(lines) == 1:
                yield word, lines[0], lines[0].text.lower().find(word)


_RARELY = 2
_ENDS = ("id", "ids", "count", "min", "max", "from", "to", "before", "after", "list", "url", "key")
_STARTS = ("min", "max", "new", "old", "from", "to", "is", "has", "current", "total")


@cache
def _parts() -> re.Pattern[str]:
    return regex.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])")


@cache
def _names() -> re.Pattern[str]:
    """A name alone in marks, or one with underscores that is no part of a path, a call or an address."""
    return regex.compile(
        r"`([A-Za-z]\w{1,60})`|`[^`]*`|(?<![\w/{.@$:=<(-])([a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?![A-Za-z0-9_/}(=:@)-]|\.\w)"
    )


class _Sentences(NamedTuple):
    """Those of a page, with their words and how often each stands there."""

    lines: list[Line]
    places: Index
    words: dict[str, int]


def _sentences(page: Page) -> Iterator[_Sentences]:
    lines = [line for line in page if line.kind in SENTENCES]
    if lines:
        index = Index([line.text for line in lines], page.around)
        yield _Sentences(lines, index, Counter(index.all_words()))


def _words_like(page: Page, kind: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """The words of a kind, and how often a page has them."""
    for sentences in page.found(_sentences):
        yield from ((word, often) for word, often in sentences.words.items() if word.isalpha() and kind.match(word))


def _sentences_with(page: Page, word: str) -> Iterator[Line]:
    for sentences in page.found(_sentences):
        yield from (sentences.lines[number] for number in sorted(sentences.places.having((word,))))


def _mentions(page: Page) -> Iterator[Mention]:
    return (one for number in sorted(page.index.having(("`", "_"))) for one in _in_line(page.things[number]))


def _in_line(line: Line) -> Iterator[Mention]:
    for found in _names().finditer(line.text):
        group = 1 if found[1] else 2
        if not found[group]:
            continue
        start, span = found.start(group), line.span
        place = Span(span.path, span.line, span.column + start, span.line, span.column + found.end(group))
        yield Mention(found[group], place, line, start)
