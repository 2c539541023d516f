"""Members in code spans with a value or a bracket behind some: ``returns the full order including `id`,
`state: "open"`, `items` (with `id`, `name`, `price`), and `total```.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.text.words import singular

if TYPE_CHECKING:
    from collections.abc import Iterator

_BRACKET = r" \([^()]{0,300}\)"
_MEMBER = rf"`[A-Za-z_]\w*(?:\?|: ?[^`]{{1,60}})?`(?:{_BRACKET})?"


@cache
def _shape() -> re.Pattern[str]:
    return regex.compile(
        r"\b(?:the|an?|all|only|each|['’]s)((?: [a-z]+){1,4}?),?(?: each)?"
        r" (?:including|containing|contains|includes|with|has|that (?:includes|contains|has))"
        r"(?: at least| the| its| fields| properties){0,3}:? "
        rf"({_MEMBER}(?:, {_MEMBER}){{1,40}},?(?: and {_MEMBER})?)",
        re.IGNORECASE,
    )


def lists(text: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The words for each thing of a sentence, the names of its members, and the member whose own these are, if any:
    what stands in a bracket behind `items`.
    """
    if "`id`" not in text or "`, " not in text:
        return
    for found in _shape().finditer(text):
        words, listed = found.groups()
        yield words, tuple(regex.findall(r"`(\w+)", regex.sub(_BRACKET, "", listed))), ""
        for name, inner in regex.findall(r"`(\w+)` \((?:with|each with|each) ([^()]+)\)", listed):
            if singular(name) != name:
                yield words, tuple(regex.findall(r"`(\w+)", inner)), singular(name)
