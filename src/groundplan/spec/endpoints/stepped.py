"""Bodies within sentences and steps: ``WHEN a user sends `POST /boats` with `{ name }` ``, ``THEN it returns 201 with
`{ id, name }` ``, ``200과 `{ id, name }`를 반환한다``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.endpoints.body import WRITES
from groundplan.spec.endpoints.faults import sound
from groundplan.spec.fields.examples import example
from groundplan.spec.text.paths import mentions
from groundplan.spec.text.words import closing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.endpoints.body import Role
    from groundplan.spec.fields.examples import Value

MAX_LINE = 2_000
_FAULTS = frozenset({"error", "errors", "detail", "code"})
"""Keys of what is answered when a call fails."""


def bodies(line: Text) -> Iterator[tuple[Role, Value]]:
    """The objects of one line, each with whether it is sent or answered; none of what is refused."""
    text = line.text if len(line.text) <= MAX_LINE else ""
    end = 0
    for found in _opening().finditer(text):
        if found.start() < end:
            continue
        start, before = found.start(1), text[end : found.start(1)]
        stop = closing(text, start)
        role = _role(before, text[stop : stop + 40])
        end = stop
        value = sound(example([Text(text[start:stop], line.line, line.column + start)])) if role else None
        if role and value is not None and not any(one.name in _FAULTS for one in value.members):
            yield role, value


@cache
def _opening() -> re.Pattern[str]:
    """A brace in a code span or behind a blank, with a name behind it: no part of a path, and no template."""
    return regex.compile(r"(?:^|[ `(])(\{)(?= ?[\"']?[A-Za-z_]\w*[\"']? ?[:,}?])")


def _role(before: str, behind: str) -> Role | None:
    """What the words around an object say of it."""
    if _refused().search(before):
        return None
    called = mentions(before)
    if _answered().search(before, called[-1].end if called else 0) or _answers().match(behind):
        return "answer"
    return "request" if called and set(called[-1].methods) & set(WRITES) else None


@cache
def _refused() -> re.Pattern[str]:
    return regex.compile(r"\b[45]\d\d\b|\berror|오류|에러|거부|reject|\bnot\b", re.IGNORECASE)


@cache
def _answered() -> re.Pattern[str]:
    return regex.compile(r"\b20\d\b|\b(?:returns?|returning|responds?|response|answers?|receives?)\b|응답|반환", re.I)


@cache
def _answers() -> re.Pattern[str]:
    """What follows it in Korean."""
    return regex.compile(r"`? ?(?:[을를]|으?로)? ?(?:[가-힣]+ ){0,2}?(?:반환|응답|돌려|받)")
