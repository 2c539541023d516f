"""A scenario that expects another error code than the requirement that it proves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold
from groundplan.check.functions import Found
from groundplan.check.typos import nearest

if TYPE_CHECKING:
    import re

    from groundplan.check.nodes import Item

NODE = "scenario"
WORDS = ("one", "other", "nearest")
OPTIONS = ()

_WORDS = ("code", "코드", "error", "오류")


@cache
def _code() -> re.Pattern[str]:
    return regex.compile(r"(?<!\w)(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z]+(?:_[a-z]+)+)(?![A-Za-z0-9_])")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of steps that say what is answered, where scenario and requirement name one code each."""
    stated = {fold(one.id): one for one in facts.spec.requirements if one.id and _speaks(one.text)}
    for item in items if stated else ():
        of = [stated[fold(one)] for one in item.node.requirements if fold(one) in stated]
        told = {code for one in of for code in _codes(one.text)}
        for step in item.node.steps if len(of) == 1 and len(told) == 1 else ():
            codes = set(_codes(step.text)) if step.keyword == "then" and _speaks(step.text) else set()
            if len(codes) == 1 and codes != told:
                one, other = codes.pop(), next(iter(told))
                words = {"one": one, "other": other, "nearest": nearest(one, [other])}
                yield item, facts.place(step.span, one), words, (facts.place(of[0].span, other),)


def _codes(text: str) -> list[str]:
    """Codes in capitals, or in small letters where a word says that they are some: else those are fields."""
    found = _code().findall(text)
    upper = [one for one in found if one.isupper()]
    return upper or [one for one in found if any(word in text for word in _WORDS)]


def _speaks(text: str) -> bool:
    """Whether a text is about what is refused: by a word for it, or by a status of 400 and more."""
    return any(word in text for word in _WORDS) or regex.search(r"(?<!\d)[45]\d\d(?!\d)", text) is not None
