"""A sentence that bounds a field otherwise than its declaration does: `memo가 300자를 넘으면` of a `string(500)`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found
from groundplan.check.mentions import SENTENCES
from groundplan.spec.numerals import digits

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.lines import Line
    from groundplan.check.nodes import Item
    from groundplan.spec.model import Field

NODE = "spec"
WORDS = ("one", "name", "other")
OPTIONS = ()

_SAID = SENTENCES | {"constraints", "performance", "security"}

_HINTS = (
    "at most",
    "longer than",
    "up to",
    "more than",
    "above",
    "below",
    "exceed",
    "maximum",
    "최대",
    "넘",
    "이하",
    "초과",
)


@cache
def _bound() -> re.Pattern[str]:
    """A name, and behind it in its clause the most that it may be, with its unit."""
    name = r"`?(?<![\w/.])(?P<name>[a-z][a-z0-9_]{1,40})`?"
    between = r"(?:(?! (?:and|or|while|which)\b|[.,;|`]).){0,24}?"
    most = r"(?:at most|longer than|up to|more than|above|not exceed|exceeds?|(?:a )?maximum (?:of|is)|over)"
    return regex.compile(
        rf"{name}{between}\b{most} (?P<n1>\d[\d,]*)(?: ?(?P<u1>[a-z]+))?"
        rf"|{name.replace('name', 'name2')}(?:이|가|은|는|을|를|의)? ?(?:길이(?:는|가|를)? ?)?"
        r"(?:최대 ?)?(?P<n2>\d[\d,]*) ?(?P<u2>자|글자|개|건|명|회)?"
        r"(?:를|을|까지|로)? ?(?:이하|넘|초과|까지|제한)"
    )


_LETTERS = ("character", "characters", "chars", "letters", "자", "글자", "")
_COUNTED = ("", "items", "pieces", "개", "건", "명", "회")


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Of fields that the SPEC bounds everywhere alike; the finding is at the sentence."""
    for item in items:
        for line in facts.stated_with(_HINTS):
            if line.kind in _SAID:
                yield from _in_line(item, line, facts)


def _in_line(item: Item, line: Line, facts: Facts) -> Iterator[Found]:
    for found in _bound().finditer(digits(line.text.lower())):
        name, number = found["name"] or found["name2"], (found["n1"] or found["n2"]).replace(",", "")
        unit = found["u1"] or found["u2"] or ""
        field = _field(name, facts)
        most = _most(field, unit) if field else None
        if field and most is not None and most != number and line.span.line != field.span.line:
            words = {"one": f"{number} {unit}".strip(), "name": field.name, "other": most}
            yield item, facts.place(line.span, found["n1"] or found["n2"]), words, (field.span,)


def _field(name: str, facts: Facts) -> Field | None:
    """The one field of that name, where all of that name have the same bound."""
    alike = [field for one in facts.spec.entities for field in one.fields if field.name.lower() == name]
    return alike[0] if alike and len({(one.maximum, one.type.length) for one in alike}) == 1 else None


def _most(field: Field, unit: str) -> str | None:
    """The most that it may be, where the unit is that of its kind."""
    if field.type.base in ("string", "text"):
        most = field.maximum or (str(field.type.length) if field.type.length else None)
        return most if unit in _LETTERS else None
    named = unit and unit in field.name.lower().split("_")
    return field.maximum if unit in _COUNTED or named else None
