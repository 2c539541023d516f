"""`METHOD /path` in a line, by `grammar/endpoint.lark`, and paths in one spelling."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from groundplan.grammar import Token, grammar, lex

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
CRUD = (("GET", ""), ("POST", ""), ("GET", "/{id}"), ("PATCH", "/{id}"), ("DELETE", "/{id}"))
"""What `CRUD /things` stands for: method and what is added to the path."""

_HINTS = (*METHODS, "CRUD")


class Mention(NamedTuple):
    """A method and a path as written, with the offsets of both ends in the line."""

    methods: tuple[str, ...]
    path: str
    start: int
    end: int


@lru_cache(4096)
def mentions(text: str) -> tuple[Mention, ...]:
    """Every `METHOD /path` of a line, in its order."""
    if "/" not in text or not any(hint in text for hint in _HINTS):
        return ()
    tables = grammar("endpoint")
    tokens = [Token(one.kind, one.text, one.start) for one in lex(tables, text, {})]
    kept = [one for one in tokens if one.kind in ("METHOD", "PATH")]
    found = []
    position = 0
    while position + 1 < len(kept):
        first, second = kept[position], kept[position + 1]
        if first.kind != second.kind and _adjacent(text, first, second):
            method, path = (first, second) if first.kind == "METHOD" else (second, first)
            end = second.start + len(second.text)
            found.append(Mention(_methods(method.text), path.text, first.start, end))
            position += 2
        else:
            position += 1
    return tuple(found)


def _adjacent(text: str, first: Token, second: Token) -> bool:
    """Only marks and blanks stand between them: `GET`: `/x`, **GET** /x, GET | /x are one mention."""
    between = text[first.start + len(first.text) : second.start]
    return len(between) <= 8 and not between.strip(" `*|:—-\t")


def _methods(text: str) -> tuple[str, ...]:
    return tuple(re.findall("[A-Z]+", text))


@cache
def _parameter() -> re.Pattern[str]:
    return re.compile(r":(\w+)|<(?:\w+:)?(\w+)>|\[(\w+)\]|\{(?:\w+:)?([^{}:/?]+)(?::[^{}]*)?\}")


@lru_cache(4096)
def normalised(path: str) -> tuple[str, tuple[str, ...]]:
    """The path with `{name}` parameters, no query, no trailing slash; and the names in its query."""
    plain, _, query = path.partition("?")
    plain = plain.split("{?")[0].rstrip(".,;:*`")
    plain = _parameter().sub(lambda found: "{" + next(group for group in found.groups() if group).strip() + "}", plain)
    names = re.findall(r"(\w+)=", query) if query else []
    return plain.rstrip("/") or "/", tuple(names)


def shape(path: str) -> str:
    """The path with every parameter as `{}`: two paths of one shape are one endpoint."""
    return re.sub(r"\{[^{}]*\}", "{}", path)
