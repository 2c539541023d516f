"""Requirements that do not say which system shall do it: `WHEN a buyer pays, shall keep the order`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.nodes import by_place, place

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Requirement

NODE = "requirement"
WORDS = ()
OPTIONS = ("missing", "naming", "acting", "behind", "ordered")

_USUAL = 4
"""So many requirements that name it are there for each that does not: else that is how the author writes."""


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:
    """Those that have `missing`; a Korean sentence, or an order (`ordered`), only where it is the odd one.

    `naming` is how others name it, `acting` a Korean sentence in the active voice without any subject, `behind` what
    ends a condition.
    """
    missing = regex.compile(options["missing"]).search
    items = [item for item in items if item.node.origin == "stated"]
    for item in items:
        found = missing(item.node.text) if item.node.language != "ko" else None
        if found:
            yield item, facts.place(item.span, found["at"]), {}, ()
    nobody = facts.each(
        "requirements", _of_nobody, *(options[one] for one in ("naming", "acting", "behind", "ordered"))
    )
    known = by_place(items, {one.span for one in nobody}) if nobody else {}
    odd = [known[place(one)] for one in nobody if place(one) in known]
    for language in ("en", "ko"):
        some = [item for item in odd if item.node.language == language]
        named = sum(1 for _ in facts.each("requirements", _naming, options["naming"], language)) if some else 0
        for item in some if named >= _USUAL * len(some) else ():
            yield item, item.span, {}, ()


def _naming(requirements: Iterable[Requirement], naming: str, language: str) -> Iterator[Requirement]:
    name = regex.compile(naming).search
    return (one for one in requirements if one.language == language and name(one.text))


def _of_nobody(
    requirements: Iterable[Requirement], naming: str, acting: str, behind: str, ordered: str
) -> Iterator[Requirement]:
    """Those of which what follows the condition is done by nobody."""
    names, acts = regex.compile(naming).search, regex.compile(acting).fullmatch
    orders, parts = regex.compile(ordered).match, regex.compile(behind).split
    for one in requirements:
        korean = one.language == "ko"
        if acts(parts(one.text)[-1].strip(" .")) and not names(one.text) if korean else orders(one.text):
            yield one
