"""Errors that are said to have two bodies: `{"code", "message"}` here and `{"error", "detail"}` there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "spec"
WORDS = ("one", "other")
OPTIONS = ()

_KEYS = ("code", "error", "msg", "message", "detail", "reason", "title", "status", "errors")
_PROBLEM = ("problem+json", "rfc 9457", "rfc 7807", "rfc9457", "rfc7807")
Shape = tuple[frozenset[str], "Span", str]


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the later one. An example with fewer keys is no other body; problem details have keys of their own."""
    shapes = sorted(_shapes(facts), key=lambda one: facts.order(one[1]))
    for item in items if len(shapes) > 1 else ():
        keys, first, told = shapes[0]
        other = next((one for one in shapes[1:] if not (one[0] <= keys or keys <= one[0])), None)
        if other:
            yield item, other[1], {"one": other[2], "other": told}, (first,)


def _shapes(facts: Facts) -> Iterator[Shape]:
    for start, line in facts.prose.lines_with(tuple(f'"{key}"' for key in _KEYS)):
        for found in _body().finditer(line) if _about().search(line) else ():
            keys = frozenset(regex.findall(r'"(\w+)" ?:', found[0]))
            sentence = line[line.rfind(". ", 0, found.start()) + 1 :].partition(". ")[0]
            if keys & _TELLING and _about().search(sentence) and not _old().search(sentence):
                yield keys, facts.prose.span(start + found.start(), start + found.end()), found[0]
    for start, line in facts.prose.lines_with(_PROBLEM):
        if not _old().search(line):
            name = next(one for one in _PROBLEM if one in line)
            at = start + line.index(name)
            yield _DETAILS, facts.prose.span(at, at + len(name)), name


_TELLING = frozenset({"error", "message", "msg", "code", "errors", "detail", "reason"})
_DETAILS = frozenset({"type", "title", "status", "detail", "instance"})


@cache
def _body() -> re.Pattern[str]:
    return regex.compile(r'\{ ?"\w+" ?:[^{}]*\}')


@cache
def _about() -> re.Pattern[str]:
    """A line about errors, which may show a whole body."""
    return regex.compile(
        r"\b(?:errors?|refus\w+|rejected|declined|fail(?:s|ed|ures?))\b|오류|에러|실패|거절|거부", re.IGNORECASE
    )


@cache
def _old() -> re.Pattern[str]:
    return regex.compile(r"\b(?:not|no longer|instead of|old|legacy|20\d)\b|대신|이전|않|성공", re.IGNORECASE)
