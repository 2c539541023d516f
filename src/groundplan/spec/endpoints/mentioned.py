"""Which endpoints a row of a table names, method and path in two cells or in one, and which a mention stands for."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from groundplan import regex
from groundplan.spec.endpoints import folders
from groundplan.spec.fields.fields import is_true
from groundplan.spec.halves import pair
from groundplan.spec.system.services import is_theirs
from groundplan.spec.text import tables
from groundplan.spec.text.calls import is_denied, is_foreign
from groundplan.spec.text.paths import CRUD, METHODS, Mention, mentions
from groundplan.spec.text.words import bare

if TYPE_CHECKING:
    from groundplan.document import Table, Text

_FEWEST_METHODS = 2
"""Columns that are called as methods are."""


def in_row(row: tuple[Text, ...], found: tables.Columns) -> tuple[Mention, Text] | None:
    """The mention of a table row: method and path in two cells, or both in one."""
    path, method = tables.cell(row, found, "path"), tables.cell(row, found, "method")
    if path and method:
        words, methods = bare(path.text).split(" ")[0], _methods(method.text)
        words = folders.path_of(words) or words
        if words.startswith("/") and methods:
            return Mention(methods, words, 0, len(path.text)), path
    for cell in row:
        inside = mentions(cell.text)
        if inside and inside[0].start <= 3:
            return inside[0], cell
    return None if method else pair(row) or folders.beside(row)


@lru_cache(256)
def _methods(text: str) -> tuple[str, ...]:
    """All that a cell names, `GET, PUT`; none where it says anything else."""
    named = tuple(bare(text).upper().replace(" ", "").replace(",", "/").split("/"))
    return named if {*METHODS, "CRUD"}.issuperset(named) else ()


def several(first: Mention, text: str) -> tuple[Mention, ...]:
    """All that a cell names: `` `POST /a`, `/b`; `GET, PUT /c` ``, where a path alone has the method before it."""
    found = mentions(text)
    if not found or found[0] != first:
        return (first,)
    whole: list[Mention] = []
    for one, after in zip(found, [*(each.start for each in found[1:]), len(text)], strict=True):
        whole.append(one)
        more = _more().finditer(text, one.end, after)
        whole += [Mention(one.methods, path.group(1), path.start(1), path.end(1)) for path in more]
    return tuple(whole)


@cache
def _more() -> re.Pattern[str]:
    return regex.compile(r",\s*`(/[\w/{}:.-]*)`")


def crossed(table: Table) -> list[tuple[Mention, Text, str]]:
    """Endpoints where rows are paths and columns are methods: `| Resource | GET | POST |`; with what a cell says."""
    methods = {at: bare(one.text).upper() for at, one in enumerate(table.header) if bare(one.text).upper() in METHODS}
    if len(methods) < _FEWEST_METHODS:
        return []
    found = []
    for row in table.rows:
        path = bare(row[0].text) if row and 0 not in methods else ""
        for at, method in methods.items() if path.startswith("/") and " " not in path else ():
            words = row[at].text.strip("-–— ") if at < len(row) else ""
            is_there = is_true(words)
            if words and is_there is not False and not _absent().fullmatch(words):
                said = "" if is_there else words
                found.append((Mention((method,), path, 0, len(row[0].text)), row[0], said))
    return found


@cache
def _absent() -> re.Pattern[str]:
    """What a cell says where a path has no such method."""
    return regex.compile(
        r"n/?a|none|error|405|\(?(?:405|method)?\W*not (?:allowed|supported|available)\b.*"
        r"|없음|불가|미지원|(?:지원|허용)하지 않.*",
        re.IGNORECASE,
    )


def unwrapped(lines: tuple[Text, ...]) -> tuple[Text, ...]:
    """The lines with a code span that goes on in the next line made whole, where it holds a path."""
    if len(lines) < 2:
        return lines
    result: list[Text] = []
    for line in lines:
        before = result[-1].text if result else ""
        if before.count("`") % 2 and "/" in before[before.rfind("`") :] and "`" in line.text:
            head, _, rest = line.text.partition("`")
            glue = "" if before.endswith("/") or head.startswith("/") else " "
            result[-1] = result[-1]._replace(text=f"{before}{glue}{head}`")
            words = rest.lstrip()
            result.append(line._replace(text=words, column=line.column + len(line.text) - len(words)))
        else:
            result.append(line)
    return tuple(result)


def expanded(mention: Mention) -> list[tuple[str, str]]:
    """Each method with its path; `CRUD` stands for five."""
    if mention.methods == ("CRUD",):
        return [(method, mention.path.rstrip("/") + tail) for method, tail in CRUD]
    return [(method, mention.path) for method in mention.methods if method != "CRUD"]


def is_other(text: str, mention: Mention) -> bool:
    """Somebody else's endpoint, or one that is not there."""
    if is_foreign(text, mention.start, mention.end) or is_theirs(text, mention.start):
        return True
    return is_denied(text, mention.start, mention.end)


def alone(line: Text) -> tuple[Mention, ...]:
    """`GET    /boats   // all of them` in a fence of any language, where no code begins so."""
    return mentions(line.text)[:1] if line.text.startswith(METHODS) and " /" in line.text else ()


def has_slash(table: Table) -> bool:
    """Whether a path may stand in a table: most are of fields."""
    return "/" in "".join([cell.text for row in table.rows for cell in row])
