"""Roles that are listed as values: bullets below `Roles:`, `` `admin`, `member` `` behind the name of what they are."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Paragraph
from groundplan.spec.callers.roles import role_name
from groundplan.spec.draft import bullets_below, place
from groundplan.spec.model import Role
from groundplan.spec.text.words import bare, kind_of, same_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from groundplan.document import Text
    from groundplan.spec.draft import Draft
    from groundplan.spec.model import Term
    from groundplan.spec.outline import Region

_FEW = 2


def read(region: Region, draft: Draft) -> None:
    """The roles that lists and sentences of one region say there are."""
    said = draft.said(region.blocks)
    if not said.has(("role", "역할")):
        return
    path = region.document.path
    for at, block in enumerate(region.blocks):
        if isinstance(block, Paragraph) and _label().fullmatch(bare(block.lines[-1].text)):
            lines = bullets_below(region.blocks, at)
            _add([(line, _coded(line.text)) for line in lines], path, draft)
    for line in said.lines:
        found = _sentence().match(line.text) if "`" in line.text else None
        if found:
            _spans(found[1], line, path, draft)


def listed(name: str, values: Text, path: str, draft: Draft) -> bool:
    """Whether the words behind the name of a thing are the roles there are: `` **roles**: `keeper`, `admin` ``."""
    return same_name(name) in ("role", "userrole") and _spans(values.text, values, path, draft)


def defined(terms: Iterable[Term]) -> list[Role]:
    """The values that a glossary gives to `Role`: `valid values are 'keeper' and 'admin'`."""
    found = [one for one in terms if same_name(one.term) in ("role", "userrole")]
    names = [(role_name(each[1]), one) for one in found for each in _quoted().finditer(one.meaning)]
    known = len(names) >= _FEW and any(kind_of("roles", name) for name, _ in names)
    return [Role(name, one.span) for name, one in names] if known else []


def _spans(text: str, line: Text, path: str, draft: Draft) -> bool:
    """The roles of words that are nothing but code spans."""
    names = regex.findall(r"`([^`]+)`", text)
    alone = _alone().fullmatch(text.strip()) is not None
    return alone and _add([(line, one) for one in names], path, draft)


def _add(found: list[tuple[Text, str]], path: str, draft: Draft) -> bool:
    """Those of a list where all are names, and one of them ends with the word for a role that we know."""
    names = [(line, role_name(name)) for line, name in found]
    known = any(kind_of("roles", name.replace("_", " ").rpartition(" ")[2]) for _, name in names)
    if len(names) < _FEW or not known or not all(name for _, name in names):
        return False
    draft.roles += [Role(name, place(path, line)) for line, name in names]
    return True


def _coded(text: str) -> str:
    """The name of a bullet that begins with a code span, or is nothing but a name."""
    found = regex.match(r"[*]*`([^`]+)`[*]*(?:$| ?[:：—–(-])", text)
    return found[1] if found else text


@cache
def _label() -> re.Pattern[str]:
    return regex.compile(
        r"(?:(?:user|system|supported|available|사용자|시스템) )?(?:roles|역할)\s*[:：]", re.IGNORECASE
    )


@cache
def _sentence() -> re.Pattern[str]:
    """``Roles are stored in lower case: `keeper`, `admin`.``"""
    return regex.compile(r"(?:The |All |User )*[Rr]oles (?:are|is)\b[^`.:]{0,60}: (`[^.]+`)\.?(?:\s|$)")


@cache
def _alone() -> re.Pattern[str]:
    return regex.compile(r"(?:`[^`]+`(?:,? (?:and |or )?|/|$)|, )+\.?")


@cache
def _quoted() -> re.Pattern[str]:
    return regex.compile(r"[`'\"“‘]{1,2}([A-Za-z][\w -]{1,30})[`'\"”’]{1,2}")
