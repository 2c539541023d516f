"""Commands in fences: `curl` states the method and path of a call."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.text.paths import METHODS, Mention, own_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence


def commands(fence: Fence) -> Iterator[tuple[int, str]]:
    """Each command of a fence as one line, with the number of its first."""
    start = 0
    parts: list[str] = []
    for number, line in enumerate(fence.lines):
        if not parts:
            start = number
        words = line.rstrip()
        parts.append(words.removesuffix("\\"))
        if not words.endswith("\\"):
            yield start, " ".join(parts)
            parts = []
    if parts:
        yield start, " ".join(parts)


@cache
def _options() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    return (
        regex.compile(r"(?:^|[\s$(|;])curl\s"),
        regex.compile(r"(?:-X|--request)[ =]?['\"]?([A-Za-z]+)"),
        regex.compile(r"\s(?:-d|--data(?:-\w+)?|-F|--form|--json)[ =]"),
    )


def curl(command: str) -> Mention | None:
    """What a `curl` command calls, if that is the service itself."""
    name, request, data = _options()
    called = name.search(command)
    path = own_path(command[called.end() :]) if called else ""
    if not path:
        return None
    asked = request.search(command)
    method = asked.group(1).upper() if asked else "POST" if data.search(command) else "GET"
    return Mention((method,), path, 0, 0) if method in METHODS else None
