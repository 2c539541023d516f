"""Two defaults of one name: `SESSION_HOURS` (default 12) here and (default 8) there; `status` defaults to `x`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from groundplan import regex
from groundplan.check.facts import fold
from groundplan.check.functions import Found

if TYPE_CHECKING:
    from groundplan.check.facts import Facts
    from groundplan.check.nodes import Item
    from groundplan.source import Span

NODE = "spec"
WORDS = ("name", "one", "other")
OPTIONS = ()

_DECLARING = frozenset({"data_model", "relations", "api"})
"""Sections where a name may be of several entities or endpoints."""


@cache
def _default() -> re.Pattern[str]:
    return regex.compile(
        r"`([A-Za-z]\w{2,60})`(?:(?! no | not )[^`.|,;]){0,24}?"
        r"\(?(?:\bdefaults?(?: to| is| of|:)?|기본값은?:?) `?(-?\w[\w.]*?)`?(?=[\s),.;이]|$)",
        re.IGNORECASE,
    )


def check(items: Iterable[Item], facts: Facts, options: dict[str, Any]) -> Iterator[Found]:  # noqa: ARG001
    """At the later place; of a field, at the sentence."""
    lines = facts.stated_with(("default", "기본값"))
    told = [(line, one) for line in lines if line.kind not in _DECLARING for one in _default().finditer(line.text)]
    declared = _declared(facts) if told else {}
    first: dict[str, tuple[str, Span]] = {}
    for item in items:
        for line, found in told:
            name, value, span = found[1], found[2], facts.place(line.span, found[0])
            other, cause = declared.get(fold(name)) or first.setdefault(name, (value, span))
            if fold(other) != fold(value) and cause != span:
                yield item, span, {"name": name, "one": value, "other": other}, (cause,)


def _declared(facts: Facts) -> dict[str, tuple[str, Span]]:
    """Defaults of fields whose name only one entity has."""
    fields = [field for one in facts.spec.entities for field in one.fields]
    times = Counter(fold(one.name) for one in fields)
    own = [one for one in fields if one.default is not None and times[fold(one.name)] == 1]
    return {fold(one.name): (one.default or "", one.span) for one in own}
