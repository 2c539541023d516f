"""Roles: matrices of role by resource, and lists of actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.document import Item, Table, Text
from groundplan.spec import tables
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Permission, Role
from groundplan.spec.words import bare, heading, key_value, kind_of, split

if TYPE_CHECKING:
    from groundplan.spec.outline import Region

_KINDS = ("authorization", "actors", "auth", "security")


def read(region: Region, draft: Draft) -> None:
    """The roles of one region."""
    if region.kind not in _KINDS:
        return
    for block in region.blocks:
        if isinstance(block, Table):
            _table(block, region.document.path, draft)
        elif isinstance(block, Item) and region.kind in ("actors", "authorization"):
            _item(block.lines[0], region.document.path, draft)


def _table(table: Table, path: str, draft: Draft) -> None:
    if len(table.header) < 2:
        return
    found = tables.columns(table)
    if found.get("role", 0) == 0 and "role" in found:
        _matrix(table, path, draft)
    elif all(_role_name(cell.text) for cell in table.header[1:]) and any(
        kind_of("roles", _plain(c.text)) for c in table.header
    ):
        _transposed(table, path, draft)


def _matrix(table: Table, path: str, draft: Draft) -> None:
    """Rows are roles, columns are resources; a column of plain words describes the role instead."""
    for row in table.rows:
        name = _role_name(row[0].text) if row else ""
        if not name:
            continue
        described = ""
        for head, cell in zip(table.header[1:], row[1:], strict=False):
            actions, own = _actions(cell.text)
            if actions:
                draft.permissions.append(Permission(name, heading(head.text)[0], actions, place(path, cell), own))
            elif cell.text.strip("-— ") and kind_of("actions", cell.text) != "none":
                described = bare(cell.text)
        draft.roles.append(Role(name, place(path, row[0]), described))


def _transposed(table: Table, path: str, draft: Draft) -> None:
    for head in table.header[1:]:
        draft.roles.append(Role(_role_name(head.text), place(path, head)))
    for row in table.rows:
        for head, cell in zip(table.header[1:], row[1:], strict=False):
            actions, own = _actions(cell.text)
            if actions and row[0].text:
                resource = heading(row[0].text)[0]
                draft.permissions.append(Permission(_role_name(head.text), resource, actions, place(path, cell), own))


def _plain(text: str) -> str:
    return heading(text)[0]


def _role_name(text: str) -> str:
    words = _plain(text)
    known = kind_of("roles", words)
    if known:
        return known
    return words.lower() if words.replace(" ", "_").replace("-", "_").isidentifier() and len(words.split()) <= 3 else ""


def _actions(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The actions of a cell and those limited to own rows; empty for words that are no actions."""
    actions: list[str] = []
    own: list[str] = []
    for part, _ in split(text.replace("/", ",").replace("+", ",")):
        words = bare(part).lower().split()
        known = [kind_of("actions", word) for word in words]
        names = [kind for kind in known if kind and kind not in ("own", "none")]
        if not names or not all(known):
            if kind_of("actions", part) not in ("", "own", "none"):
                names = [kind_of("actions", part)]
            else:
                continue
        actions += names
        if "own" in known:
            own += names
    return tuple(dict.fromkeys(actions)), tuple(dict.fromkeys(own))


def _item(line: Text, path: str, draft: Draft) -> None:
    """`- Admin: manages users`."""
    key, value, _ = key_value(line.text)
    name = _role_name(key) if key and value else ""
    if name:
        draft.roles.append(Role(name, place(path, line, 0, len(key)), bare(value)))
