"""The path below which all endpoints lie, as a sentence, a line with a key or a table about all calls says it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.document import Table
from groundplan.grammar import compact, keywords
from groundplan.spec.draft import Draft, place
from groundplan.spec.model import Fact
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.document import Text
    from groundplan.source import Span
    from groundplan.spec.outline import Region

_BASED = (
    "verything", "ll path", "ll route", "ll endpoint", "ll call", "ll url", "ll URL", "ase URL", "ase url", "ase path",
    "ounted", "접두사", "prefix",
    "기본 경로", "기본경로", "기본 URL", "기본 url", "베이스", "모든 경로", "모든 엔드포인트", "모든 API",
)  # fmt: skip


def read(region: Region, draft: Draft) -> None:
    """Sentences and tables of one region."""
    said = draft.said(region.blocks)
    for line in said.lines if said.has(_BASED) else ():
        _under(line, region, draft)
    if region.kind in ("", "api") and "ounted" in region.title.text:
        _under(region.title, region, draft)  # `API surface (mounted under `/api/v1/`)`
    for block in region.blocks:
        if isinstance(block, Table) and len(block.header) == _KEYED:
            _tabled(block, region, draft)


_KEYED = 2


def _tabled(table: Table, region: Region, draft: Draft) -> None:
    """`| Base URL | `https://x.example/api/v1` |` among what holds for all calls."""
    for row in (table.header, *table.rows):
        if len(row) == _KEYED and compact(bare(row[0].text)) in keywords("base_path"):
            add(row[1].text, place(region.document.path, row[1]), draft)


def add(value: str, span: Span, draft: Draft) -> None:
    """The base path that begins a value, if one does."""
    found = _base().match(bare(value).split(" ")[0])
    if found and found.group(1) and found.group(1) != "/":
        draft.base_paths.append(Fact(found.group(1).rstrip("./"), span))


@cache
def _base() -> re.Pattern[str]:
    return regex.compile(r"(?:https?://[^/\s`]+)?(/[\w./{}-]*)?")


@cache
def _everything() -> re.Pattern[str]:
    """`Everything lives under /api/v2`, `Base URL is https://api.x.example/v1.`, `기본 경로는 /api/v1이다`.

    So does `모든 경로에는 /api/v1 접두사가 붙는다`.
    """
    under = r"(?:everything|all (?:paths?|routes?|endpoints?|urls?|calls))[\w ]{1,20} (?:under|below|at|on)"
    base = (
        r"(?:\bbase (?:url|path)(?: prefix)?(?: is)?|(?:기본|베이스) ?(?:경로|url)(?:는|은)"
        r"|모든 (?:경로|엔드포인트|api)(?:는|은))"
    )
    mounted = r"^[^.]{0,40}\(mounted (?:under|at|on|below)"
    path = r"[`\"]?(?:https?://[^/\s`]+)?(/[A-Za-z0-9_./-]*\w)"
    prefixed = (
        r"(?:경로|엔드포인트|api|url)(?:에는|에|는|은) (?:모두 )?[`\"]?(/[A-Za-z0-9_./-]*\w)/?[`\"]? ?"
        r"(?:접두사|프리픽스|prefix)"
    )
    return regex.compile(rf"(?:{under}|{base}|{mounted}) {path}|{prefixed}", re.IGNORECASE)


def _under(line: Text, region: Region, draft: Draft) -> None:
    found = _everything().search(line.text) if "/" in line.text else None
    if found:
        at = 1 if found[1] else 2
        draft.base_paths.append(Fact(found[at], place(region.document.path, line, found.start(at), len(found[at]))))
