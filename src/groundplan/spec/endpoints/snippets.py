"""Where bodies begin: in fences behind words, in lines, and in the cells of tables."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Text
from groundplan.spec.endpoints.faults import sound
from groundplan.spec.fields.examples import Value, example
from groundplan.spec.text.paths import mentions
from groundplan.spec.text.words import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def chunks(fence: Fence) -> Iterator[tuple[list[str], list[Text]]]:
    """The words before each value, and its lines: `POST /boats`, `Body: { ... }`, `Response: { ... }`."""
    words: list[str] = []
    lines: list[Text] = []
    depth = 0
    for number, line in enumerate(fence.lines):
        start = 0
        if not depth:
            start = _opening(line)
            words += [line[:start]] if start else []
        if start == len(line):
            continue
        lines.append(Text(line[start:], fence.line + number, 1 + start))
        depth += sum((letter in "{[") - (letter in "}]") for letter in line[start:])
        if depth <= 0:
            yield words, lines
            words, lines, depth = [], [], 0
    yield words, lines


@cache
def status() -> re.Pattern[str]:
    """What stands between `Response:` and a body: the status of success."""
    return regex.compile(r":?\s*`?20\d(?: OK| Created)?`?\s*[-—:,]?\s*`?$")


def opens(text: str) -> bool:
    """`{`, or `Response: {`."""
    return text[:1] == "{" or (text.endswith(": {") and len(text) < MAX_LABEL)


MAX_LABEL = 40


def _opening(line: str) -> int:
    """Where a value begins in a line: alone, or behind a word that says what it is; the length where none does."""
    start = len(line) - len(line.lstrip())
    if line[start : start + 1] in ("{", "["):
        return start
    start = line.find("{")
    words = line[: max(start, 0)].strip()
    is_label = (words.endswith(":") and line[start - 1] != ":") or kind_of("details", words) in ("request", "response")
    named = mentions(line) if words else ()
    if named:  # `POST /boats   { name, length }`
        start = line.find("{", named[0].end)
        is_label = start > 0 and line[start - 1] == " " and line.rstrip().endswith("}")
    return start if words and is_label else len(line)


def written(cell: Text) -> Value | None:
    """The JSON of a cell, whose lines are parted by `<br>`."""
    start = cell.text.find("{")
    if start < 0:
        return None
    text = regex.compile(r"<br ?/?>", re.IGNORECASE).sub(lambda found: " " * len(found.group()), cell.text[start:])
    return sound(example([Text(text, cell.line, cell.column + start)]))
