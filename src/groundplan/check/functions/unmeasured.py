"""Numbers that measure something, without a unit in the name, the description or a field beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item

NODE = "field"
WORDS = ()
OPTIONS = ()

_UNIT = regex.compile(
    r"\b(?:ms|millis\w*|milliseconds?|s|secs?|seconds?|mins?|minutes?|hours?|days?|weeks?"
    r"|months?|years?|mg|g|grams?|kg|kilo\w*|lbs?|mm|cm|m|km"
    r"|met(?:re|er)s?|miles?|inch(?:es)?|px|pixels?|bytes?|[kmg]i?b|celsius|fahrenheit|kelvin"
    r"|degrees?|percent|units?|iso 8601)\b|[%°℃㎏㎝]|(?:[(/\d]\s?|^)(?:밀리)?(?:초|분|시간|일|주|개월|년)(?:[^가-힣]|$)"
    r"|그램|킬로|미터|픽셀|바이트|퍼센트|단위|섭씨|화씨",
    re.IGNORECASE,
)

_BOUND = regex.compile(r"\bmin(?:imum)?[ :=]{1,3}-?\d", re.IGNORECASE)


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """Quiet where the entity has a field for the unit."""
    for item in items:
        field = item.node
        said = _BOUND.sub("", f"{field.description} {facts.line(field.span)[field.span.end_column - 1 :]}")
        if _UNIT.search(said) or any("unit" in one.name.lower() or "단위" in one.name for one in item.owner.fields):
            continue
        yield item, facts.place(field.span, field.name), {}, ()
