"""Roles: matrices of role by resource, and lists of actors."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from groundplan import regex
from groundplan.document import Fence, Item, Table, Text
from groundplan.grammar import compact
from groundplan.spec.callers import guards, rights
from groundplan.spec.draft import Draft, place
from groundplan.spec.fields.cells import known_type, read_constraints
from groundplan.spec.model import Permission, Role
from groundplan.spec.outline import section_kind
from groundplan.spec.text import tables
from groundplan.spec.text.paths import METHODS
from groundplan.spec.text.words import bare, heading, key_value, kind_of, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from groundplan.spec.outline import Region

T = TypeVar("T")

_LAST_WORD = regex.compile(r"(?:[A-Z]?[a-z]+|[A-Z]+|역할|권한)\s*$")
_KINDS = ("authorization", "actors", "auth", "security")
_SAID = frozenset({*_KINDS, "requirements", "overview", "constraints", "nonfunctional"})


GUEST = "guest"
"""The role word that means nobody with an account, unless a role is called so."""


@lru_cache(16_384)
def holds_roles(name: str) -> bool:
    """Whether a field called `name` holds roles: `role`, `systemRole`, `회원 등급`; not `role_description`."""
    last = _LAST_WORD.search(name)
    return bool(kind_of("role_fields", name)) or bool(last and kind_of("role_fields", last[0]) == "last")


def holder(fields: Iterable[T], name: Callable[[T], str]) -> T | None:
    """The field that holds the roles: of several the one with the plainest name; None where none does."""
    return min((one for one in fields if holds_roles(name(one))), key=lambda one: len(name(one)), default=None)


def has_guests(draft: Draft) -> bool:
    """Whether guests are people with an account, as in a hotel: else the word tells who has none."""
    fields = [field for one in (*draft.entities, *draft.code_entities) for field in one.fields]
    fields += [field for one in draft.relations for field in one.fields]
    values = {kind_of("roles", value) for field in fields if holds_roles(field.name) for value in field.type.values}
    return GUEST in values or any(one.name == GUEST for one in draft.roles)


def read(region: Region, draft: Draft) -> None:
    """The roles of one region."""
    if region.kind in _SAID or section_kind(region.title.text) == "overview":  # of a data model, too
        for line in draft.said(region.blocks).lines:
            _sentence(line, region.document.path, draft)
    else:
        _contract(region, draft)
    guards.read(region, draft)
    if "role" in region.title.text:  # `Boats (requires ADMIN role)`
        _marks(region.title, region.document.path, draft)
    if region.kind not in _KINDS:
        return
    own = _items(region)
    if region.kind in ("actors", "authorization", ""):
        _bare(own, region, draft)
        _titled(region, draft)
        keys = [(one.lines[0], *key_value(one.lines[0].text)[:2]) for one in own if _are_roles(own, region)]
        codes = _codes_beside(key for _, key, value in keys if value)
        for line, key, value in keys:
            _item(line, key, value, codes, region.document.path, draft)
    for block in region.blocks:
        if isinstance(block, Table):
            _table(block, region.document.path, draft)


def _items(region: Region) -> list[Item]:
    """The bullets that may name roles: those below `Roles:` where there is such a bullet, else all."""
    items = [block for block in region.blocks if isinstance(block, Item)]
    at = next((at for at, one in enumerate(items) if _heads().fullmatch(bare(one.lines[0].text))), -1)
    below = takewhile(lambda one: one.depth > items[at].depth, items[at + 1 :]) if at >= 0 else ()
    return list(below) or items


@cache
def _heads() -> re.Pattern[str]:
    return regex.compile(r"(?:user |사용자 )?(?:roles|역할|권한)\s*[:：]", re.IGNORECASE)


def _are_roles(items: list[Item], region: Region) -> bool:
    """Whether bullets about rights are roles: where one is known, or what stands above says it.

    `Tenant isolation: ...` and `Audit: ...` among measures are none.
    """
    if region.kind != "authorization" or items != [one for one in region.blocks if isinstance(one, Item)]:
        return True
    title = region.title.text.lower().replace("role-based", "").replace("역할 기반", "")
    keys = [key_value(one.lines[0].text)[0] for one in items]
    return "role" in title or "역할" in title or any(kind_of("roles", _plain(key)) for key in keys if key)


@cache
def _named() -> re.Pattern[str]:
    return regex.compile(
        r"(?:role-based(?: (?:access control|access|authori[sz]ation|authentication|permissions))?|\bRBAC|\broles?"
        r"|역할 기반 (?:접근 제어|인증|인가|권한(?: 관리)?)(?: ?\(RBAC\))?|역할|권한)"
        r"(?: (?:values?|names?|types?| ?값))?(?:\*\*)?(?: (?:are|include|for)|은|는|으로는)?\s*[:(]?(?:\*\*)?\s*"
        r"([^().:;]{3,80})",
        re.IGNORECASE,
    )


@cache
def _marked() -> re.Pattern[str]:
    """A role in a code span or quotes, of somebody: users with the role `ADMIN`, 운영자 권한이 필요."""
    name = r"[`'\"]{1,2}([A-Za-z][\w-]{1,30})[`'\"]{1,2}"
    whose = r"(?:users?|callers?|clients?|accounts?|admins?|members?|anyone|those|사용자|회원|계정)"
    return regex.compile(
        rf"(?:\b|_){whose} (?:with|who has|who have|having|of) (?:the |a )?`?role`?(?: of)? {name}"
        rf"|{whose}(?:의|가|이|은|는)?\s*`?(?:role|역할)`?(?:이|가|은|는) {name}"
        rf"|\b(?:requires?|needs?|only for) (?:the |an? )?(?:{name}|(?P<upper>(?-i:[A-Z][A-Za-z]+)))(?: role\b)"
        r"|\brole ?={1,2} ?['\"]?((?-i:[A-Z][A-Z_]{2,30}))\b"
        rf"|{name}\s*역할(?:이 아닌|을 가진|이 있는|의|만|로)?\s*(?:만\s*)?{whose}"
        rf"|(?P<known>[가-힣]{{2,8}}|(?-i:[A-Z][a-z]+)) 권한(?:이|을)? ?(?:있는|가진|필요|요구)",
        re.IGNORECASE,
    )


def _sentence(line: Text, path: str, draft: Draft) -> None:
    """`roles: Administrator, Editor, Read-Only`, `역할은 관리자, 편집자`: several, of which one is known as a role."""
    lower = line.text.lower()
    if not any(hint in lower for hint in ("role", "rbac", "역할", "권한")):
        return
    _marks(line, path, draft)
    glossed = _glossed().search(line.text) if "(" in line.text else None
    found = _named().search(_gloss().sub("", line.text) if glossed else line.text)
    parts = regex.split(r"[,/|]|\band\b|\bor\b|및|또는", found.group(1)) if found else []
    names = [bare(part).strip("\"'") for part in parts if part.strip()]  # `, and` leaves nothing between
    roles = ["" if name.endswith("다") else role_name(name) for name in names]  # the verb: no list ends here
    if found and len(roles) > 1 and all(roles) and (_declares(found, roles) or any(kind_of("roles", n) for n in names)):
        for role in roles:
            where = place(path, line) if glossed else place(path, line, found.start(1), len(found.group(1)))
            draft.roles.append(Role(role, where))


@cache
def _gloss() -> re.Pattern[str]:
    return regex.compile(r"\s?\([^()]*\)")


@cache
def _glossed() -> re.Pattern[str]:
    """`roles: "keeper" (who keeps) and "skipper" (who sails)`: each with what it means."""
    return regex.compile(r"(?:roles|역할)[^().;]{1,30}\([^()]{1,40}\)[^().;]{1,30}\([^()]{1,40}\)", re.IGNORECASE)


def _marks(line: Text, path: str, draft: Draft) -> None:
    """The roles that a line marks as such, each by itself."""
    for one in _marked().finditer(line.text):
        written = next(group for group in one.groups() if group)
        name = kind_of("roles", written) if one["known"] and not written.isascii() else role_name(written)
        if name:
            draft.roles.append(Role(name, place(path, line, one.start(), one.end() - one.start())))
    for one in _let_in().finditer(line.text) if " role" in line.text else ():
        names = regex.split(r", (?:and |or )?| and | or |/", one[1])
        where = place(path, line, one.start(), one.end() - one.start())
        known = (role_name(name) for name in names if len(names) > 1 or kind_of("roles", name))
        draft.roles += [Role(name, where, origin="inferred") for name in known]
    for one in _supported().finditer(line.text) if " roles" in line.text else ():
        names = regex.split(r",? (?:and|or) |, |/", one[1])
        where = place(path, line, one.start(1), len(one[1]))
        named = any(kind_of("roles", name) for name in names)
        draft.roles += [Role(role_name(name), where, origin="inferred") for name in names if named]


@cache
def _let_in() -> re.Pattern[str]:
    """`only Keeper and Skipper roles can write`, `limited to Keeper/Skipper roles`: some, not all there are."""
    name = r"[A-Z][A-Za-z]+"
    names = rf"{name}(?:(?:, and |, or |, | and | or |/){name}){{0,4}}"
    return regex.compile(rf"\b(?:[Oo]nly|restricted to|limited to|requires?)(?: the)? ({names}) roles?\b")


@cache
def _supported() -> re.Pattern[str]:
    """`registration for skipper, warden, and admin roles`: plain words, of which one is known."""
    return regex.compile(r"\bfor (?:the )?([A-Za-z]+(?:, [A-Za-z]+){0,4}(?:,? (?:and|or) |/)[A-Za-z]+) roles\b")


def _contract(region: Region, draft: Draft) -> None:
    """Whom the endpoints of a contract let in, what its bodies say that a user may be, and whom its code asks for."""
    if draft.said(region.blocks).has(("role", "권한", "역할 기반")):
        for line in draft.said(region.blocks).lines:
            _called(line, region.document.path, draft)
            if "ole-based" in line.text or "역할 기반" in line.text:  # `Role-based authorization (Admin and Customer)`
                _sentence(line, region.document.path, draft)
    is_matrix = section_kind(region.title.text) == "authorization"
    for block in region.blocks:
        if isinstance(block, Table) and is_matrix:
            _table(block, region.document.path, draft)
        if isinstance(block, Table) and len(block.header) == _KEYED:
            _acting(block, region.document.path, draft)
        for number, text in enumerate(block.lines, block.line) if isinstance(block, Fence) else ():
            if '"role"' in text:
                _shown(Text(text, number, 1), region.document.path, draft)


_KEYED = 2


def _acting(table: Table, path: str, draft: Draft) -> None:
    """`| 액터 | USER(본인), ADMIN |` in a table about one feature: who may do it, by the codes of roles."""
    for _, cell in (row for row in table.rows if len(row) == _KEYED and compact(bare(row[0].text)) in _ACTORS):
        _codes(cell, path, draft)


def _codes(text: Text, path: str, draft: Draft) -> None:
    """`USER(본인), ADMIN`, `**권한**: PILOT`: who may do something, by the codes of roles; `ALL` is none."""
    names = [_code().fullmatch(part) for part, _ in split(text.text)]
    known = (one[1] for one in names if one and kind_of("access", one[1]) != "public")
    draft.roles += [Role(role_name(one), place(path, text)) for one in known] if all(names) else []


_ACTORS = frozenset({"actor", "actors", "액터", "행위자", "사용자역할"})


@cache
def _code() -> re.Pattern[str]:
    return regex.compile(r"`?([A-Z][A-Z_]{2,30})`?(?: ?\([^()]*\))?")


@cache
def _held() -> re.Pattern[str]:
    """What callers of an endpoint are: ``if the JWT role is `Keeper` or `Skipper` ``, `` `ADMIN` 권한``."""
    name, code = r"`[A-Z][\w -]{1,30}`", r"`[A-Z][A-Z_]{2,30}`"
    return regex.compile(
        rf"\b(?:JWT|token|user|caller)(?:'s)? role is (?:not )?({name}(?: or {name})*)"
        rf"|({code}(?:(?:, ?| 또는 | 혹은 |/){code})*) ?권한"
        r"|권한[은이] (`[A-Z][A-Z_]{2,30}`)"
    )


def _called(line: Text, path: str, draft: Draft) -> None:
    """The roles that a contract says its callers have."""
    if "ole" not in line.text and "권한" not in line.text:
        return
    key, value, at = key_value(line.text)
    if value and key and kind_of("details", key) == "auth":
        _codes(line._replace(text=value, column=line.column + at), path, draft)
    _marks(line, path, draft)
    for found in _held().finditer(line.text):
        names = regex.findall(r"`([^`]+)`", found[0])
        for name in names if not any(one in METHODS or kind_of("actions", one) for one in names) else ():
            draft.roles.append(Role(role_name(name), place(path, line, found.start(), len(found[0]))))
    if '"role"' in line.text:
        _shown(line, path, draft)


@cache
def _member() -> re.Pattern[str]:
    """`"role": "Keeper|Skipper"`, `"role": "Keeper" // or "Skipper"`."""
    return regex.compile(r'"role"\s*:\s*"([A-Za-z][\w |/-]{1,80})"(?:,?\s*//\s*(.{2,80}))?')


def _shown(line: Text, path: str, draft: Draft) -> None:
    """The roles that a body says a user may have, where it says more than one; those of a chat are none."""
    found = _member().search(line.text)
    if found is None:
        return
    others = regex.findall(r'"([A-Za-z][\w -]{1,30})"', found[2] or "")
    names = [role_name(one) for one in (*regex.split(r"[|/]", found[1]), *others)]
    if len(names) > 1 and all(names) and "assistant" not in names:
        draft.roles += [Role(one, place(path, line, found.start(), len(found[0]))) for one in names]


def _declares(found: re.Match[str], names: list[str]) -> bool:
    """Whether a sentence begins `Roles: gardener, curator`: whatever they are called, if types and bounds are not."""
    head = regex.compile(
        r"(?:^|[.;]\s+)[*`]*(?:roles|role (?:values|names|types)|역할(?: ?값)?)[*`]*\s*[:：]\s*[*`]*$", re.IGNORECASE
    )
    words = all(one.isalpha() and not _is_of_fields(one) for one in names)
    return words and head.search(found.string, 0, found.start(1)) is not None


def _is_of_fields(word: str) -> bool:
    return read_constraints(word) is not None or known_type(word) is not None


def _table(table: Table, path: str, draft: Draft) -> None:
    if len(table.header) < 2:
        return
    found = tables.columns(table)
    if found.get("role", 0) == 0 and "role" in found:
        _matrix(table, path, draft)
    elif all(role_name(cell.text) for cell in table.header[1:]) and any(
        kind_of("roles", _plain(c.text)) for c in table.header
    ):
        _transposed(table, path, draft)


def _matrix(table: Table, path: str, draft: Draft) -> None:
    """Rows are roles, columns are resources; a column of plain words describes the role instead."""
    code = tables.code_column(table)
    codes = {} if code else _codes_beside(row[0].text for row in table.rows if row)
    for row in table.rows:
        name = (codes.get(row[0].text) or role_name(row[0].text)) if row else ""
        coded = role_name(row[code].text) if code and code < len(row) else ""
        if not name:
            continue
        if coded:
            draft.roles.append(Role(coded, place(path, row[0]), bare(row[0].text)))
            continue
        described = ""
        for head, cell in zip(table.header[1:], row[1:], strict=False):
            actions, own = rights.actions(cell.text)
            if actions:
                draft.permissions.append(Permission(name, heading(head.text)[0], actions, place(path, cell), own))
            elif cell.text.strip("-— ") and kind_of("actions", cell.text) != "none":
                described = bare(cell.text)
        described = f"{_plain(row[0].text)}: {described}".rstrip(": ") if codes else described
        draft.roles.append(Role(name, place(path, row[0]), described))


def _transposed(table: Table, path: str, draft: Draft) -> None:
    for head in table.header[1:]:
        if kind_of("access", bare(head.text)) != "public":  # `비회원`
            draft.roles.append(Role(role_name(head.text), place(path, head)))
    for row in table.rows:
        for head, cell in zip(table.header[1:], row[1:], strict=False):
            actions, own = rights.actions(cell.text)
            if actions and row[0].text:
                resource = heading(row[0].text)[0]
                draft.permissions.append(Permission(role_name(head.text), resource, actions, place(path, cell), own))


def _plain(text: str) -> str:
    return heading(text)[0]


def role_name(text: str) -> str:
    """The name of a role that words are, of three at most; empty for others."""
    words = _plain(text)
    known = kind_of("roles", words)
    if known:
        return known
    return words.lower() if words.replace(" ", "_").replace("-", "_").isidentifier() and len(words.split()) <= 3 else ""


def _item(line: Text, key: str, value: str, codes: dict[str, str], path: str, draft: Draft) -> None:
    """`- Admin: manages users`."""
    name = role_name(key) if key and value else ""
    if name:
        described = f"{_plain(key)}: {bare(value)}" if key in codes else bare(value)
        draft.roles.append(Role(codes.get(key, name), place(path, line, 0, len(key)), described))


def _codes_beside(names: Iterable[str]) -> dict[str, str]:
    """What code calls each of a list of roles, where all say so: `고객(customer)`, `심사자 (REVIEWER)`."""
    told = {name: heading(name) for name in names}
    codes = {name: role_name(label) for name, (words, label) in told.items() if not words.isascii() and label.isascii()}
    return codes if len(codes) > 1 and all(codes.get(name) or name.isascii() for name in told) else {}


def _titled(region: Region, draft: Draft) -> None:
    """`### 관리자 (admin)`, `### Warden (warden)` among others: a heading that names a role and its code."""
    words, label = heading(region.title.text)
    if region.own or region.main or len(words.split()) > _MAX_TITLE:
        return
    listed = heading(region.above)[0].lower().rpartition(" ")[2] in ("roles", "역할")  # each heading below is one
    name = label if label.islower() and label.isidentifier() else words if listed and not label else ""
    if name and role_name(name):
        draft.roles.append(Role(role_name(name), place(region.document.path, region.title)))


_MAX_TITLE = 3
"""Words that call a role: more are a sentence."""


def _bare(own: list[Item], region: Region, draft: Draft) -> None:
    """`- admin`, `- 의사`: a list of nothing but names, of which one is known as a role."""
    items = [one.lines[0] for one in own if len(one.lines) == 1]
    names = [role_name(line.text) for line in items]
    if len(items) > 1 and all(names) and any(kind_of("roles", _plain(line.text)) for line in items):
        for name, line in zip(names, items, strict=True):
            draft.roles.append(Role(name, place(region.document.path, line)))
