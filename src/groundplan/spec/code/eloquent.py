"""Models of Laravel: `class Boat extends Model` with the names in `$fillable` and the types in `casts`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Text
from groundplan.spec.draft import place
from groundplan.spec.fields import fields
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity, Field, FieldType

if TYPE_CHECKING:
    from groundplan.document import Fence
    from groundplan.spec.draft import Draft


@cache
def _class() -> re.Pattern[str]:
    return regex.compile(r"^\s*(?:final )?class (\w+) extends (?:Model|Authenticatable|Pivot)\b")


@cache
def _list() -> re.Pattern[str]:
    """Where the names or the types begin; what else stands in square brackets is no part of the table."""
    return regex.compile(r"\$(?P<names>fillable)\s*=\s*\[|\$(?P<casts>casts)\s*=\s*\[|\bfunction (?P<told>casts)\(")


@cache
def _entry() -> re.Pattern[str]:
    return regex.compile(r"['\"]([a-z_]\w*)['\"](?:\s*=>\s*(?:['\"]([\w:.,]+)|(\w+)::class))?")


def read(fence: Fence, path: str, draft: Draft) -> None:
    """The models of a fence of PHP."""
    for where, lines in _models(fence) if any("$fillable" in line for line in fence.lines) else ():
        found: dict[str, Field] = {}
        part = ""
        for line in lines:
            opens = _list().search(line.text)
            part = (opens.lastgroup or "") if opens else part
            for one in _entry().finditer(line.text, opens.end() if opens else 0) if part else ():
                kind = _type(one[2] or one[3] or "") if part != "names" else fields.UNKNOWN
                known = found.get(one[1])
                if known is None:
                    found[one[1]] = fields.make(one[1], kind, place(path, line, one.start(1), len(one[1])), ())
                elif known.type.base == "unknown":
                    found[one[1]] = known._replace(type=kind)
            part = "" if "];" in line.text else part
        if found:
            draft.code_entities.append(Entity(where.text, tuple(found.values()), place(path, where)))


def _type(cast: str) -> FieldType:
    kind = read_type(cast.partition(":")[0].lower()) or fields.UNKNOWN
    return fields.UNKNOWN if kind.base in ("ref", "enum") else kind


def _models(fence: Fence) -> list[tuple[Text, list[Text]]]:
    """The name of each class of a model, and its lines."""
    made: list[tuple[Text, list[Text]]] = []
    for number, words in enumerate(fence.lines, fence.line):
        found = _class().match(words)
        if found:
            made.append((Text(found[1], number, found.start(1) + 1), []))
        elif made:
            made[-1][1].append(Text(words, number, 1))
    return made
