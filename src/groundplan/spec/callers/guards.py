"""Whom code lets in: `requireRole('keeper')`, `require_role(["keeper", "pilot"])`, `@Roles(Role.KEEPER)`."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Fence, Text
from groundplan.spec.draft import place
from groundplan.spec.model import Role
from groundplan.spec.text.words import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from groundplan.spec.draft import Draft
    from groundplan.spec.outline import Region

_HINTS = ("roles(", "role(", "roles=", "roles =", "_required(", "authority(", "restrictto(", "rolechecker(", "allowed(")
"""Of which one stands in each such call, in lower case."""
_VERB = r"(?:require|check|authorize|allow|verify|ensure|has|need)s?"
_CALL = (
    rf"(?:@?\b{_VERB}_?(?:[Aa]ny_?)?(?:[Uu]ser_?)?[Rr]oles?|@Roles(?:Allowed)?|@?\broles?_(?:required|allowed)"
    r"|\b[Hh]as(?:Any)?Authority|\brestrictTo|\b(?:Require|Allow)Roles?|\bRoleChecker)\("
    r"|\bAuthorize\(Roles ?= ?"
)
_NAME = r"(?:['\"`][A-Za-z][\w,-]*['\"`]|(?:[A-Za-z]\w*[Rr]ole|Roles?)\.[A-Za-z]\w*(?:\.value)?)"
_PLACEHOLDERS = frozenset({"role", "roles", "role_name", "rolename", "string"})


@cache
def _guard() -> re.Pattern[str]:
    """What is asked of whom may stand before the names: `require_role(user, "keeper")`."""
    return regex.compile(
        rf"(?:{_CALL})(?:(?!{_NAME})\w+(?:\.\w+)?, ?)?(?:\w+ ?= ?)?[\[({{]?\s?({_NAME}(?:, ?{_NAME}){{0,9}})"
    )


def let_in(text: str) -> Iterator[tuple[str, int, int]]:
    """The roles that the guards of a line let in, with where each guard stands."""
    for found in _guard().finditer(text):
        for word in regex.findall(r"[\w.-]+", found[1]):
            name = word.removesuffix(".value").rpartition(".")[2].removeprefix("ROLE_")
            if name.lower() not in _PLACEHOLDERS and not name.startswith("SCOPE_"):
                yield kind_of("roles", name) or name.lower(), found.start(), found.end()


def read(region: Region, draft: Draft) -> None:
    """The roles that are asked for in the sentences and the code of one region."""
    said = draft.said(region.blocks)
    for line in said.lines if said.has(_HINTS) else ():
        _read(line, region.document.path, draft)
    for block in region.blocks:
        if isinstance(block, Fence) and regex.has("\n".join(block.lines).lower(), _HINTS):
            for number, text in enumerate(block.lines, block.line):
                _read(Text(text, number, 1), region.document.path, draft)


def _read(line: Text, path: str, draft: Draft) -> None:
    for name, start, stop in let_in(line.text):
        draft.roles.append(Role(name, place(path, line, start, stop - start)))
