"""States that a status may have and that nothing leads to, where the SPEC says how its other states are reached."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from groundplan.check.facts import Facts, fold, singular
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Endpoint, Entity, Field

NODE = "field"
WORDS = ("value",)
OPTIONS = ()

_WORD = re.compile(r"[a-z]+|[^\W\d_a-z]+")
_ENDING = re.compile(r"(?:e|ed|ing|y|ied|en)$")
_ENOUGH = 4
_SHORTEST = 4
_FEWEST = 3
"""Of two states one is the first and the other what it is for."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where a change of the whole row may set the state, and where more than one is silent: then none is told."""
    guarded = [
        one for one in items if len(one.node.type.values) >= _FEWEST and not _is_free(one.node, one.owner, facts)
    ]
    told = _lines({_key(value) for one in guarded for value in one.node.type.values}, facts)
    for item in guarded:
        values = item.node.type.values
        first = item.node.default or values[0]
        own = {(item.span.path, number) for number in range(item.span.line, item.span.end_line + 1)}
        silent = [one for one in values if one != first and told[_key(one)] <= own]
        if len(silent) == 1:
            yield item, facts.place(item.span, silent[0]), {"value": silent[0]}, ()


def _is_free(field: Field, entity: Entity, facts: Facts) -> bool:
    """Whether a caller may write the field."""
    return not field.read_only and any(_writes(one, field, entity) for one in facts.spec.endpoints)


def _writes(endpoint: Endpoint, field: Field, entity: Entity) -> bool:
    segments = [one for one in endpoint.path.split("/") if one and not one.startswith("{")]
    if endpoint.method not in ("POST", "PUT", "PATCH") or not segments:
        return False
    if endpoint.request is not None:
        return any(fold(one.name) == fold(field.name) for one in endpoint.request)
    return endpoint.method != "POST" and singular(segments[-1]) in (singular(entity.name), "statu")


def _key(value: str) -> str:
    """A state by the stems of its words: `checked_in` and `check-in` are one, and `cancelled` and `cancel`."""
    return "".join(map(_stem, _WORD.findall(value.lower())))


@lru_cache(8192)
def _stem(word: str) -> str:
    stem = _ENDING.sub("", word) if len(word) > _SHORTEST else word
    return stem[:-1] if len(stem) > _SHORTEST and stem[-1] == stem[-2] else stem


def _lines(keys: set[str], facts: Facts) -> dict[str, set[tuple[str, int]]]:
    """The first lines in which each of these is told, by one word or by two in a row; few are enough."""
    found: dict[str, set[tuple[str, int]]] = {key: set() for key in keys}
    for start, line in facts.prose.lines if keys else ():
        stems = [_stem(word) for word in _WORD.findall(line)]
        for key in keys.intersection((*stems, *map("".join, pairwise(stems)))):
            if len(found[key]) <= _ENOUGH:
                span = facts.prose.span(start, start + 1)
                found[key].add((span.path, span.line))
    return found
