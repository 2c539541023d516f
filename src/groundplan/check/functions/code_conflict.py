"""A scenario that expects another error code than the requirement that it proves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import Facts, fold, nearest
from groundplan.check.functions import Found

if TYPE_CHECKING:
    import re

    from groundplan.check.nodes import Item

NODE = "scenario"
WORDS = ("one", "other", "nearest")
OPTIONS = ()


@cache
def _code() -> re.Pattern[str]:
    return regex.compile(r"(?<!\w)(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z]+(?:_[a-z]+)+)(?![A-Za-z0-9_])")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of steps that say what is answered, where scenario and requirement name one code each."""
    stated = {fold(one.id): one for one in facts.spec.requirements if one.id and _speaks(one.text)}
    for item in items if stated else ():
        of = [stated[fold(one)] for one in item.node.requirements if fold(one) in stated]
        told = {code for one in of for code in _code().findall(one.text)}
        for step in item.node.steps if len(of) == 1 and len(told) == 1 else ():
            codes = set(_code().findall(step.text)) if step.keyword == "then" and _speaks(step.text) else set()
            if len(codes) == 1 and codes != told:
                one, other = codes.pop(), next(iter(told))
                words = {"one": one, "other": other, "nearest": nearest(one, [other])}
                yield item, facts.place(step.span, one), words, (facts.place(of[0].span, other),)


def _speaks(text: str) -> bool:
    return "code" in text or "코드" in text or "error" in text or "오류" in text
