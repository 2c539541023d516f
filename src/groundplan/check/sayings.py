"""What a SPEC says of its endpoints, wherever it does."""

from __future__ import annotations

import re
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.index import Index
from groundplan.check.written import Found, Written
from groundplan.memory import Piece, Row, pieces, recalled, row
from groundplan.spec.text.paths import normalised, relative

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from groundplan.memory import Memory
    from groundplan.source import Source
    from groundplan.spec.model import Endpoint, Section, Spec

_BLOCK = 60  # lines below an endpoint that may be about it
TOGETHER = 16
"""Nodes that are asked again for one that changed."""


@cache
def _heading_call() -> re.Pattern[str]:
    return regex.compile(r"\b(GET|POST|PUT|PATCH|DELETE)\b[\s`*]+(/[^\s`*]*)", re.IGNORECASE)


class Sayings(Written):
    """The Spec with the text, and what that says of endpoints."""

    def __init__(self, spec: Spec, source: Source, memory: Memory | None = None) -> None:
        super().__init__(source, memory)
        self.spec = spec
        self._told: dict[int, str] = {}

    @cached_property
    def _endpoint_lines(self) -> frozenset[tuple[str, int]]:
        places = [(one.span.path, one.span.line) for one in self.spec.endpoints]
        return recalled(self.memory, "endpoint lines", places, partial(frozenset, places))

    def block(self, endpoint: Endpoint) -> str:
        """The line of an endpoint and, unless it is a row of a table, those below to the next heading or endpoint."""
        path, first = endpoint.span.path, endpoint.span.line
        lines = self.lines.get(path, ())
        last = first if endpoint.carrier == "table" else min(len(lines), first + _BLOCK)
        kept = [*lines[first - 1 : first]]
        for number in range(first + 1, last + 1):
            if lines[number - 1].startswith("#") or (path, number) in self._endpoint_lines:
                break
            kept.append(lines[number - 1])
        return "\n".join(kept)

    def sections(self) -> Iterator[tuple[Section, int]]:
        """Each heading with the number of the last line before the next one, or of its file."""
        sections = self.spec.sections
        for section, behind in zip(sections, [*sections[1:], None], strict=False):
            path = section.span.path
            if behind is not None and behind.span.path == path:
                yield section, behind.span.line - 1
            else:
                yield section, len(self.lines.get(path, ()))

    @cached_property
    def _passages(self) -> dict[tuple[str, str], list[tuple[str, int, int]]]:
        """The lines, without the first, below each heading that names an endpoint, by method and path.

        Those below a line that begins with a call, too, with that line.
        """
        base = self.spec.base_path.value if self.spec.base_path else ""
        found: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
        for section, last in self.sections():
            named = _heading_call().search(section.title)
            if named is not None:
                path, first = section.span.path, section.span.line
                key = (named[1].upper(), relative(normalised(named[2])[0], base))
                found.setdefault(key, []).append((path, first, min(last, first + _BLOCK)))
            else:
                for method, raw, first in self._alone(section, last):
                    key = (method, relative(normalised(raw)[0], base))
                    found.setdefault(key, []).append((section.span.path, first - 1, min(last, first + _BLOCK)))
        return found

    def _alone(self, section: Section, last: int) -> Iterator[tuple[str, str, int]]:
        """The calls with which lines of a section begin, each with the number of its line."""
        lines, first = self.lines.get(section.span.path, ()), section.span.line
        for number, line in enumerate(lines[first:last], first + 1):
            named = _heading_call().match(line, 1) if line[:1] == "`" else None
            if named is not None:
                yield named[1].upper(), named[2], number

    @property
    def named_below(self) -> frozenset[tuple[str, str]]:
        """The methods and paths of headings that have lines below them."""
        return frozenset(self._passages)

    def passages(self, endpoint: Endpoint) -> Iterator[tuple[str, int, str]]:
        """File, number and text of each line below the headings that name an endpoint."""
        for path, first, last in self._passages.get((endpoint.method, endpoint.path), ()):
            for number in range(first + 1, last + 1):
                yield path, number, self.lines[path][number - 1]

    @cached_property
    def _texts(self) -> dict[str, str]:
        return {one.id: one.text for one in self.spec.requirements if one.id}

    def told(self, endpoint: Endpoint) -> str:
        """What is said of an endpoint, in lower case: its lines, those below headings, requirements that name it."""
        if id(endpoint) not in self._told:
            parts = [self.block(endpoint), endpoint.summary, endpoint.description]
            if endpoint.carrier != "heading":  # whose block is what stands below its heading
                parts += [line for _, _, line in self.passages(endpoint)]
            parts += [self._texts.get(name, "") for name in endpoint.requirements]
            self._told[id(endpoint)] = "\n".join(parts).lower()
        return self._told[id(endpoint)]

    def sayings(self, find: Callable[..., Iterable[Found]], *key: Hashable) -> list[Found]:
        """What `find` finds in what is said of endpoints, each as `(block, told)`; see `memory.Piece.found`."""
        return self._sayings.found(find, *key)

    def tells(self, said: tuple[str, ...], told: tuple[str, ...]) -> bool:
        """Whether anything that is said of an endpoint has one of these words, if any, and one of these patterns."""
        return any(self.sayings(_tells, said, "|".join(told)))

    @cached_property
    def _sayings(self) -> Row[tuple[str, str]]:
        whole = self.spec.endpoints
        size = TOGETHER if self.memory else max(len(whole), 1)
        found = [
            recalled(self.memory, ("sayings", at), self._decides(some), partial(self._said_of, some))
            for at, some in pieces(whole, size)
        ]
        return row(self.memory, "sayings", found)

    def _said_of(self, some: tuple[Endpoint, ...]) -> Piece[tuple[str, str]]:
        return Piece([(self.block(one).lower(), self.told(one)) for one in some])

    def _decides(self, some: tuple[Endpoint, ...]) -> tuple[Any, ...]:
        """All that decides what is said of these: they, their lines with those below, and what names them elsewhere."""
        texts = self._texts if any(one.requirements for one in some) else None
        below = [[line for _, _, line in self.passages(one)] for one in some] if self._passages else None
        lines = []
        for path in dict.fromkeys(one.span.path for one in some):
            numbers = [one.span.line for one in some if one.span.path == path]
            lines.append(self.lines.get(path, ())[min(numbers) - 1 : max(numbers) + _BLOCK])
        return some, lines, self._endpoint_lines, texts, below


def _tells(sayings: Iterable[tuple[str, str]], said: tuple[str, ...], told: str) -> Iterator[bool]:
    texts = [text for _, text in sayings]
    search = regex.compile(told).search
    some = sorted(Index(texts).having(said)) if said else range(len(texts))
    yield any(search(texts[number]) for number in some)
