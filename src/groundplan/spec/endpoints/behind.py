"""What stands behind a call in its own line: `— skipper — body `{ name: string }` → 201 `Boat`, errors 401, 409`."""

from __future__ import annotations

import re
from functools import cache

from groundplan import regex
from groundplan.document import Text

_MARKS = ("{", "→", "->", "=>", "no ", "본문")
"""Of which one stands in each line that has such parts."""


def begins(text: str, start: int) -> int:
    """Where the words behind a call, who may make it and what it does, come to its parts; else the end."""
    if not regex.has(text, _MARKS):
        return len(text)
    found = next((one for one in _part().finditer(text, start) if _is_outside(text, one.start())), None)
    return found.start() if found else len(text)


def parts(line: Text) -> tuple[tuple[str, Text], ...]:
    """Each part with what it is of: request, response or errors; nothing for what else the line says of the call."""
    text = line.text
    found = [one for one in _part().finditer(text) if _is_outside(text, one.start())] if regex.has(text, _MARKS) else []
    if not found or found[0].start() > 0:
        return ()
    told = []
    for one, end in zip(found, [*(each.start() for each in found[1:]), len(text)], strict=True):
        kind, value = one.lastgroup or "", text[one.end() : end]
        said, _, rest = value.partition(". ") if kind != "request" else (value, "", "")
        told.append((kind, Text(said.rstrip(" ,;.—–-"), line.line, line.column + one.end())))
        if rest:
            told.append(("", Text(rest, line.line, line.column + end - len(rest))))
    return tuple(("request", text._replace(text="none")) if kind == "none" else (kind, text) for kind, text in told)


def _is_outside(text: str, at: int) -> bool:
    """Whether no brace is open there."""
    return text.count("{", 0, at) == text.count("}", 0, at)


@cache
def _part() -> re.Pattern[str]:
    lead = r"(?:^|(?:^|[\s,;])[\s,;—–|-]*(?<=[\s,;]))"
    status = r"(?=`?[1-5]\d\d\b)"
    return regex.compile(
        rf"{lead}(?:(?P<request>(?:(?:request|json|요청) )?(?:body|payload|본문)\b[:은는]? ?(?=`?\{{))"
        rf"|(?P<none>no (?:request )?(?:body|payload)\b|본문 없음)"
        rf"|(?P<response>(?:→|->|=>|⇒) ?{status})"
        rf"|(?P<errors>(?:errors?|failures?|오류|에러)(?: codes?)?:? ?(?=`?[45]\d\d\b)))",
        re.IGNORECASE,
    )
