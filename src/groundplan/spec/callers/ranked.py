"""Roles that any section states by a shape of its own: heads over marks, tables of actors, `ROLE_KEEPER`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Table
from groundplan.grammar import compact, vocabulary
from groundplan.spec.callers.roles import role_name
from groundplan.spec.draft import place
from groundplan.spec.model import Role
from groundplan.spec.text.words import bare, heading, kind_of

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

_FEW = 2
_ACTORS = frozenset({"액터", "행위자", "사용자역할", "사용자유형", "회원유형", "actor", "userrole", "usertype"})
_MARKS = frozenset({"o", "x", "v", "○", "×", "✓", "✔", "✗", "✅", "❌", "⭕", "-", "가능", "불가", "허용", "yes", "no"})


def read(region: Region, draft: Draft) -> None:
    """The roles of one region."""
    path = region.document.path
    for block in region.blocks:
        if isinstance(block, Table):
            draft.roles += _acting(block, path) or _marked(block, path)
    said = draft.said(region.blocks)
    for line in said.lines if said.has(("role_", "역할(", "역할 (")) else ():
        draft.roles += _coded(line, path) + _listed(line, path)


def _acting(table: Table, path: str) -> list[Role]:
    """`| 액터 | 설명 |`: who there is, of whom one is known."""
    if len(table.header) < _FEW or compact(bare(table.header[0].text)) not in _ACTORS:
        return []
    rows = [row for row in table.rows if row and role_name(row[0].text)]
    if len(rows) < _FEW or len(rows) < len(table.rows) or not any(_is_known(row[0].text) for row in rows):
        return []
    return [Role(role_name(row[0].text), place(path, row[0]), bare(row[1].text)) for row in rows if len(row) > 1]


def _marked(table: Table, path: str) -> list[Role]:
    """`| 기능 | 회원 | 관리자 |` over `O` and `X`: people alone, but for those without an account."""
    people = table.header[1:]
    if len(people) < _FEW or not all(_is_known(one.text) for one in people):
        return []
    cells = [compact(bare(cell.text)) for row in table.rows for cell in row[1:]]
    if 2 * sum(one in _MARKS for one in cells) < len(cells):
        return []
    with_account = [one for one in people if kind_of("access", bare(one.text)) != "public"]
    return [Role(role_name(one.text), place(path, one)) for one in with_account]


def _is_known(text: str) -> bool:
    words = heading(text)[0]
    return bool(kind_of("roles", words)) or words.lower() in vocabulary("people_words")


def _coded(line: Text, path: str) -> list[Role]:
    """`ROLE_KEEPER`, as one framework spells roles."""
    found = _code().finditer(line.text)
    return [
        Role(role_name(one[1].lower()) or one[1].lower(), place(path, line, one.start(), len(one[0]))) for one in found
    ]


@cache
def _code() -> re.Pattern[str]:
    return regex.compile(r"\bROLE_([A-Z]+(?:_[A-Z]+)*)\b")


def _listed(line: Text, path: str) -> list[Role]:
    """`3개의 사용자 역할(관리자, 점포, 일반 사용자)`: several, of whom one is known."""
    found = _in_brackets().search(line.text)
    words = [one.strip() for one in found[1].split(",")] if found else []
    if len(words) < _FEW or not all(map(role_name, words)) or not any(map(_is_known, words)):
        return []
    return [Role(role_name(one), place(path, line)) for one in words]


@cache
def _in_brackets() -> re.Pattern[str]:
    return regex.compile(r"역할 ?\(([^()]{3,80})\)")
