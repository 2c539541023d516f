"""Sentences in the passive of which nobody is said to do it, neither they nor the one before them in the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.index import telling
from groundplan.check.nodes import by_place, place

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Requirement

NODE = "requirement"
WORDS = ()
OPTIONS = ("passive", "acting")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """`acting` is a pattern for those who do what the other sentences of a line say: `The system shall show`."""
    hits: list[Requirement] = facts.each("requirements", _passive, options["passive"])
    own = by_place(items, {one.span for one in hits}) if hits else {}
    told = facts.kept(_told, facts.spec.requirements, _lines(hits), options["acting"]) if own else frozenset()
    for one in hits:
        item = own.get(place(one))
        if item and (one.span.path, one.span.line) not in told:
            yield item, item.span, {}, ()


def _passive(requirements: Iterable[Requirement], pattern: str) -> Iterator[Requirement]:
    return iter(telling(requirements, pattern))


def _lines(requirements: Iterable[Requirement]) -> frozenset[tuple[str, int]]:
    return frozenset((one.span.path, one.span.line) for one in requirements)


def _told(
    requirements: tuple[Requirement, ...], lines: frozenset[tuple[str, int]], pattern: str
) -> frozenset[tuple[str, int]]:
    """Those of the lines in which a requirement says who acts."""
    some = [one for one in requirements if (one.span.path, one.span.line) in lines]
    return _lines(one for one in some if regex.compile(pattern).search(one.text))
