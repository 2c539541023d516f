"""Columns that a sentence or a cell gives to a table: ``add a `budget Int` column to the `Club` table``,
``The Club model SHALL have a `budget` IntegerField``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.draft import place
from groundplan.spec.fields.cells import read_type
from groundplan.spec.model import Entity, Field

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

MAX_LINE = 2_000
_HINTS = ("add ", "adds ", "adding ", "have a", "추가")
_KINDS = "model|table|entity|schema|resource|collection|테이블|모델|엔티티|컬렉션"
_PARTS = "field|column|attribute|property|필드|컬럼|열|속성"


def read(region: Region, draft: Draft) -> None:
    """The resources of one region with the one column that they get."""
    said = draft.said(region.blocks)
    for line in said.lines if said.has(_HINTS) else ():
        added = _added(line, region.document.path)
        draft.code_entities += [added] if added else []


@cache
def _shape() -> re.Pattern[str]:
    return regex.compile(
        rf"`(?P<to>\w+)`\s*(?:{_KINDS})?에\s*`(?P<one>\w+) (?P<kind>[A-Za-z][^`]*)`"
        rf"\s*(?:{_PARTS})(?:을|를)?\s*(?:새로 )?추가"
        rf"|\badd(?:s|ing)? (?:an? |the )?(?:new )?`(?P<new>\w+) (?P<type>[A-Za-z][^`]*)` (?:{_PARTS})"
        rf" to (?:the )?`(?P<table>\w+)`(?: (?:{_KINDS}))?",
        re.IGNORECASE,
    )


@cache
def _had() -> re.Pattern[str]:
    return regex.compile(
        rf"(?:^|\b[Tt]he )`?(?P<table>[A-Za-z]\w*)`? (?:{_KINDS}) (?i:shall|must|should|will) have an? "
        r"(?:nullable |optional |unique |new )*"
        r"(?:`(?P<new>\w+)` (?P<type>[A-Za-z]+)|(?P<kind>[a-z]+) `(?P<one>\w+)`)"
    )


def _added(line: Text, path: str) -> Entity | None:
    if "`" not in line.text or len(line.text) > MAX_LINE:
        return None
    had = _had().search(line.text) if " have a" in line.text else None
    found = had or _shape().search(line.text)
    if found is None:
        return None
    name, kind = ("one", "kind") if found["one"] else ("new", "type")
    words = found[kind].rstrip("?")
    shown = read_type(words.removesuffix("Field") if had else words)
    if shown is None or shown.base in ("unknown", "ref"):
        return None
    own = Field(found[name], shown, place(path, line, found.start(name), len(found[name])), raw_type=words)
    return Entity(
        found.groupdict().get("to") or found["table"], (own._replace(nullable=words != found[kind]),), place(path, line)
    )
