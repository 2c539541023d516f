"""Collections of a document store as fences show them: `harbours/{id}: { name: string }`, `harbours: { ... }`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.fields.cells import read_type
from groundplan.spec.fields.examples import example, fields_of
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.paths import METHODS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.document import Fence
    from groundplan.spec.draft import Draft
    from groundplan.spec.fields.examples import Value

MAX_LINE = 400
MIN_MEMBERS = 2


@cache
def _path() -> re.Pattern[str]:
    """`/harbours/{harbourId}/berths/{berthId}: {`: the last collection of the path of a document."""
    return regex.compile(r"\s*/?(?:[\w-]+/\{\w+\}/)*([A-Za-z]\w*)/\{\w+\}\s*[:=]?\s*(\{.*)?$")


@cache
def _plain() -> re.Pattern[str]:
    return regex.compile(r"([a-z]\w*)\s*[:=]\s*(\{.*)$")


def read(fence: Fence, path: str, draft: Draft, *, modelled: bool) -> None:
    """The collections of one fence; names alone before a bracket are such where a data model is `modelled`."""
    if any("/{" in line for line in fence.lines):
        draft.code_entities += _collections(fence, path, _path(), sure=True)
    elif modelled and any(": {" in line for line in fence.lines):
        draft.code_entities += _collections(fence, path, _plain(), sure=False)


def _collections(fence: Fence, path: str, opening: re.Pattern[str], *, sure: bool) -> list[Entity]:
    """The collections that a fence opens; without a path they are all that stands in it, with their types."""
    made: list[Entity] = []
    for name, lines in _opened(fence, opening):
        value = example(lines) if name else None
        own = [one for one in value.members if one.name.upper() not in METHODS] if value else []
        known = value is not None and len(own) >= max(MIN_MEMBERS, len(value.members)) and not is_message(name)
        if value is not None and known and (sure or _is_typed(value)):
            where = lines[0]._replace(text=name)
            made.append(Entity(name, fields_of(value, path), place(path, where), carrier="code"))
        elif not sure:
            return []
    return made


def _is_typed(value: Value) -> bool:
    """Whether half of the members have the name of a type for their value."""
    shown = [one.value.items[0] if one.value.items else one.value for one in value.members]
    return 2 * sum(one.kind in ("word", "string") and read_type(one.text) is not None for one in shown) >= len(shown)


def _opened(fence: Fence, opening: re.Pattern[str]) -> Iterator[tuple[str, list[Text]]]:
    """Each name with the lines of its object; without a name where another line stands outside of all."""
    name, depth = "", 0
    lines: list[Text] = []
    for number, words in enumerate(fence.lines, fence.line):
        found = opening.match(words) if depth <= 0 and len(words) <= MAX_LINE else None
        line = Text((found[2] or "") if found else words, number, 1 + max(found.start(2), 0) if found else 1)
        if found:
            name, lines = found[1], []
        elif not name and words.strip() and not words.lstrip().startswith(_ASIDE):
            yield "", [line]
        if not name or not line.text.strip():
            continue
        lines.append(line)
        depth += sum((letter in "{[") - (letter in "}]") for letter in line.text.partition("//")[0])
        if depth <= 0:
            yield name, lines
            name, depth = "", 0


_ASIDE = ("//", "#", "/*", "*", "{", "}", "...")
"""What stands between collections and is none."""
