"""Tables that calls write to: `.from('licences').upsert({ user_id: id, tier: tier })` of a client of a database."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.fields.fields import UNKNOWN, make
from groundplan.spec.model import Entity
from groundplan.spec.text.words import split

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence
    from groundplan.spec.draft import Draft

HINTS = (".insert(", ".upsert(")
"""Of which one stands in each fence that is read: an update says some columns alone."""
MAX_TEXT = 20_000


@cache
def _written() -> re.Pattern[str]:
    return regex.compile(
        r"\.(?:from|table|collection)\(['\"]([a-z]\w*)['\"]\)\s*\.(?:insert|upsert)\(\s*\[?\s*\{([^{}]{1,2000})\}"
    )


@cache
def _key() -> re.Pattern[str]:
    return regex.compile(r"\s*([A-Za-z_]\w*)\s*(?=:|,|$)")


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The tables of one fence with the columns that are written."""
    text = "\n".join(fence.lines)
    if len(text) > MAX_TEXT or not any(hint in text for hint in HINTS):
        return
    for one in _written().finditer(text):
        number = text.count("\n", 0, one.start(1))
        where = place(path, Text(fence.lines[number], fence.line + number, 1))
        own = tuple(make(name, UNKNOWN, where, (), origin="inferred") for name in dict.fromkeys(_keys(one[2])))
        draft.told.append(Entity(one[1], own, where, origin="inferred"))


def _keys(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for part, _ in split(line.partition("//")[0]):
            found = _key().match(part)
            if found:
                yield found[1]
