"""Roles by the people that a SPEC is for: what stands below `Target users`, and bullets below `RBAC:`."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Item, Table
from groundplan.grammar import vocabulary
from groundplan.spec.callers.roles import role_name
from groundplan.spec.draft import place
from groundplan.spec.model import Role
from groundplan.spec.text import tables
from groundplan.spec.text.relative import person
from groundplan.spec.text.words import bare, heading, key_value, kind_of

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

Named = tuple["Text", str, str]
"""Where somebody is named, by which name, and what is said of him."""


def read(region: Region, draft: Draft) -> None:
    """The people of one region."""
    if is_of_users(heading(region.title.text)[0]) and not region.main:
        _add(_listed(region) or _tabled(region), region, draft)
    elif is_of_users(heading(region.above)[0]) and not region.own:
        name = role_name(region.title.text)
        draft.personas += [Role(name, place(region.document.path, region.title))] if name else []
    _below(region, draft)


def is_of_users(words: str) -> bool:
    """Whether words say that what follows is who there is."""
    return words.lower() in vocabulary("users")


def known(roles: list[Role]) -> list[Role]:
    """The people whom headings name, where one of them is known as a role."""
    return roles if len(roles) > 1 and any(_is_known(one.name) for one in roles) else []


def _is_known(name: str) -> bool:
    """`관리자`, `서비스 관리자`, `site admin`."""
    last = regex.sub(r" ?\([^()]*\)$", "", name).rpartition(" ")[2]
    return bool(kind_of("roles", name) or kind_of("roles", last) or person(last))


def _add(found: list[Named], region: Region, draft: Draft) -> None:
    """Those of a list or a table, where all are names and one is known as a role."""
    codes = [heading(name)[1] for _, name, _ in found]
    coded = all(one.isidentifier() for one in codes) and any(map(_is_known, codes))  # `Librarian (Admin)`
    names = [role_name(name) for name in (codes if coded else [name for _, name, _ in found])]
    if len(names) > 1 and all(names) and any(map(_is_known, names)):
        told = zip(found, names, strict=True)
        draft.roles += [Role(name, place(region.document.path, line), words) for (line, _, words), name in told]


def _listed(region: Region) -> list[Named]:
    return _outer([one for one in region.blocks if isinstance(one, Item)])


def _outer(items: list[Item]) -> list[Named]:
    """The bullets of a list, without those below them."""
    lines = [one.lines[0] for one in items if one.depth == items[0].depth]
    return [(line, *key_value(line.text)[:2]) for line in lines]


def _tabled(region: Region) -> list[Named]:
    table = next((one for one in region.blocks if isinstance(one, Table)), None)
    tells = table is not None and len(table.header) > 1 and "type" not in tables.columns(table)
    rows = table.rows if table and tells else ()
    code = tables.code_column(table) if table and tells else 0
    if code and all(code < len(row) and role_name(row[code].text) for row in rows):
        return [(row[0], bare(row[code].text), bare(row[0].text)) for row in rows]
    return [(row[0], bare(row[0].text), bare(row[1].text)) for row in rows if len(row) > 1]


def _below(region: Region, draft: Draft) -> None:
    """`- **RBAC**:` above bullets that begin with roles, whatever section it stands in."""
    items = [one for one in region.blocks if isinstance(one, Item)]
    for at, head in enumerate(items):
        if _heads().fullmatch(bare(head.lines[0].text)):
            own = takewhile(lambda one, depth=head.depth: one.depth > depth, items[at + 1 :])  # type: ignore[misc]
            _add(_outer(list(own)), region, draft)


@cache
def _heads() -> re.Pattern[str]:
    return regex.compile(
        r"(?:RBAC|role-based access control|(?:user )?roles(?: (?:and|&) permissions)?"
        r"|역할 기반 접근 제어|(?:사용자 )?(?:역할|권한))(?: ?\([^()]*\))?\s*[:：]",
        re.IGNORECASE,
    )
