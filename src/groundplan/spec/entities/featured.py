"""Things by lists of features below their names in both languages: `선석 등록`, `선석 조회` below `### 선석(BERTH)`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item
from groundplan.grammar import vocabulary
from groundplan.spec.draft import place
from groundplan.spec.model import Entity
from groundplan.spec.text.messages import is_message
from groundplan.spec.text.titles import entity_name

if TYPE_CHECKING:
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

_FEW = 2
"""Kinds of acts, of which one makes the thing."""


def read(region: Region, draft: Draft) -> None:
    """The thing of one region, where its bullets make it and do more with it."""
    name, label = entity_name(region.title.text)
    if not label or not name.isascii() or is_message(name):
        return
    acts = {act for block in region.blocks if isinstance(block, Item) if (act := _act(block.lines[0].text, label))}
    if len(acts) >= _FEW and not acts.isdisjoint(vocabulary("makes")):
        draft.subjects.append(Entity(name, (), place(region.document.path, region.title), label, origin="inferred"))


def _act(text: str, label: str) -> str:
    """`등록` of `[x] 선석 등록 (관리자)`."""
    found = _feature().match(text)
    return found[2] if found and found[1].partition(" ")[0] == label.partition(" ")[0] else ""


@cache
def _feature() -> re.Pattern[str]:
    acts = "등록|생성|추가|작성|저장|접수|조회|검색|수정|변경|삭제|취소|탈퇴"
    return regex.compile(
        rf"(?:\[[ xX]\] )?[*`]*([가-힣]+(?: [가-힣]+){{0,2}}) ({acts})(?: ?기능)?[*`]*"
        r"(?: ?\([^()]*\))?\s*(?:[:：—–-].*)?$"
    )
